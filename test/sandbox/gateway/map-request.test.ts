import { describe, expect, test } from 'vitest';
import type { Integration } from '../../../src/sandbox/services/apigateway/state.ts';
import { ACCOUNT, method, mockIntegration, worldOf } from './support.ts';

const posting = (integration: Partial<Integration>) =>
  worldOf({ '/': { POST: method({ methodIntegration: mockIntegration(integration) }) } });

const post = (
  world: ReturnType<typeof posting>,
  contentType: string,
  body = '{"statusCode": 200}',
) => world.call('POST /', { body, headers: { 'content-type': contentType } });

describe('content types without a template', () => {
  const json = { 'application/json': '{"statusCode": 200}' };

  test.each([
    ['WHEN_NO_MATCH', json, 200],
    ['WHEN_NO_MATCH', {}, 200],
    ['WHEN_NO_TEMPLATES', json, 415],
    ['WHEN_NO_TEMPLATES', {}, 200],
    ['NEVER', json, 415],
    ['NEVER', {}, 415],
  ])('%s with templates %j answers %i', async (passthroughBehavior, requestTemplates, status) => {
    const answer = await post(posting({ passthroughBehavior, requestTemplates }), 'text/plain');
    expect(answer.status).toBe(status);
    if (status === 415) {
      expect(await answer.text()).toBe('{"message":"Unsupported Media Type"}');
      expect(answer.headers.get('x-amzn-errortype')).toBe('BadRequestException');
    }
  });

  test('a call without a content type uses the template for application/json', async () => {
    expect((await posting({ passthroughBehavior: 'NEVER' }).call('POST /')).status).toBe(200);
  });

  test('parameters of the content type do not matter', async () => {
    expect(
      (await post(posting({ passthroughBehavior: 'NEVER' }), 'application/json; charset=utf-8'))
        .status,
    ).toBe(200);
  });
});

describe('the MOCK integration', () => {
  test.each(['', '{}', '{"statusCode": "x"}', 'text', 'null', '[]'])(
    'answers 500 to the template output %j',
    async (output) => {
      const world = posting({ requestTemplates: { 'application/json': output } });
      const answer = await post(world, 'application/json', '');
      expect(answer.status).toBe(500);
      expect(await answer.text()).toBe('{"message":"Internal server error"}');
      expect(world.gateway.traces(ACCOUNT, 1)[0]?.steps.at(-1)?.reason).toContain(
        'found no statusCode',
      );
    },
  );

  test.each([
    '{"statusCode": 200}',
    '{statusCode: 200}',
    '{"statusCode": "200"}',
    ' {"statusCode":200, "x": 1}',
  ])('reads %j', async (output) => {
    expect(
      (
        await post(
          posting({ requestTemplates: { 'application/json': output } }),
          'application/json',
          '',
        )
      ).status,
    ).toBe(200);
  });
});

describe('what cannot be integrated', () => {
  test('a method without an integration is 500', async () => {
    const bare = method();
    delete bare.methodIntegration;
    const world = worldOf({ '/': { GET: bare } });
    expect((await world.call('GET /')).status).toBe(500);
  });

  test.each([
    [
      'AWS_PROXY',
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:orders/invocations',
      'service "lambda"',
    ],
    ['AWS', 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem', 'service "dynamodb"'],
    ['AWS', 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/jobs', 'service "sqs"'],
  ])('a %s integration with %s names what the sandbox lacks', async (type, uri, what) => {
    const world = posting({ type, uri });
    const answer = await post(world, 'application/json');
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      message: `The local sandbox has no ${what} yet. Use a MOCK or HTTP integration here, or call the API on AWS.`,
    });
  });

  test('a template that fails is 500, and the trace tells why', async () => {
    const world = posting({
      requestTemplates: { 'application/json': '#foreach($i in [1..2000])x#end' },
    });
    expect((await post(world, 'application/json')).status).toBe(500);
    expect(world.gateway.traces(ACCOUNT, 1)[0]?.steps.at(-1)?.reason).toBe(
      'The request template for application/json failed. A #foreach went past 1000 rounds, the most API Gateway allows.',
    );
  });

  test('a body over 10 MB is 413', async () => {
    const answer = await post(posting({}), 'application/json', 'x'.repeat(10 * 1024 * 1024 + 1));
    expect(answer.status).toBe(413);
    expect(await answer.text()).toBe('{"message":"Request Too Long"}');
  });
});

describe('hostile requests', () => {
  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'the content type %s is a type like any other',
    async (type) => {
      expect((await post(posting({ passthroughBehavior: 'NEVER' }), type)).status).toBe(415);
      const accepting = posting({}).call('POST /', { headers: { accept: type } });
      expect((await accepting).status).toBe(200);
      const refused = worldOf({}).call('GET /', { headers: { accept: type } });
      expect((await refused).status).toBe(403);
    },
  );

  test('a template cannot change the stage variables of later calls', async () => {
    const template = '#set($x = $stageVariables.put("env", "changed")){"statusCode": 200}';
    const integration = mockIntegration({
      requestTemplates: { 'application/json': template },
      integrationResponses: {
        '200': {
          statusCode: '200',
          responseTemplates: { 'application/json': '$stageVariables.env' },
        },
      },
    });
    const world = worldOf(
      { '/': { GET: method({ methodIntegration: integration }) } },
      { stage: { variables: { env: 'prod' } } },
    );
    expect(await (await world.call('GET /')).text()).toBe('prod');
    expect(world.record.stages['dev']?.variables).toEqual({ env: 'prod' });
  });

  test('a client that breaks off in its body is answered, and the next one is served', async () => {
    const world = posting({});
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"half":'));
        controller.error(new Error('connection reset'));
      },
    });
    expect((await world.call('POST /', { body, duplex: 'half' } as RequestInit)).status).toBe(400);
    expect((await post(world, 'application/json')).status).toBe(200);
  });
});
