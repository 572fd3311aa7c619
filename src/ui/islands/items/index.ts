import type { Component } from 'svelte';
import type { ItemView } from '#quiz';
import MultipleResponse from './MultipleResponse.svelte';
import SingleChoice from './SingleChoice.svelte';

interface ItemProps<T extends ItemView['type']> {
  item: Extract<ItemView, { type: T }>;
  name: string;
  chosen: string[];
  onchoose: (chosen: string[]) => void;
}

/** How each type of question is answered. A type that is missing here does not compile. */
export const itemComponents = {
  'single-choice': SingleChoice,
  'multiple-response': MultipleResponse,
} satisfies { [T in ItemView['type']]: Component<ItemProps<T>> };
