import type { AwsReader } from './aws-reader.ts';
import { createChannel } from './channel.ts';
import type { AnyLabCheck, ObjectiveCheck, Readings } from './define.ts';
import type { RunEvent, Target } from './events.ts';
import { LookFault } from './look-fault.ts';
import type { ProbePort } from './probe.ts';
import { mayChangeByItself, nextDelay, type Lookback, type Patience } from './propagation.ts';
import { blocked, statusOf, type Finding, type LeftOut, type Verdict } from './verdict.ts';

/** What the reader tells about its calls. */
export type OnCall = (call: string, state: 'asked' | 'answered' | 'refused') => void;

/** A way to look at one account once: answers are kept, so each question is put once. */
export interface LookSession {
  readonly reader: AwsReader;
  /** A sentence instead of a port says why there are no probes. */
  readonly probes: ProbePort | string;
}

export interface RunOptions {
  readonly target: Target;
  open(onCall: OnCall): LookSession;
  readonly apiId?: string;
  /** Looks again, up to a minute, at what AWS may still be passing on; absent, one look decides. */
  readonly patience?: Patience;
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

/** One gathering: answers are as old as it is. */
interface Look {
  readonly seen: Readonly<Record<string, unknown>>;
  readonly probes: ProbePort | string;
}

async function judgeOne(
  objective: Objective,
  { seen, probes }: Look,
  onProbe: () => void,
): Promise<Lookback> {
  let isProbed = false;
  try {
    const judged = objective.judge(seen);
    if (judged.verdict !== 'pass' || !objective.probe || typeof probes === 'string')
      return { finding: judged, isProbed };
    onProbe();
    isProbed = true;
    const probed = await objective.probe.send(probes, seen);
    return { finding: { ...probed, evidence: [...judged.evidence, ...probed.evidence] }, isProbed };
  } catch (error) {
    return { finding: blockedBy(error), isProbed };
  }
}

type Emit = (event: RunEvent) => void;
type Named = readonly [id: string, objective: Objective];

/** What was found so far, by objective id. */
interface Found {
  readonly verdicts: Map<string, Verdict>;
  readonly leftOut: Map<string, LeftOut>;
}

function tell([objectiveId, { wanted }]: Named, finding: Finding, found: Found, emit: Emit): void {
  const verdict = { ...finding, wanted };
  found.verdicts.set(objectiveId, verdict);
  emit({ type: 'verdict', objectiveId, verdict });
}

const waitsForAnother = (finding: Finding) =>
  finding.verdict === 'blocked' && finding.reason === 'depends-on';

/**
 * Judges some objectives on one look.
 * @param mayHold whether there is another look, for what may change by itself and what waits for it
 * @returns the objectives that wait for that look
 */
async function judgeAll(
  open: readonly Named[],
  look: Look,
  { target, signal }: RunOptions,
  { mayHold, found, emit }: { mayHold: boolean; found: Found; emit: Emit },
): Promise<readonly Named[]> {
  const held: { readonly named: Named; readonly finding: Finding }[] = [];
  let hasLagging = false;
  for (const named of open) {
    const [objectiveId, objective] = named;
    signal?.throwIfAborted();
    const reason = reasonNotToProbe(objective, target, look.probes);
    const back = await judgeOne(objective, { ...look, probes: reason?.why ?? look.probes }, () =>
      emit({ type: 'probing', objectiveId }),
    );
    signal?.throwIfAborted();
    const { finding } = back;
    const isLagging = mayHold && mayChangeByItself(back, target);
    hasLagging ||= isLagging;
    if (isLagging || (mayHold && waitsForAnother(finding))) held.push({ named, finding });
    else if (finding.verdict === 'pass' && reason) {
      found.leftOut.set(objectiveId, { objectiveId, ...reason });
      emit({ type: 'left-out', objectiveId, ...reason });
    } else tell(named, finding, found, emit);
  }
  if (hasLagging) return held.map(({ named }) => named);
  for (const { named, finding } of held) tell(named, finding, found, emit);
  return [];
}

async function run(check: AnyLabCheck, options: RunOptions, emit: Emit): Promise<void> {
  const { target, signal, apiId, patience } = options;
  const objectives: readonly Named[] = Object.entries(check.objectives);
  const found: Found = { verdicts: new Map(), leftOut: new Map() };
  const startedAt = patience?.clock.now() ?? 0;
  let calls = 0;
  emit({ type: 'started', labId: check.id, target, objectives: objectives.map(([id]) => id) });
  let open = objectives;
  for (let looks = 1; ; looks += 1) {
    const { reader, probes } = options.open((call, state) => {
      if (state === 'asked') calls += 1;
      emit({ type: 'call', call, state });
    });
    const seen = await settle(
      check.gather({ aws: reader, region: target.region, ...(apiId !== undefined && { apiId }) }),
    );
    const delay = patience && nextDelay(looks, patience.clock.now() - startedAt);
    const mayHold = delay !== undefined;
    open = await judgeAll(open, { seen, probes }, options, { mayHold, found, emit });
    if (open.length === 0 || delay === undefined) break;
    emit({ type: 'waiting', objectiveIds: open.map(([id]) => id), forMs: delay });
    await patience?.wait(delay, signal);
  }
  const inOrder = <T>(told: ReadonlyMap<string, T>): (readonly [string, T])[] =>
    objectives.flatMap(([id]) => {
      const one = told.get(id);
      return one === undefined ? [] : [[id, one] as const];
    });
  const verdicts = Object.fromEntries(inOrder(found.verdicts));
  const leftOut = inOrder(found.leftOut).map(([, one]) => one);
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
