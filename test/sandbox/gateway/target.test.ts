import { describe, expect, test } from 'vitest';
import { invokeTarget } from '../../../src/sandbox/gateway/index.ts';

const target = (url: string, headers: Record<string, string> = {}) =>
  invokeTarget(url, new Headers(headers));

describe('an invoke URL is recognised', () => {
  test('by its path', () => {
    expect(target('http://127.0.0.1:4566/_sandbox/invoke/abc123/prod/pets/1?x=1&y=%20')).toEqual({
      apiId: 'abc123',
      stage: 'prod',
      path: '/pets/1?x=1&y=%20',
      whole: '/prod/pets/1?x=1&y=%20',
    });
    expect(target('http://127.0.0.1:4566/_sandbox/invoke/abc123/prod')).toEqual({
      apiId: 'abc123',
      stage: 'prod',
      path: '/',
      whole: '/prod',
    });
    expect(target('http://127.0.0.1:4566/_sandbox/invoke/abc123/prod?a=b')).toEqual({
      apiId: 'abc123',
      stage: 'prod',
      path: '/?a=b',
      whole: '/prod?a=b',
    });
  });

  test('by its host', () => {
    const expected = { apiId: 'abc123', stage: 'prod', path: '/pets?x=1', whole: '/prod/pets?x=1' };
    expect(target('https://abc123.execute-api.us-east-1.amazonaws.com/prod/pets?x=1')).toEqual(
      expected,
    );
    expect(target('http://abc123.execute-api.localhost:4566/prod/pets?x=1')).toEqual(expected);
    expect(
      target('http://127.0.0.1:4566/prod/pets?x=1', { host: 'abc123.execute-api.localhost:4566' }),
    ).toEqual(expected);
  });

  test('paths reach the gateway as they were sent', () => {
    expect(target('http://x/_sandbox/invoke/a/s/pets/a%2Fb')?.path).toBe('/pets/a%2Fb');
  });

  test('nothing else is one', () => {
    expect(target('http://127.0.0.1:4566/restapis')).toBeUndefined();
    expect(target('http://127.0.0.1:4566/_sandbox/state')).toBeUndefined();
    expect(target('http://apigateway.us-east-1.amazonaws.com/restapis')).toBeUndefined();
  });
});
