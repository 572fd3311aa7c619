import { z } from 'zod';
import { eventId, itemId } from '#core';
import { ITEM_TYPES, PRACTICE_MODES } from '#app';

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
    mode: z.enum(PRACTICE_MODES),
    topic: id.optional(),
    filter: z
      .strictObject({
        topics: z.array(id).max(50).exactOptional(),
        types: z.array(z.enum(ITEM_TYPES)).max(20).exactOptional(),
        levels: z.array(z.int().min(1).max(5)).max(5).exactOptional(),
        count: z.int().min(1).max(200).exactOptional(),
      })
      .optional(),
    item: id.transform(itemId).optional(),
    minutes: z.int().min(1).max(240).optional(),
  }),
  z.strictObject({ do: z.literal('current') }),
  z.strictObject({ do: z.literal('next'), ...onScreen }),
  z.strictObject({ do: z.literal('skip'), ...onScreen }),
  z.strictObject({ do: z.literal('suspend'), ...onScreen }),
  z.strictObject({ do: z.literal('bury'), ...onScreen }),
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

/** A word about an item, beside answering it. */
export const ItemBody = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('mark'),
    zone,
    itemId: id.transform(itemId),
    mark: z.enum(['flagged', 'unflagged', 'resumed', 'unburied']),
  }),
  z.strictObject({
    do: z.literal('note'),
    zone,
    itemId: id.transform(itemId),
    note: z.string().trim().max(2000, 'Write at most 2,000 characters.'),
  }),
  z.strictObject({
    do: z.literal('report'),
    zone,
    itemId: id.transform(itemId),
    text: z
      .string()
      .trim()
      .min(1, 'Say what is wrong with the item.')
      .max(2000, 'Write at most 2,000 characters.'),
  }),
]);
