import type { Evidence } from './verdict.ts';

/** Which API key a probe sends in `x-api-key`: one by its id (the probe reads the value itself), or one that nobody has. */
export type ProbeKey = { readonly apiKeyId: string } | 'unknown';

/** A request to a deployed REST API that this run has read. */
export interface ProbeRequest {
  readonly restApiId: string;
  readonly stage: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';
  /** Path behind the stage, with its leading slash. */
  readonly path: string;
  readonly key?: ProbeKey;
}

export interface ProbeAnswer {
  readonly status: number;
  /** The first 4,096 characters. */
  readonly body: string;
}

/**
 * Calls the API under test: only hosts that follow from what was read in this run, no redirects,
 * five seconds for an answer, a bounded number of requests per run. Rejects with `LookFault`.
 */
export interface ProbePort {
  send(request: ProbeRequest): Promise<ProbeAnswer>;
  /** Waits, for example until a throttle has let some tokens in. */
  pause(milliseconds: number): Promise<void>;
  /** Time since the run began, in milliseconds. */
  elapsedMs(): number;
}

const keyNote = (key: ProbeKey | undefined) => {
  if (key === undefined) return 'without a key';
  return key === 'unknown' ? 'with a key that nobody has' : `with the key ${key.apiKeyId}`;
};

/** What a verdict shows of a probe; the key's value is not in it. */
export const probeEvidence = (request: ProbeRequest, { status, body }: ProbeAnswer): Evidence => ({
  call: `${request.method} /${request.stage}${request.path} of ${request.restApiId}, ${keyNote(request.key)}`,
  fields: { status, body },
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
