import { itemId, type ItemId } from '#core';
import {
  keyOf,
  shuffleable,
  viewQuestion,
  type AuthoredItem,
  type QuestionView,
} from './types/index.ts';

/** An item with what surrounds it: all that is needed to show and to mark it. */
export interface Item {
  /** `<course>/<scenario>/<item>`. */
  readonly id: ItemId;
  /** `<course>/<scenario>`: items that share a stimulus. */
  readonly scenarioId: string;
  /** The scenario's title. */
  readonly title: string;
  /** The case text as HTML, rendered from plain Markdown. */
  readonly stimulusHtml: string;
  readonly authored: AuthoredItem;
}

/** What the browser may see before the learner answers: no key, no rationales. */
export type ItemView = QuestionView & {
  readonly id: ItemId;
  /** See `itemHash`; comes back with the answer. */
  readonly hash: string;
  readonly title: string;
  readonly stimulusHtml: string;
};

/** @param scenarioId `<course>/<scenario>` @param localId the item's id inside the scenario */
export const itemIdOf = (scenarioId: string, localId: string): ItemId =>
  itemId(`${scenarioId}/${localId}`);

/** @param order option ids in the order to show */
export const viewItem = (item: Item, order: readonly string[]): ItemView => ({
  ...viewQuestion(item.authored, order),
  id: item.id,
  hash: itemHash(item),
  title: item.title,
  stimulusHtml: item.stimulusHtml,
});

/**
 * A fingerprint of what was asked and what was right: stimulus, lead-in, options and key. An edited
 * rationale leaves it alone, since the answer still means the same. 14 hexadecimal digits.
 */
export function itemHash({ stimulusHtml, authored }: Item): string {
  const view = viewQuestion(authored, shuffleable(authored));
  return fingerprint(JSON.stringify([stimulusHtml, view, keyOf(authored)]));
}

/** cyrb53 (bryc, public domain): 53 bits, spreads well, not for secrets. */
function fingerprint(text: string): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(16).padStart(14, '0');
}
