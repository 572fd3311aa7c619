import type { Confidence, ItemMark, PracticeReply, PracticeState } from '#quiz';
import { practiceMessages as text } from '#ui/messages/practice.ts';
import { missingOf, pressOption } from '../items/index.ts';
import { practiceClient, PracticeProblem, type Begin, type OnScreen } from './client.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';

/**
 * What an island draws and what it may ask for. One per island.
 * @param begin what `start` asks for
 * @param begun where the learner stands already, as the page shows it; call `wake` then instead of `start`
 */
export function createPracticeSession(begin: () => Begin, begun?: () => PracticeReply) {
  let view = $state<PracticeState | undefined>(begun?.().state);
  let chosen = $state<string[]>([]);
  /** Options that the learner ruled out. */
  let struck = $state<string[]>([]);
  /** The next option that is pressed by its key is struck out, not chosen. */
  let isStriking = $state(false);
  let confidence = $state<Confidence>('sure');
  let isBusy = $state(begun !== undefined);
  /** A sentence about what happened, for every outcome but the plain one. */
  let notice = $state(begun?.().message);
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
    struck = [];
    isStriking = false;
    confidence = 'sure';
    stopwatch?.restart();
  }

  /** One request at a time. One that fails is kept for `retry`, with all that the learner gave. */
  async function send<T>(request: () => Promise<T>, apply: (reply: T) => void): Promise<boolean> {
    if (isBusy) return false;
    isBusy = true;
    problem = undefined;
    notice = undefined;
    try {
      apply(await request());
      return true;
    } catch (error) {
      problem = error instanceof PracticeProblem ? error.message : text.network;
      again = async () => void (await send(request, apply));
      return false;
    } finally {
      isBusy = false;
    }
  }
  const run = async (request: () => Promise<PracticeReply>) => void (await send(request, show));

  /** Sends a word about the item on the screen, shows its marks and says that it was kept. */
  async function tell(
    request: (at: OnScreen) => Promise<ItemMark>,
    kept: (mark: ItemMark) => string,
  ): Promise<boolean> {
    const at = onScreen();
    if (!at) return false;
    return send(
      () => request(at),
      (mark) => {
        if (onScreen()?.ask.eventId === at.ask.eventId) view = { ...at, ask: { ...at.ask, mark } };
        notice = kept(mark);
      },
    );
  }

  const hasStrikes = () => {
    const type = view?.phase === 'asking' ? view.ask.item.type : undefined;
    return type === 'single-choice' || type === 'multiple-response';
  };

  /** Rules an option out, or takes that back; one that was chosen is chosen no more. */
  function strike(id: string): void {
    const isStruck = struck.includes(id);
    struck = isStruck ? struck.filter((other) => other !== id) : [...struck, id];
    if (!isStruck) chosen = chosen.filter((other) => other !== id);
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
      struck = struck.filter((id) => !ids.includes(id));
      notice = undefined;
    },
    get struck() {
      return struck;
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

    /** The page has become an island: what the server drew can be answered now. */
    wake: () => {
      stopwatch ??= createStopwatch();
      isBusy = false;
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
    /** Takes the item on the screen out of the queue and goes on. */
    setAside: async (how: 'suspend' | 'bury') => {
      const at = onScreen();
      if (at) await run(() => practiceClient.setAside(at, how));
    },
    /** Takes the latest step back, also of a session that has ended. */
    undo: async () => {
      if (!view || view.phase === 'empty' || view.undoable === undefined) return;
      const { sessionId, undoable } = view;
      await run(() => practiceClient.undo(sessionId, undoable));
    },
    flag: () => {
      const isFlagged = onScreen()?.ask.mark.isFlagged ?? false;
      return tell(
        (at) => practiceClient.mark(at, isFlagged ? 'unflagged' : 'flagged'),
        (mark) => text.tools.flagged(mark.isFlagged),
      );
    },
    /** @returns whether it was kept */
    note: (note: string) =>
      tell(
        (at) => practiceClient.note(at, note),
        (mark) => text.tools.noted(mark.note !== undefined),
      ),
    /** @returns whether it was kept */
    report: (report: string) =>
      tell(
        (at) => practiceClient.report(at, report),
        () => text.tools.reported,
      ),
    strike,
    /** The next option's key strikes it out; where nothing can be struck out, nothing happens. */
    armStrike: () => {
      isStriking = hasStrikes() && !isStriking;
      notice = isStriking ? text.strikeArmed : undefined;
    },
    retry: async () => {
      await again?.();
    },
    /** Chooses the option at a place, or drops it where several may be chosen. */
    press: (index: number) => {
      if (view?.phase !== 'asking' || isBusy) return;
      notice = undefined;
      const { item } = view.ask;
      const id = item.options[index]?.id;
      if (isStriking && id !== undefined) {
        isStriking = false;
        return strike(id);
      }
      chosen = pressOption(item, index, chosen);
      struck = struck.filter((other) => !chosen.includes(other));
    },
  };
}

export type PracticeSession = ReturnType<typeof createPracticeSession>;
