import type { Confidence, ItemMark, Practice } from '#app/review';
import { practiceMessages } from '#ui/messages/practice.ts';
import {
  placeOf,
  print,
  screenOf,
  take,
  tell,
  type Answered,
  type Asking,
  type Desk,
  type OnScreen,
} from './desk.ts';
import type { Action, Typed } from './keys.ts';
import { printHelp, printLessons, printOptions } from './print.ts';
import { reviewTexts as texts } from './texts.ts';

/** Whether the learner goes on or wants to leave. */
export type Then = 'stay' | 'leave';
type Told = Awaited<ReturnType<Practice['mark']>>;

async function undo(desk: Desk, { sessionId, undoable }: OnScreen): Promise<void> {
  if (undoable === undefined) return tell(desk, texts.nothingToUndo);
  desk.shown = undefined;
  const { practice } = desk.deps;
  take(desk, await practice.undo({ ...placeOf(desk), sessionId, eventId: undoable }));
}

/** Keeps a mark in mind, which the question on the screen does not know of yet. */
function keep(desk: Desk, state: OnScreen, told: Told, sentence: (mark: ItemMark) => string): void {
  if (told.outcome !== 'ok') return tell(desk, told.message);
  desk.marks.set(state.ask.item.id, told.mark);
  tell(desk, sentence(told.mark));
}

async function flag(desk: Desk, state: OnScreen): Promise<void> {
  const { item, mark } = state.ask;
  const { isFlagged } = desk.marks.get(item.id) ?? mark;
  const told = await desk.deps.practice.mark({
    ...placeOf(desk),
    itemId: item.id,
    mark: isFlagged ? 'unflagged' : 'flagged',
  });
  keep(desk, state, told, (is) => practiceMessages.tools.flagged(is.isFlagged));
}

/** The text behind a key, or a line of its own; undefined when the input is over. */
async function textFor(desk: Desk, rest: string, question: string): Promise<string | undefined> {
  if (rest !== '') return rest;
  tell(desk, question);
  return (await desk.deps.ask(texts.prompt))?.trim();
}

async function note(desk: Desk, state: OnScreen, rest: string): Promise<void> {
  const text = await textFor(desk, rest, texts.note);
  if (text === undefined) return;
  const { practice } = desk.deps;
  const about = { ...placeOf(desk), itemId: state.ask.item.id };
  const told = await practice.note({ ...about, note: text });
  keep(desk, state, told, (is) => practiceMessages.tools.noted(is.note !== undefined));
}

async function report(desk: Desk, state: OnScreen, rest: string): Promise<void> {
  const text = await textFor(desk, rest, texts.report);
  if (text === undefined) return;
  if (text === '') return tell(desk, texts.noReport);
  const { practice } = desk.deps;
  const about = { ...placeOf(desk), itemId: state.ask.item.id };
  keep(
    desk,
    state,
    await practice.report({ ...about, text }),
    () => practiceMessages.tools.reported,
  );
}

function strike(desk: Desk, { ask: { item } }: Asking, rest: string): void {
  const id = item.options[Number(rest) - 1]?.id;
  const isChoice = item.type === 'single-choice' || item.type === 'multiple-response';
  if (!isChoice || id === undefined) return tell(desk, texts.noStrike(rest));
  const { struck } = desk;
  desk.struck = struck.includes(id) ? struck.filter((one) => one !== id) : [...struck, id];
  print(desk, printOptions(item, desk.struck, desk.deps.look));
}

/** Says how sure the learner is; the same again takes it back. */
function sayHowSure(desk: Desk, value: Confidence): void {
  desk.confidence = desk.confidence === value ? 'sure' : value;
  tell(desk, texts.confidence[desk.confidence]);
}

async function pause(desk: Desk): Promise<Then> {
  desk.stopwatch.pause();
  tell(desk, texts.paused);
  const line = await desk.deps.ask(texts.prompt);
  desk.stopwatch.resume();
  return line === undefined ? 'leave' : 'stay';
}

type Obey<S> = (desk: Desk, state: S, rest: string) => Promise<void | Then> | void | Then;

/** What can be done with a question whether it is answered or not. */
const always: Partial<Record<Action, Obey<OnScreen>>> = {
  help: (desk) => print(desk, printHelp(desk.deps.keys, desk.deps.look)),
  quit: () => 'leave',
  pause,
  undo,
  flag,
  note,
  report,
  why: (desk, { ask }) => tell(desk, practiceMessages.reason(ask.reason)),
  end: async (desk, { sessionId }) =>
    take(desk, await desk.deps.practice.finish({ ...placeOf(desk), sessionId })),
  bury: async (desk, state) =>
    take(desk, await desk.deps.practice.setAside({ ...screenOf(desk, state), how: 'bury' })),
  suspend: async (desk, state) =>
    take(desk, await desk.deps.practice.setAside({ ...screenOf(desk, state), how: 'suspend' })),
};

const whileAsking: Partial<Record<Action, Obey<Asking>>> = {
  guessed: (desk) => sayHowSure(desk, 'guessed'),
  unsure: (desk) => sayHowSure(desk, 'unsure'),
  easy: (desk) => sayHowSure(desk, 'easy'),
  strike,
  skip: async (desk, state) => take(desk, await desk.deps.practice.skip(screenOf(desk, state))),
  lesson: (desk) => tell(desk, texts.onlyAnswered),
};

const onceAnswered: Partial<Record<Action, Obey<Answered>>> = {
  // As in the browser: the key that says "unsure" before takes the answer back after.
  unsure: undo,
  lesson: (desk, state) => print(desk, printLessons(state, desk.deps.site, desk.deps.look)),
};

/** Carries a command out. */
export async function obey(desk: Desk, state: OnScreen, { action, rest }: Typed): Promise<Then> {
  const anyway = always[action];
  if (anyway) return (await anyway(desk, state, rest)) ?? 'stay';
  const then =
    state.phase === 'asking'
      ? await whileAsking[action]?.(desk, state, rest)
      : onceAnswered[action]
        ? await onceAnswered[action](desk, state, rest)
        : tell(desk, texts.onlyAsking);
  return then ?? 'stay';
}
