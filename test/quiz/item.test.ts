import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  itemHash,
  itemIdOf,
  optionOrder,
  variantOf,
  viewItem,
  writtenOrder,
  type AuthoredItem,
  type Item,
} from '#quiz';
import { multipleResponse, oneOfEach, singleChoice } from '../support/catalog.ts';

const item = (
  authored: AuthoredItem = singleChoice(),
  stimulusHtml = '<p>Case.</p>',
  more: Partial<Item> = {},
): Item => ({
  id: itemIdOf('api-gateway/tiers', authored.id),
  scenarioId: 'api-gateway/tiers',
  title: 'Two tiers',
  stimulusHtml,
  authored,
  ...more,
});

/** Every text under keys that are told only after the answer. */
function secretsOf(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    ['rationale', 'misconception', 'rest', 'otherwise'].includes(key)
      ? [String(value)]
      : secretsOf(value),
  );
}

describe('the view for the browser', () => {
  test.each(oneOfEach())(
    'of a $type holds neither key nor rationale nor misconception',
    (authored) => {
      const text = JSON.stringify(viewItem(item(authored), 1));
      const secrets = secretsOf(authored);
      expect(secrets.length).toBeGreaterThan(2);
      for (const secret of secrets) expect(text).not.toContain(secret);
      expect(text).not.toMatch(
        /"(correct|rationale|misconception|target|answer|steps|lines|rest)"/,
      );
    },
  );

  test.each(oneOfEach())(
    'of a $type shows all of it in the order that the seed draws',
    (authored) => {
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const view = viewItem(item(authored), seed);
          const shown = [...view.options, ...('targets' in view ? view.targets : [])];
          expect(shown.map(({ id }) => id)).toEqual(optionOrder(item(authored), seed));
          expect(optionOrder(item(authored), seed).toSorted()).toEqual(
            [...writtenOrder(authored)].toSorted(),
          );
        }),
      );
    },
  );

  test('is drawn in more than one order', () => {
    const orders = Array.from({ length: 20 }, (_, seed) => optionOrder(item(), seed).join());
    expect(new Set(orders).size).toBeGreaterThan(3);
  });

  test('sorts numbers where the item says so', () => {
    const texts = ['10,000 requests', '29 s', '1.5 s', '900'];
    const options = singleChoice().options.map((one, index) => ({ ...one, text: texts[index] }));
    const sorted = item(singleChoice({ order: 'ascending', options }));
    for (const seed of [1, 2, 3]) {
      expect(viewItem(sorted, seed).options.map(({ text }) => text)).toEqual([
        '1.5 s',
        '29 s',
        '900',
        '10,000 requests',
      ]);
    }
  });

  test('says how many to choose, what is expected of time, and who asks so', () => {
    expect(viewItem(item(multipleResponse()), 1)).toMatchObject({
      choose: 2,
      seconds: 80,
      usedBy: [],
    });
    expect(viewItem(item(singleChoice(), '', { usedBy: ['SAA-C03'] }), 1).usedBy).toEqual([
      'SAA-C03',
    ]);
  });
});

describe('a variant', () => {
  const variants = {
    rate: [50, 200],
    job: [
      { id: 'short', time: '20 <s>' },
      { id: 'long', time: 'a `day`' },
    ],
  };
  const [a, b, ...rest] = singleChoice().options;
  const authored = singleChoice({
    leadIn: 'What fits {{rate}}?',
    options: [
      {
        ...a,
        correct: undefined,
        correctWhen: { job: 'short' },
        rationale: 'Fits {{job.time}}.',
        otherwise: 'Too long: {{job.time}}.',
        misconception: 'Anything fits.',
      },
      {
        ...b,
        correctWhen: { job: ['long'] },
        otherwise: 'Not needed.',
        misconception: 'Always needed.',
      },
      ...rest,
    ],
  });
  const drawn = item(authored, '<p>{{rate}} and {{job.time}}</p>', { variants });
  const seedWith = (text: string) => {
    for (let seed = 0; seed < 100; seed += 1) {
      if (viewItem(drawn, seed).stimulusHtml.includes(text)) return seed;
    }
    throw new Error(`no seed draws ${text}`);
  };

  test('fills the case, the question and the rationales, and moves the key', () => {
    const short = variantOf(drawn, seedWith('20'));
    expect(short.stimulusHtml).toMatch(/^<p>(50|200) and 20 &#x3C;s&#x3E;<\/p>$/);
    expect(short.authored).toMatchObject({
      options: [
        { id: 'a', correct: true, rationale: 'Fits 20 <s>.' },
        { id: 'b', rationale: 'Not needed.', misconception: 'Always needed.' },
        {},
        {},
      ],
    });
    const long = variantOf(drawn, seedWith('day'));
    expect(long.stimulusHtml).toContain('a <code>day</code>');
    expect(long.authored).toMatchObject({
      options: [{ id: 'a', rationale: 'Too long: a `day`.' }, { id: 'b', correct: true }, {}, {}],
    });
  });

  test('is the same for the same seed, and every value is drawn by some', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(viewItem(drawn, seed)).toEqual(viewItem(drawn, seed));
      }),
    );
    const seen = Array.from({ length: 60 }, (_, seed) => viewItem(drawn, seed).stimulusHtml);
    expect(new Set(seen).size).toBe(4);
  });

  test('has the hash of its sets: an edited set is another item', () => {
    const other = { ...variants, rate: [50, 300] };
    expect(itemHash({ ...drawn, variants: other })).not.toBe(itemHash(drawn));
    expect(viewItem(drawn, 1).hash).toBe(viewItem(drawn, 2).hash);
  });
});

describe('the hash tells an edited item from the one that was shown', () => {
  const edit = (change: (options: ReturnType<typeof singleChoice>['options']) => unknown) =>
    item(singleChoice({ options: change(singleChoice().options) }));
  const hash = itemHash(item());

  test('is the same for the same item, in 14 digits', () => {
    expect(itemHash(item())).toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{14}$/);
  });

  test('changes with the case text, the question, an option or the key', () => {
    expect(itemHash(item(singleChoice(), '<p>Other.</p>'))).not.toBe(hash);
    expect(itemHash(item(singleChoice({ leadIn: 'Which one?' })))).not.toBe(hash);
    expect(
      itemHash(
        edit((options) => options.map((one) => (one.id === 'b' ? { ...one, text: 'Other' } : one))),
      ),
    ).not.toBe(hash);
    const [a, b, ...rest] = singleChoice().options;
    const swapped = [
      { ...a, correct: undefined, misconception: 'm' },
      { ...b, correct: true, misconception: undefined },
      ...rest,
    ];
    expect(itemHash(edit(() => swapped))).not.toBe(hash);
  });

  test('stays when only a rationale was written better', () => {
    expect(
      itemHash(edit((options) => options.map((one) => ({ ...one, rationale: 'Better.' })))),
    ).toBe(hash);
  });
});
