import { describe, expect, test } from 'vitest';
import { pageOf, parseEquivalents, summaryOf } from './page.ts';

const outcome = {
  labId: 'first-api',
  refused: 4,
  killed: 3,
  survivors: ['1 POST /restapis, name: dropped', '2 PUT /x, size: 2'],
};

describe('what is published about mutants', () => {
  test('tells survivors with a reason from those that nobody has judged', () => {
    const equivalents = parseEquivalents('2 PUT /x, size: 2 | Any size will do.\n\nnot a line\n');
    expect([...equivalents]).toEqual([['2 PUT /x, size: 2', 'Any size will do.']]);
    expect(summaryOf({ outcome, equivalents })).toBe(
      'first-api: 3 killed, 4 refused, 1 equivalent, 1 survive (75 %)\n  1 POST /restapis, name: dropped',
    );
    const page = pageOf([{ outcome, equivalents }], '2026-11-26');
    expect(page).toContain('| `first-api` | 9 | 4 | 3 | 1 | 1 | 75 % |');
    expect(page).toContain('- `1 POST /restapis, name: dropped`: not judged yet');
    expect(page).toContain('- `2 PUT /x, size: 2`: equivalent. Any size will do.');
  });

  test('lists no lab whose every mutant was found out', () => {
    const equivalents = parseEquivalents('');
    const page = pageOf([{ outcome: { ...outcome, survivors: [] }, equivalents }], '2026-11-26');
    expect(page).toContain('| `first-api` | 7 | 4 | 3 | 0 | 0 | 100 % |');
    expect(page).not.toContain('### first-api');
  });
});
