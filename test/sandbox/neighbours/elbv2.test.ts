import {
  CreateVpcLinkCommand as CreateFirstVpcLinkCommand,
  GetVpcLinkCommand as GetFirstVpcLinkCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  CreateVpcLinkCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyListenerCommand,
  RegisterTargetsCommand,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../support.ts';
import { openNeighbours, type Opened } from './support.ts';

/** Two subnets of the default VPC, and short ways to what stands in them. */
async function openNetwork() {
  const opened = await openNeighbours();
  const [ec2, elbv2] = [opened.ec2(), opened.elbv2()];
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const subnets = Subnets.slice(0, 2).map(({ SubnetId = '' }) => SubnetId);
  const vpc = Subnets[0]?.VpcId ?? '';
  return {
    ...opened,
    client: elbv2,
    subnets,
    vpc,
    balancer: async (Type: 'network' | 'application', Name: string, groups?: string[]) => {
      const { LoadBalancers } = await elbv2.send(
        new CreateLoadBalancerCommand({
          Name,
          Type,
          Scheme: 'internal',
          Subnets: subnets,
          ...(groups && { SecurityGroups: groups }),
        }),
      );
      return LoadBalancers?.[0]?.LoadBalancerArn ?? '';
    },
    group: async (Protocol: 'TCP' | 'HTTP', Name: string, ...targets: string[]) => {
      const { TargetGroups } = await elbv2.send(
        new CreateTargetGroupCommand({ Name, Protocol, Port: 8080, VpcId: vpc, TargetType: 'ip' }),
      );
      const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
      if (targets.length > 0)
        await elbv2.send(
          new RegisterTargetsCommand({ TargetGroupArn, Targets: targets.map((Id) => ({ Id })) }),
        );
      return TargetGroupArn;
    },
    listener: async (
      LoadBalancerArn: string,
      Protocol: 'TCP' | 'HTTP',
      ...DefaultActions: Action[]
    ) => {
      const { Listeners } = await elbv2.send(
        new CreateListenerCommand({ LoadBalancerArn, Protocol, Port: 80, DefaultActions }),
      );
      return Listeners?.[0]?.ListenerArn ?? '';
    },
    securityGroup: async (GroupName: string) => {
      const { GroupId = '' } = await ec2.send(
        new CreateSecurityGroupCommand({ GroupName, Description: 'For tests', VpcId: vpc }),
      );
      return GroupId;
    },
    healthOf: async (TargetGroupArn: string) => {
      const { TargetHealthDescriptions = [] } = await elbv2.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      return TargetHealthDescriptions.map(({ Target, TargetHealth }) => [
        Target?.Id,
        TargetHealth?.State,
        TargetHealth?.Reason,
      ]);
    },
  };
}

const forward = (TargetGroupArn: string): Action => ({ Type: 'forward', TargetGroupArn });

describe('load balancers', () => {
  test('are provisioned, then active; targets become healthy once a listener leads to them', async () => {
    const network = await openNetwork();
    const { client, pass } = network;
    const arn = await network.balancer('network', 'backend');
    expect(arn).toMatch(
      /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/net\/backend\/[0-9a-f]{16}$/,
    );
    const state = async () =>
      (await client.send(new DescribeLoadBalancersCommand({ Names: ['backend'] })))
        .LoadBalancers?.[0];
    expect(await state()).toMatchObject({
      State: { Code: 'provisioning' },
      Scheme: 'internal',
      Type: 'network',
      VpcId: network.vpc,
      AvailabilityZones: [{ ZoneName: 'us-east-1a' }, { ZoneName: 'us-east-1b' }],
    });
    const group = await network.group('TCP', 'stock', '172.31.0.10');
    expect(await network.healthOf(group)).toEqual([['172.31.0.10', 'unused', 'Target.NotInUse']]);
    await network.listener(arn, 'TCP', forward(group));
    expect(await network.healthOf(group)).toEqual([
      ['172.31.0.10', 'initial', 'Elb.RegistrationInProgress'],
    ]);
    pass(1000);
    expect((await state())?.State?.Code).toBe('active');
    expect(await network.healthOf(group)).toEqual([['172.31.0.10', 'healthy', undefined]]);
    const { TargetGroups } = await client.send(
      new DescribeTargetGroupsCommand({ LoadBalancerArn: arn }),
    );
    expect(TargetGroups).toMatchObject([
      { TargetGroupName: 'stock', LoadBalancerArns: [arn], HealthCheckProtocol: 'TCP' },
    ]);
    await client.send(
      new DeregisterTargetsCommand({ TargetGroupArn: group, Targets: [{ Id: '172.31.0.10' }] }),
    );
    expect(await network.healthOf(group)).toEqual([]);
  });

  test('of one name are one load balancer, unless they differ', async () => {
    const network = await openNetwork();
    const arn = await network.balancer('network', 'backend');
    expect(await network.balancer('network', 'backend')).toBe(arn);
    expect(await refusalOf(network.balancer('application', 'backend'))).toEqual({
      code: 'DuplicateLoadBalancerNameException',
      status: 400,
      message: "A load balancer with the same name 'backend' exists, but with different settings",
    });
  });

  test('stand in subnets of different zones; an application load balancer needs two', async () => {
    const { client, subnets } = await openNetwork();
    const make = (Subnets: string[]) =>
      client.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets }));
    expect((await refusalOf(make(subnets.slice(0, 1)))).message).toBe(
      'At least two subnets in two different Availability Zones must be specified',
    );
    expect((await refusalOf(make(['subnet-0', 'subnet-1']))).message).toBe(
      "The subnet ID 'subnet-0' does not exist",
    );
    const twice = [subnets[0] ?? '', subnets[0] ?? ''];
    expect((await refusalOf(make(twice))).message).toBe(
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  });

  test('go with their listeners; groups in use stay', async () => {
    const network = await openNetwork();
    const { client } = network;
    const arn = await network.balancer('network', 'backend');
    const group = await network.group('TCP', 'stock');
    await network.listener(arn, 'TCP', forward(group));
    const gone = () => client.send(new DeleteTargetGroupCommand({ TargetGroupArn: group }));
    expect((await refusalOf(gone())).message).toBe(
      `Target group '${group}' is currently in use by a listener or a rule`,
    );
    await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn }));
    const asked = client.send(new DescribeListenersCommand({ LoadBalancerArn: arn }));
    expect(await refusalOf(asked)).toEqual({
      code: 'LoadBalancerNotFoundException',
      status: 400,
      message: 'One or more load balancers not found',
    });
    await gone();
  });
});

