import type { SearchGroup } from '#catalog/search';

/** What the page sends: the words, and a number that rises. */
export interface Query {
  readonly id: number;
  readonly words: string;
}

/** What comes back: headings first, then text as well; or that the index did not load. */
export type Answer =
  | {
      readonly kind: 'groups';
      readonly id: number;
      readonly stage: 'headings' | 'everything';
      readonly groups: readonly SearchGroup[];
    }
  | { readonly kind: 'failed'; readonly id: number };

/** Whatever answers queries: a worker in the browser, a stand-in in a test. */
export interface Engine {
  ask(query: Query): void;
  close(): void;
}
export type OpenEngine = (onAnswer: (answer: Answer) => void) => Engine;
