import type { Catalog, CatalogItem } from '#catalog';
import {
  EVENT_VERSION,
  eventId,
  uuidv7,
  type Clock,
  type EventId,
  type ItemId,
  type LearnerId,
  type Random,
} from '#core';
import type { Documents, Profile, ProgressStore } from '#progress';
import {
  itemHash,
  refuseResponse,
  score,
  viewItem,
  type Ask,
  type Confidence,
  type DueCounts,
  type PracticeMode,
  type PracticeOutcome,
  type PracticeReply,
  type PracticeState,
  type SummaryItem,
} from '#quiz';
import {
  createFsrs,
  dateOfDay,
  dayOfDate,
  dueDayOf,
  isZone,
  orderQueue,
  type Day,
  type Deck,
  type Pick,
} from '#scheduling';
import { createBankReader, orderOf, type Bank } from './practice/bank.ts';
import { feedbackOf, returnOf } from './practice/feedback.ts';
import { readHistory, type History } from './practice/history.ts';
import { createCalendars, createLearnerStates } from './practice/learner-state.ts';
import { outcomeMessages, unknownTopic } from './practice/messages.ts';
import {
  answersOf,
  findAnswer,
  readSession,
  type Answer,
  type StoredAsk,
  type StoredSession,
} from './practice/session.ts';

export type { History, HistoryDay, HistoryItem, HistoryTopic } from './practice/history.ts';

export interface PracticeDeps {
  /** The catalog of this moment: in dev it is read again after an edit. */
  readonly catalog: () => Catalog;
  readonly store: ProgressStore;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly random: Random;
}

export interface StartInput {
  readonly learner: LearnerId;
  /** The browser's IANA zone; the profile's counts when it is unknown. */
  readonly zone: string;
  readonly mode: PracticeMode;
  /** For mode `topic`. */
  readonly topic?: string | undefined;
  /** For mode `item`. */
  readonly item?: ItemId | undefined;
  /** Time for this session, instead of what is left of the day's plan. Begins anew. */
  readonly minutes?: number | undefined;
}

export interface AnswerInput {
  readonly learner: LearnerId;
  readonly zone: string;
  readonly sessionId: string;
  /** The id that came with the question: sending an answer twice counts once. */
  readonly eventId: EventId;
  readonly itemId: ItemId;
  /** The hash that came with the question. */
  readonly itemHash: string;
  /** The seed that came with the question. */
  readonly variantSeed: number;
  readonly response: readonly string[];
  readonly confidence: Confidence;
  /** From showing to answering. */
  readonly seconds: number;
}

export interface SessionInput {
  readonly learner: LearnerId;
  readonly zone: string;
  readonly sessionId: string;
  /** The question on the learner's screen; when another tab went on, nothing moves twice. */
  readonly eventId: EventId;
}

/** Practice: asks, marks, schedules, and stands where it stood after a reload. All calls of a learner run in turn. */
export interface Practice {
  /** Begins a session, or takes up today's session of the same mode and topic. */
  start(input: StartInput): Promise<PracticeReply>;
  /** Where the learner stands; phase `empty` when no session is open. */
  current(learner: LearnerId): Promise<PracticeReply>;
  answer(input: AnswerInput): Promise<PracticeReply>;
  /** From an answered item to the next. */
  next(input: SessionInput): Promise<PracticeReply>;
  /** Leaves an item for another session. */
  skip(input: SessionInput): Promise<PracticeReply>;
  /** Takes the latest answer back and asks its item again. */
  undo(input: SessionInput): Promise<PracticeReply>;
  /** Ends the session with its summary. */
  finish(input: Omit<SessionInput, 'eventId'>): Promise<PracticeReply>;
  /** What is waiting today. */
  due(learner: LearnerId): Promise<DueCounts>;
  history(learner: LearnerId): Promise<History>;
  /** Saves the folded state. Call before the documents are closed. */
  close(): Promise<void>;
}

/** All that one request needs to know, read once. */
interface Scene {
  readonly learner: LearnerId;
  readonly catalog: Catalog;
  readonly bank: Bank;
  readonly profile: Profile;
  readonly deck: Deck;
  readonly zone: string;
  readonly now: number;
  readonly today: Day;
}

/** Sessions of single items, as lessons ask them, are named so and are not stored. */
const CHECK = 'check-';
/** An answer cannot have taken longer; a laptop that slept should not spend the day's minutes. */
const MAX_SECONDS = 900;

