import { z } from 'zod';
import type { EventId, ItemId, LabId, LearnerId, LessonId } from './ids.ts';

/** The version that new events are written in. Older ones are migrated when they are read. */
export const EVENT_VERSION = 1;

const id = <T extends string>() =>
  z
    .string()
    .min(1)
    .transform((text) => text as T);

const envelope = {
  id: id<EventId>(),
  v: z.literal(EVENT_VERSION),
  learner: id<LearnerId>(),
  /** When it happened: ISO 8601 in UTC. */
  at: z.iso.datetime(),
  /** The learner's IANA time zone at that moment, for day boundaries. */
  zone: z.string().min(1),
  /** Where it came from. */
  source: z.enum(['local', 'aws', 'web', 'cli']),
};

/** What names one sitting of a mock exam: the id of the event that began it. */
const attempt = { attemptId: id<EventId>() };

const verdictKind = z.enum(['pass', 'fail', 'pending', 'blocked']);

/** Where a lab can be built and judged. What one place shows proves nothing about the other. */
export const LAB_PLACES = ['sandbox', 'aws'] as const;
export type LabPlace = (typeof LAB_PLACES)[number];

/** What learners did: the only truth there is. Cards, queues and reports are folds over these. */
export const ProgressEvent = z.discriminatedUnion('type', [
  z.strictObject({
    ...envelope,
    type: z.literal('item-answered'),
    itemId: id<ItemId>(),
    /** Hash of the item as it was shown, so that an edited item does not count as the same one. */
    itemHash: z.string(),
    sessionId: z.string(),
    variantSeed: z.int(),
    /** What the seed drew from each of the item's sets, by name; absent for an item without variants. */
    variant: z.record(z.string(), z.string()).optional(),
    /** Ids of what was shown (options, steps, prompts and targets, lines) in the order the learner saw them. */
    optionOrder: z.array(z.string()),
    /** Ids of options or lines chosen, steps in their order, `prompt=target` pairs, or what was typed. */
    response: z.array(z.string()),
    score: z.strictObject({ points: z.number(), maxPoints: z.number(), isCorrect: z.boolean() }),
    /** Time from showing to answering, in seconds. */
    seconds: z.number().nonnegative(),
    confidence: z.enum(['guessed', 'unsure', 'sure', 'easy']),
  }),
  z.strictObject({
    ...envelope,
    type: z.literal('answer-undone'),
    /** The `item-answered` event that no longer counts. */
    eventId: id<EventId>(),
  }),
  z.strictObject({ ...envelope, type: z.literal('lesson-opened'), lessonId: id<LessonId>() }),
  z.strictObject({ ...envelope, type: z.literal('lesson-finished'), lessonId: id<LessonId>() }),
  z.strictObject({
    ...envelope,
    type: z.literal('lab-verified'),
    labId: id<LabId>(),
    /** Objective id to verdict. */
    verdicts: z.record(z.string(), verdictKind),
    passed: z.boolean(),
    /** Absent in events from before labs could be recorded on AWS: see `placeOf`. */
    where: z.enum(LAB_PLACES).optional(),
  }),
  z.strictObject({
    ...envelope,
    type: z.literal('lab-helped'),
    labId: id<LabId>(),
    help: z.enum(['hint', 'solution']),
    /** Objective whose hint was revealed; absent for the solution. */
    objectiveId: z.string().optional(),
    /** Hint step from 1. */
    step: z.int().optional(),
  }),
  z.strictObject({
    ...envelope,
    type: z.literal('item-marked'),
    itemId: id<ItemId>(),
    /** A mark, or the one that takes it off again. `buried` holds for the learner's day. */
    mark: z.enum(['flagged', 'unflagged', 'suspended', 'resumed', 'buried', 'unburied']),
  }),
  z.strictObject({
    ...envelope,
    type: z.literal('item-noted'),
    itemId: id<ItemId>(),
    /** The learner's note to self; empty takes it off. Replaces the one before. */
    note: z.string().max(2000),
  }),
  z.strictObject({
    ...envelope,
    type: z.literal('item-reported'),
    itemId: id<ItemId>(),
    /** The item as it was shown, so that the author sees what was meant. */
    itemHash: z.string(),
    /** What is wrong with it, for its author. */
    text: z.string().min(1).max(2000),
  }),
  z.strictObject({
    ...envelope,
    type: z.literal('exam-sat'),
    /** Exam code, for example SAA-C03. The result at the test centre, as the learner tells it. */
    exam: z.string().min(1),
    date: z.iso.date(),
    passed: z.boolean(),
    /** 100 to 1000, when the learner tells it. */
    scaledScore: z.int().min(100).max(1000).optional(),
  }),
  z.strictObject({
    ...envelope,
    type: z.literal('readiness-predicted'),
    exam: z.string().min(1),
    /** The method's version: predictions of different methods are not mixed in a calibration. */
    method: z.int().positive(),
    /** Chance of passing with its interval, each 0 to 1. */
    chance: z.number().min(0).max(1),
    low: z.number().min(0).max(1),
    high: z.number().min(0).max(1),
    /** What it rested on. */
    restedOn: z.strictObject({
      firstAttempts: z.int().nonnegative(),
      mocks: z.int().nonnegative(),
      /** Answers in those mocks. */
      mockAnswers: z.int().nonnegative(),
      /** Assumed raw cut and its standard deviation, each 0 to 1. */
      cut: z.number(),
      cutDeviation: z.number(),
    }),
  }),
  z.strictObject({
    ...envelope,
    ...attempt,
    type: z.literal('exam-started'),
    /** The form's plan: an exam code, or `api-gateway` for the specialist form. */
    planId: z.string().min(1),
    /** A drill may ask what was practised before: it says nothing of readiness. */
    kind: z.enum(['form', 'drill']),
    /** Time allowed, on the wall clock from `at`. */
    limitSeconds: z.int().positive(),
    /** What is asked, in order. */
    form: z
      .array(
        z.strictObject({
          itemId: id<ItemId>(),
          itemHash: z.string(),
          /** Draws the variant and the order of options; the same over a case study. */
          variantSeed: z.int(),
          /** The domain of the plan that the item stands for. */
          domain: z.string(),
          /** Whether it was asked in an earlier mock or, in a drill, practised: then it is no first attempt. */
          seenBefore: z.boolean(),
        }),
      )
      .min(1),
  }),
  z.strictObject({
    ...envelope,
    ...attempt,
    type: z.literal('exam-answered'),
    /** Place in the form, from 0. */
    position: z.int().nonnegative(),
    /** As in `item-answered`; empty when the answer was taken off. Replaces what was saved before. */
    response: z.array(z.string()),
    flagged: z.boolean(),
    /** Options that the learner struck out. */
    struck: z.array(z.string()),
    /** Time on this item since it was saved last, in seconds. */
    seconds: z.number().nonnegative(),
  }),
  z.strictObject({
    ...envelope,
    ...attempt,
    type: z.literal('exam-submitted'),
    reason: z.enum(['submitted', 'time-out']),
    /** One per item of the form, in order. Unanswered is wrong. */
    results: z.array(
      z.strictObject({
        itemId: id<ItemId>(),
        domain: z.string(),
        response: z.array(z.string()),
        optionOrder: z.array(z.string()),
        variant: z.record(z.string(), z.string()).optional(),
        /** `void`: the item was edited or withdrawn while the exam ran, and does not count. */
        outcome: z.enum(['right', 'wrong', 'unanswered', 'void']),
        seenBefore: z.boolean(),
        seconds: z.number().nonnegative(),
        /** How often a saved answer was replaced by another. */
        changes: z.int().nonnegative(),
      }),
    ),
  }),
]);
export type ProgressEvent = z.infer<typeof ProgressEvent>;
export type ProgressEventOf<T extends ProgressEvent['type']> = Extract<ProgressEvent, { type: T }>;

/** @returns where the lab was judged; before it was written down, the local sandbox was the only place */
export const placeOf = ({ where = 'sandbox' }: ProgressEventOf<'lab-verified'>): LabPlace => where;
