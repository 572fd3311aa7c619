import { describe, expect, test } from 'vitest';
import { refusal } from '../../src/server/guard.ts';

const ask = (headers: Record<string, string>, method = 'GET') =>
  refusal({ method, headers }, '127.0.0.1');

describe('the server answers only for itself', () => {
  test.each(['127.0.0.1:4321', 'localhost:4321', '[::1]:4321'])('%s is this machine', (host) => {
    expect(ask({ host })).toBeUndefined();
  });

  test('a foreign name that resolves to this machine is refused', () => {
    expect(ask({ host: 'evil.example:4321' })).toEqual({
      status: 421,
      message:
        'This server does not answer for "evil.example:4321". Open http://localhost instead, or set HOST.',
    });
  });

  test('a request without a host is refused', () => {
    expect(ask({})?.status).toBe(421);
  });

  test('a page of another site may not write', () => {
    expect(ask({ host: '127.0.0.1:4321', origin: 'https://evil.example' }, 'POST')).toEqual({
      status: 403,
      message: 'Another site tried to write here. Only pages of this server may.',
    });
  });

  test('a page of another port may not write', () => {
    expect(ask({ host: '127.0.0.1:4321', origin: 'http://127.0.0.1:9999' }, 'POST')?.status).toBe(
      403,
    );
  });

  test('our own pages may write', () => {
    expect(
      ask({ host: '127.0.0.1:4321', origin: 'http://127.0.0.1:4321' }, 'POST'),
    ).toBeUndefined();
  });
});
