import type { LabView, RunEvent, Verdict } from '#labs';
import { labs as text } from '#ui/messages/labs.ts';
import { readLines } from './lines.ts';

/** What the server streams: a run's events, and a fault if there was one. */
type Line = RunEvent | { readonly type: 'fault'; readonly error: { readonly message: string } };

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @throws Error whose message the learner may read */
async function post(url: string, body: object, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    throw signal?.aborted ? cause : new Error(text.offline);
  });
  if (answer.ok) return answer;
  const told = (await answer.json().catch(() => ({}))) as { error?: { message?: string } };
  throw new Error(told.error?.message ?? text.offline);
}

/** A lab's desk in the page: what was found, what is under way, what was revealed. */
export function createDesk(initial: LabView) {
  const base = `/api/labs/${initial.id}`;
  let objectives = $state([...initial.objectives]);
  /** In the local sandbox, which is where the page verifies. */
  let standing = $state(initial.standing.sandbox);
  let onAws = $state(initial.standing.aws);
  let solution = $state(initial.solution);
  let verdicts = $state<Record<string, Verdict>>({});
  let leftOut = $state<Record<string, string>>({});
  let judged = $state(0);
  /** What the server drew takes no press before `wake`: one that nobody hears would be lost. */
  let work = $state<'waking' | 'verify' | 'reset' | undefined>('waking');
  let status = $state('');
  let problem = $state('');
  let stopper: AbortController | undefined;

  const titleOf = (id: string) => objectives.find((objective) => objective.id === id)?.title ?? id;
  const hasPassed = () =>
    Object.values(verdicts).filter(({ verdict }) => verdict === 'pass').length;

  function take(line: Line) {
    if (line.type === 'started') [verdicts, leftOut, judged] = [{}, {}, 0];
    else if (line.type === 'call' && line.state === 'asked') status = text.reading(line.call);
    else if (line.type === 'probing') status = text.probing(titleOf(line.objectiveId));
    else if (line.type === 'verdict') {
      verdicts[line.objectiveId] = line.verdict;
      judged += 1;
    } else if (line.type === 'left-out') {
      leftOut[line.objectiveId] = line.why;
      judged += 1;
    } else if (line.type === 'fault') problem = line.error.message;
    else if (line.type === 'finished') {
      status = text.summary(hasPassed(), objectives.length);
      const isPassed = line.result.status === 'pass' && line.result.leftOut.length === 0;
      standing = {
        ...standing,
        state: isPassed || standing.state === 'passed' ? 'passed' : 'tried',
      };
    }
  }

  /** One thing at a time; what goes wrong is told in `problem`. */
  async function busy(what: 'verify' | 'reset', run: () => Promise<void>) {
    if (work) return;
    [work, problem] = [what, ''];
    try {
      await run();
    } catch (error) {
      status = '';
      problem = error instanceof Error ? error.message : text.offline;
    } finally {
      work = undefined;
    }
  }

  async function attempt(run: () => Promise<void>) {
    problem = '';
    try {
      await run();
    } catch (error) {
      problem = error instanceof Error ? error.message : text.offline;
    }
  }

  const reset = (onlyIfEmpty: boolean) =>
    busy('reset', async () => {
      status = text.resetting;
      const answer = await post(`${base}/reset`, { onlyIfEmpty });
      const { outcome } = (await answer.json()) as { outcome: 'reset' | 'kept' };
      if (outcome === 'reset' && !onlyIfEmpty) [verdicts, leftOut] = [{}, {}];
      status = onlyIfEmpty ? '' : text.resetDone;
    });

  return {
    get objectives() {
      return objectives;
    },
    get standing() {
      return standing;
    },
    get onAws() {
      return onAws;
    },
    get solution() {
      return solution;
    },
    get judged() {
      return judged;
    },
    get work() {
      return work;
    },
    get status() {
      return status;
    },
    get problem() {
      return problem;
    },
    get isAmbiguous() {
      return Object.values(verdicts).some(
        (found) => found.verdict === 'blocked' && found.reason === 'ambiguous',
      );
    },
    get hasVerdicts() {
      return Object.keys(verdicts).length > 0;
    },
    verdictOf: (id: string): Verdict | undefined => verdicts[id],
    leftOutOf: (id: string): string | undefined => leftOut[id],

    /** The page has become an island: makes sure that the lab's starting state is there. */
    wake: () => {
      work = undefined;
      return reset(true);
    },
    verify: (apiId?: string) =>
      busy('verify', async () => {
        stopper = new AbortController();
        const { signal } = stopper;
        status = text.looking;
        try {
          const { body } = await post(
            `${base}/verify`,
            { zone: zone(), ...(apiId && { apiId }) },
            signal,
          );
          if (body) for await (const line of readLines<Line>(body)) take(line);
        } catch (error) {
          if (!signal.aborted) throw error;
          status = text.stopped;
        }
      }),
    stop: () => stopper?.abort(),
    reset: () => reset(false),
    revealHint: (objectiveId: string, step: number) =>
      attempt(async () => {
        const answer = await post(`${base}/hint`, { zone: zone(), objectiveId, step });
        const { hints } = (await answer.json()) as { hints: string[] };
        standing = { ...standing, hints: standing.hints + 1 };
        onAws = { ...onAws, hints: onAws.hints + 1 };
        objectives = objectives.map((one) => (one.id === objectiveId ? { ...one, hints } : one));
      }),
    revealSolution: () =>
      attempt(async () => {
        const answer = await post(`${base}/solution`, { zone: zone() });
        ({ solution } = (await answer.json()) as { solution: string });
        standing = {
          ...standing,
          sawSolution: standing.sawSolution || standing.state !== 'passed',
        };
        onAws = { ...onAws, sawSolution: onAws.sawSolution || onAws.state !== 'passed' };
      }),
  };
}
export type Desk = ReturnType<typeof createDesk>;
