import { compileContent } from '#authoring';
import { createCatalog } from '#catalog';
import { describe, expect, test } from 'vitest';
import { contentWith, FIGURES, LESSON, SCENARIO } from '../support/content.ts';

const catalogWith = (changes: Record<string, string> = {}) => {
  const { documents, diagnostics } = compileContent(contentWith(changes), FIGURES);
  return createCatalog(documents, diagnostics);
};

const MODULE = 'content/courses/api-gateway/who-may-call';
const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);

describe('the catalog', () => {
  test('flattens items with their scenario', () => {
    const item = catalogWith().item('api-gateway/two-tiers/limit');
    expect(item?.scenario.id).toBe('api-gateway/two-tiers');
    expect(item?.scenario.items[0]).toBe(item);
    expect(item?.authored.leadIn).toBe(
      'Which design meets these requirements with the least work?',
    );
    expect(item?.stimulusHtml).toMatch(/^<p>A shop sells its price list\./);
  });

  test('links both ways, whichever side names the other', () => {
    const catalog = catalogWith({
      'quizzes/api-types/other.mdx': SCENARIO.replace('labs: [tiers]', 'labs: []'),
    });
    expect(ids(catalog.relatedToLesson('api-gateway/who-may-call/usage-plans').scenarios)).toEqual([
      'api-gateway/other',
      'api-gateway/two-tiers',
    ]);
    expect(ids(catalog.relatedToLesson('api-gateway/who-may-call/usage-plans').labs)).toEqual([
      'tiers',
    ]);
    expect(ids(catalog.relatedToScenario('api-gateway/other').lessons)).toEqual([
      'api-gateway/who-may-call/usage-plans',
    ]);
    expect(ids(catalog.relatedToScenario('api-gateway/two-tiers').labs)).toEqual(['tiers']);
    expect(ids(catalog.relatedToLab('tiers').scenarios)).toEqual(['api-gateway/two-tiers']);
    expect(catalog.relatedToLab('nothing')).toEqual({
      lessons: [],
      scenarios: [],
      labs: [],
      facts: [],
    });
  });

  test('knows the lesson before and after, across modules', () => {
    const catalog = catalogWith({
      [`${MODULE}/before.mdx`]: LESSON.replace('order: 10', 'order: 5'),
      'content/courses/api-gateway/later/_module.yaml': 'title: Later\nsummary: More.\norder: 20\n',
      'content/courses/api-gateway/later/after.mdx': LESSON,
    });
    const { previous, next } = catalog.neighbours('api-gateway/who-may-call/usage-plans');
    expect([previous?.id, next?.id]).toEqual([
      'api-gateway/who-may-call/before',
      'api-gateway/later/after',
    ]);
    expect(catalog.neighbours('api-gateway/who-may-call/before').previous).toBeUndefined();
    expect(catalog.neighbours('nowhere')).toEqual({});
    expect(ids(catalog.lessonsOfModule('api-gateway/who-may-call'))).toEqual([
      'api-gateway/who-may-call/before',
      'api-gateway/who-may-call/usage-plans',
    ]);
  });

  test('leaves what was withdrawn out of the lists, and still finds it by id', () => {
    const catalog = catalogWith({
      'quizzes/throttling-quotas/two-tiers.mdx': SCENARIO.replace(
        'level: 2',
        "level: 2\nretired: '2026-11-01'",
      ),
    });
    expect(catalog.items).toEqual([]);
    expect(catalog.item('api-gateway/two-tiers/limit')?.id).toBe('api-gateway/two-tiers/limit');
  });

  test('cannot be changed by whoever is handed it', () => {
    const catalog = catalogWith();
    const attempt = () => Object.assign(catalog.items[0]?.scenario ?? {}, { title: 'Mine' });
    expect(attempt).toThrow(TypeError);
  });

  test('gives the search neither options nor rationales', () => {
    const documents = JSON.stringify(catalogWith().searchDocuments);
    expect(documents).toContain('Free customers may make 100 requests');
    for (const secret of [
      'A usage plan per tier',
      'A plan holds rate and burst.',
      'Limits are per stage.',
      'correct',
      'least work',
    ]) {
      expect(documents).not.toContain(secret);
    }
  });
});