export function createPractice({
  catalog,
  store,
  documents,
  clock,
  random,
}: PracticeDeps): Practice {
  const model = createFsrs();
  const states = createLearnerStates(store, documents, model);
  const bankOf = createBankReader();
  const inTurn = createTurns();

  async function sceneOf(learner: LearnerId, zone?: string): Promise<Scene> {
    const profile = await documents.profile(learner);
    const deck = await states.read(learner, profile);
    const known = zone !== undefined && isZone(zone) ? zone : profile.zone;
    const now = clock.now();
    const today = createCalendars(profile.dayStartHour)(known).dayOf(now);
    const content = catalog();
    return {
      learner,
      catalog: content,
      bank: bankOf(content),
      profile,
      deck,
      zone: known,
      now,
      today,
    };
  }

  const freshId = () => eventId(uuidv7(clock.now(), random));
  const freshSeed = () => Math.floor(random.next() * 2 ** 31);

  /** The queue of a session, or of the day when there is none. */
  function queueOf(scene: Scene, session?: StoredSession, last?: CatalogItem): Pick[] {
    const { bank, profile, deck, now, today } = scene;
    const topic = session?.topic;
    const candidates =
      topic === undefined ? bank.candidates : bank.candidates.filter((one) => one.topic === topic);
    return orderQueue(
      {
        candidates,
        now,
        today,
        examDay: profile.examDate === undefined ? undefined : dayOfDate(profile.examDate),
        includesAhead: session?.mode === 'topic',
        excluded: new Set(session?.skipped),
        lastTopic: last?.scenario.topic,
      },
      deck,
      model,
    );
  }

  const secondsToday = ({ deck, today }: Scene) =>
    deck.latest.day === today ? deck.latest.seconds : 0;

  const secondsLeft = (scene: Scene) =>
    Math.max(0, scene.profile.minutesPerDay * 60 - secondsToday(scene));

  function dueCounts(scene: Scene, openSession?: DueCounts['openSession']): DueCounts {
    const { bank, deck, today, profile } = scene;
    const picks = queueOf(scene);
    const planned = fitting(picks, secondsLeft(scene));
    const cards = bank.candidates.flatMap(({ itemId }) => deck.cards.get(itemId) ?? []);
    const isToday = deck.latest.day === today;
    const next = nextDue(
      cards.map((card) => dueDayOf(card, today)),
      today,
    );
    return {
      due: picks.filter(({ kind }) => kind === 'due' || kind === 'reask').length,
      unseen: bank.candidates.length - cards.length,
      planned: planned.length,
      plannedMinutes: Math.ceil(planned.reduce((sum, { seconds }) => sum + seconds, 0) / 60),
      answeredToday: isToday ? deck.latest.answers : 0,
      correctToday: isToday ? deck.latest.correct : 0,
      minutesToday: Math.round(secondsToday(scene) / 60),
      minutesPerDay: profile.minutesPerDay,
      ...(next && { next }),
      ...(openSession && { openSession }),
    };
  }

  function storedAsk({ profile, today }: Scene, item: CatalogItem, pick?: Pick): StoredAsk {
    const examDate = profile.examDate;
    const isAhead = examDate !== undefined && dayOfDate(examDate) >= today;
    return {
      eventId: freshId(),
      itemId: item.id,
      itemHash: itemHash(item),
      variantSeed: freshSeed(),
      reason: {
        kind: pick?.kind ?? 'asked',
        weight: pick?.weight ?? 0,
        chanceBefore: pick?.chanceBefore ?? 0,
        chanceAfter: pick?.chanceAfter ?? 0,
        seconds: pick?.seconds ?? item.authored.seconds,
        overdueDays: pick?.overdueDays ?? 0,
        ...(isAhead && { examDate }),
      },
    };
  }

  const askOf = (item: CatalogItem, { eventId, variantSeed, reason }: StoredAsk): Ask => ({
    eventId,
    item: viewItem(item, orderOf(item, variantSeed)),
    variantSeed,
    reason,
  });

  const hasTimeLeft = ({ budgetSeconds }: StoredSession, answers: readonly Answer[]) =>
    budgetSeconds === undefined || spent(answers) < budgetSeconds;

  /** The session with its next question, or finished. */
  function withNextAsk(
    scene: Scene,
    session: StoredSession,
    answers: readonly Answer[],
  ): StoredSession {
    const { ask: _, ...rest } = session;
    if (!hasTimeLeft(session, answers)) return { ...rest, finished: 'time-spent' };
    const last = answers.at(-1);
    const [pick] = queueOf(scene, session, last && scene.bank.items.get(last.itemId));
    const item = pick && scene.bank.items.get(pick.itemId);
    if (!item) return { ...rest, finished: 'all-done' };
    return { ...rest, ask: storedAsk(scene, item, pick) };
  }

  /** The question on the screen, if it can still be shown as it was. */
  function shownItem({ bank }: Scene, ask: StoredAsk | undefined): CatalogItem | undefined {
    const item = ask && bank.items.get(ask.itemId);
    return item && itemHash(item) === ask.itemHash ? item : undefined;
  }

  /** Draws a session. A question that was edited or withdrawn meanwhile is replaced. */
  async function stateOf(scene: Scene, session: StoredSession): Promise<PracticeState> {
    const answers = await answersOf(store, scene.learner, session);
    const item = shownItem(scene, session.ask);
    if (!session.finished && !item) {
      const moved = withNextAsk(scene, session, answers);
      await documents.writeSession(scene.learner, moved);
      return stateOf(scene, moved);
    }
    if (session.finished || !session.ask || !item) return finishedState(scene, session, answers);
    const answer = answers.find(({ id }) => id === session.ask?.eventId);
    const card = answer && scene.deck.cards.get(item.id);
    const common = { ...frameOf(scene, session, answers), ask: askOf(item, session.ask) };
    if (!answer || !card) return { ...common, phase: 'asking' };
    const feedback = feedbackOf(scene.catalog, item, answer, card, scene.today);
    return { ...common, phase: 'answered', feedback };
  }

  function frameOf(scene: Scene, session: StoredSession, answers: readonly Answer[]) {
    const last = answers.at(-1);
    const isAsking = session.ask !== undefined && last?.id !== session.ask.eventId;
    const left = (session.budgetSeconds ?? Infinity) - spent(answers);
    const queue = session.finished ? [] : fitting(queueOf(scene, session), left);
    return {
      sessionId: session.id,
      mode: session.mode,
      ...(session.topic !== undefined && { topic: session.topic }),
      progress: {
        answered: answers.length,
        correct: answers.filter((answer) => answer.score.isCorrect).length,
        remaining: Math.max(queue.length, isAsking ? 1 : 0),
      },
      ...(last && { undoable: last.id }),
    };
  }

  function finishedState(
    scene: Scene,
    session: StoredSession,
    answers: readonly Answer[],
  ): PracticeState {
    const { deck, catalog: content, today } = scene;
    const latest = new Map(answers.map((answer) => [answer.itemId, answer]));
    const items = [...latest.values()].flatMap((answer): SummaryItem[] => {
      const card = deck.cards.get(answer.itemId);
      const item = content.item(answer.itemId);
      if (!card || !item) return [];
      const { inDays } = returnOf(card, today);
      const { isCorrect } = answer.score;
      return [
        { itemId: item.id, title: item.title, isCorrect, confidence: answer.confidence, inDays },
      ];
    });
    const why = session.finished ?? 'all-done';
    const due = dueCounts(scene);
    if (answers.length === 0 && why !== 'stopped') {
      return emptyState(scene, session.mode, session.topic, why === 'time-spent' ? why : undefined);
    }
    return {
      phase: 'finished',
      ...frameOf(scene, session, answers),
      why,
      seconds: spent(answers),
      items,
      due,
    };
  }

  function emptyState(
    scene: Scene,
    mode: PracticeMode,
    topic?: string,
    why?: 'time-spent' | 'no-session',
  ): PracticeState {
    const nothing = scene.bank.candidates.length === 0 ? 'no-items' : 'nothing-due';
    const base = { phase: 'empty', mode, why: why ?? nothing, due: dueCounts(scene) } as const;
    return topic === undefined ? base : { ...base, topic };
  }

  async function replyWith(
    scene: Scene,
    session: StoredSession | undefined,
    outcome: PracticeOutcome = 'ok',
    message?: string,
  ): Promise<PracticeReply> {
    const state = session
      ? await stateOf(scene, session)
      : emptyState(scene, 'today', undefined, 'no-session');
    const said =
      message ??
      (outcome in outcomeMessages
        ? outcomeMessages[outcome as keyof typeof outcomeMessages]
        : undefined);
    return { outcome, ...(said !== undefined && { message: said }), state };
  }

  /** Asks one item by itself. Nothing is stored until it is answered. */
  function checkReply(
    scene: Scene,
    item: CatalogItem,
    sessionId = `${CHECK}${freshId()}`,
  ): PracticeReply {
    const ask = askOf(item, storedAsk(scene, item));
    const progress = { answered: 0, correct: 0, remaining: 1 };
    return { outcome: 'ok', state: { phase: 'asking', sessionId, mode: 'item', progress, ask } };
  }

  const notAsked = (scene: Scene, outcome: 'unknown-item' | 'item-retired'): PracticeReply => ({
    outcome,
    message: outcomeMessages[outcome],
    state: emptyState(scene, 'item', undefined, 'no-session'),
  });

  function startCheck(scene: Scene, id: ItemId | undefined): PracticeReply {
    const item = id === undefined ? undefined : scene.bank.items.get(id);
    if (item) return checkReply(scene, item);
    const isRetired = id !== undefined && scene.catalog.item(id) !== undefined;
    return notAsked(scene, isRetired ? 'item-retired' : 'unknown-item');
  }

  async function startSession(scene: Scene, input: StartInput): Promise<PracticeReply> {
    const { learner, mode, topic, minutes } = input;
    const open = await readSession(documents, learner);
    const isSame =
      open?.mode === mode && open.topic === topic && open.day === scene.today && !open.finished;
    if (open && isSame && minutes === undefined) return replyWith(scene, open);
    const budgetSeconds = minutes === undefined ? secondsLeft(scene) : minutes * 60;
    const session = withNextAsk(
      scene,
      {
        version: 1,
        id: freshId(),
        mode: mode === 'topic' ? 'topic' : 'today',
        ...(topic !== undefined && { topic }),
        zone: scene.zone,
        day: scene.today,
        since: await store.append(learner, []),
        ...(mode === 'today' && { budgetSeconds }),
        skipped: [],
      },
      [],
    );
    await documents.writeSession(learner, session);
    return replyWith(scene, session);
  }

  /** The event an answer becomes. The time is the server's; the learner's zone says what day it is. */
  function answerEvent(scene: Scene, item: CatalogItem, input: AnswerInput): Answer {
    return {
      id: input.eventId,
      v: EVENT_VERSION,
      learner: input.learner,
      at: new Date(scene.now).toISOString(),
      zone: scene.zone,
      source: 'web',
      type: 'item-answered',
      itemId: item.id,
      itemHash: itemHash(item),
      sessionId: input.sessionId,
      variantSeed: input.variantSeed,
      optionOrder: orderOf(item, input.variantSeed),
      response: [...input.response],
      score: score(item.authored, input.response),
      seconds: Math.min(Math.max(0, input.seconds), MAX_SECONDS),
      confidence: input.confidence,
    };
  }

  /** Why an answer cannot be counted, looking only at the item; undefined when it can. */
  function refusal(
    { bank }: Scene,
    input: AnswerInput,
  ): { outcome: PracticeOutcome; message?: string } | undefined {
    const item = bank.items.get(input.itemId);
    if (!item) return { outcome: 'item-retired' };
    if (itemHash(item) !== input.itemHash) return { outcome: 'item-changed' };
    const message = refuseResponse(item.authored, input.response);
    return message === undefined ? undefined : { outcome: 'invalid-response', message };
  }

  async function answerInSession(scene: Scene, input: AnswerInput): Promise<PracticeReply> {
    const { learner } = scene;
    const session = await readSession(documents, learner);
    const before = await findAnswerOf(scene, session, input);
    if (before) return replyWith(scene, session, before);
    if (!session || session.id !== input.sessionId || session.finished) {
      return replyWith(scene, session, session ? 'stale' : 'no-session');
    }
    if (session.ask?.eventId !== input.eventId) return replyWith(scene, session, 'stale');
    const no = refusal(scene, { ...input, itemId: session.ask.itemId });
    if (no) return replyWith(scene, session, no.outcome, no.message);
    const item = scene.bank.items.get(session.ask.itemId);
    if (!item) return replyWith(scene, session, 'item-retired');
    const { variantSeed } = session.ask;
    await store.append(learner, [answerEvent(scene, item, { ...input, variantSeed })]);
    return replyWith(await sceneOf(learner, input.zone), session);
  }

  /** `already-answered` or `stale` (taken back since) when this very answer is in the log. */
  async function findAnswerOf(
    { learner }: Scene,
    session: StoredSession | undefined,
    { eventId: id }: AnswerInput,
  ): Promise<PracticeOutcome | undefined> {
    if (session?.ask?.eventId === id) {
      const answers = await answersOf(store, learner, session);
      return answers.some((answer) => answer.id === id) ? 'already-answered' : undefined;
    }
    const found = await findAnswer(store, learner, id);
    if (!found) return undefined;
    return found.isUndone ? 'stale' : 'already-answered';
  }

  async function answerCheck(scene: Scene, input: AnswerInput): Promise<PracticeReply> {
    const item = scene.bank.items.get(input.itemId);
    if (!item) return startCheck(scene, input.itemId);
    const no = refusal(scene, input);
    if (no) {
      const message = no.message ?? outcomeMessages['item-changed'];
      return { ...checkReply(scene, item, input.sessionId), outcome: no.outcome, message };
    }
    const cursor = await store.append(scene.learner, []);
    await store.append(scene.learner, [answerEvent(scene, item, input)]);
    const after = await sceneOf(scene.learner, input.zone);
    const found = await findAnswer(store, scene.learner, input.eventId);
    const isRepeat = (await store.append(scene.learner, [])) === cursor;
    if (!found || found.isUndone || found.answer.itemId !== item.id) {
      return { ...checkReply(after, item), outcome: 'stale', message: outcomeMessages.stale };
    }
    const state = checkedState(after, item, found.answer);
    if (!isRepeat) return { outcome: 'ok', state };
    return { outcome: 'already-answered', message: outcomeMessages['already-answered'], state };
  }

  function checkedState(scene: Scene, item: CatalogItem, answer: Answer): PracticeState {
    const card = scene.deck.cards.get(item.id);
    const { variantSeed, sessionId } = answer;
    const ask = askOf(item, { ...storedAsk(scene, item), eventId: answer.id, variantSeed });
    const correct = answer.score.isCorrect ? 1 : 0;
    const progress = { answered: 1, correct, remaining: 0 };
    const common = { sessionId, mode: 'item', progress, ask, undoable: answer.id } as const;
    if (!card) return { ...common, phase: 'asking' };
    const feedback = feedbackOf(scene.catalog, item, answer, card, scene.today);
    return { ...common, phase: 'answered', feedback };
  }

  async function appendUndo(scene: Scene, answer: Answer): Promise<void> {
    await store.append(scene.learner, [
      {
        id: freshId(),
        v: EVENT_VERSION,
        learner: scene.learner,
        at: new Date(scene.now).toISOString(),
        zone: scene.zone,
        source: 'web',
        type: 'answer-undone',
        eventId: answer.id,
      },
    ]);
  }

  async function undoCheck(scene: Scene, input: SessionInput): Promise<PracticeReply> {
    const found = await findAnswer(store, scene.learner, input.eventId);
    const item = found && scene.bank.items.get(found.answer.itemId);
    if (!found || !item) return notAsked(scene, 'unknown-item');
    if (!found.isUndone) await appendUndo(scene, found.answer);
    return checkReply(await sceneOf(scene.learner, input.zone), item, input.sessionId);
  }

  async function undoInSession(scene: Scene, input: SessionInput): Promise<PracticeReply> {
    const session = await readSession(documents, scene.learner);
    if (session?.id !== input.sessionId) return replyWith(scene, session, 'no-session');
    const last = (await answersOf(store, scene.learner, session)).at(-1);
    if (!last) return replyWith(scene, session, 'nothing-to-undo');
    if (last.id !== input.eventId) return replyWith(scene, session, 'stale');
    await appendUndo(scene, last);
    const after = await sceneOf(scene.learner, input.zone);
    const item = after.bank.items.get(last.itemId);
    const { finished: _, ...open } = session;
    const again = item ? { ...open, ask: storedAsk(after, item) } : open;
    await documents.writeSession(scene.learner, again);
    return replyWith(after, again);
  }

  /** Runs `move` when the question on the learner's screen is the session's own. */
  async function onCurrent(
    input: SessionInput,
    move: (scene: Scene, session: StoredSession) => Promise<StoredSession>,
  ): Promise<PracticeReply> {
    const scene = await sceneOf(input.learner, input.zone);
    const session = await readSession(documents, input.learner);
    if (session?.id !== input.sessionId) return replyWith(scene, session, 'no-session');
    if (session.finished || session.ask?.eventId !== input.eventId)
      return replyWith(scene, session);
    const moved = await move(scene, session);
    await documents.writeSession(input.learner, moved);
    return replyWith(scene, moved);
  }

  return {
    start: (input) =>
      inTurn(input.learner, async () => {
        const scene = await sceneOf(input.learner, input.zone);
        if (input.mode === 'item') return startCheck(scene, input.item);
        const { topics } = scene.bank;
        if (input.mode === 'topic' && !topics.includes(input.topic ?? '')) {
          const message = unknownTopic(input.topic ?? '', topics);
          return {
            outcome: 'unknown-topic',
            message,
            state: emptyState(scene, 'topic', input.topic),
          };
        }
        return startSession(scene, input);
      }),
    current: (learner) =>
      inTurn(learner, async () => {
        const session = await readSession(documents, learner);
        return replyWith(await sceneOf(learner, session?.zone), session);
      }),
    answer: (input) =>
      inTurn(input.learner, async () => {
        const scene = await sceneOf(input.learner, input.zone);
        const isCheck = input.sessionId.startsWith(CHECK);
        return isCheck ? answerCheck(scene, input) : answerInSession(scene, input);
      }),
    next: (input) =>
      inTurn(input.learner, () =>
        onCurrent(input, async (scene, session) => {
          const answers = await answersOf(store, input.learner, session);
          const isAnswered = answers.some(({ id }) => id === input.eventId);
          return isAnswered ? withNextAsk(scene, session, answers) : session;
        }),
      ),
    skip: (input) =>
      inTurn(input.learner, () =>
        onCurrent(input, async (scene, session) => {
          const answers = await answersOf(store, input.learner, session);
          if (!session.ask || answers.some(({ id }) => id === input.eventId)) return session;
          const skipped = [...session.skipped, session.ask.itemId];
          return withNextAsk(scene, { ...session, skipped }, answers);
        }),
      ),
    undo: (input) =>
      inTurn(input.learner, async () => {
        const scene = await sceneOf(input.learner, input.zone);
        const isCheck = input.sessionId.startsWith(CHECK);
        return isCheck ? undoCheck(scene, input) : undoInSession(scene, input);
      }),
    finish: ({ learner, zone, sessionId }) =>
      inTurn(learner, async () => {
        const scene = await sceneOf(learner, zone);
        const session = await readSession(documents, learner);
        if (session?.id !== sessionId) return replyWith(scene, session, 'no-session');
        const { ask: _, ...rest } = session;
        const done: StoredSession = { ...rest, finished: session.finished ?? 'stopped' };
        await documents.writeSession(learner, done);
        return replyWith(scene, done);
      }),
    due: (learner) =>
      inTurn(learner, async () => {
        const session = await readSession(documents, learner);
        const scene = await sceneOf(learner, session?.zone);
        if (!session || session.finished || session.day !== scene.today) return dueCounts(scene);
        const { length: answered } = await answersOf(store, learner, session);
        const { mode, topic } = session;
        return dueCounts(scene, { mode, answered, ...(topic !== undefined && { topic }) });
      }),
    history: (learner) =>
      inTurn(learner, async () => {
        const scene = await sceneOf(learner);
        const calendars = createCalendars(scene.profile.dayStartHour);
        return readHistory({ ...scene, store, model, calendars });
      }),
    close: () => states.close(),
  };
}

const spent = (answers: readonly Answer[]) =>
  answers.reduce((sum, { seconds }) => sum + seconds, 0);

/** The first picks that fit into the time. The last one may run over, as in life. */
function fitting(picks: readonly Pick[], seconds: number): Pick[] {
  let left = seconds;
  return picks.filter((pick) => {
    const fits = left > 0;
    left -= pick.seconds;
    return fits;
  });
}

/** The first day after today on which something falls due; undefined when something is due already. */
function nextDue(days: readonly Day[], today: Day): DueCounts['next'] {
  if (days.length === 0 || days.some((day) => day <= today)) return undefined;
  const first = Math.min(...days);
  const count = days.filter((day) => day === first).length;
  return { date: dateOfDay(first), inDays: first - today, count };
}

/** One request at a time per learner: two tabs cannot interleave. */
function createTurns() {
  const tails = new Map<LearnerId, Promise<unknown>>();
  return <T>(learner: LearnerId, work: () => Promise<T>): Promise<T> => {
    const result = (tails.get(learner) ?? Promise.resolve()).then(work, work);
    tails.set(
      learner,
      result.catch(() => {}),
    );
    return result;
  };
}
