import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { json, problem, readJson } from '../../src/app/http.ts';

const Body = z.strictObject({ labId: z.string(), step: z.int() });
const post = (body: string, headers: Record<string, string> = {}) =>
  new Request('http://127.0.0.1/api', { method: 'POST', body, headers });

async function refused(request: Request) {
  const result = await readJson(request, Body);
  if (result.ok) throw new Error('The body was accepted.');
  const body: unknown = await result.response.json();
  return { status: result.response.status, body };
}

describe('a request body is parsed before anything looks at it', () => {
  test('a body that fits comes back typed', async () => {
    const result = await readJson(post('{"labId":"first-api","step":2}'), Body);
    expect(result).toEqual({ ok: true, value: { labId: 'first-api', step: 2 } });
  });

  test('text that is not JSON is refused', async () => {
    expect(await refused(post('{"labId":'))).toEqual({
      status: 400,
      body: {
        error: {
          code: 'malformed-json',
          message: 'The request body is not JSON. Send a JSON object.',
        },
      },
    });
  });

  test('every member that does not fit is named', async () => {
    const { status, body } = await refused(post('{"labId":7,"extra":true}'));
    expect(status).toBe(422);
    expect(body).toEqual({
      error: {
        code: 'invalid-body',
        message:
          'The request body does not fit. labId: Invalid input: expected string, received number; step: Invalid input: expected number, received undefined; body: Unrecognized key: "extra"',
      },
    });
  });

  test('a body that announces more than 1 MiB is refused unread', async () => {
    expect((await refused(post('{}', { 'content-length': String(2 ** 21) }))).status).toBe(413);
  });
});

test('no cache keeps an answer', () => {
  expect(json({}).headers.get('cache-control')).toBe('no-store');
  expect(problem(404, 'unknown-lab', 'There is no such lab.').headers.get('cache-control')).toBe(
    'no-store',
  );
});
