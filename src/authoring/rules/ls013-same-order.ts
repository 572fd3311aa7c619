import { valueAt } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';

/** The folder that the lesson or module stands in: its neighbours are those that share it. */
const folderOf = (id: string) => id.slice(0, id.lastIndexOf('/'));

export const ls013: Rule = {
  code: 'LS013',
  slug: 'same-order',
  severity: 'error',
  title: 'No two neighbours have the same place',
  why: 'Previous and next, and the numbers in the sidebar, follow `order`. Where two are equal the reading order is left to the alphabet.',
  example: {
    language: 'yaml',
    bad: '# api-types.mdx\norder: 10\n# usage-plans.mdx\norder: 10',
    good: '# api-types.mdx\norder: 10\n# usage-plans.mdx\norder: 20',
  },
  *check({ lessons, modules }) {
    const seen = new Map<string, string>();
    for (const source of [...modules, ...lessons].toSorted((a, b) =>
      a.file.localeCompare(b.file, 'en'),
    )) {
      const order = valueAt(source.raw, ['order']);
      if (typeof order !== 'number') continue;
      const place = `${source.kind} ${folderOf(source.id)} ${order}`;
      const first = seen.get(place);
      if (first === undefined) seen.set(place, source.file);
      else
        yield findingAt(
          source,
          ['order'],
          `${first} has order ${order} too. Give each its own; 10, 20, 30 leaves room.`,
        );
    }
  },
};
