import { compileContent, draft, formatDiagnostic } from '#authoring';
import { describe, expect, test } from 'vitest';
import { contentWith, FIGURES } from '../support/content.ts';

const files = contentWith();
const draftOf = (kind: 'lesson' | 'scenario' | 'lab', id: string, topic = 'api-types') =>
  draft({ kind, id, topic }, files, '2026-11-23');

describe('a draft passes the check as it is written', () => {
  test.each([
    ['lesson', 'api-gateway/who-may-call/choosing'],
    ['lesson', 'another-course/first-module/first-lesson'],
    ['scenario', 'api-gateway/cheapest-type'],
    ['lab', 'my-first-api'],
  ] as const)('%s %s', (kind, id) => {
    const drafted = draftOf(kind, id);
    if (drafted.kind !== 'drafted') throw new Error(drafted.message);
    const { diagnostics, documents } = compileContent([...files, ...drafted.files], FIGURES);
    expect(diagnostics.map(formatDiagnostic)).toEqual([]);
    const ids: string[] = [...documents.lessons, ...documents.scenarios, ...documents.labs].map(
      (one) => one.id,
    );
    expect(ids).toContain(id);
  });

  test('a lesson comes with its first scenario', () => {
    expect(draftOf('lesson', 'api-gateway/who-may-call/choosing')).toMatchObject({
      paths: [
        'content/courses/api-gateway/who-may-call/choosing.mdx',
        'quizzes/api-types/choosing.mdx',
      ],
    });
  });
});

describe('a draft is refused', () => {
  test('when something is there already', () => {
    expect(draftOf('lab', 'tiers')).toMatchObject({
      reason: 'exists',
      message:
        'labs/tiers is there already, and nothing was written. Choose another id, or edit what is there.',
    });
  });

  test('when the id is none', () => {
    expect(draftOf('lesson', '../etc/passwd')).toMatchObject({
      reason: 'usage',
      message:
        '"../etc/passwd" is no id for a lesson. Write <course>/<module>/<lesson>, for example api-gateway/who-may-call/quotas, in lower case with hyphens.',
    });
  });

  test('when the topic is unknown', () => {
    expect(draftOf('scenario', 'api-gateway/x', 'api-type')).toMatchObject({
      message: 'No topic is named "api-type". Did you mean "api-types"?',
    });
  });
});
