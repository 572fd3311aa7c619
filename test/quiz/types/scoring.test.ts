import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  explain,
  keyOf,
  refuseResponse,
  score,
  writtenOrder,
  type AuthoredItem,
  type Response,
} from '#quiz';
import {
  fillIn,
  hotSpot,
  matching,
  multipleResponse,
  oneOfEach,
  ordering,
  singleChoice,
} from '../../support/catalog.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const part = (id: string) => ({ id, text: `Part ${id}`, rationale: 'r', misconception: 'm' });

/** Choices with their keys anywhere among the options. */
const choices: fc.Arbitrary<AuthoredItem> = fc
  .record({
    isSingle: fc.boolean(),
    size: fc.integer({ min: 5, max: 6 }),
    keys: fc.integer({ min: 2, max: 4 }),
    at: fc.nat(5),
  })
  .map(({ isSingle, size, keys, at }) => {
    const choose = isSingle ? 1 : keys;
    const options = ids.slice(0, size).map((id, index) => {
      const isKey = (index - at + size * 2) % size < choose;
      const { misconception, ...rest } = part(id);
      return { ...rest, ...(isKey ? { correct: true } : { misconception }) };
    });
    return isSingle ? singleChoice({ options }) : multipleResponse({ options, choose });
  });

const orderings: fc.Arbitrary<AuthoredItem> = fc
  .record({ steps: fc.shuffledSubarray(ids, { minLength: 3 }), extras: fc.nat(2) })
  .map(({ steps, extras }) =>
    ordering({
      steps: steps.map(part),
      extras: ['x', 'y'].slice(0, extras).map(part),
    }),
  );

const matchings: fc.Arbitrary<AuthoredItem> = fc
  .array(fc.constantFrom('one', 'two', 'three'), { minLength: 2, maxLength: 5 })
  .map((targets) =>
    matching({ prompts: targets.map((target, index) => ({ ...part(ids[index] ?? ''), target })) }),
  );

const numbers: fc.Arbitrary<AuthoredItem> = fc
  .record({
    number: fc.oneof(
      fc.integer({ min: -1000, max: 100_000 }),
      fc.integer().map((one) => one / 8),
    ),
    tolerance: fc.constantFrom(0, 0.5, 10),
  })
  .map((answer) => fillIn({ answer: { ...answer, unit: 'seconds', units: { ms: 0.001 } } }));

const listings: fc.Arbitrary<AuthoredItem> = fc
  .record({ size: fc.integer({ min: 4, max: 8 }), keys: fc.integer({ min: 1, max: 2 }) })
  .map(({ size, keys }) =>
    hotSpot({
      choose: keys,
      listing: Array.from({ length: size }, (_, index) => `line ${index}`).join('\n'),
      lines: Array.from({ length: size }, (_, index) => ({
        line: index + 1,
        rationale: 'r',
        ...(index < keys ? { correct: true } : { misconception: 'm' }),
      })),
    }),
  );

const items = fc.oneof(choices, orderings, matchings, numbers, listings);

/** Something that a learner might give to an item: fit to be marked or not. */
function responseTo(item: AuthoredItem): fc.Arbitrary<Response> {
  if (item.type === 'matching') {
    const targets = fc.constantFrom(...item.targets.map(({ id }) => id));
    return fc.tuple(...item.prompts.map(({ id }) => targets.map((target) => `${id}=${target}`)));
  }
  if (item.type === 'fill-in')
    return fc.tuple(fc.double({ noNaN: true }).map((one) => one.toFixed(3)));
  const key = keyOf(item);
  return fc
    .shuffledSubarray([...writtenOrder(item)])
    .map((some) => (item.type === 'ordering' ? some.slice(0, key.length) : some));
}

const given = items.chain((item) =>
  fc.record({ item: fc.constant(item), response: responseTo(item) }),
);

