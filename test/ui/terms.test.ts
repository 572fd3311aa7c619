import { expect, test } from 'vitest';
import { mentionFinder } from '../../src/ui/mdx/terms.ts';

const mentions = (text: string) =>
  mentionFinder([
    { id: 'usage-plan', term: 'usage plan', aliases: ['usage plans'] },
    { id: 'plan', term: 'plan' },
    { id: 'ttl', term: 'TTL' },
    { id: 'greedy', term: '{proxy+}' },
    { id: 'default', term: '$default route' },
  ])(text).map(({ id, start, end }) => `${id}: ${text.slice(start, end)}`);

test('a mention is found however it begins, and by its other names', () => {
  expect(mentions('Usage plans hold a rate.')).toEqual(['usage-plan: Usage plans']);
});

test('the longest name wins', () => {
  expect(mentions('A usage plan is a plan.')).toEqual(['usage-plan: usage plan', 'plan: plan']);
});

test('only whole words count', () => {
  expect(mentions('The plane was planned; re-plan it.')).toEqual([]);
});

test('what is written in capitals is found in capitals', () => {
  expect(mentions('The TTL of a ttl')).toEqual(['ttl: TTL']);
});

test('names with signs are found as they are', () => {
  expect(mentions('Use {proxy+} or the $default route.')).toEqual([
    'greedy: {proxy+}',
    'default: $default route',
  ]);
});
