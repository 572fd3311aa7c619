import { describe, expect, test } from 'vitest';
import { AppError } from '#core';
import type { RunEvent } from '#labs';
import { POST as hint } from '../../src/pages/api/labs/[id]/hint.ts';
import { POST as reset } from '../../src/pages/api/labs/[id]/reset.ts';
import { GET as traces } from '../../src/pages/api/labs/[id]/traces.ts';
import { POST as verify } from '../../src/pages/api/labs/[id]/verify.ts';

type Endpoint = typeof verify;

/** Calls an endpoint with a desk of its own. */
async function call(
  endpoint: Endpoint,
  desk: object,
  { id = 'first-api', body = {}, query = '' }: { id?: string; body?: unknown; query?: string } = {},
) {
  const url = new URL(`http://localhost/api/labs/${id}/x${query}`);
  const request =
    endpoint === traces
      ? new Request(url)
      : new Request(url, { method: 'POST', body: JSON.stringify(body) });
  const catalog = { lab: (known: string) => (known === 'first-api' ? {} : undefined) };
  return endpoint({
    request,
    url,
    params: { id },
    locals: { app: { catalog, labs: desk } },
  } as never);
}

const started: RunEvent = {
  type: 'started',
  labId: 'first-api',
  target: { kind: 'sandbox', region: 'us-east-1' },
  objectives: [],
};

describe('the verify endpoint', () => {
  test('streams one event per line, as they happen', async () => {
    const answer = await call(
      verify,
      {
        verify: async function* () {
          yield await Promise.resolve(started);
          yield started;
        },
      },
      { body: { zone: 'UTC' } },
    );
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(
      (await answer.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([started, started]);
  });

  test('a fault in a checker is the last line, in words, without what it was', async () => {
    const answer = await call(
      verify,
      {
        verify: async function* () {
          yield await Promise.resolve(started);
          throw new TypeError('/secret/path is undefined');
        },
      },
      { body: { zone: 'UTC' } },
    );
    const text = await answer.text();
    expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toEqual({
      type: 'fault',
      error: {
        code: 'checker-fault',
        message:
          'The checker stopped because of a mistake in Gatewise, not in your build. Verify again; if it stays, please report it.',
      },
    });
    expect(text).not.toContain('/secret/path');
  });

  test('closing the connection stops the run', async () => {
    let signal: AbortSignal | undefined;
    const answer = await call(
      verify,
      {
        verify: async function* (_id: string, options: { signal: AbortSignal }) {
          ({ signal } = options);
          yield await Promise.resolve(started);
          yield await Promise.resolve(started);
          await new Promise(() => {});
        },
      },
      { body: { zone: 'UTC' } },
    );
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(signal?.aborted).toBe(true);
  });

  test.each([
    ['an unknown lab', 'nope', { zone: 'UTC' }, 404, 'no-such-lab'],
    ['an id that is none', 'first-api', { zone: 'UTC', apiId: '../x' }, 422, 'invalid-body'],
    ['a body with more', 'first-api', { zone: 'UTC', admin: true }, 422, 'invalid-body'],
  ])('refuses %s', async (_, id, body, status, code) => {
    const answer = await call(verify, {}, { id, body });
    expect([answer.status, await answer.json()]).toMatchObject([status, { error: { code } }]);
  });
});

describe('the other endpoints of a lab', () => {
  test('a hint that is not there is 404', async () => {
    const answer = await call(
      hint,
      { revealHint: () => Promise.resolve(undefined) },
      { body: { zone: 'UTC', objectiveId: 'x', step: 3 } },
    );
    expect(answer.status).toBe(404);
  });

  test('a script that failed is told with its sentence', async () => {
    const answer = await call(reset, {
      reset: () =>
        Promise.reject(new AppError('script-failed', "The lab's script ended with 254.")),
    });
    expect([answer.status, await answer.json()]).toEqual([
      502,
      { error: { code: 'script-failed', message: "The lab's script ended with 254." } },
    ]);
  });

  test.each(['0', '51', 'x'])('a limit of %s traces is refused', async (limit) => {
    expect((await call(traces, {}, { query: `?limit=${limit}` })).status).toBe(422);
  });
});
