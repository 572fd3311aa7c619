import { join } from 'node:path';
import { audit, formatAudit, type Audit } from '#catalog';
import { loadCatalog, readSources } from '#catalog/files';
import { compileContent } from '#authoring';
import { beforeAll, describe, expect, test } from 'vitest';
import { scenario, tinyCatalog } from '../support/catalog.ts';

const ROOT = join(import.meta.dirname, '../..');

const row = (more: object = {}) => ({
  id: 'perf-throttling',
  section: 'Performance',
  says: 'Throttling per stage.',
  facts: ['plan-contents'],
  lessons: [],
  scenarios: [],
  labs: [],
  ...more,
});

const holesOfRow = (more: object, scenarios = [scenario('case')]) =>
  audit(tinyCatalog(scenarios), [row(more)]).holes.filter((hole) =>
    hole.includes('perf-throttling'),
  );

describe('a row of the concept note', () => {
  test('that no lesson teaches is a hole', () => {
    expect(holesOfRow({ facts: ['nothing'], scenarios: ['api-gateway/case'] })).toEqual([
      'No lesson teaches "Throttling per stage." (perf-throttling).',
    ]);
  });

  test('whose facts no practice item rests on is a hole', () => {
    expect(holesOfRow({ facts: ['nothing'] })).toContain(
      'No practice item asks about "Throttling per stage." (perf-throttling).',
    );
  });

  test('whose lab is not written is a hole', () => {
    expect(holesOfRow({ labs: ['busy'] })).toContain('perf-throttling waits for its lab: busy.');
  });
});

test('too little content is a hole with its numbers', () => {
  const { holes } = audit(tinyCatalog([scenario('case')]), []);
  expect(holes).toContain('There are 1 scenarios; 150 are wanted.');
  expect(holes).toContain('There are 0 held-out items; 110 are wanted.');
  expect(holes).toContain('No practice item has level 5.');
});

describe('the content', () => {
  let audited: Audit;

  beforeAll(async () => {
    const { documents } = compileContent(await readSources(ROOT));
    audited = audit(await loadCatalog(ROOT), documents.conceptNote);
  });

  test('teaches and asks every row of the concept note', () => {
    expect(audited.rows.length).toBeGreaterThanOrEqual(40);
    expect(audited.holes.filter((hole) => /^No (lesson|practice item asks)/.test(hole))).toEqual(
      [],
    );
  });

  test('has the items that were promised, over all topics, levels and types', () => {
    expect(audited.holes.filter((hole) => !hole.includes('waits for its lab'))).toEqual([]);
  });

  test('is reported row by row, with what is missing at the end', () => {
    const report = formatAudit(audited);
    expect(report).toMatch(/^Concept note: row, practice items, lessons, labs\n/);
    expect(report).toMatch(/\n {2}perf-caching +\d+ {2}\| Caching: /);
    expect(report).toMatch(/(\d+ holes?:\n(.+\n)+|No holes\.\n)$/);
  });
});
