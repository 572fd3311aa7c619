import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetApiKeysCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import { describe, expect, test } from 'vitest';
import {
  PROBE_OPERATIONS,
  READ_OPERATIONS,
  findReadOperation,
  resourceOf,
  type AwsReader,
} from '#labs';
import { openSession } from '#labs/aws-sdk';
import { findOperation, isServiceName, loadModel } from '#sandbox/operations';
// The guard is not for other rooms: only this proof looks at it.
import { createReadClients, guard } from '../../src/labs/adapters/sdk-clients.ts';

const target = {
  kind: 'sandbox',
  endpoint: 'http://127.0.0.1:1',
  region: 'us-east-1',
  accessKeyId: 'first-api',
} as const;

/** Counts what would have left the machine. */
function countingFetch() {
  const seen: Request[] = [];
  const fetch = (request: Request) => {
    seen.push(request);
    return Promise.resolve(Response.json({ item: [] }));
  };
  return { seen, fetch };
}

describe('a checker can only read', () => {
  test('a write is a compile error', () => {
    const write = (aws: AwsReader) => [
      // @ts-expect-error: not on the list, so the reader has no such method
      () => aws.apigateway.createRestApi({ name: 'mine' }),
      // @ts-expect-error: nor this one
      () => aws.apigateway.deleteUsagePlan({ usagePlanId: 'a' }),
      // @ts-expect-error: the values of keys cannot be asked for
      () => aws.apigateway.getApiKeys({ includeValues: true }),
      // @ts-expect-error: SDKs and single keys are not on the list either
      () => aws.apigateway.getApiKey({ apiKey: 'a' }),
    ];
    expect(write).toBeTypeOf('function');
  });

  test('a reader that was cast has no method that writes', () => {
    const { reader } = openSession({ target, onCall: () => {}, noProbes: 'none' });
    const cast = reader.apigateway as unknown as Record<string, unknown>;
    expect(Object.keys(cast).every((name) => name.startsWith('get'))).toBe(true);
    expect(cast['createRestApi']).toBeUndefined();
  });

  test('asking for the values of keys is refused at run time too, and nothing is sent', async () => {
    const { seen, fetch } = countingFetch();
    const { reader } = openSession({ target, onCall: () => {}, fetch, noProbes: 'none' });
    const input = { includeValues: true } as object;
    await expect(reader.apigateway.getApiKeys(input)).rejects.toThrow(
      'A checker may not set includeValues on apigateway GetApiKeys: the answer would hold a secret.',
    );
    expect(seen).toEqual([]);
  });

  test.each([
    'CreateRestApi',
    'DeleteRestApi',
    'UpdateStage',
    'GetSdk',
    'GetApiKey',
    'constructor',
  ])('%s is refused by the clients', async (operation) => {
    const { seen, fetch } = countingFetch();
    await expect(
      createReadClients({ target, fetch }).send('apigateway', operation, {}),
    ).rejects.toThrow(
      `A checker may only read, and apigateway ${operation} is not on the list of reads.`,
    );
    expect(seen).toEqual([]);
  });

  test('whoever gets hold of a client still cannot write with it', async () => {
    let sent = 0;
    const client = new APIGatewayClient({
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
      requestHandler: {
        handle() {
          sent += 1;
          return Promise.reject(new Error('left the machine'));
        },
      },
    });
    guard(client, 'apigateway', findReadOperation);
    await expect(client.send(new CreateRestApiCommand({ name: 'mine' }))).rejects.toMatchObject({
      code: 'write-refused',
    });
    await expect(client.send(new GetApiKeysCommand({ includeValues: true }))).rejects.toMatchObject(
      { code: 'write-refused' },
    );
    expect(sent).toBe(0);
    await expect(client.send(new GetRestApisCommand({}))).rejects.toThrow('left the machine');
  });

  test.each(
    [READ_OPERATIONS, PROBE_OPERATIONS].flatMap((table) =>
      Object.entries<object>(table).flatMap(([service, operations]) =>
        Object.keys(operations).map((name) => [service, name] as const),
      ),
    ),
  )("%s %s changes nothing, by AWS's own model", async (service, name) => {
    if (isServiceName(service)) await loadModel(service);
    const operation = isServiceName(service) ? findOperation(service, name) : undefined;
    // Where the verb says nothing, as in the query and JSON protocols, the name has to.
    const isRest = ['apigateway', 'apigatewayv2', 'lambda'].includes(service);
    expect(operation?.http.method).toBe(isRest ? 'GET' : 'POST');
    // A session is handed out, and nothing in the account is different afterwards.
    expect(name).toMatch(/^(Get|List|Describe|AssumeRole$)/);
  });
});

describe('a denied read names what to allow', () => {
  test.each([
    ['us-east-1', 'arn:aws:apigateway:us-east-1::/restapis/a1/deployments/d1'],
    ['cn-north-1', 'arn:aws-cn:apigateway:cn-north-1::/restapis/a1/deployments/d1'],
    ['us-gov-west-1', 'arn:aws-us-gov:apigateway:us-gov-west-1::/restapis/a1/deployments/d1'],
  ])('in %s', (region, arn) => {
    const input = { restApiId: 'a1', deploymentId: 'd1', embed: ['apisummary'] };
    expect(resourceOf(READ_OPERATIONS.apigateway.GetDeployment, input, { region })).toBe(arn);
  });
});
