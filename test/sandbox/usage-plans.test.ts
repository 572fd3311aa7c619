import { APIGateway } from '@aws-sdk/client-api-gateway';
import { describe, expect, test } from 'vitest';
import { LOCAL, openSandbox, refusalOf } from './support.ts';

/** An API with stage `prod`, and a key. */
async function openShop() {
  const { url, pass } = await openSandbox();
  const aws = new APIGateway({
    endpoint: url,
    region: 'us-east-1',
    credentials: LOCAL,
    maxAttempts: 1,
  });
  const { id: apiId = '', rootResourceId: resourceId = '' } = await aws.createRestApi({
    name: 'shop',
  });
  const method = { restApiId: apiId, resourceId, httpMethod: 'GET' };
  await aws.putMethod({ ...method, authorizationType: 'NONE', apiKeyRequired: true });
  await aws.putIntegration({
    ...method,
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode":200}' },
  });
  await aws.putMethodResponse({ ...method, statusCode: '200' });
  await aws.putIntegrationResponse({ ...method, statusCode: '200' });
  await aws.createDeployment({ restApiId: apiId, stageName: 'prod' });
  const { id: keyId = '', value = '' } = await aws.createApiKey({ name: 'ada', enabled: true });
  const invoke = async () =>
    (await fetch(`${url}/_sandbox/invoke/${apiId}/prod/`, { headers: { 'x-api-key': value } }))
      .status;
  return { aws, apiId, keyId, invoke, pass };
}

const today = () => new Date().toISOString().slice(0, 10);

