import { describe, expect, test } from 'vitest';
import { findHttpApi, httpRouteOf, judgeOpenRoute, type HttpSeen } from '#labs';

const routes = (...keys: string[]) => keys.map((RouteKey) => ({ RouteKey }));
const taken = (keys: readonly string[], method: string, path: string) =>
  httpRouteOf(routes(...keys), method, path)?.RouteKey;

describe('a request to an HTTP API finds its route', () => {
  test.each([
    ['the method before ANY', ['ANY /items', 'GET /items'], 'GET', '/items', 'GET /items'],
    [
      'a full match before a greedy one',
      ['GET /{proxy+}', 'ANY /items'],
      'GET',
      '/items',
      'ANY /items',
    ],
    ['a literal before a variable', ['GET /{id}', 'GET /items'], 'GET', '/items', 'GET /items'],
    [
      'past a path without the method',
      ['PUT /items', 'ANY /{proxy+}'],
      'GET',
      '/items',
      'ANY /{proxy+}',
    ],
    ['$default when nothing else does', ['PUT /items', '$default'], 'GET', '/items', '$default'],
  ])('%s', (_, keys, method, path, wanted) => {
    expect(taken(keys, method, path)).toBe(wanted);
  });

  test('or none', () => {
    expect(taken(['GET /items/{id}', 'PUT /items'], 'GET', '/items')).toBeUndefined();
  });
});

/** A reader that knows nothing but APIs. */
const toolsWith = (Items: readonly object[], apiId?: string) =>
  ({
    aws: { apigatewayv2: { getApis: () => Promise.resolve({ Items }) } },
    region: 'us-east-1',
    ...(apiId !== undefined && { apiId }),
  }) as unknown as Parameters<typeof findHttpApi>[0];

const api = (ApiId: string, Name: string, ProtocolType: 'HTTP' | 'WEBSOCKET' = 'HTTP') => ({
  ApiId,
  Name,
  ProtocolType,
  RouteSelectionExpression: '$request.method $request.path',
});

describe('the HTTP API of a lab', () => {
  test('is found by its name among others, WebSocket APIs of that name included', async () => {
    const tools = toolsWith([api('a', 'web'), api('b', 'shop'), api('c', 'shop', 'WEBSOCKET')]);
    expect(await findHttpApi(tools, 'shop')).toMatchObject({
      api: { ApiId: 'b' },
      names: ['web', 'shop'],
    });
  });

  test('is not guessed when two bear the name', async () => {
    const items = [api('a', 'shop'), api('b', 'shop')];
    await expect(findHttpApi(toolsWith(items), 'shop')).rejects.toThrow(
      '2 HTTP APIs are named "shop": a, b.',
    );
    expect(await findHttpApi(toolsWith(items, 'b'), 'shop')).toMatchObject({ api: { ApiId: 'b' } });
  });
});

describe('a route is open to everybody', () => {
  const place = { stageName: '$default', method: 'GET', path: '/items' };
  const seen = (change: Partial<HttpSeen> = {}): HttpSeen => ({
    search: { wantedName: 'shop', region: 'us-east-1', api: api('a', 'shop'), names: ['shop'] },
    stages: [{ StageName: '$default', AutoDeploy: true, DeploymentId: 'd' }],
    routes: [{ RouteKey: 'GET /items', RouteId: 'r', Target: 'integrations/i' }],
    ...change,
  });

  test('when it has a target, asks for nothing and its stage has a deployment', () => {
    expect(judgeOpenRoute(seen(), place)).toMatchObject({
      verdict: 'pass',
      saw: 'Route GET /items takes GET /items from everybody.',
    });
  });

  test.each([
    [
      'there is no API',
      { search: { wantedName: 'shop', region: 'us-east-1', names: [] } },
      'No HTTP API named "shop" in us-east-1. There is no HTTP API at all.',
    ],
    ['there is no stage', { stages: [] }, 'HTTP API a has no stage "$default".'],
    [
      'nothing was deployed',
      { stages: [{ StageName: '$default', AutoDeploy: false }] },
      'Stage "$default" has no deployment.',
    ],
    ['no route takes it', { routes: [] }, 'API a has no route that takes GET /items.'],
    [
      'it leads nowhere',
      { routes: [{ RouteKey: 'GET /items' }] },
      'Route GET /items has no integration.',
    ],
    [
      'it is locked',
      {
        routes: [
          { RouteKey: '$default', Target: 'integrations/i', AuthorizationType: 'JWT' as const },
        ],
      },
      'Route $default asks for JWT authorization.',
    ],
  ])('and is not when %s', (_, change, saw) => {
    expect(judgeOpenRoute(seen(change), place)).toMatchObject({ verdict: 'fail', saw });
  });
});
