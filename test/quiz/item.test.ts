import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom, shuffled } from '#core';
import { itemHash, itemIdOf, shuffleable, viewItem, type AuthoredItem, type Item } from '#quiz';
import { multipleResponse, singleChoice } from '../support/catalog.ts';

const item = (authored: AuthoredItem = singleChoice(), stimulusHtml = '<p>Case.</p>'): Item => ({
  id: itemIdOf('api-gateway/tiers', authored.id),
  scenarioId: 'api-gateway/tiers',
  title: 'Two tiers',
  stimulusHtml,
  authored,
});

describe('the view for the browser', () => {
  test.each([singleChoice(), multipleResponse()])(
    'of a $type holds neither key nor rationale nor misconception',
    (authored) => {
      const text = JSON.stringify(viewItem(item(authored), []));
      for (const { rationale, misconception } of authored.options) {
        expect(text).not.toContain(rationale);
        if (misconception !== undefined) expect(text).not.toContain(misconception);
      }
      expect(text).not.toMatch(/correct|rationale|misconception/);
    },
  );

  test('shows the options in the order given', () => {
    const { options } = viewItem(item(), ['d', 'b', 'a', 'c']);
    expect(options.map(({ id }) => id)).toEqual(['d', 'b', 'a', 'c']);
  });

  test('holds every option once, whatever order a seed draws', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const authored = multipleResponse();
        const order = shuffled(shuffleable(authored), seededRandom(seed));
        const { options } = viewItem(item(authored), order);
        expect(options.map(({ id }) => id)).toEqual(order);
      }),
    );
  });

  test('says how many to choose, and what is expected of time', () => {
    expect(viewItem(item(multipleResponse()), [])).toMatchObject({ choose: 2, seconds: 80 });
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
