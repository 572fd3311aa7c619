import type { Confidence, PracticeReply, PracticeState } from '#quiz';
import { practiceMessages as text } from '#ui/messages/practice.ts';
import { missingOf, pressOption } from '../items/index.ts';
import { practiceClient, PracticeProblem, type Begin, type OnScreen } from './client.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';

/** What an island draws and what it may ask for. One per island. */
export function createPracticeSession(begin: () => Begin) {
  let view = $state<PracticeState>();
  let chosen = $state<string[]>([]);
  let confidence = $state<Confidence>('sure');
  let isBusy = $state(false);
  /** A sentence about what happened, for every outcome but the plain one. */
  let notice = $state<string>();
  let problem = $state<string>();
  let again: (() => Promise<void>) | undefined;
  let stopwatch: Stopwatch | undefined;

  const onScreen = (): OnScreen | undefined =>
    view?.phase === 'asking' || view?.phase === 'answered' ? view : undefined;

  function show(reply: PracticeReply): void {
    const before = onScreen()?.ask.eventId;
    view = reply.state;
    notice = reply.message;
    const now = onScreen();
    if (now?.ask.eventId === before) return;
    chosen = [];
    confidence = 'sure';
    stopwatch?.restart();
  }

  /** One request at a time. One that fails is kept for `retry`, with all that the learner gave. */
  async function run(request: () => Promise<PracticeReply>): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    problem = undefined;
    notice = undefined;
    try {
      show(await request());
    } catch (error) {
      problem = error instanceof PracticeProblem ? error.message : text.network;
      again = () => run(request);
    } finally {
      isBusy = false;
    }
  }

  return {
    get view() {
      return view;
    },
    get chosen() {
      return chosen;
    },
    set chosen(ids: string[]) {
      chosen = ids;
      notice = undefined;
    },
    get confidence() {
      return confidence;
    },
    set confidence(value: Confidence) {
      confidence = value;
    },
    get isBusy() {
      return isBusy;
    },
    get notice() {
      return notice;
    },
    get problem() {
      return problem;
    },

    /** Begins, or takes up what was begun. @param minutes time for a session of its own */
    start: async (minutes?: number) => {
      stopwatch ??= createStopwatch();
      await run(() =>
        practiceClient.start({ ...begin(), ...(minutes !== undefined && { minutes }) }),
      );
    },
    /** Sends the answer, once enough is chosen; says what is missing otherwise. */
    submit: async () => {
      if (view?.phase !== 'asking') return;
      const at = view;
      const { item } = at.ask;
      notice = missingOf(item, chosen);
      if (notice !== undefined) return;
      const given = { response: [...chosen], confidence, seconds: stopwatch?.seconds() ?? 0 };
      await run(() => practiceClient.answer(at, given));
    },
    next: async () => {
      const at = onScreen();
      if (at) await run(() => practiceClient.next(at));
    },
    skip: async () => {
      const at = onScreen();
      if (at?.phase === 'asking') await run(() => practiceClient.skip(at));
    },
    finish: async () => {
      const at = onScreen();
      if (at) await run(() => practiceClient.finish(at));
    },
    undo: async () => {
      const at = onScreen();
      const last = at?.undoable;
      if (at && last !== undefined) await run(() => practiceClient.undo(at, last));
    },
    retry: async () => {
      await again?.();
    },
    /** Chooses the option at a place, or drops it where several may be chosen. */
    press: (index: number) => {
      if (view?.phase !== 'asking' || isBusy) return;
      notice = undefined;
      chosen = pressOption(view.ask.item, index, chosen);
    },
  };
}

export type PracticeSession = ReturnType<typeof createPracticeSession>;
