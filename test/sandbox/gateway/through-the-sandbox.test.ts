import { get } from 'node:http';
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#core';
import { createSandbox } from '#sandbox';
import { nodeCrypto, serveSandbox } from '#sandbox/node-http';
import { movableClock } from './support.ts';

/** A sandbox on a free port, with a clock that moves only when told, and the SDK's own client. */
async function served() {
  const clock = movableClock(Date.now());
  const sandbox = createSandbox({ clock, random: seededRandom(1), crypto: nodeCrypto });
  const server = await serveSandbox(sandbox, { host: '127.0.0.1', port: 0 });
  const client = new APIGatewayClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { clock, sandbox, url: server.url, client };
}

async function createProducts(client: APIGatewayClient, { apiKeyRequired = true } = {}) {
  const { id: restApiId, rootResourceId: parentId } = await client.send(
    new CreateRestApiCommand({ name: 'shop' }),
  );
  const { id: resourceId } = await client.send(
    new CreateResourceCommand({ restApiId, parentId, pathPart: 'products' }),
  );
  const place = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...place, authorizationType: 'NONE', apiKeyRequired }));
  await client.send(new PutMethodResponseCommand({ ...place, statusCode: '200' }));
  await client.send(
    new PutIntegrationCommand({
      ...place,
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    }),
  );
  await client.send(
    new PutIntegrationResponseCommand({
      ...place,
      statusCode: '200',
      responseTemplates: { 'application/json': '["tea"]' },
    }),
  );
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
  return { restApiId: restApiId ?? '', place };
}

describe('an API built by the SDK is served over HTTP', () => {
  test('keys, plans, throttles, stage settings, usage and traces work together', async () => {
    const { client, url, clock, sandbox } = await served();
    const { restApiId } = await createProducts(client);
    const call = (key?: string) =>
      fetch(`${url}/_sandbox/invoke/${restApiId}/prod/products`, {
        headers: key ? { 'x-api-key': key } : {},
      });

    expect((await call()).status).toBe(403);
    const { id: keyId, value } = await client.send(
      new CreateApiKeyCommand({ name: 'free-customer', enabled: true }),
    );
    expect((await call(value)).status).toBe(403);
    const { id: usagePlanId } = await client.send(
      new CreateUsagePlanCommand({
        name: 'Free',
        throttle: { rateLimit: 1, burstLimit: 2 },
        quota: { limit: 4, period: 'DAY' },
        apiStages: [{ apiId: restApiId, stage: 'prod' }],
      }),
    );
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));

    const first = await call(value);
    expect([first.status, await first.json()]).toEqual([200, ['tea']]);
    expect([(await call(value)).status, (await call(value)).status]).toEqual([200, 429]);
    clock.pass(10_000);
    expect([(await call(value)).status, (await call(value)).status]).toEqual([200, 200]);
    clock.pass(10_000);
    const over = await call(value);
    expect([over.status, await over.json(), over.headers.get('x-amzn-errortype')]).toEqual([
      429,
      { message: 'Limit Exceeded' },
      'LimitExceededException',
    ]);

    const today = new Date(clock.now()).toISOString().slice(0, 10);
    const usage = await client.send(
      new GetUsageCommand({ usagePlanId, startDate: today, endDate: today }),
    );
    expect(usage.items).toEqual({ [keyId ?? '']: [[4, 0]] });
    const statuses = sandbox.traces('test', 20).map(({ status }) => status);
    expect(statuses).toEqual([429, 200, 200, 429, 200, 200, 403, 403]);
  });

  test('a stage setting counts at once, a method only after a deployment', async () => {
    const { client, url } = await served();
    const { restApiId, place } = await createProducts(client, { apiKeyRequired: false });
    const call = async (method: string) =>
      (await fetch(`${url}/_sandbox/invoke/${restApiId}/prod/products`, { method })).status;

    await client.send(
      new PutMethodCommand({ ...place, httpMethod: 'POST', authorizationType: 'NONE' }),
    );
    await client.send(new PutIntegrationCommand({ ...place, httpMethod: 'POST', type: 'MOCK' }));
    expect(await call('POST')).toBe(403);
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
    // It is there now; its mock integration has no template that names a status.
    expect(await call('POST')).toBe(500);

    expect([await call('GET'), await call('GET')]).toEqual([200, 200]);
    await client.send(
      new UpdateStageCommand({
        restApiId,
        stageName: 'prod',
        patchOperations: [
          { op: 'replace', path: '/~1products/GET/throttling/rateLimit', value: '1' },
          { op: 'replace', path: '/~1products/GET/throttling/burstLimit', value: '1' },
        ],
      }),
    );
    expect([await call('GET'), await call('GET')]).toEqual([200, 429]);
  });

  test('the Host of the invoke URL addresses it too', async () => {
    const { client, url } = await served();
    const { restApiId } = await createProducts(client, { apiKeyRequired: false });
    const answer = await getWithHost(
      `${url}/prod/products`,
      `${restApiId}.execute-api.us-east-1.amazonaws.com`,
    );
    expect(answer).toEqual({ status: 200, body: '["tea"]' });
  });
});

/** `fetch` does not let a caller choose the Host header. */
const getWithHost = (url: string, host: string) =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    get(url, { headers: { host } }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
    }).on('error', reject);
  });
