import { AwsV4Signer } from 'aws4fetch';
import { type Operation, modelOf } from '#sandbox/operations';
import type { Clock } from '#core';
import type { Send } from '../command.ts';
import { createRequest } from '../request.ts';
import { AwsCliError, EXIT } from './errors.ts';
import type { Value } from './value.ts';
import { type Output, readResponse } from './wire-response.ts';
import { toWireRequest } from './wire-request.ts';

/** Whom a call is made as, and where to. */
export interface Caller {
  readonly region: string;
  /** Absent: the call goes unsigned. */
  readonly credentials:
    | {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken?: string;
      }
    | undefined;
  /** Replaces AWS's own address. */
  readonly endpointUrl: string | undefined;
  readonly send: Send;
  readonly signal: AbortSignal | undefined;
  /** The signing time; absent: the machine's clock. */
  readonly clock: Clock | undefined;
}

const signingTime = (clock: Clock) =>
  new Date(clock.now()).toISOString().replaceAll(/[:-]|\.\d{3}/g, '');

function urlOf(operation: Operation, target: string, { endpointUrl, region }: Caller): string {
  const { signingName } = modelOf(operation.service);
  const base = endpointUrl ?? `https://${signingName}.${region}.amazonaws.com`;
  return `${base.replace(/\/+$/, '')}${target}`;
}

async function toRequest(
  operation: Operation,
  parameters: { readonly [name: string]: Value },
  caller: Caller,
): Promise<Request> {
  const { method, target, headers, body } = toWireRequest(operation, parameters);
  const url = urlOf(operation, target, caller);
  const { credentials, region, clock, signal } = caller;
  if (!credentials) return createRequest({ method, url, headers, body, signal });
  const signer = new AwsV4Signer({
    method,
    url,
    headers,
    body: new Uint8Array(body ?? []),
    ...credentials,
    service: modelOf(operation.service).signingName,
    region,
    ...(clock && { datetime: signingTime(clock) }),
  });
  const signed = await signer.sign();
  return createRequest({ method, url, headers: signed.headers, body, signal });
}

/** Signs (SigV4), sends and reads one call. */
export async function callOperation(
  operation: Operation,
  parameters: { readonly [name: string]: Value },
  caller: Caller,
): Promise<Output> {
  const request = await toRequest(operation, parameters, caller);
  let response: Response;
  try {
    response = await caller.send(request);
  } catch (cause) {
    if (caller.signal?.aborted) throw cause;
    throw new AwsCliError(
      EXIT.general,
      `\nCould not connect to the endpoint URL: "${request.url}"\n`,
      { cause },
    );
  }
  return readResponse(operation, response);
}
