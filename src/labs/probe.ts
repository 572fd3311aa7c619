import type { TraceReader } from './aws-reader.ts';
import type { Evidence } from './verdict.ts';

/** Which API key a probe sends in `x-api-key`: one by its id (the probe reads the value itself), or one that nobody has. */
export type ProbeKey = { readonly apiKeyId: string } | 'unknown';

/** A request to a deployed REST or HTTP API that this run has read. */
export interface ProbeRequest {
  readonly apiId: string;
  /** `$default` is not part of the address. */
  readonly stage: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';
  /**
   * A custom domain name that this run has read: the call goes there, and `path` begins with what its
   * mapping takes. The certificate must be the domain's; its DNS record plays no part.
   */
  readonly domain?: string;
  /** Path behind the stage, with its leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly key?: ProbeKey;
  /** The address to call from. Only the local sandbox can be told, so only probes for it may say so. */
  readonly from?: string;
  /** A VPC endpoint to call through, with its VPC. Only the local sandbox can be told. */
  readonly through?: { readonly endpointId: string; readonly vpcId: string };
  /** ARN of a role: the request is signed by a session of it. Only probes for the local sandbox may. */
  readonly as?: string;
}

export interface ProbeAnswer {
  readonly status: number;
  /** The first 4,096 characters. */
  readonly body: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Calls the API under test: only hosts that follow from what was read in this run, no redirects,
 * five seconds for an answer, a bounded number of requests per run. Rejects with `LookFault`.
 */
export interface ProbePort {
  send(request: ProbeRequest): Promise<ProbeAnswer>;
  /** Reads what the probe's own requests have left behind, such as the item that one of them put into a table. */
  readonly traces: TraceReader;
  /** Waits, for example until a throttle has let some tokens in. */
  pause(milliseconds: number): Promise<void>;
  /** Time since the run began, in milliseconds. */
  elapsedMs(): number;
}

const keyNote = (key: ProbeKey | undefined) => {
  if (key === undefined) return 'without a key';
  return key === 'unknown' ? 'with a key that nobody has' : `with the key ${key.apiKeyId}`;
};

const detailsOf = ({ headers = {}, body, from, through, as, key }: ProbeRequest) =>
  [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [`body ${body}`]),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(through === undefined ? [] : [`through ${through.endpointId} in ${through.vpcId}`]),
    ...(as === undefined ? [] : [`signed as ${as}`]),
    keyNote(key),
  ].join(', ');

const queryText = ({ query }: ProbeRequest) =>
  query ? `?${new URLSearchParams(query).toString()}` : '';

const placeOf = (request: ProbeRequest) => {
  const { domain, stage, path, apiId } = request;
  return domain === undefined
    ? `/${stage}${path}${queryText(request)} of ${apiId}`
    : `https://${domain}${path}${queryText(request)}`;
};

/**
 * What a verdict shows of a probe; the key's value is not in it.
 * @param shown names of the answer's headers that matter, in lower case
 */
export const probeEvidence = (
  request: ProbeRequest,
  { status, body, headers }: ProbeAnswer,
  shown: readonly string[] = [],
): Evidence => ({
  call: `${request.method} ${placeOf(request)}, ${detailsOf(request)}`,
  fields: {
    status,
    body,
    ...(shown.length > 0 && {
      headers: Object.fromEntries(shown.map((name) => [name, headers[name] ?? null])),
    }),
  },
});

/** How a burst went. */
export interface BurstResult {
  readonly sent: number;
  /** How many answers had each status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** The first answer with the status that was waited for. */
  readonly found?: ProbeAnswer;
}

/** Requests that are under way at once during a burst. */
const WAVE = 40;

/**
 * Sends the same request in waves until an answer has `status`, or `atMost` requests were sent.
 * @returns what came back; `found` is absent when `status` never came
 */
export async function burst(
  port: ProbePort,
  request: ProbeRequest,
  { status, atMost }: { readonly status: number; readonly atMost: number },
): Promise<BurstResult> {
  const statuses: Record<number, number> = {};
  let sent = 0;
  let found: ProbeAnswer | undefined;
  while (!found && sent < atMost) {
    const wave = Math.min(WAVE, atMost - sent);
    const answers = await Promise.all(Array.from({ length: wave }, () => port.send(request)));
    sent += wave;
    for (const answer of answers) statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    found = answers.find((answer) => answer.status === status);
  }
  return { sent, statuses, ...(found && { found }) };
}
