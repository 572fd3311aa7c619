/** One step of the gateway, as the sandbox tells it. */
export interface TraceStep {
  readonly step: string;
  readonly decision: 'pass' | 'skip' | 'fail';
  readonly reason: string;
}

/** One request to an API of the lab. */
export interface Trace {
  readonly requestId: string;
  readonly method: string;
  readonly stage: string;
  readonly path: string;
  readonly status: number;
  readonly latencyMs: number;
  readonly steps: readonly TraceStep[];
}

/**
 * @returns the latest requests, newest first
 * @throws when the server or the sandbox does not answer
 */
export async function readTraces(labId: string): Promise<readonly Trace[]> {
  const answer = await fetch(`/api/labs/${labId}/traces?limit=8`);
  if (!answer.ok) throw new Error(`The traces were answered with ${answer.status}.`);
  const { traces } = (await answer.json()) as { traces: readonly Trace[] };
  return traces;
}
