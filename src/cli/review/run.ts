import { openDesk, print, screenOf, take, tell } from './desk.ts';
import type { Asking, Desk, OnScreen, ReviewDeps } from './desk.ts';
import { commandOf } from './keys.ts';
import { obey, type Then } from './obey.ts';
import { printEmpty, printFeedback, printQuestion, printSummary } from './print.ts';
import { respond } from './respond.ts';
import { reviewTexts as texts } from './texts.ts';

/** What is to be practised. */
export interface ReviewWish {
  readonly topic?: string;
  /** Time for a session of its own; the day's plan without it. */
  readonly minutes?: number;
}

/** `done`: the session is over or has nothing to ask; `left`: it waits; `unknown-topic`: nothing was begun. */
export type ReviewEnd =
  { readonly kind: 'done' | 'left' } | { readonly kind: 'unknown-topic'; readonly message: string };

/** Prints what is on the screen, once. */
function draw(desk: Desk, state: OnScreen): void {
  const name = `${state.phase} ${state.ask.eventId}`;
  if (desk.shown === name) return;
  desk.shown = name;
  const { look } = desk.deps;
  if (state.phase === 'answered') return print(desk, printFeedback(state, look));
  desk.confidence = 'sure';
  desk.struck = [];
  print(desk, printQuestion(state, look));
  desk.stopwatch.restart();
}

async function answer(desk: Desk, state: Asking, line: string): Promise<void> {
  const { practice, keys } = desk.deps;
  const { item, variantSeed } = state.ask;
  const read = respond(item, line, keys);
  if ('problem' in read) return tell(desk, read.problem);
  const reply = await practice.answer({
    ...screenOf(desk, state),
    itemId: item.id,
    itemHash: item.hash,
    variantSeed,
    response: read.response,
    confidence: read.confidence ?? desk.confidence,
    seconds: desk.stopwatch.seconds(),
  });
  take(desk, reply);
}

const goOn = async (desk: Desk, state: OnScreen) =>
  take(desk, await desk.deps.practice.next(screenOf(desk, state)));

/** One line of the learner's, or in a pipe the way past feedback. */
async function step(desk: Desk, state: OnScreen): Promise<Then> {
  const { ask, keys, isTerminal } = desk.deps;
  draw(desk, state);
  const isAsking = state.phase === 'asking';
  if (!isAsking && !isTerminal) {
    await goOn(desk, state);
    return 'stay';
  }
  const line = await ask(isAsking ? texts.prompt : `${texts.goOn} `);
  if (line === undefined) {
    tell(desk, texts.inputEnded);
    return 'leave';
  }
  const typed = commandOf(keys, line, isAsking && state.ask.item.type === 'fill-in');
  if (typed) return obey(desk, state, typed);
  if (isAsking) await answer(desk, state, line);
  else if (line.trim() === '') await goOn(desk, state);
  else tell(desk, texts.goOnMore);
  return 'stay';
}

/** Practises until the session ends, the learner leaves, or the input is over. Every answer is kept at once. */
export async function review({ topic, minutes }: ReviewWish, deps: ReviewDeps): Promise<ReviewEnd> {
  const { practice, learner, zone, look } = deps;
  const mode = topic === undefined ? 'today' : 'topic';
  const desk = openDesk(deps, await practice.start({ learner, zone, mode, topic, minutes }));
  const { outcome, message = '' } = desk.reply;
  if (outcome === 'unknown-topic') return { kind: outcome, message };
  for (;;) {
    const { state } = desk.reply;
    if (state.phase === 'finished') print(desk, printSummary(state, look));
    if (state.phase === 'empty') print(desk, printEmpty(state, look));
    if (state.phase === 'finished' || state.phase === 'empty') return { kind: 'done' };
    if ((await step(desk, state)) === 'leave') {
      tell(desk, texts.left);
      return { kind: 'left' };
    }
  }
}
