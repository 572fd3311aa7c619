import {
  CreateDeploymentCommand,
  CreateVpcLinkCommand as CreateFirstVpcLinkCommand,
  GetExportCommand,
  ImportRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateVpcLinkCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  RegisterTargetsCommand,
  SetSecurityGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../support.ts';
import { openNeighbours } from './support.ts';

/** An internal network load balancer with a TCP listener on port 80, in front of an address. */
async function openBackend({ isGuarded = false } = {}) {
  const opened = await openNeighbours({ settleMs: 0 });
  const [ec2, elbv2] = [opened.ec2(), opened.elbv2()];
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const subnets = Subnets.slice(0, 2).map(({ SubnetId = '' }) => SubnetId);
  const VpcId = Subnets[0]?.VpcId ?? '';
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'backend', Description: 'For tests', VpcId }),
  );
  const { LoadBalancers } = await elbv2.send(
    new CreateLoadBalancerCommand({
      Name: 'backend',
      Type: 'network',
      Scheme: 'internal',
      Subnets: subnets,
      ...(isGuarded && { SecurityGroups: [GroupId] }),
    }),
  );
  const balancer = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const { TargetGroups } = await elbv2.send(
    new CreateTargetGroupCommand({
      Name: 'stock',
      Protocol: 'TCP',
      Port: 8080,
      VpcId,
      TargetType: 'ip',
    }),
  );
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '172.31.0.9' }] }));
  const { Listeners } = await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer,
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  return {
    ...opened,
    balancer,
    listener: Listeners?.[0]?.ListenerArn ?? '',
    group: GroupId,
    firstLink: async () =>
      (
        await opened
          .apigateway()
          .send(new CreateFirstVpcLinkCommand({ name: 'backend', targetArns: [balancer] }))
      ).id ?? '',
    secondLink: async () =>
      (
        await opened
          .apigatewayv2()
          .send(new CreateVpcLinkCommand({ Name: 'backend', SubnetIds: subnets }))
      ).VpcLinkId ?? '',
    lastReason: () => opened.sandbox.traces('test', 1)[0]?.steps.at(-1)?.reason,
  };
}

type Backend = Awaited<ReturnType<typeof openBackend>>;

/** A REST API whose `ANY /stock` goes through a link, deployed to prod. */
async function openInventory(backend: Backend, integration: Readonly<Record<string, string>>) {
  const client = backend.apigateway();
  const document = {
    openapi: '3.0.1',
    info: { title: 'inventory', version: '1' },
    paths: {
      '/stock': {
        'x-amazon-apigateway-any-method': {
          'x-amazon-apigateway-integration': {
            type: 'http_proxy',
            httpMethod: 'ANY',
            uri: 'http://stock.internal/items',
            connectionType: 'VPC_LINK',
            ...integration,
          },
        },
      },
    },
  };
  const { id: restApiId = '' } = await client.send(
    new ImportRestApiCommand({ body: new TextEncoder().encode(JSON.stringify(document)) }),
  );
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
  return {
    restApiId,
    call: () => fetch(`${backend.url}/_sandbox/invoke/${restApiId}/prod/stock`),
  };
}

describe('a REST API behind a link of the first kind', () => {
  test('reaches the listener that the port of its URI names, and no other', async () => {
    const backend = await openBackend();
    const connectionId = await backend.firstLink();
    const good = await openInventory(backend, { connectionId });
    expect(await (await good.call()).json()).toMatchObject({
      backend: '172.31.0.9:8080',
      path: '/items',
    });
    const bad = await openInventory(backend, { connectionId, uri: 'http://stock.internal:8080/' });
    expect((await bad.call()).status).toBe(504);
    expect(backend.lastReason()).toBe(
      `Load balancer "backend" has no listener on port 8080, which the integration's URI names.`,
    );
  });

  test('is asked by the security groups of the load balancer, unless those look away', async () => {
    const backend = await openBackend({ isGuarded: true });
    const api = await openInventory(backend, { connectionId: await backend.firstLink() });
    const admit = (CidrIp: string) =>
      backend.ec2().send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: backend.group,
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp }] }],
        }),
      );
    await admit('172.31.0.0/16');
    expect((await api.call()).status).toBe(504);
    expect(backend.lastReason()).toBe(
      `No security group of load balancer "backend" (${backend.group}) lets everybody in on port 80, and nobody knows from which addresses a VPC link of version 1 calls.`,
    );
    await backend.elbv2().send(
      new SetSecurityGroupsCommand({
        LoadBalancerArn: backend.balancer,
        SecurityGroups: [backend.group],
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
      }),
    );
    expect((await api.call()).status).toBe(200);
  });
});

describe('a REST API behind a link of the second kind', () => {
  test('names its target by a listener, or by a load balancer and the port of its URI', async () => {
    const backend = await openBackend();
    const connectionId = await backend.secondLink();
    for (const integrationTarget of [backend.listener, backend.balancer]) {
      const api = await openInventory(backend, { connectionId, integrationTarget });
      expect((await api.call()).status).toBe(200);
    }
    const other = await openInventory(backend, {
      connectionId,
      integrationTarget: backend.balancer,
      uri: 'http://stock.internal:81/items',
    });
    expect((await other.call()).status).toBe(504);
  });

  test('cannot be built without a target, and is exported with it', async () => {
    const backend = await openBackend();
    const connectionId = await backend.secondLink();
    expect((await refusalOf(openInventory(backend, { connectionId }))).message).toContain(
      `IntegrationTarget is required for VpcLinkV2 ${connectionId}`,
    );
    const { restApiId } = await openInventory(backend, {
      connectionId,
      integrationTarget: backend.listener,
    });
    const { body } = await backend.apigateway().send(
      new GetExportCommand({
        restApiId,
        stageName: 'prod',
        exportType: 'oas30',
        parameters: { extensions: 'integrations' },
        accepts: 'application/json',
      }),
    );
    expect(new TextDecoder().decode(body)).toContain(`"integrationTarget": "${backend.listener}"`);
  });
});

test('TLS needs TLS on the other side', async () => {
  const backend = await openBackend();
  const connectionId = await backend.secondLink();
  const { Subnets = [] } = await backend.ec2().send(new DescribeSubnetsCommand({}));
  const { LoadBalancers } = await backend.elbv2().send(
    new CreateLoadBalancerCommand({
      Name: 'web',
      Scheme: 'internal',
      Subnets: Subnets.slice(0, 2).map(({ SubnetId = '' }) => SubnetId),
    }),
  );
  const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn;
  const fixed = { StatusCode: '200', ContentType: 'text/plain', MessageBody: 'here' };
  await backend.elbv2().send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: fixed }],
    }),
  );
  const at = (uri: string) =>
    openInventory(backend, { connectionId, integrationTarget: LoadBalancerArn ?? '', uri });
  expect((await (await at('http://web.internal/')).call()).status).toBe(200);
  expect((await (await at('https://web.internal:80/')).call()).status).toBe(504);
  expect(backend.lastReason()).toBe(
    'The listener on port 80 speaks plain HTTP and was greeted with TLS.',
  );
});

test('an HTTP API wants the ARN of a listener, not that of its load balancer', async () => {
  const backend = await openBackend();
  const client = backend.apigatewayv2();
  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP' }));
  const make = client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: backend.balancer,
      ConnectionType: 'VPC_LINK',
      ConnectionId: await backend.secondLink(),
      PayloadFormatVersion: '1.0',
    }),
  );
  expect((await refusalOf(make)).message).toBe(
    'For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.',
  );
});