describe('listeners and rules', () => {
  test('speak what their load balancer speaks, once per port', async () => {
    const network = await openNetwork();
    const arn = await network.balancer('network', 'backend');
    const tcp = await network.group('TCP', 'stock');
    const http = await network.group('HTTP', 'web');
    expect((await refusalOf(network.listener(arn, 'HTTP', forward(http)))).message).toBe(
      "Listener protocol 'HTTP' must be one of 'TCP, TLS, UDP, TCP_UDP'",
    );
    expect((await refusalOf(network.listener(arn, 'TCP', forward(http)))).message).toBe(
      "Listener protocol 'TCP' is not supported with a target group with the protocol 'HTTP'",
    );
    const ListenerArn = await network.listener(arn, 'TCP', forward(tcp));
    expect((await refusalOf(network.listener(arn, 'TCP', forward(tcp)))).message).toBe(
      `A listener already exists on this port for this load balancer '${arn}'`,
    );
    const { Listeners } = await network.client.send(
      new ModifyListenerCommand({ ListenerArn, Port: 8080 }),
    );
    expect(Listeners).toMatchObject([
      {
        Port: 8080,
        Protocol: 'TCP',
        DefaultActions: [
          {
            Type: 'forward',
            TargetGroupArn: tcp,
            ForwardConfig: { TargetGroups: [{ TargetGroupArn: tcp, Weight: 1 }] },
          },
        ],
      },
    ]);
  });

  test('rules come by priority, the default last', async () => {
    const network = await openNetwork();
    const arn = await network.balancer('application', 'web');
    const group = await network.group('HTTP', 'web');
    const ListenerArn = await network.listener(arn, 'HTTP', forward(group));
    const make = (Priority: number, path: string) =>
      network.client.send(
        new CreateRuleCommand({
          ListenerArn,
          Priority,
          Conditions: [{ Field: 'path-pattern', Values: [path] }],
          Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
        }),
      );
    await make(20, '/b');
    await make(10, '/a');
    expect((await refusalOf(make(10, '/c'))).message).toBe("Priority '10' is currently in use");
    const { Rules } = await network.client.send(new DescribeRulesCommand({ ListenerArn }));
    expect(Rules?.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
      ['10', false],
      ['20', false],
      ['default', true],
    ]);
  });
});

