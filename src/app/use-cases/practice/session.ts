import { z } from 'zod';
import { eventId, itemId, type LearnerId, type ProgressEventOf } from '#core';
import type { Cursor, Documents, ProgressStore } from '#progress';
import { ITEM_TYPES } from '#quiz';

/** What a session remembers about the item on the screen. */
const StoredAsk = z.object({
  eventId: z.string().transform(eventId),
  itemId: z.string().transform(itemId),
  itemHash: z.string(),
  variantSeed: z.int(),
  reason: z.object({
    kind: z.enum(['reask', 'due', 'new', 'ahead', 'asked']),
    weight: z.number(),
    chanceBefore: z.number(),
    chanceAfter: z.number(),
    seconds: z.number(),
    overdueDays: z.number(),
    examDate: z.string().exactOptional(),
  }),
});
export type StoredAsk = z.infer<typeof StoredAsk>;

/** A session under way. What was answered in it is not here but in the log, which is the truth. */
export const StoredSession = z.object({
  version: z.literal(1),
  id: z.string(),
  mode: z.enum(['today', 'topic', 'weak', 'missed', 'diagnostic', 'custom']),
  topic: z.string().exactOptional(),
  /** For mode `custom`. */
  filter: z
    .object({
      topics: z.array(z.string()).readonly().exactOptional(),
      types: z.array(z.enum(ITEM_TYPES)).readonly().exactOptional(),
      levels: z.array(z.int()).readonly().exactOptional(),
      count: z.int().positive().exactOptional(),
    })
    .exactOptional(),
  zone: z.string(),
  /** The learner's day it was begun on. */
  day: z.int(),
  /** The log's end when it was begun: its answers come after. */
  since: z.int().nonnegative(),
  /** Seconds it may take; absent for no limit. */
  budgetSeconds: z.number().exactOptional(),
  ask: StoredAsk.exactOptional(),
  skipped: z.array(z.string().transform(itemId)),
  /** Steps other than answers, oldest first, so that they can be taken back too. */
  steps: z
    .array(
      z.object({
        do: z.enum(['skip', 'suspend', 'bury']),
        ask: StoredAsk,
        /** How many answers the session had then. */
        answered: z.int().nonnegative(),
      }),
    )
    .default([]),
  finished: z.enum(['all-done', 'time-spent', 'stopped', 'certain']).exactOptional(),
});
export type StoredSession = z.infer<typeof StoredSession>;

export type Answer = ProgressEventOf<'item-answered'>;

/** The session that is stored, or undefined when there is none that this version can read. */
export async function readSession(
  documents: Documents,
  learner: LearnerId,
): Promise<StoredSession | undefined> {
  return StoredSession.safeParse(await documents.readSession(learner)).data;
}

/** The answers of a session in order, those that were taken back left out. */
export async function answersOf(
  store: ProgressStore,
  learner: LearnerId,
  { id, since }: Pick<StoredSession, 'id' | 'since'>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const undone = new Set<string>();
  for await (const event of store.read(learner, since as Cursor)) {
    if (event.type === 'item-answered' && event.sessionId === id) answers.push(event);
    if (event.type === 'answer-undone') undone.add(event.eventId);
  }
  return answers.filter((answer) => !undone.has(answer.id));
}

/** An answer anywhere in the log, and whether it was taken back. Reads the whole log: for rare cases. */
export async function findAnswer(
  store: ProgressStore,
  learner: LearnerId,
  id: string,
): Promise<{ readonly answer: Answer; readonly isUndone: boolean } | undefined> {
  let answer: Answer | undefined;
  let isUndone = false;
  for await (const event of store.read(learner)) {
    if (event.type === 'item-answered' && event.id === id) answer = event;
    if (event.type === 'answer-undone' && event.eventId === id) isUndone = true;
  }
  return answer && { answer, isUndone };
}

/** The session with nothing on the screen. */
export function clearScreen(session: StoredSession): StoredSession {
  const cleared = { ...session };
  delete cleared.ask;
  return cleared;
}

/** The step that can be taken back: the latest, unless an answer came after it. */
export function lastStep(session: StoredSession, answers: readonly Answer[]) {
  const step = session.steps.at(-1);
  return step?.answered === answers.length ? step : undefined;
}

/** Time spent on answers, in seconds. */
export const secondsOf = (answers: readonly Answer[]): number =>
  answers.reduce((sum, { seconds }) => sum + seconds, 0);
