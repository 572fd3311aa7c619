import { join } from 'node:path';
import { loadCatalog } from '#catalog/files';
import {
  allVariants,
  keyOf,
  refuseResponse,
  score,
  settleItem,
  viewQuestion,
  writtenOrder,
  type AuthoredItem,
  type Response,
} from '#quiz';
import { describe, expect, test } from 'vitest';

const catalog = await loadCatalog(join(import.meta.dirname, '../..'));

/** Responses that are wrong by one part: one option, step, pair or line in the place of a right one. */
function wrongResponses(item: AuthoredItem): Response[] {
  const key = keyOf(item);
  switch (item.type) {
    case 'ordering': {
      const swaps = key
        .slice(1)
        .map((_, at) => key.with(at, key[at + 1] ?? '').with(at + 1, key[at] ?? ''));
      const strangers = (item.extras ?? []).flatMap(({ id }) =>
        key.map((_, at) => key.with(at, id)),
      );
      return [...swaps, ...strangers];
    }
    case 'matching':
      return item.prompts.flatMap(({ id, target }, at) =>
        item.targets
          .filter((other) => other.id !== target)
          .map((other) => key.with(at, `${id}=${other.id}`)),
      );
    case 'fill-in':
      return item.mistakes.map(({ answer }) => [String(answer)]);
    case 'single-choice':
    case 'multiple-response':
    case 'hot-spot': {
      const others = writtenOrder(item).filter((id) => !key.includes(id));
      return others.flatMap((other) => key.map((_, place) => key.with(place, other)));
    }
  }
}

/** Every text that is told only after the answer. */
function secretsOf(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    ['rationale', 'misconception', 'rest', 'otherwise'].includes(name)
      ? [String(value)]
      : secretsOf(value),
  );
}

const items = [...catalog.items, ...catalog.heldOut];

describe.each(items.map((item) => ({ id: item.id, item })))('$id', ({ item }) => {
  const { scenario } = item;
  const settled = allVariants(item.variants).map((variant) => settleItem(item.authored, variant));

  test('its key scores in full, in every variant', () => {
    for (const one of settled) {
      expect(refuseResponse(one, keyOf(one))).toBeUndefined();
      expect(score(one, keyOf(one))).toMatchObject({ isCorrect: true });
    }
  });

  test('nothing that is wrong by one part does, in any variant', () => {
    for (const one of settled) {
      const wrong = wrongResponses(one);
      expect(wrong.length).toBeGreaterThan(0);
      for (const response of wrong)
        expect(score(one, response).isCorrect, response.join()).toBe(false);
    }
  });

  test('what the browser sees before the answer holds no key, rationale or misconception', () => {
    for (const one of settled) {
      const view = JSON.stringify(viewQuestion(one, writtenOrder(one)));
      expect(view).not.toMatch(/"(correct|rationale|misconception|target|answer|rest|lines)":/);
      for (const secret of secretsOf(one))
        expect(view).not.toContain(JSON.stringify(secret).slice(1, -1));
      expect(view, 'a template is left').not.toContain('{{');
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
