import { describe, expect, test } from 'vitest';
import type { IntegrationResponse } from '../../../src/sandbox/services/apigateway/state.ts';
import { ACCOUNT, method, mockIntegration, worldOf } from './support.ts';

function answering(backendStatus: number, responses: readonly IntegrationResponse[]) {
  const integration = mockIntegration({
    requestTemplates: { 'application/json': `{"statusCode": ${backendStatus}}` },
    integrationResponses: Object.fromEntries(
      responses.map((response) => [response.statusCode, response]),
    ),
  });
  return worldOf(
    { '/': { GET: method({ methodIntegration: integration }) } },
    { stage: { variables: { origin: 'https://app.example.com' } } },
  );
}

const body = (text: string) => ({ responseTemplates: { 'application/json': text } });

describe('the integration response', () => {
  const choices = [
    { statusCode: '200', ...body('default') },
    { statusCode: '404', selectionPattern: '404', ...body('missing') },
    { statusCode: '502', selectionPattern: '5\\d{2}', ...body('broken') },
  ];

  test.each([
    [200, 200, 'default'],
    [201, 200, 'default'],
    [404, 404, 'missing'],
    [503, 502, 'broken'],
  ])('for status %i is %i', async (backend, status, text) => {
    const answer = await answering(backend, choices).call('GET /');
    expect([answer.status, await answer.text()]).toEqual([status, text]);
  });

  test('none that matches and no default is 500, and the trace says so', async () => {
    const world = answering(200, [{ statusCode: '404', selectionPattern: '404' }]);
    const answer = await world.call('GET /');
    expect([answer.status, await answer.text()]).toEqual([
      500,
      '{"message":"Internal server error"}',
    ]);
    expect(world.gateway.traces(ACCOUNT, 1)[0]?.steps.at(-1)?.reason).toBe(
      'No integration response matches status 200, and none is the default (without a selectionPattern).',
    );
  });

  test('without a method response of its status is 500, and the trace says so', async () => {
    const world = worldOf({ '/': { GET: method({ methodResponses: {} }) } });
    const answer = await world.call('GET /');
    expect([answer.status, await answer.text()]).toEqual([
      500,
      '{"message":"Internal server error"}',
    ]);
    expect(world.gateway.traces(ACCOUNT, 1)[0]?.steps.at(-1)?.reason).toBe(
      'The integration response for status 200 has no method response of that status to go to.',
    );
  });

  test('a pattern that is no regular expression matches nothing', async () => {
    expect(
      (
        await answering(200, [
          { statusCode: '200' },
          { statusCode: '500', selectionPattern: '[' },
        ]).call('GET /')
      ).status,
    ).toBe(200);
  });

  test('headers are mapped from texts, context and stage variables', async () => {
    const answer = await answering(200, [
      {
        statusCode: '200',
        responseParameters: {
          'method.response.header.Access-Control-Allow-Origin': 'stageVariables.origin',
          'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS'",
          'method.response.header.X-Stage': 'context.stage',
          'method.response.header.X-None': 'integration.response.header.X-None',
        },
      },
    ]).call('GET /');
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET,OPTIONS');
    expect(answer.headers.get('x-stage')).toBe('dev');
    expect(answer.headers.has('x-none')).toBe(false);
    expect(await answer.text()).toBe('');
  });

  test('the template follows the Accept header and names the content type', async () => {
    const world = answering(200, [
      {
        statusCode: '200',
        responseTemplates: { 'application/json': '{}', 'application/xml': '<a/>' },
      },
    ]);
    const answer = await world.call('GET /', { headers: { accept: 'application/xml' } });
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
      'application/xml',
      '<a/>',
    ]);
    expect(await (await world.call('GET /', { headers: { accept: 'text/css' } })).text()).toBe(
      '{}',
    );
  });

  test('a template may override status and headers', async () => {
    const template =
      '#set($context.responseOverride.status = 418)#set($context.responseOverride.header.X-Pot = "tea")short';
    const answer = await answering(200, [{ statusCode: '200', ...body(template) }]).call('GET /');
    expect([answer.status, answer.headers.get('x-pot'), await answer.text()]).toEqual([
      418,
      'tea',
      'short',
    ]);
  });

  test('an override that is no status is ignored', async () => {
    const template = '#set($context.responseOverride.status = "teapot")x';
    expect(
      (await answering(200, [{ statusCode: '200', ...body(template) }]).call('GET /')).status,
    ).toBe(200);
  });

  test('a status without a body has none', async () => {
    const answer = await answering(204, [
      { statusCode: '204', selectionPattern: '204', ...body('ignored') },
    ]).call('GET /');
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });
});
