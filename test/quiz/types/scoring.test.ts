import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOf, refuseResponse, score, shuffleable, type AuthoredItem } from '#quiz';
import { multipleResponse, singleChoice } from '../../support/catalog.ts';

/** Items of both types with their keys anywhere among the options. */
const items: fc.Arbitrary<AuthoredItem> = fc
  .record({
    isSingle: fc.boolean(),
    size: fc.integer({ min: 5, max: 6 }),
    keys: fc.integer({ min: 2, max: 4 }),
    at: fc.nat(5),
  })
  .map(({ isSingle, size, keys, at }) => {
    const choose = isSingle ? 1 : keys;
    const options = Array.from({ length: size }, (_, index) => {
      const isKey = (index - at + size * 2) % size < choose;
      const id = 'abcdef'[index] ?? '';
      return {
        id,
        text: `Option ${id}`,
        rationale: 'r',
        ...(isKey ? { correct: true } : { misconception: 'm' }),
      };
    });
    return isSingle ? singleChoice({ options }) : multipleResponse({ options, choose });
  });

/** An item with any choice of its options. */
const choices = items.chain((item) =>
  fc.record({ item: fc.constant(item), response: fc.shuffledSubarray([...shuffleable(item)]) }),
);

describe('scoring', () => {
  test('the key scores full, and is never refused', () => {
    fc.assert(
      fc.property(items, (item) => {
        const full = score(item, keyOf(item));
        expect(refuseResponse(item, keyOf(item))).toBeUndefined();
        expect(full).toEqual({
          points: full.maxPoints,
          maxPoints: full.maxPoints,
          isCorrect: true,
        });
      }),
    );
  });

  test('anything else is not correct and scores less', () => {
    fc.assert(
      fc.property(choices, ({ item, response }) => {
        const key = new Set(keyOf(item));
        const isKey = response.length === key.size && response.every((id) => key.has(id));
        const { points, maxPoints, isCorrect } = score(item, response);
        expect(isCorrect).toBe(isKey);
        expect(points === maxPoints).toBe(isKey);
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(maxPoints);
      }),
    );
  });

  test('the order of choosing does not matter', () => {
    fc.assert(
      fc.property(choices, ({ item, response }) => {
        expect(score(item, response.toReversed())).toEqual(score(item, response));
      }),
    );
  });

  test('a response is refused exactly when its count is wrong, an option unknown or chosen twice', () => {
    fc.assert(
      fc.property(
        items,
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'z'), { maxLength: 6 }),
        (item, response) => {
          const wanted = item.type === 'multiple-response' ? item.choose : 1;
          const isFine =
            response.length === wanted &&
            new Set(response).size === response.length &&
            response.every((id) => shuffleable(item).includes(id));
          expect(refuseResponse(item, response) === undefined).toBe(isFine);
        },
      ),
    );
  });
});

describe('a multiple response gives partial feedback', () => {
  test.each([
    [['a', 'b'], { points: 2, isCorrect: true }],
    [['a', 'c'], { points: 0, isCorrect: false }],
    [['a'], { points: 1, isCorrect: false }],
    [['a', 'b', 'c'], { points: 1, isCorrect: false }],
    [['c', 'd'], { points: 0, isCorrect: false }],
    [[], { points: 0, isCorrect: false }],
  ])('%j of the keys a and b', (response, expected) => {
    expect(score(multipleResponse(), response)).toEqual({ maxPoints: 2, ...expected });
  });
});

describe('a refusal says what is wanted', () => {
  test.each([
    [singleChoice(), [], 'No option is chosen. Choose one.'],
    [singleChoice(), ['a', 'b'], '2 options are chosen. Choose one.'],
    [
      singleChoice(),
      ['z'],
      'This item has no option "z". Load the item again and choose one of its options.',
    ],
    [multipleResponse(), ['a'], '1 option is chosen. Choose 2.'],
    [multipleResponse(), ['a', 'a'], 'An option is chosen twice. Choose each at most once.'],
  ])('%#', (item, response, sentence) => {
    expect(refuseResponse(item, response)).toBe(sentence);
  });
});
