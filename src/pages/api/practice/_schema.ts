import { z } from 'zod';
import { eventId, itemId } from '#core';

const id = z.string().min(1).max(200);
const zone = z.string().min(1).max(100);

/** What names the question on the learner's screen. */
export const onScreen = {
  zone,
  sessionId: id,
  eventId: z.uuid().transform(eventId),
};

export const SessionBody = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('start'),
    zone,
    mode: z.enum(['today', 'topic', 'item']),
    topic: id.optional(),
    item: id.transform(itemId).optional(),
    minutes: z.int().min(1).max(240).optional(),
  }),
  z.strictObject({ do: z.literal('current') }),
  z.strictObject({ do: z.literal('next'), ...onScreen }),
  z.strictObject({ do: z.literal('skip'), ...onScreen }),
  z.strictObject({ do: z.literal('finish'), zone, sessionId: id }),
]);

export const AnswerBody = z.strictObject({
  ...onScreen,
  itemId: id.transform(itemId),
  itemHash: id,
  variantSeed: z.int().nonnegative(),
  response: z.array(z.string().max(100)).max(50),
  confidence: z.enum(['guessed', 'unsure', 'sure', 'easy']),
  /** From showing to answering. */
  seconds: z.number().nonnegative(),
});

export const UndoBody = z.strictObject(onScreen);
