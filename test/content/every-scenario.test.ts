import { join } from 'node:path';
import { loadCatalog } from '#catalog/files';
import { keyOf, score, shuffleable, viewItem } from '#quiz';
import { describe, expect, test } from 'vitest';

const catalog = await loadCatalog(join(import.meta.dirname, '../..'));

/** Responses that are wrong by one option: each distractor alone, or put in the place of one key. */
function wrongResponses(options: readonly string[], key: readonly string[]): string[][] {
  const distractors = options.filter((id) => !key.includes(id));
  return distractors.flatMap((distractor) =>
    key.map((_, place) => key.toSpliced(place, 1, distractor)),
  );
}

describe.each(catalog.items.map((item) => ({ id: item.id, item })))('$id', ({ item }) => {
  const { authored, scenario } = item;
  const key = keyOf(authored);

  test('its key scores in full', () => {
    expect(score(authored, key)).toMatchObject({ isCorrect: true });
  });

  test('no distractor does', () => {
    const wrong = wrongResponses(shuffleable(authored), key);
    expect(wrong.length).toBeGreaterThan(0);
    for (const response of wrong)
      expect(score(authored, response).isCorrect, response.join()).toBe(false);
  });

  test('what the browser sees before the answer holds no key, rationale or misconception', () => {
    const view = JSON.stringify(viewItem(item, shuffleable(authored)));
    expect(view).not.toMatch(/"(correct|rationale|misconception)"/);
    for (const { rationale, misconception } of authored.options) {
      expect(view).not.toContain(JSON.stringify(rationale).slice(1, -1));
      if (misconception) expect(view).not.toContain(JSON.stringify(misconception).slice(1, -1));
    }
  });

  test('rests on facts, and leads on to a lesson', () => {
    expect(scenario.facts.map((id) => catalog.fact(id)?.id)).toEqual(scenario.facts);
    expect(catalog.relatedToScenario(scenario.id).lessons.length).toBeGreaterThan(0);
  });
});

test('there are scenarios', () => {
  expect(catalog.scenarios.length).toBeGreaterThanOrEqual(15);
});
