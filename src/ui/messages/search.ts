import type { SearchDocument } from '#catalog/search';

/** The words of the search dialog. */
export const searchMessages = {
  open: 'Search',
  title: 'Search lessons, words, scenarios and labs',
  placeholder: 'Search, for example “rate limit”',
  close: 'Close',
  results: 'Results',
  start: 'Type a word, an error message or a service. Slips are forgiven.',
  searching: 'Searching …',
  failed: 'The search could not be loaded. Check that the server is running, then type again.',
  nothing: (words: string) => `Nothing fits “${words}”. Try another word, or fewer.`,
  found: (count: number) =>
    `${count} result${count === 1 ? '' : 's'}. Up and down to choose, Enter to open.`,
  groups: {
    lesson: 'Lessons',
    term: 'Glossary',
    item: 'Scenarios',
    lab: 'Labs',
    operation: 'AWS operations',
  } satisfies Record<SearchDocument['kind'], string>,
  keys: { choose: 'choose', open: 'open', close: 'close' },
} as const;
