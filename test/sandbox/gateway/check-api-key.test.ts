import { describe, expect, test } from 'vitest';
import { ACCOUNT, apiKey, grant, KEY_HEADER, method, worldOf, type World } from './support.ts';

const keyed = () => worldOf({ '/items': { GET: method({ apiKeyRequired: true }) } });

async function outcome(world: World, headers: Record<string, string> = KEY_HEADER) {
  const answer = await world.call('GET /items', { headers });
  const steps = world.gateway.traces(ACCOUNT, 1)[0]?.steps ?? [];
  return {
    status: answer.status,
    body: await answer.text(),
    errorType: answer.headers.get('x-amzn-errortype'),
    reason: steps.find(({ step }) => step === 'api-key')?.reason,
  };
}

const forbidden = { status: 403, body: '{"message":"Forbidden"}', errorType: 'ForbiddenException' };

describe('an API key is asked for', () => {
  test('a call without one is forbidden', async () => {
    expect(await outcome(keyed(), {})).toEqual({
      ...forbidden,
      reason: 'The request has no x-api-key header.',
    });
  });

  test('an unknown value is forbidden', async () => {
    expect(await outcome(keyed())).toEqual({
      ...forbidden,
      reason: 'No API key of the account has this value.',
    });
  });

  test('a disabled key is forbidden', async () => {
    const world = keyed();
    grant(world.state, {}, apiKey({ enabled: false }));
    expect(await outcome(world)).toEqual({
      ...forbidden,
      reason: 'API key free-customer is disabled.',
    });
  });

  test('a key without a plan is forbidden', async () => {
    const world = keyed();
    world.state.apiKeys['key1'] = apiKey();
    expect(await outcome(world)).toEqual({
      ...forbidden,
      reason: 'API key free-customer is in no usage plan that has stage dev of this API.',
    });
  });

  test('a plan for another stage does not count', async () => {
    const world = keyed();
    grant(world.state, { apiStages: [{ apiId: 'api1', stage: 'prod' }] });
    expect((await outcome(world)).status).toBe(403);
  });

  test('an enabled key in a plan with this stage passes', async () => {
    const world = keyed();
    grant(world.state);
    expect(await outcome(world)).toEqual({
      status: 200,
      body: '{"message":"hello"}',
      errorType: null,
      reason: 'API key free-customer is enabled and in usage plan Free, which has this stage.',
    });
  });

  test('a key that was deleted, disabled or renewed counts from the next call on', async () => {
    const world = keyed();
    grant(world.state);
    expect((await outcome(world)).status).toBe(200);
    world.state.apiKeys['key1'] = apiKey({ enabled: false });
    expect((await outcome(world)).status).toBe(403);
    world.state.apiKeys['key1'] = apiKey({ value: 'another-value' });
    expect((await outcome(world)).status).toBe(403);
    expect((await outcome(world, { 'x-api-key': 'another-value' })).status).toBe(200);
    delete world.state.apiKeys['key1'];
    expect((await outcome(world, { 'x-api-key': 'another-value' })).status).toBe(403);
  });

  test('the key of an API that takes keys from its authorizer is not read from the header', async () => {
    const world = worldOf(
      { '/items': { GET: method({ apiKeyRequired: true }) } },
      { snapshot: { apiKeySource: 'AUTHORIZER' } },
    );
    grant(world.state);
    expect((await outcome(world)).reason).toBe(
      'The API takes keys from its authorizer, and none gave one.',
    );
  });

  test('a method that asks for none passes without one', async () => {
    expect((await outcome(worldOf({ '/items': { GET: method() } }), {})).status).toBe(200);
  });
});