/** Whether a response says what the key says, reckoned without the code under test. */
function saysTheKey(item: AuthoredItem, response: Response): boolean {
  const key = keyOf(item);
  if (item.type === 'ordering') return response.join() === key.join();
  if (item.type === 'fill-in') {
    const { answer } = item;
    if (!('number' in answer)) return response[0] === answer.text;
    const off = Math.abs(Number(response[0]) - Number(answer.number));
    return (
      off <= Number(answer.tolerance ?? 0) + 1e-9 * Math.max(1, Math.abs(Number(answer.number)))
    );
  }
  return response.toSorted().join() === [...key].toSorted().join();
}

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
        expect(full.maxPoints).toBeGreaterThan(0);
      }),
    );
  });

  test('anything else is not correct and scores less', () => {
    fc.assert(
      fc.property(given, ({ item, response }) => {
        const isKey = saysTheKey(item, response);
        const { points, maxPoints, isCorrect } = score(item, response);
        expect(isCorrect).toBe(isKey);
        expect(points === maxPoints).toBe(isKey);
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(maxPoints);
      }),
    );
  });

  test('an empty response is refused, and scores nothing should it be marked all the same', () => {
    fc.assert(
      fc.property(items, (item) => {
        expect(refuseResponse(item, [])).toBeDefined();
        expect(score(item, [])).toMatchObject({ points: 0, isCorrect: false });
      }),
    );
  });

  test('the order of choosing means nothing, but for steps', () => {
    fc.assert(
      fc.property(given, ({ item, response }) => {
        fc.pre(item.type !== 'ordering');
        expect(score(item, response.toReversed())).toEqual(score(item, response));
      }),
    );
  });

  test('a response is refused exactly when its count is wrong, an option unknown or chosen twice', () => {
    fc.assert(
      fc.property(
        choices,
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'z'), { maxLength: 6 }),
        (item, response) => {
          const wanted = item.type === 'multiple-response' ? item.choose : 1;
          const isFine =
            response.length === wanted &&
            new Set(response).size === response.length &&
            response.every((id) => writtenOrder(item).includes(id));
          expect(refuseResponse(item, response) === undefined).toBe(isFine);
        },
      ),
    );
  });

  test('no text at all makes it throw', () => {
    fc.assert(
      fc.property(items, fc.array(fc.string(), { maxLength: 6 }), (item, response) => {
        if (refuseResponse(item, response) !== undefined) return;
        expect(score(item, response).points).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('what is explained after the answer', () => {
  test('has a rationale for every part, and marks the key as right when it was given', () => {
    fc.assert(
      fc.property(items, (item) => {
        const parts = explain(item, keyOf(item), writtenOrder(item));
        expect(parts.length).toBeGreaterThan(1);
        for (const { rationale, isKey, isChosen, misconception } of parts) {
          expect(rationale).not.toBe('');
          expect(isChosen).toBe(isKey);
          expect(misconception).toBeUndefined();
        }
      }),
    );
  });

  test.each<[AuthoredItem, Response, readonly Record<string, unknown>[]]>([
    [
      ordering(),
      ['b', 'a', 'x'],
      [
        { id: 'a', mark: '1', isChosen: false, wanted: 'place 1', given: 'place 2' },
        { id: 'b', mark: '2', wanted: 'place 2', given: 'place 1' },
        { id: 'c', mark: '3', wanted: 'place 3', given: 'left out' },
        { id: 'x', mark: '–', isKey: false, isChosen: true, given: 'place 3' },
      ],
    ],
    [
      matching(),
      ['p=one', 'q=three', 'r=two'],
      [
        { id: 'p', isChosen: true, wanted: 'Target one' },
        { id: 'q', isChosen: false, wanted: 'Target two', given: 'Target three' },
        { id: 'r', isChosen: true },
      ],
    ],
    [
      fillIn(),
      ['900 s'],
      [
        { id: 'answer', text: '29 seconds', isKey: true, isChosen: false, given: '900 s' },
        { id: 'http', isChosen: false },
        { id: 'lambda', isChosen: true, misconception: 'Belief in lambda.' },
      ],
    ],
    [
      hotSpot(),
      ['l5'],
      [
        { id: 'l1', mark: '1', isChosen: false },
        { id: 'l2', isKey: true, isChosen: false, text: '`two: 2`' },
        { id: 'l4', isChosen: false },
        { id: 'l5', isChosen: true, rationale: 'Nothing is wrong here.' },
      ],
    ],
  ])('%#', (item, response, expected) => {
    expect(explain(item, response, writtenOrder(item))).toMatchObject(expected);
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

describe('a fill-in takes an answer as people write it', () => {
  test.each(['29', ' 29 ', '29.4', '29 s', '29 Seconds', '29000 ms', '29,000 ms', '+29'])(
    '"%s" is right',
    (typed) => {
      expect(refuseResponse(fillIn(), [typed])).toBeUndefined();
      expect(score(fillIn(), [typed]).isCorrect).toBe(true);
    },
  );

  test.each(['30', '29.6', '-29', '29 ms', '2 9'])('"%s" is not', (typed) => {
    expect(score(fillIn(), [typed]).isCorrect).toBe(false);
  });

  const setting = fillIn({ answer: { text: 'apiKeyRequired', aliases: ['api-key-required'] } });
  test.each(['apiKeyRequired', 'APIKEYREQUIRED', ' `apiKeyRequired` ', 'api-key-required'])(
    'the setting "%s" is right',
    (typed) => {
      expect(score(setting, [typed]).isCorrect).toBe(true);
    },
  );
});

describe('a refusal says what is wanted', () => {
  test.each<[AuthoredItem, Response, string]>([
    [singleChoice(), [], 'No option is chosen. Choose one.'],
    [singleChoice(), ['a', 'b'], '2 options are chosen. Choose one.'],
    [
      singleChoice(),
      ['z'],
      'This item has no option "z". Load the item again and choose one of its options.',
    ],
    [multipleResponse(), ['a'], '1 option is chosen. Choose 2.'],
    [multipleResponse(), ['a', 'a'], 'An option is chosen twice. Choose each at most once.'],
    [ordering(), ['a', 'b'], '2 steps are in order. Put 3 in order.'],
    [
      ordering(),
      ['a', 'b', 'z'],
      'This item has no option "z". Load the item again and choose one of its options.',
    ],
    [matching(), ['p=one'], '1 prompt is paired. Pair all 3.'],
    [matching(), ['p=one', 'p=two', 'q=one'], 'A prompt is paired twice. Pair each once.'],
    [
      matching(),
      ['p=four'],
      'This item has no pair "p=four". Load the item again and pair what it shows.',
    ],
    [fillIn(), [' '], 'Nothing is filled in. Type one answer.'],
    [
      fillIn(),
      ['half a minute'],
      '"half a minute" could not be read as a number. Type digits, alone or with seconds or s or ms.',
    ],
    [fillIn(), ['9'.repeat(201)], 'The answer is too long. Type a number or a setting.'],
    [hotSpot(), ['l1', 'l2'], '2 lines are marked. Mark 1.'],
    [
      hotSpot(),
      ['l3'],
      'This item has no option "l3". Load the item again and choose one of its options.',
    ],
  ])('%#', (item, response, sentence) => {
    expect(refuseResponse(item, response)).toBe(sentence);
  });
});

test('there is a builder for each type', () => {
  expect(new Set(oneOfEach().map(({ type }) => type)).size).toBe(6);
});
