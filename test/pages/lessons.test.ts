import { expect, test } from 'vitest';
import type { APIContext } from 'astro';
import { POST as finished } from '../../src/pages/api/lessons/finished.ts';
import { POST as opened } from '../../src/pages/api/lessons/opened.ts';

/** An endpoint's context with a reader that knows one lesson and remembers what it was told. */
function call(body: string) {
  const told: unknown[] = [];
  const answer = (name: string) => async (input: { lessonId: string }) => {
    told.push({ name, ...input });
    return input.lessonId === 'api-gateway/m/l' ? 'recorded' : 'unknown-lesson';
  };
  const context = {
    request: new Request('http://127.0.0.1/api/lessons/opened', { method: 'POST', body }),
    locals: {
      app: { learning: { openLesson: answer('openLesson'), finishLesson: answer('finishLesson') } },
    },
  } as unknown as APIContext;
  return { context, told };
}

test('opening a lesson is kept for the local learner, with the zone of the browser', async () => {
  const { context, told } = call('{"lessonId":"api-gateway/m/l","zone":"Asia/Tokyo"}');
  const response = await opened(context);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ outcome: 'recorded' });
  expect(told).toEqual([
    { name: 'openLesson', learner: 'local', lessonId: 'api-gateway/m/l', zone: 'Asia/Tokyo' },
  ]);
});

test('finishing goes to the other use-case', async () => {
  const { context, told } = call('{"lessonId":"api-gateway/m/l"}');
  expect((await finished(context)).status).toBe(200);
  expect(told).toMatchObject([{ name: 'finishLesson', zone: '' }]);
});

test('a lesson that nobody wrote is answered with 404 and where to look', async () => {
  const response = await opened(call('{"lessonId":"api-gateway/m/gone"}').context);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    error: {
      code: 'unknown-lesson',
      message:
        'There is no lesson "api-gateway/m/gone". It may have been renamed: find it under /learn.',
    },
  });
});

test('a malformed body never reaches the use-case', async () => {
  const { context, told } = call('{"lessonId":7}');
  expect((await opened(context)).status).toBe(422);
  expect(told).toEqual([]);
});
