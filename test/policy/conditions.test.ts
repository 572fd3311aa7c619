import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, type Decision } from '#policy';
import { ask, named } from './builders.ts';

type Keys = Record<string, string | string[] | undefined>;

const outcome = (condition: Record<string, Record<string, unknown>>, keys: Keys) =>
  decide({ identity: [named('p', [{ Condition: condition }])] }, ask({ keys })).outcome;

const allows = (condition: Record<string, Record<string, unknown>>, keys: Keys) =>
  outcome(condition, keys) === 'allowed';

describe('a condition compares as its operator does', () => {
  test.each([
    ['StringEquals', 'Blue', 'Blue', true],
    ['StringEquals', 'Blue', 'blue', false],
    ['StringEquals', 'Bl*', 'Blue', false],
    ['StringEqualsIgnoreCase', 'Blue', 'bLUE', true],
    ['StringLike', 'B?u*', 'Blue', true],
    ['StringLike', 'B?u', 'Blue', false],
    ['StringNotLike', 'B*', 'Red', true],
    ['NumericLessThan', '10', '9.5', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericEquals', '10', 'ten', false],
    ['DateLessThan', '2026-11-26T00:00:00Z', '2026-11-25T23:59:59Z', true],
    ['DateGreaterThan', '2026-11-26', '2026-11-25T23:59:59Z', false],
    ['DateGreaterThanEquals', '1795651200', '2026-11-26T00:00:00Z', true],
    ['Bool', 'true', 'True', true],
    ['IpAddress', '203.0.113.0/24', '203.0.113.255', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.0', false],
    ['IpAddress', '203.0.113.7', '203.0.113.7', true],
    ['IpAddress', '2001:db8::/32', '2001:db8:ffff::1', true],
    ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
    ['ArnLike', 'arn:aws:sqs:*:111122223333:*', 'arn:aws:sqs:eu-west-1:111122223333:a:b', true],
    ['ArnLike', 'arn:aws:*:orders', 'arn:aws:sqs:eu-west-1:111122223333:orders', false],
    ['ArnEquals', 'arn:aws:sqs:*:*:or*', 'arn:aws:sqs:eu-west-1:1:orders', true],
  ])('%s %s against %s: %s', (operator, wanted, value, expected) => {
    expect(allows({ [operator]: { 'x:key': wanted } }, { 'x:key': value })).toBe(expected);
  });

  test('one value of a list is enough; under a negated operator none may fit', () => {
    expect(allows({ StringEquals: { 'x:key': ['a', 'b'] } }, { 'x:key': 'b' })).toBe(true);
    expect(allows({ StringNotEquals: { 'x:key': ['a', 'b'] } }, { 'x:key': 'b' })).toBe(false);
    expect(allows({ StringNotEquals: { 'x:key': ['a', 'b'] } }, { 'x:key': 'c' })).toBe(true);
  });

  test('all keys and all operators must hold', () => {
    const both = {
      StringEquals: { 'x:one': '1', 'x:two': '2' },
      Bool: { 'aws:SecureTransport': 'true' },
    };
    const keys = { 'x:one': '1', 'x:two': '2', 'aws:SecureTransport': 'true' };
    expect(allows(both, keys)).toBe(true);
    expect(allows(both, { ...keys, 'x:two': '3' })).toBe(false);
    expect(allows(both, { ...keys, 'aws:SecureTransport': 'false' })).toBe(false);
  });

  test('keys are the same in any case', () => {
    expect(
      allows({ StringEquals: { 'AWS:sourcevpce': 'vpce-1' } }, { 'aws:SourceVpce': 'vpce-1' }),
    ).toBe(true);
  });
});

describe('a key that the request does not have', () => {
  const without = { 'x:key': undefined };

  test.each([
    ['StringEquals', 'a', false],
    ['StringEqualsIfExists', 'a', true],
    ['StringNotEquals', 'a', true],
    ['NotIpAddress', '10.0.0.0/8', true],
    ['ForAllValues:StringEquals', 'a', true],
    ['ForAnyValue:StringEquals', 'a', false],
    ['ForAnyValue:StringNotEquals', 'a', false],
    ['Null', 'true', true],
    ['Null', 'false', false],
  ])('%s %s: %s', (operator, wanted, expected) => {
    expect(allows({ [operator]: { 'x:key': wanted } }, without)).toBe(expected);
  });

  test('is something else than a key of which nothing is known', () => {
    const request = ask({ keys: {} });
    const identity = [named('p', [{ Sid: 'S', Condition: { Bool: { 'x:Key': 'true' } } }])];
    expect(decide({ identity }, request)).toEqual<Decision>({
      outcome: 'undecidable',
      key: 'x:Key',
      by: { policy: 'p', index: 0, sid: 'S' },
    });
  });
});

describe('keys with several values', () => {
  const keys = { 'aws:TagKeys': ['a', 'b'] };

  test.each([
    ['ForAllValues:StringEquals', ['a', 'b', 'c'], true],
    ['ForAllValues:StringEquals', ['a'], false],
    ['ForAnyValue:StringEquals', ['b'], true],
    ['ForAnyValue:StringEquals', ['c'], false],
    ['ForAllValues:StringNotEquals', ['c'], true],
    ['ForAllValues:StringNotEquals', ['b'], false],
    ['ForAnyValue:StringNotEquals', ['b'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], false],
  ])('%s %s: %s', (operator, wanted, expected) => {
    expect(allows({ [operator]: { 'aws:TagKeys': wanted } }, keys)).toBe(expected);
  });
});

describe('policy variables', () => {
  const resource = (pattern: string, keys: Keys, target: string) =>
    decide({ identity: [named('p', [{ Resource: pattern }])] }, ask({ resource: target, keys }))
      .outcome;

  test('stand for the value of a key', () => {
    const keys = { 'aws:username': 'ana' };
    expect(resource('arn:aws:sqs:*:*:${aws:username}-*', keys, 'arn:aws:sqs:r:1:ana-in')).toBe(
      'allowed',
    );
    expect(resource('arn:aws:sqs:*:*:${aws:username}-*', keys, 'arn:aws:sqs:r:1:bob-in')).toBe(
      'denied',
    );
  });

  test('bring text: a star in a value is a star', () => {
    const keys = { 'aws:username': '*' };
    expect(resource('arn:aws:sqs:*:*:${aws:username}', keys, 'arn:aws:sqs:r:1:orders')).toBe(
      'denied',
    );
  });

  test('take a default where the request has no such key', () => {
    const keys = { 'aws:username': undefined };
    const pattern = "arn:aws:sqs:*:*:${aws:username, 'guest'}";
    expect(resource(pattern, keys, 'arn:aws:sqs:r:1:guest')).toBe('allowed');
    expect(resource('arn:aws:sqs:*:*:${aws:username}', keys, 'arn:aws:sqs:r:1:x')).toBe('denied');
  });

  test('cannot be filled in from a key of which nothing is known', () => {
    expect(resource('arn:aws:sqs:*:*:${aws:username}', {}, 'arn:aws:sqs:r:1:x')).toBe(
      'undecidable',
    );
  });
});

describe('for any values', () => {
  const word = fc.stringMatching(/^[a-z*?]{0,6}$/);
  const NEGATED = [
    ['StringEquals', 'StringNotEquals'],
    ['StringLike', 'StringNotLike'],
    ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ] as const;

  test('a negated operator says the opposite, whether the key is there or not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NEGATED),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.option(word, { nil: undefined }),
        ([plain, negated], wanted, value) => {
          const keys = { 'x:key': value };
          expect(allows({ [negated]: { 'x:key': wanted } }, keys)).toBe(
            !allows({ [plain]: { 'x:key': wanted } }, keys),
          );
        },
      ),
    );
  });

  test('StringLike agrees with a regular expression', () => {
    const asRegExp = (pattern: string) =>
      new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ab*?]{0,8}$/),
        fc.stringMatching(/^[ab]{0,10}$/),
        (pattern, value) => {
          expect(allows({ StringLike: { 'x:key': pattern } }, { 'x:key': value })).toBe(
            asRegExp(pattern).test(value),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test('IfExists changes nothing where the key exists', () => {
    fc.assert(
      fc.property(word, word, (wanted, value) => {
        const keys = { 'x:key': value };
        expect(allows({ StringLikeIfExists: { 'x:key': wanted } }, keys)).toBe(
          allows({ StringLike: { 'x:key': wanted } }, keys),
        );
      }),
    );
  });
});
