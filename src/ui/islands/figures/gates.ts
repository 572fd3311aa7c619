/** What may be wrong with the figure's call, in the order of the gates that notice. */
export const FAULTS = ['place', 'caller', 'key', 'rate', 'body'] as const;
export type Fault = (typeof FAULTS)[number];

/** The endpoint's answer. */
export interface Passage {
  readonly status: number;
  readonly body: string;
  readonly steps: readonly {
    readonly step: string;
    readonly decision: string;
    readonly reason: string;
  }[];
}

const GATES = ['place', 'policy', 'caller', 'key', 'rate', 'body', 'backend'] as const;
export type Gate = (typeof GATES)[number];

/** The steps of the data plane that a gate of the figure stands for. */
const STEPS: Readonly<Record<Gate, readonly string[]>> = {
  place: ['resolve-stage', 'match-route'],
  policy: ['resource-policy'],
  caller: ['authorize'],
  key: ['api-key'],
  rate: ['quota', 'throttle'],
  body: ['validate-request'],
  backend: ['integrate'],
};

export interface GateState {
  readonly gate: Gate;
  readonly state: 'passed' | 'refused' | 'unreached' | 'skipped';
  /** What the refusing step said. */
  readonly reason: string | undefined;
}

/** @param passage none before the first call: the gates of a call that has nothing wrong */
export function gatesOf(passage: Passage | undefined): readonly GateState[] {
  return GATES.map((gate) => {
    if (!passage)
      return { gate, state: gate === 'policy' ? 'skipped' : 'passed', reason: undefined };
    const steps = passage.steps.filter(({ step }) => STEPS[gate].includes(step));
    const refusal = steps.find(({ decision }) => decision === 'fail');
    if (refusal) return { gate, state: 'refused', reason: refusal.reason };
    if (steps.length === 0) return { gate, state: 'unreached', reason: undefined };
    const isSkipped = steps.every(({ decision }) => decision === 'skip');
    return { gate, state: isSkipped ? 'skipped' : 'passed', reason: undefined };
  });
}

/** @throws when the endpoint does not answer with a passage */
export async function callGates(faults: readonly Fault[]): Promise<Passage> {
  const response = await fetch('/api/figures/gates', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults }),
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  // The one boundary: the endpoint of this site answers in this form.
  return (await response.json()) as Passage;
}
