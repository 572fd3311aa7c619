import { describe, expect, test } from 'vitest';
import {
  count,
  hostOf,
  inDaysWords,
  levelName,
  longDate,
  shortDay,
  topicName,
} from '../../src/ui/messages/words.ts';

describe('words that pages are made of', () => {
  test('one thing is singular, none and many are plural', () => {
    expect([0, 1, 2].map((n) => count(n, 'item'))).toEqual(['0 items', '1 item', '2 items']);
    expect(count(2, 'reply', 'replies')).toBe('2 replies');
  });

  test('a topic has a name, and one that nobody named is spelled from its id', () => {
    expect(topicName('throttling-quotas')).toBe('Throttling and quotas');
    expect(topicName('edge-caches')).toBe('Edge caches');
  });

  test('levels have names, and an unknown one keeps its number', () => {
    expect([1, 5, 6].map(levelName)).toEqual(['Follow along', 'Expert', 'Level 6']);
  });

  test('a date is the same day whatever zone the server runs in', () => {
    expect(shortDay('2026-11-23')).toBe('Mon 23 Nov');
    expect(longDate('2026-11-23T23:59:00.000Z')).toBe('23 November 2026');
  });

  test('what is late is due today', () => {
    expect([-3, 0, 1, 6].map(inDaysWords)).toEqual(['today', 'today', 'tomorrow', 'in 6 days']);
  });

  test('a source is named by its host', () => {
    expect(hostOf('https://www.example.com/a?b')).toBe('example.com');
  });
});
