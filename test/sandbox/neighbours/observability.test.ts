import { GetMetricStatisticsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateApiCommand, UpdateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { describe, expect, test } from 'vitest';
import { allow, document } from '../iam/support.ts';
import { refusalOf } from '../support.ts';
import { deployMock } from './rest-api.ts';
import { openNeighbours } from './support.ts';

const ACCESS = 'arn:aws:logs:us-east-1:123456789012:log-group:apigw-access';
const ROLE = 'arn:aws:iam::123456789012:role/apigw-logs';
const WRITE = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

const trusts = (Service: string) =>
  document({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });

/** `GET /admin` on `prod`, the group for access logs, and short ways to look. */
async function openObserved() {
  const opened = await openNeighbours();
  const api = await deployMock(opened, 'obs');
  const [logs, cloudwatch, iam] = [opened.logs(), opened.cloudwatch(), opened.iam()];
  const patch = (path: string, value: string) => ({ op: 'replace' as const, path, value });
  return {
    ...opened,
    ...api,
    group: () => logs.send(new CreateLogGroupCommand({ logGroupName: 'apigw-access' })),
    role: async (service = 'apigateway.amazonaws.com', actions = WRITE) => {
      await iam.send(
        new CreateRoleCommand({
          RoleName: 'apigw-logs',
          AssumeRolePolicyDocument: trusts(service),
        }),
      );
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: 'apigw-logs',
          PolicyName: 'write',
          PolicyDocument: document(allow(actions)),
        }),
      );
    },
    useRole: (arn = ROLE) =>
      api.aws.updateAccount({ patchOperations: [patch('/cloudwatchRoleArn', arn)] }),
    stage: (settings: Readonly<Record<string, string>>) =>
      api.aws.updateStage({
        restApiId: api.restApiId,
        stageName: 'prod',
        patchOperations: Object.entries(settings).map(([path, value]) => patch(path, value)),
      }),
    lines: async (logGroupName: string, filterPattern?: string) =>
      (await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }))).events?.map(
        ({ message }) => message,
      ),
    groups: async () =>
      (await logs.send(new DescribeLogGroupsCommand({}))).logGroups?.map(
        ({ logGroupName }) => logGroupName,
      ),
    sum: async (MetricName: string, dimensions: Readonly<Record<string, string>>) => {
      const now = opened.clock.now();
      const { Datapoints = [] } = await cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: 'AWS/ApiGateway',
          MetricName,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          StartTime: new Date(now - 600_000),
          EndTime: new Date(now + 60_000),
          Period: 60,
          Statistics: ['Sum'],
        }),
      );
      return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
    },
    names: async () => {
      const { Metrics = [] } = await cloudwatch.send(
        new ListMetricsCommand({ Namespace: 'AWS/ApiGateway' }),
      );
      return [...new Set(Metrics.map(({ MetricName }) => MetricName))].sort();
    },
  };
}

const FORMAT = '$context.requestId $context.httpMethod $context.resourcePath $context.status';

describe('access logs of a REST API', () => {
  const settings = {
    '/accessLogSettings/destinationArn': ACCESS,
    '/accessLogSettings/format': FORMAT,
  };

  test('are written to the group in the format of the stage', async () => {
    const { group, role, useRole, stage, call, lines } = await openObserved();
    await group();
    await role();
    await useRole();
    await stage(settings);
    const id = (await call()).headers.get('x-amzn-requestid');
    expect(await lines('apigw-access', `"${id}"`)).toEqual([`${id} GET /admin 200`]);
  });

  test('are not written without the group, or without a role that may', async () => {
    const { group, role, useRole, stage, call, lines, groups } = await openObserved();
    await stage(settings);
    await call();
    expect(await groups()).toEqual([]);
    await group();
    await call();
    expect(await lines('apigw-access')).toEqual([]);
    await role();
    await useRole();
    await call();
    expect((await lines('apigw-access'))?.length).toBe(1);
  });
});

describe('the account', () => {
  test.each([
    ['is not there', undefined],
    ['does not trust API Gateway', ['lambda.amazonaws.com', WRITE]],
    ['may not write logs', ['apigateway.amazonaws.com', ['logs:DescribeLogGroups']]],
  ] as const)('refuses a role that %s', async (_, made) => {
    const { role, useRole } = await openObserved();
    if (made) await role(made[0], [...made[1]]);
    expect(await refusalOf(useRole())).toEqual({
      code: 'BadRequestException',
      status: 400,
      message:
        'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
    });
  });

  test('must have a role before a stage logs executions', async () => {
    const { stage } = await openObserved();
    expect((await refusalOf(stage({ '/*/*/logging/loglevel': 'INFO' }))).message).toBe(
      'CloudWatch Logs role ARN must be set in account settings to enable logging',
    );
    await stage({ '/*/*/logging/loglevel': 'OFF' });
  });
});

