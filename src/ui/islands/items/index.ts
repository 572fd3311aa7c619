import type { Component } from 'svelte';
import type { ItemView } from '#quiz';
import { itemMessages } from '#ui/messages/items.ts';
import FillIn from './FillIn.svelte';
import HotSpot from './HotSpot.svelte';
import Matching from './Matching.svelte';
import MultipleResponse from './MultipleResponse.svelte';
import Ordering from './Ordering.svelte';
import SingleChoice from './SingleChoice.svelte';

interface ItemProps<T extends ItemView['type']> {
  item: Extract<ItemView, { type: T }>;
  /** Tells apart the groups of several items on a page. */
  name: string;
  chosen: string[];
  onchoose: (chosen: string[]) => void;
  /** Ids of options that the learner ruled out, and how to rule out one more; only choices have it. */
  struck?: readonly string[];
  onstrike?: ((id: string) => void) | undefined;
}

/** How each type of question is answered. A type that is missing here does not compile. */
export const itemComponents = {
  'single-choice': SingleChoice,
  'multiple-response': MultipleResponse,
  ordering: Ordering,
  matching: Matching,
  'fill-in': FillIn,
  'hot-spot': HotSpot,
} satisfies { [T in ItemView['type']]: Component<ItemProps<T>> };

/** The component of an item's own type, for an item whose type is known only at run time. */
export const componentOf = (item: ItemView) =>
  // The map has a component for each type; that the item fits its own type's component is by construction.
  itemComponents[item.type] as unknown as Component<
    Omit<ItemProps<ItemView['type']>, 'item'> & { item: ItemView }
  >;

/** How many parts a whole response has. */
export const wantedOf = (item: ItemView): number =>
  item.type === 'single-choice' ? 1 : item.choose;

/** What to do, beside the question: "Choose TWO." */
export const taskOf = (item: ItemView): string => itemMessages.task[item.type](wantedOf(item));

/** What is still missing of a response, in a sentence; undefined when it is whole. */
export const missingOf = (item: ItemView, chosen: readonly string[]): string | undefined =>
  chosen.length === wantedOf(item)
    ? undefined
    : itemMessages.missing[item.type](wantedOf(item), chosen.length);

/** The response after a key press on the option at `index`; unchanged where keys choose nothing. */
export function pressOption(item: ItemView, index: number, chosen: readonly string[]): string[] {
  const id = item.options[index]?.id;
  const same = [...chosen];
  if (id === undefined || item.type === 'matching' || item.type === 'hot-spot') return same;
  if (item.type === 'single-choice') return [id];
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
}
