import { describe, expect, test } from 'vitest';
import { ACCOUNT, grant, KEY_HEADER, method, mockIntegration, worldOf } from './support.ts';

const hello = { '/hello': { GET: method() } };

describe('a deployed API answers', () => {
  test('a MOCK integration returns what its response template says', async () => {
    const answer = await worldOf(hello).call('GET /hello');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ message: 'hello' });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(answer.headers.get('x-amz-apigw-id')).toMatch(/^[\w-]{15}=$/);
  });

  test('a path the deployment does not have is 403 Missing Authentication Token', async () => {
    const answer = await worldOf(hello).call('GET /nowhere');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toBe('{"message":"Missing Authentication Token"}');
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  });

  test.each(['HEAD', 'OPTIONS', 'POST'])('%s needs a method of its own', async (verb) => {
    expect((await worldOf(hello).call(`${verb} /hello`)).status).toBe(403);
  });

  test('what was edited after the deployment is not served, and the trace says so', async () => {
    const world = worldOf(hello);
    world.record.resources['new'] = { id: 'new', path: '/new', resourceMethods: { GET: method() } };
    expect((await world.call('GET /new')).status).toBe(403);
    expect(world.gateway.traces(ACCOUNT, 1)[0]?.steps.at(-1)?.reason).toBe(
      'No resource of deployment dep1 matches /new. The API has it, but it was not deployed to this stage: create a deployment.',
    );
  });

  test('an unknown stage is 403 Forbidden, and the trace names the stages there are', async () => {
    const world = worldOf(hello);
    const answer = await world.call('GET /hello', { stage: 'prod' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toBe('{"message":"Forbidden"}');
    expect(world.gateway.traces(ACCOUNT, 1)[0]?.steps[0]?.reason).toBe(
      'The API has no stage "prod". Its stages: dev.',
    );
  });

  test('the trace lists every step with its decision, newest request first', async () => {
    const world = worldOf({ '/hello': { GET: method({ apiKeyRequired: true }) } });
    grant(world.state);
    await world.call('GET /hello');
    await world.call('GET /hello', { headers: KEY_HEADER });
    const [second, first] = world.gateway.traces(ACCOUNT, 10);
    expect(first?.status).toBe(403);
    expect(first?.steps.map(({ step, decision }) => `${step} ${decision}`)).toEqual([
      'resolve-stage pass',
      'web-acl skip',
      'match-route pass',
      'payload-size pass',
      'resource-policy skip',
      'authorize pass',
      'api-key fail',
    ]);
    expect(first?.steps.at(-1)?.reason).toBe('The request has no x-api-key header.');
    expect(second?.status).toBe(200);
    expect(second?.steps.at(-1)?.step).toBe('write-cache');
    expect(JSON.stringify(second)).not.toContain('secret-of-free-customer');
  });

  test('traces are bounded', async () => {
    const world = worldOf(hello);
    for (let index = 0; index < 250; index += 1) await world.call('GET /hello');
    expect(world.gateway.traces(ACCOUNT, 1_000)).toHaveLength(200);
  });

  test('a canary takes its share of the requests, with its own stage variables', async () => {
    const integration = mockIntegration({
      integrationResponses: {
        '200': {
          statusCode: '200',
          responseTemplates: { 'application/json': '$stageVariables.version' },
        },
      },
    });
    const world = worldOf(
      { '/': { GET: method({ methodIntegration: integration }) } },
      {
        stage: {
          variables: { version: 'old' },
          canarySettings: {
            percentTraffic: 10,
            deploymentId: 'dep1',
            stageVariableOverrides: { version: 'new' },
            useStageCache: false,
          },
        },
      },
    );
    let canary = 0;
    for (let index = 0; index < 1_000; index += 1)
      if ((await (await world.call('GET /')).text()) === 'new') canary += 1;
    expect(canary).toBeGreaterThan(65);
    expect(canary).toBeLessThan(140);
  });

  test('an API that was deployed with its default endpoint disabled answers 403', async () => {
    const world = worldOf(hello, { snapshot: { disableExecuteApiEndpoint: true } });
    const answer = await world.call('GET /hello');
    expect([answer.status, await answer.json()]).toEqual([403, { message: 'Forbidden' }]);
  });

  test('an account sees its own traces only', async () => {
    const world = worldOf(hello);
    await world.call('GET /hello');
    expect(world.gateway.traces('999999999999', 10)).toEqual([]);
    world.gateway.reset(ACCOUNT);
    expect(world.gateway.traces(ACCOUNT, 10)).toEqual([]);
  });
});
