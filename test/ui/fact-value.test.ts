import { describe, expect, test } from 'vitest';
import { formatFactValue } from '../../src/ui/figures/fact-value.ts';

describe('a number of the fact sheet, as a reader sees it', () => {
  test('has its thousands set apart', () => {
    expect(formatFactValue(10000)).toBe('10,000');
  });

  test('is picked from a record by its field', () => {
    expect(formatFactValue({ rate: 10000, burst: 5000 }, { field: 'burst' })).toBe('5,000');
  });

  test('is written with cents when it is a price', () => {
    expect(formatFactValue({ first: 1 }, { field: 'first', usd: true })).toBe('1.00 USD');
  });

  test('stays as it is when it is a text', () => {
    expect(formatFactValue('10 MB')).toBe('10 MB');
  });

  test.each([
    ['a fact without a value', undefined, {}],
    ['a field that is not there', { rate: 1 }, { field: 'burst' }],
    ['a record without a field', { rate: 1 }, {}],
    ['a field of something that has none', 10000, { field: 'rate' }],
    ['a list', ['DAY', 'WEEK'], {}],
  ])('is undefined for %s', (_, value, options) => {
    expect(formatFactValue(value, options)).toBeUndefined();
  });
});
