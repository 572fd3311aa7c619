import { describe, expect, test } from 'vitest';
import type { GatewayResponse } from '../../../src/sandbox/services/apigateway/state.ts';
import { method, worldOf } from './support.ts';

const custom = (
  responseType: string,
  overrides: Partial<GatewayResponse>,
): Record<string, GatewayResponse> => ({
  [responseType]: { responseType, defaultResponse: false, ...overrides },
});
const keyless = (gatewayResponses: Record<string, GatewayResponse>) =>
  worldOf(
    { '/items': { GET: method({ apiKeyRequired: true }) } },
    { snapshot: { gatewayResponses }, stage: { variables: { team: 'shop' } } },
  );

describe('gateway responses can be customised', () => {
  test('status, headers and body of one type', async () => {
    const world = keyless(
      custom('INVALID_API_KEY', {
        statusCode: '401',
        responseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
          'gatewayresponse.header.X-Stage': 'context.stage',
          'gatewayresponse.header.X-Agent': 'method.request.header.X-Agent',
          'gatewayresponse.header.X-Missing': 'method.request.header.X-Missing',
        },
        responseTemplates: {
          'application/json':
            '{"error":$context.error.messageString,"type":"$context.error.responseType","team":"$stageVariables.team"}',
        },
      }),
    );
    const answer = await world.call('GET /items', { headers: { 'x-agent': 'curl' } });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe(
      '{"error":"Forbidden","type":"INVALID_API_KEY","team":"shop"}',
    );
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('x-stage')).toBe('dev');
    expect(answer.headers.get('x-agent')).toBe('curl');
    expect(answer.headers.has('x-missing')).toBe(false);
  });

  test('DEFAULT_4XX stands in for every type without its own', async () => {
    const world = keyless(
      custom('DEFAULT_4XX', {
        responseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': "'https://app.example.com'",
        },
      }),
    );
    const answer = await world.call('GET /items');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toBe('{"message":"Forbidden"}');
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
  });

  test('a path that is not there gets the customised answer too', async () => {
    const world = keyless(
      custom('MISSING_AUTHENTICATION_TOKEN', {
        statusCode: '404',
        responseTemplates: { 'application/json': '{"message":"No such page"}' },
      }),
    );
    const answer = await world.call('GET /nowhere');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('{"message":"No such page"}');
  });

  test('the template is chosen by the Accept header', async () => {
    const world = keyless(
      custom('INVALID_API_KEY', {
        responseTemplates: {
          'application/json': '{}',
          'text/html': '<h1>$context.error.message</h1>',
        },
      }),
    );
    const answer = await world.call('GET /items', { headers: { accept: 'text/html, */*;q=0.5' } });
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(await answer.text()).toBe('<h1>Forbidden</h1>');
  });

  test('templates are not run as Velocity', async () => {
    const world = keyless(
      custom('INVALID_API_KEY', {
        responseTemplates: { 'application/json': '#if(true)$context.httpMethod#end' },
      }),
    );
    expect(await (await world.call('GET /items')).text()).toBe('#if(true)GET#end');
  });

  test('a header that HTTP does not allow is left out', async () => {
    const world = keyless(
      custom('INVALID_API_KEY', {
        responseParameters: { 'gatewayresponse.header.X-Bad': "'a\nb'" },
      }),
    );
    const answer = await world.call('GET /items');
    expect(answer.status).toBe(403);
    expect(answer.headers.has('x-bad')).toBe(false);
  });
});