describe('usage plans', () => {
  test('a plan can name only stages that exist, each once', async () => {
    const { aws, apiId } = await openShop();
    const create = (...stages: string[]) =>
      refusalOf(
        aws.createUsagePlan({ name: 'free', apiStages: stages.map((stage) => ({ apiId, stage })) }),
      );
    expect(await create('none')).toEqual({
      code: 'BadRequestException',
      status: 400,
      message: `API Stage not found: ${apiId}:none`,
    });
    expect((await create('prod', 'prod')).message).toBe(
      `Usage Plan already contains API Stage ${apiId}:prod`,
    );
    expect((await create('')).message).toBe(
      'Invalid API Stage {api: %s, stage: %s} specified for usageplan %s',
    );
  });

  test('one with stages cannot be deleted until they are taken off', async () => {
    const { aws, apiId } = await openShop();
    const { id: usagePlanId = '' } = await aws.createUsagePlan({
      name: 'free',
      apiStages: [{ apiId, stage: 'prod' }],
    });
    expect((await refusalOf(aws.deleteUsagePlan({ usagePlanId }))).message).toBe(
      `Cannot delete Usage Plan ${usagePlanId} because there are API Stages associated with it, including ${apiId}:prod`,
    );
    await aws.updateUsagePlan({
      usagePlanId,
      patchOperations: [{ op: 'remove', path: '/apiStages', value: `${apiId}:prod` }],
    });
    await aws.deleteUsagePlan({ usagePlanId });
    expect((await aws.getUsagePlans({})).items).toEqual([]);
  });

  test('a stage is removed by value, not by path', async () => {
    const { aws, apiId } = await openShop();
    const { id: usagePlanId = '' } = await aws.createUsagePlan({
      name: 'free',
      apiStages: [{ apiId, stage: 'prod' }],
    });
    const path = `/apiStages/${apiId}:prod`;
    expect(
      (
        await refusalOf(
          aws.updateUsagePlan({ usagePlanId, patchOperations: [{ op: 'remove', path }] }),
        )
      ).message,
    ).toBe(
      `Invalid patch path  '${path}' specified for op 'remove'. Must be one of: [/apiStages, /quota, /throttle, /productCode, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>, /apiStages/<apidId:stageName>/throttle]`,
    );
  });

  test('limits of the plan and of one method are patched, and a refused patch changes nothing', async () => {
    const { aws, apiId } = await openShop();
    const { id: usagePlanId = '' } = await aws.createUsagePlan({
      name: 'free',
      apiStages: [{ apiId, stage: 'prod' }],
    });
    const replace = (path: string, value: string) => ({ op: 'replace' as const, path, value });
    const limits = `/apiStages/${apiId}:prod/throttle/~1/GET`;
    const plan = await aws.updateUsagePlan({
      usagePlanId,
      patchOperations: [
        replace('/throttle/rateLimit', '2.5'),
        replace('/throttle/burstLimit', '4'),
        replace(`${limits}/rateLimit`, '1'),
      ],
    });
    expect(plan.throttle).toEqual({ rateLimit: 2.5, burstLimit: 4 });
    expect(plan.apiStages).toEqual([
      { apiId, stage: 'prod', throttle: { '//GET': { rateLimit: 1 } } },
    ]);
    const refused = aws.updateUsagePlan({
      usagePlanId,
      patchOperations: [replace('/name', 'paid'), replace('/throttle/burstLimit', 'many')],
    });
    expect((await refusalOf(refused)).message).toBe(
      "Invalid patch value  'many' specified for path '/throttle/burstLimit'.",
    );
    expect((await aws.getUsagePlan({ usagePlanId })).name).toBe('free');
  });

  test('a key may not be in two plans for one stage', async () => {
    const { aws, apiId, keyId } = await openShop();
    const plan = async (name: string) =>
      (await aws.createUsagePlan({ name, apiStages: [{ apiId, stage: 'prod' }] })).id ?? '';
    const [free, paid] = [await plan('free'), await plan('paid')];
    const join = (usagePlanId: string) =>
      aws.createUsagePlanKey({ usagePlanId, keyId, keyType: 'API_KEY' });
    expect(await join(free)).toMatchObject({ id: keyId, type: 'API_KEY', name: 'ada' });
    expect(await refusalOf(join(paid))).toEqual({
      code: 'ConflictException',
      status: 409,
      message: `Usage Plan ${paid} cannot be added because API Key ${keyId} cannot reference multiple Usage Plans with the same API stage: ${apiId}:prod`,
    });
  });

  test('usage counts up, a grant lifts the quota, and a new day begins anew', async () => {
    const { aws, apiId, keyId, invoke, pass } = await openShop();
    const { id: usagePlanId = '' } = await aws.createUsagePlan({
      name: 'free',
      apiStages: [{ apiId, stage: 'prod' }],
      quota: { limit: 2, period: 'DAY' },
    });
    await aws.createUsagePlanKey({ usagePlanId, keyId, keyType: 'API_KEY' });
    expect([await invoke(), await invoke(), await invoke()]).toEqual([200, 200, 429]);
    const usage = () => aws.getUsage({ usagePlanId, keyId, startDate: today(), endDate: today() });
    expect((await usage()).items?.[keyId]?.[0]?.[1]).toBe(0);
    await aws.updateUsage({
      usagePlanId,
      keyId,
      patchOperations: [{ op: 'replace', path: '/remaining', value: '1' }],
    });
    expect((await usage()).items?.[keyId]?.[0]?.[1]).toBe(1);
    expect([await invoke(), await invoke()]).toEqual([200, 429]);
    pass(24 * 3600 * 1000);
    expect(await invoke()).toBe(200);
  });

  test('a deleted stage leaves the plan, a deleted key its plans', async () => {
    const { aws, apiId, keyId } = await openShop();
    const { id: usagePlanId = '' } = await aws.createUsagePlan({
      name: 'free',
      apiStages: [{ apiId, stage: 'prod' }],
    });
    await aws.createUsagePlanKey({ usagePlanId, keyId, keyType: 'API_KEY' });
    await aws.deleteStage({ restApiId: apiId, stageName: 'prod' });
    await aws.deleteApiKey({ apiKey: keyId });
    expect((await aws.getUsagePlan({ usagePlanId })).apiStages).toEqual([]);
    expect((await aws.getUsagePlanKeys({ usagePlanId })).items).toEqual([]);
  });

  test('a deployment shows what was deployed, not what was edited since', async () => {
    const { aws, apiId } = await openShop();
    const { deploymentId = '' } = await aws.getStage({ restApiId: apiId, stageName: 'prod' });
    const { rootResourceId: resourceId = '' } = await aws.getRestApi({ restApiId: apiId });
    await aws.updateMethod({
      restApiId: apiId,
      resourceId,
      httpMethod: 'GET',
      patchOperations: [{ op: 'replace', path: '/apiKeyRequired', value: 'false' }],
    });
    const { apiSummary } = await aws.getDeployment({
      restApiId: apiId,
      deploymentId,
      embed: ['apisummary'],
    });
    expect(apiSummary).toEqual({
      '/': { GET: { authorizationType: 'NONE', apiKeyRequired: true } },
    });
  });
});

describe('pending states', () => {
  test('a stage cache is being made for two seconds on the clock', async () => {
    const { aws, apiId, pass } = await openShop();
    const on = [{ op: 'replace' as const, path: '/cacheClusterEnabled', value: 'true' }];
    const stage = await aws.updateStage({
      restApiId: apiId,
      stageName: 'prod',
      patchOperations: on,
    });
    expect([stage.cacheClusterStatus, stage.cacheClusterSize]).toEqual([
      'CREATE_IN_PROGRESS',
      '0.5',
    ]);
    pass(2000);
    expect((await aws.getStage({ restApiId: apiId, stageName: 'prod' })).cacheClusterStatus).toBe(
      'AVAILABLE',
    );
  });
});
