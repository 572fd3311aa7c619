import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda';
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { zipSync } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#core';
import { createQuickJsRuntime } from '../../../src/sandbox/adapters/quickjs/index.ts';
import { trust } from '../iam/support.ts';
import { openNeighbours } from '../neighbours/support.ts';
import { refusalOf } from '../support.ts';

const zipped = (source: string) =>
  zipSync({ 'index.js': new TextEncoder().encode(`exports.handler = ${source};`) });

const ROLE = 'arn:aws:iam::123456789012:role/greet';
const SETTLED_MS = 3000;

/** A sandbox that runs functions, with one to greet. */
async function openLambda() {
  const runtime = createQuickJsRuntime({
    clock: { now: () => Date.now() },
    random: seededRandom(3),
  });
  onTestFinished(() => runtime.close());
  const made = await openNeighbours({ lambda: runtime });
  const client = made.lambda();
  const create = (source: string, more: Partial<CreateFunctionCommandInput> = {}) =>
    client.send(
      new CreateFunctionCommand({
        FunctionName: 'greet',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: ROLE,
        Code: { ZipFile: zipped(source) },
        ...more,
      }),
    );
  const invoke = async (payload: unknown, more: Record<string, unknown> = {}) => {
    const answer = await client.send(
      new InvokeCommand({
        FunctionName: 'greet',
        Payload: new TextEncoder().encode(JSON.stringify(payload)),
        ...more,
      }),
    );
    const text = answer.Payload?.transformToString() ?? '';
    return { ...answer, value: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  return { ...made, client, create, invoke };
}

describe('a function in the sandbox', () => {
  test('is pending, then active, and answers what its handler returns', async () => {
    const { create, invoke, client, pass } = await openLambda();
    const made = await create('async (event) => ({ hello: event.name })');
    expect(made).toMatchObject({
      FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:greet',
      State: 'Pending',
      MemorySize: 128,
      Timeout: 3,
      Version: '$LATEST',
    });
    expect((await refusalOf(invoke({}))).code).toBe('ResourceConflictException');
    pass(SETTLED_MS);
    const { State } = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'greet' }),
    );
    expect(State).toBe('Active');
    const answer = await invoke({ name: 'Ada' });
    expect([answer.StatusCode, answer.ExecutedVersion, answer.value]).toEqual([
      200,
      '$LATEST',
      { hello: 'Ada' },
    ]);
    expect(answer.FunctionError).toBeUndefined();
  });

  test('an error of the handler is an answer, with the end of its log when asked', async () => {
    const { create, invoke, pass } = await openLambda();
    await create('async () => { console.log("before"); throw new TypeError("no such order"); }');
    pass(SETTLED_MS);
    const answer = await invoke({}, { LogType: 'Tail' });
    expect(answer.FunctionError).toBe('Unhandled');
    expect(answer.value).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such order' });
    const log = Buffer.from(answer.LogResult ?? '', 'base64').toString();
    expect(log).toMatch(/^START RequestId: [\w-]+ Version: \$LATEST\n/);
    expect(log).toContain('before');
    expect(log).toMatch(/REPORT RequestId: .*\tMemory Size: 128 MB/);
  });

  test('one that loops for ever is timed out, and the next is served', async () => {
    const { create, invoke, pass } = await openLambda();
    await create('async ({ loops }) => { while (loops); return "alive"; }', { Timeout: 1 });
    pass(SETTLED_MS);
    expect((await invoke({ loops: true })).value).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/Task timed out after 1\.00 seconds$/) as string,
    });
    expect((await invoke({})).value).toBe('alive');
  });

  test('Event is accepted at once, DryRun does nothing', async () => {
    const { create, invoke, pass } = await openLambda();
    await create('async () => 1');
    pass(SETTLED_MS);
    expect((await invoke({}, { InvocationType: 'Event' })).StatusCode).toBe(202);
    expect((await invoke({}, { InvocationType: 'DryRun' })).StatusCode).toBe(204);
  });

  test('calls AWS as its role, in the same account', async () => {
    const { create, invoke, pass } = await openLambda();
    await create(`async () => {
      const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
      return (await new STSClient({}).send(new GetCallerIdentityCommand({}))).Arn;
    }`);
    pass(SETTLED_MS);
    expect((await invoke({})).value).toBe('arn:aws:sts::123456789012:assumed-role/greet/greet');
  });

  test('a published version stays as it was, and an alias points at it', async () => {
    const { create, invoke, client, pass } = await openLambda();
    await create('async () => "one"');
    pass(SETTLED_MS);
    await client.send(new PublishVersionCommand({ FunctionName: 'greet' }));
    await client.send(
      new CreateAliasCommand({ FunctionName: 'greet', Name: 'live', FunctionVersion: '1' }),
    );
    await client.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'greet',
        ZipFile: zipped('async () => "two"'),
      }),
    );
    pass(SETTLED_MS);
    expect((await invoke({})).value).toBe('two');
    const live = await invoke({}, { Qualifier: 'live' });
    expect([live.value, live.ExecutedVersion]).toEqual(['one', '1']);
    const alias = await client.send(new GetAliasCommand({ FunctionName: 'greet', Name: 'live' }));
    expect(alias.AliasArn).toBe('arn:aws:lambda:us-east-1:123456789012:function:greet:live');
    const { Versions = [] } = await client.send(
      new ListVersionsByFunctionCommand({ FunctionName: 'greet' }),
    );
    expect(Versions.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
  });

  test('environment variables and a changed timeout reach the handler', async () => {
    const { create, invoke, client, pass } = await openLambda();
    await create('async () => process.env.TABLE');
    pass(SETTLED_MS);
    await client.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'greet',
        Environment: { Variables: { TABLE: 'orders' } },
      }),
    );
    pass(SETTLED_MS);
    expect((await invoke({})).value).toBe('orders');
  });

  test('a permission becomes a statement of its policy, and goes again', async () => {
    const { create, client } = await openLambda();
    await create('async () => 1');
    const source = 'arn:aws:execute-api:us-east-1:123456789012:abc123/*/GET/orders';
    await client.send(
      new AddPermissionCommand({
        FunctionName: 'greet',
        StatementId: 'api',
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: source,
      }),
    );
    const { Policy = '' } = await client.send(new GetPolicyCommand({ FunctionName: 'greet' }));
    expect(JSON.parse(Policy)).toEqual({
      Version: '2012-10-17',
      Id: 'default',
      Statement: [
        {
          Sid: 'api',
          Effect: 'Allow',
          Principal: { Service: 'apigateway.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Resource: 'arn:aws:lambda:us-east-1:123456789012:function:greet',
          Condition: { ArnLike: { 'AWS:SourceArn': source } },
        },
      ],
    });
    await client.send(new RemovePermissionCommand({ FunctionName: 'greet', StatementId: 'api' }));
    expect(
      await refusalOf(client.send(new GetPolicyCommand({ FunctionName: 'greet' }))),
    ).toMatchObject({ code: 'ResourceNotFoundException', status: 404 });
  });

  test('is listed, found and deleted; a second of the same name is refused', async () => {
    const { create, client } = await openLambda();
    await create('async () => 1');
    expect(await refusalOf(create('async () => 2'))).toEqual({
      code: 'ResourceConflictException',
      status: 409,
      message: 'Function already exist: greet',
    });
    const { Functions = [] } = await client.send(new ListFunctionsCommand({}));
    expect(Functions.map(({ FunctionName }) => FunctionName)).toEqual(['greet']);
    await client.send(new DeleteFunctionCommand({ FunctionName: 'greet' }));
    expect(await refusalOf(client.send(new GetFunctionCommand({ FunctionName: 'greet' })))).toEqual(
      {
        code: 'ResourceNotFoundException',
        status: 404,
        message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:greet',
      },
    );
  });

  test('reserved concurrency of 0 refuses every invocation', async () => {
    const { create, invoke, client, pass } = await openLambda();
    await create('async () => 1');
    pass(SETTLED_MS);
    await client.send(
      new PutFunctionConcurrencyCommand({
        FunctionName: 'greet',
        ReservedConcurrentExecutions: 0,
      }),
    );
    expect(await refusalOf(invoke({}))).toMatchObject({
      code: 'TooManyRequestsException',
      status: 429,
    });
  });

  test('another runtime is refused with what to do', async () => {
    const { create, invoke, pass } = await openLambda();
    await create('async () => 1', { Runtime: 'python3.13' });
    pass(SETTLED_MS);
    expect((await refusalOf(invoke({}))).message).toBe(
      'The local sandbox runs Node.js functions only, and greet is of runtime python3.13. Use nodejs22.x here, or invoke it on AWS.',
    );
  });

  test('survives a saved state', async () => {
    const { create, invoke, sandbox, pass } = await openLambda();
    await create('async () => "kept"');
    pass(SETTLED_MS);
    sandbox.restore(sandbox.snapshot());
    expect((await invoke({})).value).toBe('kept');
  });
});

