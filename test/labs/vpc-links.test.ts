import type { SecurityGroup, Subnet } from '@aws-sdk/client-ec2';
import type { Listener, TargetHealthStateEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import {
  forwardsTo,
  judgeInternalBalancer,
  judgeLinkTo,
  shutOut,
  targetsStateOf,
  type FirstLink,
  type FoundBalancer,
  type SecondLink,
} from '#labs';

const BALANCER: FoundBalancer = {
  LoadBalancerArn: 'arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/net/backend/1',
  LoadBalancerName: 'backend',
  Type: 'network',
  Scheme: 'internal',
  State: { Code: 'active' },
  VpcId: 'vpc-1',
  AvailabilityZones: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
};
const FIRST: FirstLink = {
  version: 1,
  id: 'a1',
  name: 'backend',
  status: 'AVAILABLE',
  targetArns: [BALANCER.LoadBalancerArn],
};
const SECOND: SecondLink = {
  version: 2,
  id: 'b2',
  name: 'backend',
  status: 'AVAILABLE',
  subnetIds: ['subnet-1', 'subnet-2'],
  groupIds: ['sg-link'],
};
const subnets: readonly Subnet[] = [
  { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24' },
  { SubnetId: 'subnet-2', VpcId: 'vpc-1', CidrBlock: '10.0.2.0/24' },
  { SubnetId: 'subnet-9', VpcId: 'vpc-9', CidrBlock: '10.9.0.0/24' },
];

describe('a load balancer', () => {
  const judge = (change: Partial<FoundBalancer>) =>
    judgeInternalBalancer(
      { wantedName: 'backend', names: ['backend'], balancer: { ...BALANCER, ...change } },
      'network',
    );

  test.each([
    [{}, 'pass', '"backend" is a network load balancer, internal and active.'],
    [
      { State: { Code: 'active_impaired' } },
      'pass',
      '"backend" is a network load balancer, internal and active.',
    ],
    [{ State: { Code: 'provisioning' } }, 'pending', '"backend" is still being provisioned.'],
    [
      { State: { Code: 'failed', Reason: 'no addresses left' } },
      'fail',
      '"backend" is failed: no addresses left.',
    ],
    [
      { Type: 'gateway' },
      'fail',
      '"backend" is no network load balancer, but of the type gateway.',
    ],
    [
      { Scheme: 'internet-facing' },
      'fail',
      '"backend" is internet-facing: it has a public address.',
    ],
  ] as const)('with %j: %s', (change, verdict, saw) => {
    expect(judge(change)).toMatchObject({ verdict, saw });
  });
});

describe('what a listener leads to', () => {
  const listener: Listener = {
    Port: 80,
    DefaultActions: [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: 'arn:x:targetgroup/blue/1', Weight: 0 },
            { TargetGroupArn: 'arn:x:targetgroup/green/2', Weight: 5 },
          ],
        },
      },
    ],
  };
  const withStates = (...states: readonly TargetHealthStateEnum[]) => ({
    'arn:x:targetgroup/blue/1': [{ TargetHealth: { State: 'healthy' as const } }],
    'arn:x:targetgroup/green/2': states.map((State) => ({
      TargetHealth: { State },
    })),
  });

  test('leaves out groups without weight, and actions that forward nothing', () => {
    expect(forwardsTo(listener)).toEqual(['arn:x:targetgroup/green/2']);
    expect(forwardsTo({ DefaultActions: [{ Type: 'fixed-response' }] })).toEqual([]);
    expect(forwardsTo({ DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn:1' }] })).toEqual([
      'arn:1',
    ]);
  });

  test.each([
    [
      ['unhealthy', 'healthy'],
      'ready',
      'The listener on port 80 forwards to a target that takes traffic.',
    ],
    [['unavailable'], 'ready', 'The listener on port 80 forwards to a target that takes traffic.'],
    [
      ['initial', 'unhealthy'],
      'starting',
      'The first health checks of target group green are running.',
    ],
    [
      ['unhealthy', 'draining'],
      'unfit',
      'No target of group green takes traffic: unhealthy, draining.',
    ],
    [[], 'none', 'Target group green has no registered target.'],
  ] as const)('is judged by its targets, which are %j', (states, kind, saw) => {
    expect(targetsStateOf(listener, withStates(...states))).toEqual({ kind, saw });
  });

  test('wants somebody in each group that gets calls', () => {
    const both: Listener = {
      Port: 80,
      DefaultActions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: 'arn:x:targetgroup/blue/1', Weight: 1 },
              { TargetGroupArn: 'arn:x:targetgroup/green/2', Weight: 1 },
            ],
          },
        },
      ],
    };
    expect(targetsStateOf(both, withStates()).saw).toBe(
      'Target group green has no registered target.',
    );
    expect(targetsStateOf(both, withStates('healthy')).kind).toBe('ready');
    expect(targetsStateOf({ Port: 80 }, {}).saw).toBe(
      'The listener on port 80 forwards to no target group.',
    );
  });
});