test('targets are addresses of the VPC, or private ones elsewhere with zone all', async () => {
  const network = await openNetwork();
  const TargetGroupArn = await network.group('TCP', 'stock');
  const register = (Id: string, AvailabilityZone?: string) =>
    network.client.send(
      new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id, AvailabilityZone }] }),
    );
  expect((await refusalOf(register('8.8.8.8'))).message).toBe(
    `The IP address '8.8.8.8' is not within the VPC '${network.vpc}'`,
  );
  expect((await refusalOf(register('10.9.0.1'))).code).toBe('ValidationError');
  await register('10.9.0.1', 'all');
  expect(await network.healthOf(TargetGroupArn)).toEqual([
    ['10.9.0.1', 'unused', 'Target.NotInUse'],
  ]);
});

test('tags are put on load balancers and read back', async () => {
  const network = await openNetwork();
  const arn = await network.balancer('network', 'backend');
  await network.client.send(
    new AddTagsCommand({ ResourceArns: [arn], Tags: [{ Key: 'lab', Value: 'vpc-link-nlb' }] }),
  );
  const { TagDescriptions } = await network.client.send(
    new DescribeTagsCommand({ ResourceArns: [arn] }),
  );
  expect(TagDescriptions).toEqual([
    { ResourceArn: arn, Tags: [{ Key: 'lab', Value: 'vpc-link-nlb' }] },
  ]);
});

describe('a VPC link of version 1', () => {
  const linkTo = async (opened: Opened, target: string) => {
    const client = opened.apigateway();
    const { id, status } = await client.send(
      new CreateFirstVpcLinkCommand({ name: 'backend', targetArns: [target] }),
    );
    opened.pass(1000);
    const ready = await client.send(new GetFirstVpcLinkCommand({ vpcLinkId: id }));
    return [status, ready.status, ready.statusMessage];
  };

  test('becomes available for a network load balancer, which then cannot be deleted', async () => {
    const network = await openNetwork();
    const arn = await network.balancer('network', 'backend');
    expect(await linkTo(network, arn)).toEqual([
      'PENDING',
      'AVAILABLE',
      'Your vpc link is ready for use',
    ]);
    const gone = network.client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn }));
    expect((await refusalOf(gone)).message).toBe(
      `Load balancer '${arn}' cannot be deleted because it is currently associated with another service`,
    );
  });

  test('fails for an application load balancer and for one that is not there', async () => {
    const network = await openNetwork();
    const alb = await network.balancer('application', 'web');
    expect(await linkTo(network, alb)).toEqual(['PENDING', 'FAILED', 'NLB ARN is malformed']);
    const absent = alb.replace('/app/', '/net/');
    expect(await linkTo(network, absent)).toEqual([
      'PENDING',
      'FAILED',
      `NLB ${absent} was not found`,
    ]);
  });
});