describe('what a function says', () => {
  const TALKS =
    'async ({ name }) => { console.log("hello %s", name); console.error(new Error("two\\nlines").message); return 1; }';

  /** The role of the functions, which Lambda may assume. */
  async function giveRole({ iam }: Awaited<ReturnType<typeof openLambda>>, mayWrite: boolean) {
    await iam().send(
      new CreateRoleCommand({
        RoleName: 'greet',
        AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }),
      }),
    );
    if (mayWrite)
      await iam().send(
        new AttachRolePolicyCommand({
          RoleName: 'greet',
          PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
        }),
      );
  }

  test('is kept in its log group, an event for each message', async () => {
    const opened = await openLambda();
    await giveRole(opened, true);
    await opened.create(TALKS);
    opened.pass(SETTLED_MS);
    await opened.invoke({ name: 'Ada' });
    const { events = [] } = await opened
      .logs()
      .send(new FilterLogEventsCommand({ logGroupName: '/aws/lambda/greet' }));
    expect(events.map(({ message = '' }) => message.replaceAll(/[\w-]{36}/g, 'ID'))).toEqual([
      'START RequestId: ID Version: $LATEST\n',
      expect.stringMatching(/^[\dT:.-]+Z\tID\tINFO\thello Ada\n$/),
      expect.stringMatching(/^[\dT:.-]+Z\tID\tERROR\ttwo\rlines\n$/),
      'END RequestId: ID\n',
      expect.stringMatching(/^REPORT RequestId: ID\tDuration: /),
    ]);
  });

  test('is lost when its role may not write, and the function answers all the same', async () => {
    const opened = await openLambda();
    await giveRole(opened, false);
    await opened.create(TALKS);
    opened.pass(SETTLED_MS);
    expect((await opened.invoke({ name: 'Ada' })).value).toBe(1);
    const { logGroups } = await opened.logs().send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toEqual([]);
  });
});