describe('execution logs', () => {
  async function openLogged(level: 'INFO' | 'ERROR', dataTrace = 'false') {
    const opened = await openObserved();
    await opened.role();
    await opened.useRole();
    await opened.stage({
      '/*/*/logging/loglevel': level,
      '/*/*/logging/dataTrace': dataTrace,
    });
    const name = `API-Gateway-Execution-Logs_${opened.restApiId}/prod`;
    return { ...opened, executions: () => opened.lines(name), name };
  }

  test('tell at INFO what the request passed, in a group that API Gateway makes', async () => {
    const { call, executions, groups, name } = await openLogged('INFO');
    const id = (await call({ 'x-secret': 'hush' })).headers.get('x-amzn-requestid');
    expect(await groups()).toEqual([name]);
    const lines = (await executions()) ?? [];
    expect(lines).toContain(`(${id}) HTTP Method: GET, Resource Path: /admin`);
    expect(lines.at(-1)).toBe(`(${id}) Method completed with status: 200`);
    expect(lines.join('\n')).not.toContain('hush');
  });

  test('tell headers and bodies with the data trace on', async () => {
    const { call, executions } = await openLogged('INFO', 'true');
    await call({ 'x-secret': 'hush' });
    expect((await executions())?.join('\n')).toContain('x-secret=hush');
  });

  test('tell at ERROR only of failures', async () => {
    const { call, executions, aws, restApiId, name, groups } = await openLogged('ERROR');
    await call();
    expect(await groups()).not.toContain(name);
    const { items = [] } = await aws.getResources({ restApiId });
    const resourceId = items.find(({ path }) => path === '/admin')?.id;
    await aws.updateMethod({
      restApiId,
      resourceId,
      httpMethod: 'GET',
      patchOperations: [{ op: 'replace', path: '/apiKeyRequired', value: 'true' }],
    });
    await aws.createDeployment({ restApiId, stageName: 'prod' });
    const id = (await call()).headers.get('x-amzn-requestid');
    const lines = (await executions()) ?? [];
    expect(lines[0]).toMatch(/^\([0-9a-f-]+\) Execution failed: /);
    expect(lines[1]).toBe(`(${id}) Method completed with status: 403`);
  });
});

describe('metrics', () => {
  test('of a REST API count by API and stage, and by method where they are detailed', async () => {
    const { call, sum, names, stage } = await openObserved();
    await call();
    await call({}, '/nowhere');
    expect(await sum('Count', { ApiName: 'obs' })).toBe(2);
    expect(await sum('4XXError', { ApiName: 'obs', Stage: 'prod' })).toBe(1);
    const method = { ApiName: 'obs', Stage: 'prod', Method: 'GET', Resource: '/admin' };
    expect(await sum('Count', method)).toBe(0);
    await stage({ '/*/*/metrics/enabled': 'true' });
    await call();
    expect(await sum('Count', method)).toBe(1);
    expect(await names()).toEqual(['4XXError', '5XXError', 'Count', 'Latency']);
  });

  test('of an HTTP API have names of their own, and go to its log by its own format', async () => {
    const { apigatewayv2, url, sum, group, lines, names } = await openObserved();
    await group();
    const client = apigatewayv2();
    const { ApiId = '' } = await client.send(
      new CreateApiCommand({
        Name: 'web',
        ProtocolType: 'HTTP',
        RouteKey: 'GET /items',
        Target: 'https://backend.example.com',
      }),
    );
    await client.send(
      new UpdateStageCommand({
        ApiId,
        StageName: '$default',
        AccessLogSettings: {
          DestinationArn: ACCESS,
          Format: '$context.httpMethod $context.path $context.status',
        },
      }),
    );
    await fetch(`${url}/_sandbox/invoke/${ApiId}/$default/none`);
    expect(await sum('Count', { ApiId })).toBe(1);
    expect(await sum('4xx', { ApiId, Stage: '$default' })).toBe(1);
    expect(await names()).toEqual(['4xx', '5xx', 'Count', 'DataProcessed', 'Latency']);
    expect(await lines('apigw-access')).toEqual(['GET /none 404']);
  });

  test('and logs stay through a snapshot and go with a reset', async () => {
    const { call, sum, sandbox } = await openObserved();
    await call();
    const text = sandbox.snapshot();
    sandbox.reset();
    expect(await sum('Count', { ApiName: 'obs' })).toBe(0);
    sandbox.restore(text);
    expect(await sum('Count', { ApiName: 'obs' })).toBe(1);
  });
});
