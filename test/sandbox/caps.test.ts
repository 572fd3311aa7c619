import { APIGateway } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { Lambda } from '@aws-sdk/client-lambda';
import { SQS } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSandbox, refusalOf } from './support.ts';

const MEGA = 1024 * 1024;

/** Clients of one account, and more accounts when asked. */
async function open(options: Parameters<typeof openSandbox>[0] = {}) {
  const made = await openSandbox(options);
  const as = (accessKeyId: string, region = 'us-east-1') => {
    const settings = made.settings({ accessKeyId, secretAccessKey: 'test' }, region);
    const clients = {
      v1: new APIGateway(settings),
      v2: new ApiGatewayV2(settings),
      sqs: new SQS(settings),
      dynamodb: new DynamoDB(settings),
      lambda: new Lambda(settings),
      logs: new CloudWatchLogs(settings),
    };
    onTestFinished(() => Object.values(clients).forEach((client) => client.destroy()));
    return clients;
  };
  return { ...made, as, ...as('test') };
}

/** Does it until it is refused. @returns how often it went well, and the refusal */
async function untilRefused(act: (index: number) => Promise<unknown>, most = 1000) {
  for (let index = 0; index < most; index += 1) {
    const done = await act(index).then(
      () => undefined,
      () => index,
    );
    if (done !== undefined) return { done, refusal: await refusalOf(act(index)) };
  }
  throw new Error(`Nothing was refused in ${most} calls.`);
}

describe('an account cannot fill the machine', () => {
  const storage = { perAccount: 4 * MEGA, together: 6 * MEGA };

  test('with large things: each is within its own quota, all of them together are too many', async () => {
    const { v1, faults } = await open({ storage });
    const { id: restApiId = '' } = await v1.createRestApi({ name: 'big' });
    const { done, refusal } = await untilRefused((index) =>
      v1.createModel({
        restApiId,
        name: `m${index}`,
        contentType: 'application/json',
        schema: JSON.stringify({ description: 'x'.repeat(390_000) }),
      }),
    );
    expect(done).toBe(10);
    expect(refusal).toEqual({
      code: 'LimitExceededException',
      status: 429,
      message:
        'The local sandbox keeps at most 4 MB of an account. Delete what you no longer need, or reset an account: POST /_sandbox/reset',
    });
    // What reads and what takes away goes on, and then there is room again.
    expect((await v1.getModels({ restApiId })).items).toHaveLength(12);
    await v1.deleteModel({ restApiId, modelName: 'm0' });
    await v1.createRestApi({ name: 'after' });
    expect(faults).toEqual([]);
  });

  test('with small calls that copy large things', async () => {
    const { v1 } = await open({ storage });
    const { id: restApiId = '', rootResourceId: resourceId = '' } = await v1.createRestApi({
      name: 'copies',
    });
    const method = { restApiId, resourceId, httpMethod: 'GET' };
    await v1.putMethod({ ...method, authorizationType: 'NONE' });
    await v1.putIntegration({
      ...method,
      type: 'MOCK',
      requestTemplates: { 'application/json': `## ${'x'.repeat(280_000)}` },
    });
    const { done, refusal } = await untilRefused(() => v1.createDeployment({ restApiId }), 100);
    expect(done).toBeLessThan(20);
    expect(refusal.code).toBe('LimitExceededException');
  });

  test('nor can many accounts together, and a reset makes room', async () => {
    const { as, sandbox } = await open({ storage });
    const fill = async (key: string) => {
      const { v1 } = as(key);
      const { id: restApiId = '' } = await v1.createRestApi({ name: 'big' });
      for (let index = 0; index < 9; index += 1)
        await v1.createModel({
          restApiId,
          name: `m${index}`,
          contentType: 'application/json',
          schema: JSON.stringify({ description: 'x'.repeat(390_000) }),
        });
    };
    await fill('first');
    const refusal = await refusalOf(fill('second'));
    expect(refusal.message).toContain('at most 6 MB of all accounts together');
    sandbox.reset('first');
    sandbox.reset('second');
    await fill('second');
  });

  test('nor is a restored account forgotten', async () => {
    const { v1, sandbox } = await open({ storage });
    const { id: restApiId = '' } = await v1.createRestApi({ name: 'big' });
    const add = (index: number) =>
      v1.createModel({
        restApiId,
        name: `m${index}`,
        contentType: 'application/json',
        schema: JSON.stringify({ description: 'x'.repeat(390_000) }),
      });
    await untilRefused(add);
    sandbox.restore(sandbox.snapshot());
    expect((await refusalOf(add(50))).code).toBe('LimitExceededException');
  });
});

