import { describe, expect, test } from 'vitest';
import { drillOf } from '../../src/pages/_drill.ts';

const of = (query: string) => drillOf(new URLSearchParams(query));

describe('the drill that an address asks for', () => {
  test('none is today’s queue', () => {
    expect(of('')).toEqual({ mode: 'today' });
  });

  test.each(['weak', 'missed', 'diagnostic'])('%s by its name', (mode) => {
    expect(of(`mode=${mode}`)).toEqual({ mode });
  });

  test('a topic or an item goes before a mode', () => {
    expect(of('topic=auth&mode=weak')).toEqual({ mode: 'topic', topic: 'auth' });
    expect(of('item=a/b/c&topic=auth')).toEqual({ mode: 'item', item: 'a/b/c' });
  });

  test('one’s own keeps what the form sent', () => {
    expect(
      of('mode=custom&topics=auth&topics=caching&types=ordering&levels=4&levels=5&count=10'),
    ).toEqual({
      mode: 'custom',
      filter: {
        topics: ['auth', 'caching'],
        types: ['ordering'],
        levels: [4, 5],
        count: 10,
      },
    });
  });

  test('what is not understood is passed over', () => {
    expect(of('mode=nonsense')).toEqual({ mode: 'today' });
    expect(of('mode=custom&types=essay&levels=9&levels=x&count=0&topics=')).toEqual({
      mode: 'custom',
      filter: {},
    });
  });
});
