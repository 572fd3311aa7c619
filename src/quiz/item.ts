import { itemId, type ItemId } from '#core';
import {
  drawnOrder,
  keyOf,
  settleItem,
  viewQuestion,
  writtenOrder,
  type AuthoredItem,
  type QuestionView,
} from './types/index.ts';
import { drawVariant, fillText, type VariantSets } from './variants.ts';

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
  /** What variants are drawn from; absent when there is only one. */
  readonly variants?: VariantSets | undefined;
  /** Codes of the exams that use this format; empty for a practice format. */
  readonly usedBy?: readonly string[];
}

/** What the browser may see before the learner answers: no key, no rationales. */
export type ItemView = QuestionView & {
  readonly id: ItemId;
  /** See `itemHash`; comes back with the answer. */
  readonly hash: string;
  readonly title: string;
  readonly stimulusHtml: string;
  /** Codes of the exams that use this format; empty for a practice format. */
  readonly usedBy: readonly string[];
};

/** @param scenarioId `<course>/<scenario>` @param localId the item's id inside the scenario */
export const itemIdOf = (scenarioId: string, localId: string): ItemId =>
  itemId(`${scenarioId}/${localId}`);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&#x26;',
  '<': '&#x3C;',
  '>': '&#x3E;',
  '"': '&#x22;',
};

/** A drawn value inside HTML: escaped, with `code` between backticks as in every line of text. */
const asHtml = (value: string) =>
  value
    .replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** The item as a seed draws it: one variant, nothing conditional left. Marking and showing begin here. */
export function variantOf<T extends Item>(item: T, seed: number): T {
  const variant = drawVariant(item.variants, seed);
  return {
    ...item,
    stimulusHtml: fillText(item.stimulusHtml, variant, asHtml),
    authored: settleItem(item.authored, variant),
    variants: undefined,
  };
}

/** The ids of all that is shown, in the order that a seed draws. */
export const optionOrder = (item: Item, seed: number): string[] => [
  ...drawnOrder(variantOf(item, seed).authored, seed),
];

/** What a seed draws from each set, by name; undefined for an item without variants. Kept with an answer. */
export const drawnVariant = (
  { variants }: Item,
  seed: number,
): Record<string, string> | undefined => variants && { ...drawVariant(variants, seed).drawn };

/** @param seed draws the variant and the order of the options */
export function viewItem(item: Item, seed: number): ItemView {
  const { authored, stimulusHtml } = variantOf(item, seed);
  return {
    ...viewQuestion(authored, drawnOrder(authored, seed)),
    id: item.id,
    hash: itemHash(item),
    title: item.title,
    stimulusHtml,
    usedBy: item.usedBy ?? [],
  };
}

/** What an answer hangs on, whatever its variant. Rationales, misconceptions and retirement are left out. */
const WORDS_ONLY = new Set(['rationale', 'otherwise', 'misconception', 'rest', 'retired']);

/**
 * A fingerprint of what was asked and what was right: stimulus, lead-in, options, key and the sets that
 * variants are drawn from. An edited rationale leaves it alone, since the answer still means the same.
 * 14 hexadecimal digits.
 */
export function itemHash({ stimulusHtml, authored, variants }: Item): string {
  const view = viewQuestion(authored, writtenOrder(authored));
  const parts: unknown[] = [stimulusHtml, view, keyOf(authored)];
  if (variants) parts.push(variants, authored);
  return fingerprint(
    JSON.stringify(parts, (key, value: unknown) => (WORDS_ONLY.has(key) ? undefined : value)),
  );
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