describe('a VPC link', () => {
  test.each([
    ['AVAILABLE', 'pass', 'VPC link "backend" (b2) is available and leads to "backend".'],
    ['PENDING', 'pending', 'VPC link "backend" (b2) is still pending.'],
    [
      'INACTIVE',
      'pending',
      'VPC link "backend" (b2) is inactive: nothing went through it for 60 days.',
    ],
    ['FAILED', 'fail', 'VPC link "backend" (b2) is FAILED: no reason is given'],
  ])('that is %s', (status, verdict, saw) => {
    expect(judgeLinkTo({ ...SECOND, status }, BALANCER, { subnets })).toMatchObject({
      verdict,
      saw,
    });
  });

  test('of version 1 leads to its target, one of version 2 into the VPC of its subnets', () => {
    const others = ['arn:of:another'];
    expect(judgeLinkTo({ ...FIRST, targetArns: others }, BALANCER, { subnets })).toMatchObject({
      verdict: 'fail',
      saw: 'VPC link "backend" (a1) leads to arn:of:another, not to "backend".',
    });
    expect(
      judgeLinkTo({ ...SECOND, subnetIds: ['subnet-9'] }, BALANCER, { subnets }),
    ).toMatchObject({
      verdict: 'fail',
      saw: 'VPC link "backend" (b2) stands in vpc-9, and "backend" in vpc-1.',
    });
  });
});

describe('security groups on the way', () => {
  const OPEN = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  const at = (port: number, CidrIp: string) => ({
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp }],
  });
  const ask = (
    link: FirstLink | SecondLink,
    inward: SecurityGroup['IpPermissions'],
    {
      outward = [OPEN],
      ...change
    }: { outward?: SecurityGroup['IpPermissions'] } & Partial<FoundBalancer> = {},
  ) =>
    shutOut(link, { ...BALANCER, SecurityGroups: ['sg-lb'], ...change }, 80, {
      subnets,
      securityGroups: {
        'sg-lb': { GroupId: 'sg-lb', IpPermissions: inward },
        'sg-link': { GroupId: 'sg-link', IpPermissionsEgress: outward },
        'sg-default': {
          GroupId: 'sg-default',
          GroupName: 'default',
          VpcId: 'vpc-1',
          IpPermissionsEgress: [OPEN],
        },
      },
    })?.saw;

  test.each([
    [
      'its group',
      [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: 'sg-link' }] }],
    ],
    ['all of its subnets', [at(80, '10.0.1.0/24'), at(80, '10.0.2.0/24')]],
    ['everybody', [OPEN]],
  ])('let a link of version 2 in by %s', (_, inward) => {
    expect(ask(SECOND, inward)).toBeUndefined();
  });

  test('let a link without groups in by the default group of the VPC', () => {
    const inward = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-default' }] }];
    expect(ask({ ...SECOND, groupIds: [] }, inward)).toBeUndefined();
    expect(ask(SECOND, inward)).toBeDefined();
  });

  test.each([
    ['another port', [at(81, '0.0.0.0/0')], 'sg-link, 10.0.1.0/24, 10.0.2.0/24'],
    ['one subnet of two', [at(80, '10.0.1.0/24')], 'sg-link, 10.0.2.0/24'],
  ])('do not let it in by %s', (_, inward, whom) => {
    expect(ask(SECOND, inward)).toBe(
      `The security groups of "backend" (sg-lb) do not let VPC link "backend" (${whom}) in at port 80.`,
    );
  });

  test('of the link itself have to let the call out', () => {
    expect(ask(SECOND, [OPEN], { outward: [] })).toBe(
      'The security groups of VPC link "backend" (sg-link) let nothing out to "backend" at port 80.',
    );
    const toGroup = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-lb' }] }];
    expect(ask(SECOND, [OPEN], { outward: toGroup })).toBeUndefined();
  });

  test('let PrivateLink in when they let everybody in, are not asked, or are not there', () => {
    const vpc = [at(80, '10.0.0.0/16')];
    expect(ask(FIRST, vpc)).toBe(
      'The security groups of "backend" are asked about PrivateLink\'s traffic too, and do not let everybody in at port 80. From which addresses a VPC link of version 1 calls, nobody knows.',
    );
    expect(ask(FIRST, [at(80, '0.0.0.0/0')])).toBeUndefined();
    expect(
      ask(FIRST, vpc, { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' }),
    ).toBeUndefined();
    expect(ask(FIRST, [], { SecurityGroups: [] })).toBeUndefined();
  });
});
