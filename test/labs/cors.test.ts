import { describe, expect, test } from 'vitest';
import { corsHeadersOf, corsProblems, preflightRequest } from '#labs';

const WISH = {
  origin: 'https://app.example.com',
  methods: ['PUT'],
  headers: ['Authorization', 'content-type'],
} as const;

const answer = (origin?: string, methods?: string, headers?: string) =>
  corsHeadersOf({
    headers: {
      ...(origin !== undefined && { 'access-control-allow-origin': origin }),
      ...(methods !== undefined && { 'access-control-allow-methods': methods }),
      ...(headers !== undefined && { 'access-control-allow-headers': headers }),
      'content-type': 'application/json',
    },
  });

describe('a browser lets the page go on', () => {
  test.each([
    [
      'with exactly what it asked for',
      answer('https://app.example.com', 'PUT', 'authorization,content-type'),
    ],
    ['whatever else is allowed', answer('*', 'GET, PUT', 'X-Other, Content-Type , AUTHORIZATION')],
    ['for every method', answer('https://app.example.com', '*', '*, Authorization')],
  ])('%s', (_, headers) => {
    expect(corsProblems(headers, WISH)).toEqual([]);
  });

  test('and reads an answer for its origin alone', () => {
    expect(corsProblems(answer('https://app.example.com'), { origin: WISH.origin })).toEqual([]);
  });
});

describe('a browser stops', () => {
  test.each([
    [
      'when nothing is said',
      answer(),
      [
        'It has no Access-Control-Allow-Origin.',
        'It has no Access-Control-Allow-Methods.',
        'It has no Access-Control-Allow-Headers.',
      ],
    ],
    [
      'at a slash too many',
      answer('https://app.example.com/', 'PUT', 'authorization,content-type'),
      [
        'Access-Control-Allow-Origin is "https://app.example.com/", and a browser compares it with https://app.example.com letter by letter.',
      ],
    ],
    [
      'at two origins in one header',
      answer(
        'https://app.example.com, https://shop.example.com',
        'PUT',
        'authorization,content-type',
      ),
      [
        'Access-Control-Allow-Origin is "https://app.example.com, https://shop.example.com", and a browser compares it with https://app.example.com letter by letter.',
      ],
    ],
    [
      'at a method that is missing or in small letters',
      answer('*', 'GET,put', 'authorization,content-type'),
      ['Access-Control-Allow-Methods is "GET,put", without PUT.'],
    ],
    [
      'at a star for Authorization',
      answer('*', 'PUT', '*'),
      [
        'Access-Control-Allow-Headers is "*", without Authorization ("*" does not stand for Authorization in a browser).',
      ],
    ],
    [
      'at headers that are missing',
      answer('*', 'PUT', 'x-api-key'),
      ['Access-Control-Allow-Headers is "x-api-key", without Authorization, content-type.'],
    ],
  ])('%s', (_, headers, problems) => {
    expect(corsProblems(headers, WISH)).toEqual(problems);
  });
});

test('a preflight names the first method and the headers, and carries no token', () => {
  expect(preflightRequest({ apiId: 'a1', stage: 'prod', path: '/items' }, WISH)).toEqual({
    apiId: 'a1',
    stage: 'prod',
    path: '/items',
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example.com',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization,content-type',
    },
  });
});
