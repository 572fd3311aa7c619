import { join } from 'node:path';
import { formatDiagnostic } from '#authoring';
import { loadCatalog } from '#catalog/files';
import { describe, expect, test } from 'vitest';

const catalog = await loadCatalog(join(import.meta.dirname, '../..'));

/** A calm reader takes in about this many words a minute; code and figures slow them down. */
const WORDS_PER_MINUTE = 230;

test('all content passes the check', () => {
  expect(catalog.diagnostics.map(formatDiagnostic)).toEqual([]);
});

test('there are lessons', () => {
  expect(catalog.lessons.length).toBeGreaterThanOrEqual(3);
});

describe.each(catalog.lessons.map((lesson) => ({ id: lesson.id, lesson })))('$id', ({ lesson }) => {
  test('is in its module and can be reached from its neighbours', () => {
    expect(catalog.lessonsOfModule(lesson.module)).toContain(lesson);
    const { next } = catalog.neighbours(lesson.id);
    if (next) expect(catalog.neighbours(next.id).previous).toBe(lesson);
  });

  test('is asked about, and asks in its own text', () => {
    expect(catalog.relatedToLesson(lesson.id).scenarios.length).toBeGreaterThan(0);
    expect(lesson.checks.length).toBeGreaterThan(0);
    for (const id of lesson.checks) expect(catalog.item(id)?.id).toBe(id);
  });

  test('rests on facts that somebody read', () => {
    expect(lesson.facts.length).toBeGreaterThan(0);
    expect(lesson.facts.map((id) => catalog.fact(id)?.confidence)).toEqual(
      lesson.facts.map(() => 'verified'),
    );
  });

  test('has a place to point at for every heading', () => {
    const slugs = lesson.sections.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(lesson.sections.filter(({ depth }) => depth > 1).every(({ slug }) => slug !== '')).toBe(
      true,
    );
  });

  test('takes about as long as it says', () => {
    const words = lesson.sections.flatMap(({ text }) => text.split(/\s+/)).length;
    expect(lesson.minutes).toBeGreaterThanOrEqual(Math.floor((words / WORDS_PER_MINUTE) * 0.7));
    expect(lesson.minutes).toBeLessThanOrEqual(Math.ceil((words / WORDS_PER_MINUTE) * 2.5));
  });
});