describe('each cap answers with the error that AWS has for its quota', () => {
  test('accounts and Regions', async () => {
    const { as } = await open();
    const accounts = await untilRefused((index) => as(`key-${index}`).v1.getRestApis({}), 100);
    expect(accounts.refusal).toEqual({
      code: 'LimitExceededException',
      status: 429,
      message:
        'The local sandbox keeps at most 60 accounts. Reset one of them first: POST /_sandbox/reset',
    });
    const letter = (index: number) => String.fromCharCode(97 + index);
    const regions = await untilRefused((index) =>
      as('key-0', `xx-${letter(index % 26)}${letter(Math.floor(index / 26))}-1`).v1.getRestApis({}),
    );
    // us-east-1 is one of them already.
    expect(regions).toEqual({
      done: 39,
      refusal: {
        code: 'LimitExceededException',
        status: 429,
        message: 'The local sandbox keeps at most 40 Regions of an account.',
      },
    });
    expect(await refusalOf(as('key-0', 'nowhere').v1.getRestApis({}))).toMatchObject({
      code: 'InvalidSignatureException',
      message: "Credential should be scoped to a valid Region, not 'nowhere'.",
    });
  });

  test('REST APIs', async () => {
    const { v1 } = await open();
    const { done, refusal } = await untilRefused((index) =>
      v1.createRestApi({ name: `api-${index}` }),
    );
    expect([done, refusal.code, refusal.status]).toEqual([120, 'LimitExceededException', 429]);
    expect(refusal.message).toBe(
      'Maximum number of APIs has been reached: 120. Please contact AWS if you need additional APIs.',
    );
  });

  test('resources of a REST API', async () => {
    const { v1 } = await open();
    const { id: restApiId = '', rootResourceId: parentId } = await v1.createRestApi({ name: 'a' });
    const { done, refusal } = await untilRefused((index) =>
      v1.createResource({ restApiId, parentId, pathPart: `p${index}` }),
    );
    // The root counts too.
    expect([done, refusal.code]).toEqual([299, 'LimitExceededException']);
  });

  test('routes of an HTTP API', async () => {
    const { v2 } = await open();
    const { ApiId } = await v2.createApi({ Name: 'a', ProtocolType: 'HTTP' });
    const { done, refusal } = await untilRefused((index) =>
      v2.createRoute({ ApiId, RouteKey: `GET /p${index}` }),
    );
    expect([done, refusal.code, refusal.status]).toEqual([300, 'TooManyRequestsException', 429]);
  });

  test('messages of queues', async () => {
    const { sqs } = await open();
    const { QueueUrl } = await sqs.createQueue({ QueueName: 'jobs' });
    const { done, refusal } = await untilRefused(() =>
      sqs.sendMessage({ QueueUrl, MessageBody: 'x'.repeat(250_000) }),
    );
    expect([done, refusal.code]).toEqual([33, 'OverLimit']);
    await sqs.purgeQueue({ QueueUrl });
    await sqs.sendMessage({ QueueUrl, MessageBody: 'room again' });
  });

  test('items of tables', async () => {
    const { dynamodb, pass } = await open();
    const TableName = 'pets';
    await dynamodb.createTable({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    pass(5000);
    const { done, refusal } = await untilRefused((index) =>
      dynamodb.putItem({
        TableName,
        Item: { id: { S: `${index}` }, text: { S: 'x'.repeat(390_000) } },
      }),
    );
    expect([done, refusal.code]).toEqual([21, 'LimitExceededException']);
  });

  test('code of functions', async () => {
    const { lambda } = await open();
    const zeros = new Uint8Array(3 * MEGA);
    const { done, refusal } = await untilRefused((index) =>
      lambda.createFunction({
        FunctionName: `f${index}`,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::123456789012:role/fn',
        Code: { ZipFile: zipSync({ 'index.js': zeros, id: Uint8Array.of(index) }, { level: 0 }) },
      }),
    );
    expect([done, refusal.code, refusal.status]).toEqual([5, 'CodeStorageExceededException', 400]);
    expect(refusal.message).toBe(
      'Code storage limit exceeded: the local sandbox keeps 18 MB of archives an account.',
    );
  });

  test('log groups', async () => {
    const { logs } = await open();
    const { done, refusal } = await untilRefused((index) =>
      logs.createLogGroup({ logGroupName: `g${index}` }),
    );
    expect([done, refusal.code]).toEqual([60, 'LimitExceededException']);
  });
});
