import type { LearnerId } from '#core';
import type { Confidence, ItemMark, Practice, PracticeReply, PracticeState } from '#app/review';
import type { KeyChoice } from './keys.ts';
import { wrap } from './plain.ts';
import type { Look } from './print.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';

/** What a review needs of the outside; a test stands in for it. */
export interface ReviewDeps {
  readonly practice: Practice;
  readonly learner: LearnerId;
  /** IANA name. */
  readonly zone: string;
  /** Keys that the learner chose in the browser. */
  readonly keys: KeyChoice;
  readonly look: Look;
  /** Address of the learner's own site, for lessons. */
  readonly site: string;
  /** Milliseconds on any clock that does not jump. */
  readonly now: () => number;
  readonly say: (text: string) => void;
  /** The next line that is typed; undefined when there is none to come. */
  readonly ask: (prompt: string) => Promise<string | undefined>;
  /** Whether somebody reads along: then feedback stays until Enter. A pipe goes on by itself. */
  readonly isTerminal: boolean;
}

export type Asking = Extract<PracticeState, { phase: 'asking' }>;
export type Answered = Extract<PracticeState, { phase: 'answered' }>;
/** What a command is about. */
export type OnScreen = Asking | Answered;

/** What the terminal remembers between two lines. Where the learner stands is in `reply`, and in the log. */
export interface Desk {
  readonly deps: ReviewDeps;
  readonly stopwatch: Stopwatch;
  reply: PracticeReply;
  /** What was printed last, so that a question is printed once; undefined prints it again. */
  shown: string | undefined;
  confidence: Confidence;
  struck: readonly string[];
  /** Marks that were made since the question was sent. */
  readonly marks: Map<string, ItemMark>;
}

export const openDesk = (deps: ReviewDeps, reply: PracticeReply): Desk => ({
  deps,
  reply,
  stopwatch: createStopwatch(deps.now),
  shown: undefined,
  confidence: 'sure',
  struck: [],
  marks: new Map(),
});

export const print = ({ deps }: Desk, text: string): void => deps.say(`${text}\n`);

/** Prints sentences, broken to the width of the terminal. */
export const tell = (desk: Desk, text: string): void =>
  print(desk, wrap(text, desk.deps.look.width));

/** Takes in where the learner stands now, and tells what happened. */
export function take(desk: Desk, reply: PracticeReply): void {
  desk.reply = reply;
  if (reply.message !== undefined) tell(desk, reply.message);
}

export const placeOf = ({ deps: { learner, zone } }: Desk) => ({ learner, zone });

/** What names the question on the screen. */
export const screenOf = (desk: Desk, { sessionId, ask }: OnScreen) => ({
  ...placeOf(desk),
  sessionId,
  eventId: ask.eventId,
});
