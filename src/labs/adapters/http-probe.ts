import { setTimeout as wait } from 'node:timers/promises';
import { LookFault } from '../look-fault.ts';
import type { TraceReader } from '../aws-reader.ts';
import type { ProbeAnswer, ProbeKey, ProbePort, ProbeRequest } from '../probe.ts';
import { PROBE_OPERATIONS } from '../read-operations.ts';
import { callDomain, isAwsTarget } from './domain-call.ts';
import { createSigner } from './probe-signer.ts';
import type { FetchRequest, SdkClients } from './sdk-clients.ts';
import { lookFaultOf } from './sdk-faults.ts';
import { domainUrl, invokeUrl, type LookTarget } from './target.ts';

/** Requests that one run may send at most, bursts included. */
export const PROBE_BUDGET = 1_000;
const TIMEOUT_MS = 5_000;
const MOST_BODY = 4_096;
/** As long as a real one, and nobody's. */
const UNKNOWN_KEY = 'gatewise-probe-key-that-nobody-has-0000';

export interface ProbeOptions {
  readonly target: LookTarget;
  readonly clients: SdkClients;
  /** Of the account itself, which takes on roles; absent, `clients` does. */
  readonly accountClients?: SdkClients;
  readonly traces: TraceReader;
  /** Ids of the APIs that this run has read: a probe goes to no other host. */
  readonly knownApis: ReadonlySet<string>;
  /** Custom domain names that this run has read, each with the name under which AWS answers for it. */
  readonly knownDomains?: ReadonlyMap<string, string>;
  readonly fetch?: FetchRequest;
  readonly signal?: AbortSignal;
}

function fault(
  reason: 'timeout' | 'network' | 'undecidable',
  saw: string,
  nextStep: string,
  { method, stage, path, domain }: ProbeRequest,
  cause?: unknown,
) {
  const place = domain === undefined ? `/${stage}` : `https://${domain}`;
  return new LookFault({ reason, saw, nextStep, call: `${method} ${place}${path}` }, { cause });
}

/** Refuses what could turn a probe away from the API under test. */
function urlOf({ target, knownApis, knownDomains }: ProbeOptions, request: ProbeRequest): string {
  const isPlain =
    /^[a-z0-9]+$/i.test(request.apiId) &&
    /^([\w-]+|\$default)$/.test(request.stage) &&
    /^\/(?!\/)[\w/.~%-]*$/.test(request.path);
  if (!isPlain || !knownApis.has(request.apiId)) {
    throw fault(
      'undecidable',
      `A probe may call only APIs that this run has read, and "${request.apiId}" is none.`,
      'Verify again.',
      request,
    );
  }
  const { query = {}, domain } = request;
  if (domain !== undefined && !knownDomains?.has(domain)) {
    throw fault(
      'undecidable',
      `A probe may call only custom domain names that this run has read, and "${domain}" is none.`,
      'Verify again.',
      request,
    );
  }
  const search = new URLSearchParams(query).toString();
  const url =
    domain === undefined
      ? invokeUrl(target, request.apiId, request.stage, request.path)
      : domainUrl(target, domain, request.path);
  return search === '' ? url : `${url}?${search}`;
}

/** A domain name is called where AWS answers for it, never where its DNS record points. */
function sendOf(options: ProbeOptions, request: ProbeRequest): FetchRequest {
  const { fetch = (each: Request) => globalThis.fetch(each), target, knownDomains } = options;
  const host = request.domain === undefined ? undefined : knownDomains?.get(request.domain);
  if (target.kind !== 'aws' || host === undefined) return fetch;
  if (!isAwsTarget(host))
    throw fault(
      'undecidable',
      `AWS names ${host} as the target of ${request.domain ?? ''}, which is no address of API Gateway or CloudFront.`,
      'Verify again; if it stays, please report it.',
      request,
    );
  return (each) => callDomain(each, host);
}

/** The headers by which the local sandbox is told where a request comes from. */
const SOURCE_IP = 'x-sandbox-source-ip';
const SOURCE_VPCE = 'x-sandbox-source-vpce';

function originHeaders({ target }: ProbeOptions, request: ProbeRequest): Record<string, string> {
  const { from, through } = request;
  if (from === undefined && through === undefined) return {};
  if (target.kind === 'sandbox')
    return {
      ...(from !== undefined && { [SOURCE_IP]: from }),
      ...(through && { [SOURCE_VPCE]: `${through.endpointId} ${through.vpcId}` }),
    };
  throw fault(
    'undecidable',
    `No request can be sent ${from === undefined ? `through ${through?.endpointId ?? ''}` : `from ${from}`} on purpose.`,
    'Only the local sandbox can be told where a request comes from.',
    request,
  );
}

/** Reads a key's value once and keeps it in memory for the run. */
function createKeyRing({
  clients,
  target,
  signal,
}: ProbeOptions): (key: ProbeKey) => Promise<string> {
  const values = new Map<string, Promise<string>>();
  const read = async (apiKey: string) => {
    const input = { apiKey, includeValue: true };
    try {
      const { value } = (await clients.send('apigateway', 'GetApiKey', input, signal)) as {
        value?: string;
      };
      return value ?? '';
    } catch (error) {
      const call = { service: 'apigateway', operation: 'GetApiKey', input } as const;
      throw lookFaultOf(error, call, PROBE_OPERATIONS.apigateway.GetApiKey, target);
    }
  };
  return (key) => {
    if (key === 'unknown') return Promise.resolve(UNKNOWN_KEY);
    const value = values.get(key.apiKeyId) ?? read(key.apiKeyId);
    values.set(key.apiKeyId, value);
    return value;
  };
}

/** Calls APIs over HTTP, within the bounds that `ProbePort` promises. */
export function createHttpProbe(options: ProbeOptions): ProbePort {
  const { signal } = options;
  const valueOf = createKeyRing(options);
  const sign = createSigner({ ...options, clients: options.accountClients ?? options.clients });
  const startedAt = performance.now();
  let left = PROBE_BUDGET;

  async function exchange(url: string, request: ProbeRequest): Promise<ProbeAnswer> {
    const headers = {
      ...request.headers,
      ...originHeaders(options, request),
      ...(request.key && { 'x-api-key': await valueOf(request.key) }),
      ...(request.as !== undefined && (await sign(url, request, request.as))),
    };
    const send = sendOf(options, request);
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const answer = await send(
        new Request(url, {
          method: request.method,
          headers,
          ...(request.body !== undefined && { body: request.body }),
          redirect: 'manual',
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        }),
      );
      return {
        status: answer.status,
        body: (await answer.text()).slice(0, MOST_BODY),
        headers: Object.fromEntries(answer.headers),
      };
    } catch (cause) {
      if (timeout.aborted)
        throw fault(
          'timeout',
          `The API had not answered after ${TIMEOUT_MS / 1000} s.`,
          'Call it yourself; an integration may take up to 29 s. Then verify again.',
          request,
          cause,
        );
      throw fault(
        'network',
        `The API could not be called at ${new URL(url).host}.`,
        'Check the connection, and that the stage is reachable from here, then verify again.',
        request,
        cause,
      );
    }
  }

  return {
    async send(request) {
      const url = urlOf(options, request);
      if (left <= 0)
        throw fault(
          'undecidable',
          `This run has used up its ${PROBE_BUDGET} probes.`,
          'Verify again.',
          request,
        );
      left -= 1;
      signal?.throwIfAborted();
      return exchange(url, request);
    },
    traces: options.traces,
    pause: (milliseconds) => wait(milliseconds, undefined, signal ? { signal } : {}),
    elapsedMs: () => performance.now() - startedAt,
  };
}
