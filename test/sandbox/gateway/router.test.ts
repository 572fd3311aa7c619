import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRouter } from '../../../src/sandbox/gateway/router.ts';
import { method, snapshotOf } from './support.ts';

function routerOf(...keys: string[]) {
  const routes: Record<string, Record<string, ReturnType<typeof method>>> = {};
  for (const key of keys) {
    const [httpMethod = '', path = ''] = key.split(' ');
    (routes[path] ??= {})[httpMethod] = method({ httpMethod });
  }
  const router = createRouter(snapshotOf(routes).resources);
  return (target: string) => {
    const [httpMethod = '', path = ''] = target.split(' ');
    return router.match(httpMethod, path);
  };
}

describe('routing', () => {
  const match = routerOf(
    'GET /',
    'GET /pets',
    'POST /pets',
    'GET /pets/{id}',
    'GET /pets/mine',
    'ANY /pets/{id}/{rest+}',
    'ANY /{proxy+}',
  );

  test.each([
    ['GET /', 'GET /', {}],
    ['GET /pets', 'GET /pets', {}],
    ['GET /pets/', 'GET /pets', {}],
    ['POST /pets', 'POST /pets', {}],
    ['GET /pets/mine', 'GET /pets/mine', {}],
    ['GET /pets/7', 'GET /pets/{id}', { id: '7' }],
    ['GET /pets/a%2Fb', 'GET /pets/{id}', { id: 'a/b' }],
    ['GET /pets/caf%C3%A9', 'GET /pets/{id}', { id: 'café' }],
    ['GET /pets/%zz', 'GET /pets/{id}', { id: '%zz' }],
    ['DELETE /pets/7/toys/1', 'ANY /pets/{id}/{rest+}', { id: '7', rest: 'toys/1' }],
    ['GET /other/place', 'ANY /{proxy+}', { proxy: 'other/place' }],
    ['GET /__proto__', 'ANY /{proxy+}', { proxy: '__proto__' }],
  ])('%s goes to %s', (target, key, parameters) => {
    expect(match(target)?.route?.key).toBe(key);
    expect(match(target)?.pathParameters).toEqual(parameters);
  });

  test('a resource without the method ends the search', () => {
    expect(match('DELETE /pets')?.resource.path).toBe('/pets');
    expect(match('DELETE /pets')?.route).toBeUndefined();
  });

  test('{proxy+} does not take the root', () => {
    expect(routerOf('ANY /{proxy+}')('GET /')).toBeUndefined();
  });

  test('a resource without methods is no destination', () => {
    const snapshot = snapshotOf({ '/a': {}, '/{proxy+}': { ANY: method({ httpMethod: 'ANY' }) } });
    expect(createRouter(snapshot.resources).match('GET', '/a')?.route?.key).toBe('ANY /{proxy+}');
  });

  test('a static branch that leads nowhere does not hide a variable one', () => {
    const both = routerOf('GET /a/b', 'GET /{x}/c');
    expect(both('GET /a/c')?.pathParameters).toEqual({ x: 'a' });
  });

  test('any path either matches with its own segments as parameters, or not at all', () => {
    const segment = fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((text) => !/[/?#\\]/.test(text) && text.isWellFormed());
    fc.assert(
      fc.property(segment, segment, (first, second) => {
        const found = routerOf('GET /{a}/{b}')(
          `GET /${encodeURIComponent(first)}/${encodeURIComponent(second)}`,
        );
        expect(found?.pathParameters).toEqual({ a: first, b: second });
      }),
    );
  });

  test('a static path wins over every variable one', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,6}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const path = `/${names.join('/')}`;
        const variable = `/${names.map((_, index) => `{p${index}}`).join('/')}`;
        expect(
          routerOf(`GET ${variable}`, `GET ${path}`, 'GET /{proxy+}')(`GET ${path}`)?.route?.key,
        ).toBe(`GET ${path}`);
      }),
    );
  });

  test('no text at all makes it fail', () => {
    fc.assert(fc.property(fc.string(), (text) => void match(`GET /${text}`)));
  });
});
