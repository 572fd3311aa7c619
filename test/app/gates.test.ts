import { describe, expect, test } from 'vitest';
import { createGates, type Fault } from '../../src/app/use-cases/gates.ts';
import { seededRandom } from '#core';
import { createSandbox } from '#sandbox';
import { nodeCrypto } from '#sandbox/node-http';

function openGates() {
  const sandbox = createSandbox({
    clock: { now: () => Date.now() },
    random: seededRandom(5),
    crypto: nodeCrypto,
    settleMs: 0,
  });
  const gates = createGates({
    url: 'http://127.0.0.1:4566',
    fetch: (request) => sandbox.handle(request),
  });
  const endOf = async (...faults: Fault[]) => {
    const { status, body, steps } = await gates.call(faults);
    return { status, body, refusedAt: steps.find(({ decision }) => decision === 'fail')?.step };
  };
  return { sandbox, endOf };
}

describe('the figure of a request’s way', () => {
  test('lets a call through that has nothing wrong', async () => {
    expect(await openGates().endOf()).toEqual({
      status: 200,
      body: '{"order":"accepted"}',
      refusedAt: undefined,
    });
  });

  test.each<[Fault, number, string, string]>([
    ['place', 403, 'match-route', '{"message":"Missing Authentication Token"}'],
    ['caller', 401, 'authorize', '{"message":"Unauthorized"}'],
    ['key', 403, 'api-key', '{"message":"Forbidden"}'],
    ['rate', 429, 'quota', '{"message":"Limit Exceeded"}'],
    ['body', 400, 'validate-request', '{"message":"Invalid request body"}'],
  ])('refuses a call with a fault of %s by %i', async (fault, status, refusedAt, body) => {
    expect(await openGates().endOf(fault)).toEqual({ status, refusedAt, body });
  });

  test('of two faults the earlier one answers', async () => {
    const { endOf } = openGates();
    expect(await endOf('body', 'key')).toMatchObject({ refusedAt: 'api-key' });
    expect(await endOf('rate', 'body')).toMatchObject({ refusedAt: 'quota' });
  });

  test('builds its API again when somebody emptied the sandbox', async () => {
    const { sandbox, endOf } = openGates();
    await endOf();
    sandbox.reset();
    expect(await endOf()).toMatchObject({ status: 200 });
  });
});