describe('a VPC link of version 2', () => {
  /** An HTTP API whose default route goes through a link to the listener. */
  async function openStorefront(rule: 'open' | 'closed' = 'open') {
    const network = await openNetwork();
    const [web, link] = [await network.securityGroup('web'), await network.securityGroup('link')];
    if (rule === 'open')
      await network.ec2().send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: web,
          IpPermissions: [
            { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: link }] },
          ],
        }),
      );
    const arn = await network.balancer('application', 'web', [web]);
    const group = await network.group('HTTP', 'web', '172.31.0.20');
    const ListenerArn = await network.listener(arn, 'HTTP', forward(group));
    const client = network.apigatewayv2();
    const { VpcLinkId } = await client.send(
      new CreateVpcLinkCommand({
        Name: 'web',
        SubnetIds: network.subnets,
        SecurityGroupIds: [link],
      }),
    );
    const { ApiId } = await client.send(
      new CreateApiCommand({ Name: 'storefront', ProtocolType: 'HTTP' }),
    );
    const { IntegrationId } = await client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: ListenerArn,
        ConnectionType: 'VPC_LINK',
        ConnectionId: VpcLinkId,
        PayloadFormatVersion: '1.0',
      }),
    );
    await client.send(
      new CreateRouteCommand({
        ApiId,
        RouteKey: 'ANY /{proxy+}',
        Target: `integrations/${IntegrationId}`,
      }),
    );
    await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
    return {
      ...network,
      ListenerArn,
      group,
      link,
      call: (path: string, init?: RequestInit) =>
        fetch(`${network.url}/_sandbox/invoke/${ApiId}/$default${path}`, init),
      lastStep: () => network.sandbox.traces('test', 1)[0]?.steps.at(-1),
    };
  }

  test('carries requests to a healthy target, which tells what it was sent', async () => {
    const shop = await openStorefront();
    shop.pass(1000);
    const answer = await shop.call('/carts/7?full=yes', { method: 'POST', body: 'three' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      backend: '172.31.0.20:8080',
      method: 'POST',
      path: '/carts/7',
      query: { full: 'yes' },
      body: 'three',
    });
  });

  test('answers 500 while the link is pending', async () => {
    const shop = await openStorefront();
    expect((await shop.call('/carts')).status).toBe(500);
    expect(shop.lastStep()?.reason).toMatch(/^VPC link \w+ is still pending\.$/);
  });

  test('answers 503 when no group lets the link in, and says which', async () => {
    const shop = await openStorefront('closed');
    shop.pass(1000);
    const answer = await shop.call('/carts');
    expect([answer.status, await answer.json()]).toEqual([503, { message: 'Service Unavailable' }]);
    expect(shop.lastStep()?.reason).toMatch(
      /^No security group of load balancer "web" \(sg-\w+\) lets the VPC link's groups \(sg-\w+\) in on port 80\.$/,
    );
  });

  test('answers 503 when the groups of the link let nothing out', async () => {
    const shop = await openStorefront();
    shop.pass(1000);
    await shop.ec2().send(
      new RevokeSecurityGroupEgressCommand({
        GroupId: shop.link,
        IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    );
    expect((await shop.call('/carts')).status).toBe(503);
    expect(shop.lastStep()?.reason).toBe(
      `No group of the VPC link (${shop.link}) lets anything out to load balancer "web" on port 80.`,
    );
  });

  test('passes on the 503 of a load balancer without targets', async () => {
    const shop = await openStorefront();
    shop.pass(1000);
    await shop.client.send(
      new DeregisterTargetsCommand({
        TargetGroupArn: shop.group,
        Targets: [{ Id: '172.31.0.20' }],
      }),
    );
    const answer = await shop.call('/carts');
    expect([answer.status, await answer.text()]).toEqual([
      503,
      expect.stringContaining('503 Service Temporarily Unavailable'),
    ]);
  });

  test('lets the listener decide by its rules', async () => {
    const shop = await openStorefront();
    shop.pass(1000);
    await shop.client.send(
      new CreateRuleCommand({
        ListenerArn: shop.ListenerArn,
        Priority: 1,
        Conditions: [{ Field: 'path-pattern', Values: ['/old/*'] }],
        Actions: [
          {
            Type: 'fixed-response',
            FixedResponseConfig: {
              StatusCode: '410',
              ContentType: 'text/plain',
              MessageBody: 'gone',
            },
          },
        ],
      }),
    );
    const answer = await shop.call('/old/carts');
    expect([answer.status, await answer.text()]).toEqual([410, 'gone']);
    expect((await shop.call('/carts')).status).toBe(200);
  });

  test('wants subnets and groups that are there', async () => {
    const network = await openNetwork();
    const make = (SubnetIds: string[], SecurityGroupIds: string[] = []) =>
      network
        .apigatewayv2()
        .send(new CreateVpcLinkCommand({ Name: 'web', SubnetIds, SecurityGroupIds }));
    expect((await refusalOf(make(['subnet-0']))).message).toBe(
      "The subnet ID 'subnet-0' does not exist",
    );
    expect((await refusalOf(make(network.subnets, ['sg-0']))).message).toBe(
      "The security group 'sg-0' does not exist",
    );
  });
});
