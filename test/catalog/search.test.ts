import { createSearch, groupHits, type SearchDocument } from '#catalog/search';
import { loadCatalog } from '#catalog/files';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

let search: ReturnType<typeof createSearch>;
let documents: readonly SearchDocument[];

beforeAll(async () => {
  ({ searchDocuments: documents } = await loadCatalog(join(import.meta.dirname, '../..')));
  search = createSearch(documents);
});

const top = (query: string) =>
  search
    .everything(query)
    .slice(0, 3)
    .map(({ document }) => document.url);

/** Words as learners type them, slips and synonyms included, and where they should lead. */
const QUERIES: readonly (readonly [string, RegExp])[] = [
  ['usage plans', /who-may-call\/usage-plans/],
  ['usge plan', /who-may-call\/usage-plans/],
  ['rate limit', /usage-plans/],
  ['throtling', /usage-plans/],
  ['too many requests', /usage-plans|429/],
  ['api type', /who-may-call\/api-types/],
  ['websoket', /api-types|auction/],
  ['apigw types', /api-types/],
  ['mock', /stages-and-mock|mock/],
  ['stub backend', /stages-and-mock|mock/],
  ['deploymnt', /stages-and-mock|deployment/],
  ['publish api', /stages-and-mock|deployment/],
  ['x-api-key', /usage-plans|key/],
  ['token bucket', /usage-plans/],
];

describe('the search finds the right thing among the first three', () => {
  test.each(QUERIES)('%s', (query, wanted) => {
    expect(
      top(query).some((url) => wanted.test(url)),
      top(query).join('\n'),
    ).toBe(true);
  });
});

describe('the search', () => {
  test('answers an empty query with nothing', () => {
    expect(search.headings('  ')).toEqual([]);
    expect(search.everything('')).toEqual([]);
  });

  test('finds nothing for words that are nowhere', () => {
    expect(search.everything('zzzzqqqq')).toEqual([]);
  });

  test('takes any text as a query', () => {
    expect(() => search.everything('"(*[\\ ^$ |!=')).not.toThrow();
  });

  test('keeps in the second stage what the first put on top', () => {
    const [first] = search.headings('usage plans');
    expect(search.everything('usage plans')[0]?.document).toEqual(first?.document);
  });

  test('groups by kind, the best kind first', () => {
    const hits = search.everything('usage plans');
    const groups = groupHits(hits, 2);
    expect(groups[0]?.kind).toBe(hits[0]?.document.kind);
    expect(groups[0]?.hits[0]).toBe(hits[0]);
    expect(groups.every(({ hits }) => hits.length <= 2)).toBe(true);
  });
});
