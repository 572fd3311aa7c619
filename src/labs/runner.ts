import type { AwsReader } from './aws-reader.ts';
import { createChannel } from './channel.ts';
import type { AnyLabCheck, ObjectiveCheck, Readings } from './define.ts';
import type { RunEvent, Target } from './events.ts';
import { LookFault } from './look-fault.ts';
import type { ProbePort } from './probe.ts';
import { blocked, statusOf, type Finding, type LeftOut, type Verdict } from './verdict.ts';

/** What the reader tells about its calls. */
export type OnCall = (call: string, state: 'asked' | 'answered' | 'refused') => void;

/** A way to look at one account, for one run: answers are kept, so each question is put once. */
export interface LookSession {
  readonly reader: AwsReader;
  /** A sentence instead of a port says why there are no probes. */
  readonly probes: ProbePort | string;
}

export interface RunOptions {
  readonly target: Target;
  open(onCall: OnCall): LookSession;
  readonly apiId?: string;
  /** Stops the run: the iteration then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

type Objective = ObjectiveCheck<Readonly<Record<string, unknown>>>;

/** Only a `LookFault` is news for the learner; anything else is a fault of ours and goes up. */
function blockedBy(error: unknown): Finding {
  if (!(error instanceof LookFault)) throw error;
  const evidence = error.call === '' ? [] : [{ call: error.call, fields: {} }];
  return blocked(error.reason, error.message, error.nextStep, ...evidence);
}

/** All readings, awaited; touching one that failed throws what it failed with. */
async function settle(readings: Readings): Promise<Readonly<Record<string, unknown>>> {
  const seen: Record<string, unknown> = {};
  await Promise.all(
    Object.entries(readings).map(async ([name, reading]) => {
      const outcome = await reading.then(
        (value) => ({ get: () => value }),
        (error: unknown) => ({
          get: () => {
            throw error;
          },
        }),
      );
      Object.defineProperty(seen, name, { ...outcome, enumerable: true });
    }),
  );
  return seen;
}

const BEST_EFFORT = 'AWS holds rates as a best effort, so an answer would prove nothing.';

/** Why an objective's probe is not sent, or undefined when it is. */
function reasonNotToProbe(
  { probe }: Objective,
  { kind }: Target,
  probes: ProbePort | string,
): Omit<LeftOut, 'objectiveId'> | undefined {
  if (!probe) return undefined;
  if (probe.where === 'sandbox' && kind !== 'sandbox') {
    const why = `Its probe runs on the local sandbox only: ${probe.why ?? BEST_EFFORT}`;
    return { why, because: 'place' };
  }
  return typeof probes === 'string' ? { why: probes, because: 'choice' } : undefined;
}

async function judgeOne(
  objective: Objective,
  seen: Readonly<Record<string, unknown>>,
  probes: ProbePort | string,
  onProbe: () => void,
): Promise<Finding> {
  try {
    const judged = objective.judge(seen);
    if (judged.verdict !== 'pass' || !objective.probe || typeof probes === 'string') return judged;
    onProbe();
    const probed = await objective.probe.send(probes, seen);
    return { ...probed, evidence: [...judged.evidence, ...probed.evidence] };
  } catch (error) {
    return blockedBy(error);
  }
}

async function run(
  check: AnyLabCheck,
  options: RunOptions,
  emit: (event: RunEvent) => void,
): Promise<void> {
  const { target, signal, apiId } = options;
  const objectives = Object.entries(check.objectives);
  let calls = 0;
  emit({ type: 'started', labId: check.id, target, objectives: objectives.map(([id]) => id) });
  const { reader, probes } = options.open((call, state) => {
    if (state === 'asked') calls += 1;
    emit({ type: 'call', call, state });
  });
  const seen = await settle(
    check.gather({ aws: reader, region: target.region, ...(apiId !== undefined && { apiId }) }),
  );
  const verdicts: Record<string, Verdict> = {};
  const leftOut: LeftOut[] = [];
  for (const [objectiveId, objective] of objectives) {
    signal?.throwIfAborted();
    const reason = reasonNotToProbe(objective, target, probes);
    const finding = await judgeOne(objective, seen, reason?.why ?? probes, () =>
      emit({ type: 'probing', objectiveId }),
    );
    signal?.throwIfAborted();
    if (finding.verdict === 'pass' && reason) {
      leftOut.push({ objectiveId, ...reason });
      emit({ type: 'left-out', objectiveId, ...reason });
      continue;
    }
    const verdict = { ...finding, wanted: objective.wanted };
    verdicts[objectiveId] = verdict;
    emit({ type: 'verdict', objectiveId, verdict });
  }
  const status = statusOf(Object.values(verdicts));
  emit({ type: 'finished', result: { labId: check.id, target, status, verdicts, leftOut, calls } });
}

const asError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error(String(reason));

/**
 * Runs a lab's checker: gather, judge, then probes one after the other.
 * An objective that only a probe can decide is left out, by name, when no probe may be sent.
 * @returns what happens, as it happens; the last event is `finished`
 * @throws what is not an AWS answer, such as a mistake in the checker, or the signal's reason
 */
export async function* runLab(check: AnyLabCheck, options: RunOptions): AsyncGenerator<RunEvent> {
  const channel = createChannel<RunEvent>();
  options.signal?.throwIfAborted();
  const stop = () => channel.close(asError(options.signal?.reason));
  options.signal?.addEventListener('abort', stop, { once: true });
  run(check, options, (event) => channel.put(event)).then(
    () => channel.close(),
    (error: unknown) => channel.close(asError(error)),
  );
  try {
    yield* channel;
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
}
