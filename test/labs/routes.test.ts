import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { routeOf, settingFor } from '#labs';

const routes = (...paths: string[]) =>
  Object.fromEntries(paths.map((path) => [path, { GET: path }]));

describe('a request finds its method as in API Gateway', () => {
  test.each([
    ['the path itself', ['/hello', '/{proxy+}'], '/hello', '/hello'],
    ['a variable before a greedy one', ['/{name}', '/{proxy+}'], '/hello', '/{name}'],
    ['a literal first segment before a variable one', ['/{a}/b', '/a/{b}'], '/a/b', '/a/{b}'],
    ['a greedy path takes deeper ones', ['/shop/{proxy+}'], '/shop/a/b', '/shop/{proxy+}'],
  ])('%s', (_, paths, path, wanted) => {
    expect(routeOf(routes(...paths), 'GET', path)?.path).toBe(wanted);
  });

  test.each([
    ['a greedy path needs at least one segment', ['/shop/{proxy+}'], '/shop'],
    ['a longer path is another path', ['/hello'], '/hello/you'],
    ['the root takes only the root', ['/'], '/hello'],
  ])('%s', (_, paths, path) => {
    expect(routeOf(routes(...paths), 'GET', path)).toBeUndefined();
  });

  test('ANY takes what has no method of its own', () => {
    const both = { '/a': { ANY: 'any', GET: 'get' } };
    expect(routeOf(both, 'GET', '/a')?.value).toBe('get');
    expect(routeOf(both, 'POST', '/a')?.value).toBe('any');
  });

  test('the order in which paths are listed changes nothing', () => {
    const paths = ['/', '/a', '/{x}', '/a/b', '/a/{y}', '/{x}/b', '/a/{z+}', '/{p+}'];
    const requests = ['/', '/a', '/c', '/a/b', '/a/c', '/c/b', '/a/b/c', '/c/d/e'];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(paths, { minLength: paths.length }),
        fc.constantFrom(...requests),
        (order, request) => {
          expect(routeOf(routes(...order), 'GET', request)?.path).toBe(
            routeOf(routes(...paths), 'GET', request)?.path,
          );
        },
      ),
    );
  });
});

describe('settings of a method', () => {
  test.each(['products/GET', '/products/GET', '~1products/GET'])('are found under %s', (key) => {
    expect(
      settingFor({ '*/*': 'all', [key]: 'own' }, { path: '/products', method: 'GET' })?.value,
    ).toBe('own');
  });

  test('fall back to those for all methods', () => {
    expect(
      settingFor({ '*/*': 'all', 'orders/GET': 'other' }, { path: '/products', method: 'GET' })
        ?.value,
    ).toBe('all');
    expect(settingFor(undefined, { path: '/products', method: 'GET' })).toBeUndefined();
  });
});
