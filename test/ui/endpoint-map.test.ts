import { describe, expect, test } from 'vitest';
import { CALLERS, ENDPOINTS, wayOf } from '../../src/ui/islands/figures/endpoint-map.ts';
import { mapText } from '#ui/messages/entry-figures.ts';

describe('the map of endpoint types', () => {
  test('has no way into a private API from the internet', () => {
    expect(CALLERS.filter((caller) => wayOf(caller, 'private').length === 0)).toEqual([
      'far',
      'near',
    ]);
  });

  test('takes callers of a private API through the interface endpoint', () => {
    expect(wayOf('office', 'private')).toEqual(['office', 'endpoint', 'api']);
  });

  test('ends every way at the API, and says for each what it means', () => {
    for (const endpoint of ENDPOINTS) {
      for (const caller of CALLERS) {
        const way = wayOf(caller, endpoint);
        if (way.length > 0) expect(way.at(-1)).toBe('api');
        expect(mapText.results[endpoint][caller].startsWith('No way')).toBe(way.length === 0);
      }
    }
  });
});
