import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { LookFault } from '../look-fault.ts';
import type { ProbeRequest } from '../probe.ts';
import { PROBE_OPERATIONS } from '../read-operations.ts';
import type { SdkClients } from './sdk-clients.ts';
import { lookFaultOf } from './sdk-faults.ts';
import type { LookTarget } from './target.ts';

/** A hash as the signer wants it, over Node's. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView) {
    this.#hash.update(bytes(data));
  }
  digest() {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
  /** The signer makes a new one for each use. */
  reset() {}
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}

interface Session {
  readonly Credentials?: {
    readonly AccessKeyId?: string;
    readonly SecretAccessKey?: string;
    readonly SessionToken?: string;
  };
}

/**
 * Signs requests as a session of a role, with Signature Version 4. Works in the local sandbox only: on
 * AWS nobody's role is assumed by a verification. A session is asked for once per role and run.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 * @returns the headers to add to the request
 */
export function createSigner({
  clients,
  target,
  signal,
}: {
  readonly clients: SdkClients;
  readonly target: LookTarget;
  readonly signal?: AbortSignal;
}): (url: string, request: ProbeRequest, roleArn: string) => Promise<Record<string, string>> {
  const signers = new Map<string, Promise<SignatureV4>>();

  async function open(RoleArn: string): Promise<SignatureV4> {
    const input = { RoleArn, RoleSessionName: 'gatewise-probe' };
    const call = { service: 'sts', operation: 'AssumeRole', input } as const;
    try {
      const { Credentials } = (await clients.send('sts', 'AssumeRole', input, signal)) as Session;
      return new SignatureV4({
        credentials: {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          ...(Credentials?.SessionToken !== undefined && {
            sessionToken: Credentials.SessionToken,
          }),
        },
        region: target.region,
        service: 'execute-api',
        sha256: Sha256,
      });
    } catch (error) {
      throw lookFaultOf(error, call, PROBE_OPERATIONS.sts.AssumeRole, target);
    }
  }

  return async (url, { method, stage, path, body, headers }, roleArn) => {
    if (target.kind !== 'sandbox')
      throw new LookFault({
        reason: 'undecidable',
        saw: `No request is signed as ${roleArn} on purpose.`,
        nextStep: 'Only in the local sandbox a probe takes on a role.',
        call: `${method} /${stage}${path}`,
      });
    const signer = signers.get(roleArn) ?? open(roleArn);
    signers.set(roleArn, signer);
    const { protocol, hostname, port, host, pathname, searchParams } = new URL(url);
    const signed = await (
      await signer
    ).sign({
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { ...headers, host },
      ...(body !== undefined && { body }),
    });
    // Whoever sends the request names the host.
    const added = { ...signed.headers };
    delete added.host;
    return added;
  };
}
