import {
  findLeftovers,
  runLab,
  type AnyLabCheck,
  type CleanResult,
  type Made,
  type Patience,
  type RunEvent,
  type Target,
} from '#labs';
import {
  openSession,
  whoReads,
  type FetchRequest,
  type LookTarget,
  type Pace,
} from '#labs/aws-sdk';

export interface VerifyOptions {
  readonly target: LookTarget;
  /** Who reads, when AWS was asked before. */
  readonly identity?: { readonly account: string; readonly principal: string };
  /** Reaches the sandbox without a socket. */
  readonly fetch?: FetchRequest;
  readonly apiId?: string;
  readonly signal?: AbortSignal;
  /** Why no probe may be sent; absent when they may. */
  readonly noProbes?: string;
  /** Looks again at what AWS may still be passing on. */
  readonly patience?: Patience;
  /** Spreads questions to AWS over time, for several runs together; each run has its own without it. */
  readonly pace?: Pace;
}

/** What the learner is told of a target; which key was used is nobody's business. */
const shown = (target: LookTarget, identity: VerifyOptions['identity']): Target => ({
  kind: target.kind,
  region: target.region,
  ...(target.kind !== 'aws' && { endpoint: target.endpoint }),
  ...(identity && { identity }),
});

/**
 * Looks at an account and judges a lab's objectives.
 * @returns what happens, as it happens; ends with `finished`, or throws the signal's reason when stopped
 */
export async function* verifyLab(
  check: AnyLabCheck,
  options: VerifyOptions,
): AsyncGenerator<RunEvent> {
  const { target, identity, fetch, apiId, signal, noProbes, patience, pace } = options;
  const sessions: { close(): void }[] = [];
  try {
    yield* runLab(check, {
      target: shown(target, identity),
      open(onCall) {
        const session = openSession({
          target,
          onCall,
          ...(fetch && { fetch }),
          ...(signal && { signal }),
          ...(noProbes !== undefined && { noProbes }),
          ...(pace && { pace }),
        });
        sessions.push(session);
        return session;
      },
      ...(apiId !== undefined && { apiId }),
      ...(patience && { patience }),
      ...(signal && { signal }),
    });
  } finally {
    for (const session of sessions) session.close();
  }
}

/**
 * Puts a lab's questions, judges nothing, and calls no API.
 * @returns all answers as one text: as long as nothing changes, it stays the same
 */
export async function readAnswers(
  check: AnyLabCheck,
  { target, apiId, ...access }: VerifyOptions,
): Promise<string> {
  const answers = new Map<string, string>();
  const session = openSession({
    ...access,
    target,
    onCall: (line, state) => void (state === 'refused' && answers.set(line, state)),
    onAnswer: (line, answer) => void answers.set(line, JSON.stringify(answer)),
    noProbes: 'Nothing is judged.',
  });
  try {
    const tools = {
      aws: session.reader,
      region: target.region,
      ...(apiId !== undefined && { apiId }),
    };
    // What cannot be read is in the text too; the verification says why.
    await Promise.allSettled(Object.values(check.gather(tools)));
    access.signal?.throwIfAborted();
    return [...answers]
      .map((one) => one.join(' '))
      .sort()
      .join('\n');
  } finally {
    session.close();
  }
}

/** Looks for what builds of a lab make, and calls no API. */
export async function lookForLeftovers(
  labId: string,
  makes: readonly Made[],
  { target, identity, ...access }: VerifyOptions,
): Promise<CleanResult> {
  const session = openSession({
    ...access,
    target,
    onCall: () => {},
    noProbes: 'Nothing is judged.',
  });
  try {
    const found = await findLeftovers(session.reader, makes);
    access.signal?.throwIfAborted();
    return { labId, target: shown(target, identity), ...found };
  } finally {
    session.close();
  }
}

/**
 * Asks AWS who would read.
 * @throws LookFault when there are no credentials, they have expired, or AWS cannot be reached
 */
export async function identify(
  target: LookTarget,
): Promise<{ account: string; principal: string }> {
  const session = openSession({
    target,
    onCall: () => {},
    noProbes: 'Only the caller is asked for.',
  });
  try {
    return await whoReads(session.reader);
  } finally {
    session.close();
  }
}
