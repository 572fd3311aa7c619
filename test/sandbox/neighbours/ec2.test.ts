import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  DeleteVpcEndpointsCommand,
  DescribeAvailabilityZonesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  RevokeSecurityGroupIngressCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../support.ts';
import { ACCOUNT, openNeighbours } from './support.ts';

const SERVICE = 'com.amazonaws.us-east-1.execute-api';

async function defaultVpc(ec2: EC2Client): Promise<string> {
  const { Vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  return Vpcs[0]?.VpcId ?? '';
}

async function subnetsOf(ec2: EC2Client, vpc: string): Promise<string[]> {
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpc] }] }),
  );
  return Subnets.map(({ SubnetId = '' }) => SubnetId);
}

async function makeVpc(ec2: EC2Client, CidrBlock = '10.0.0.0/16'): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
  return Vpc?.VpcId ?? '';
}

async function makeGroup(ec2: EC2Client, VpcId: string, GroupName = 'api'): Promise<string> {
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName, Description: 'For tests', VpcId }),
  );
  return GroupId;
}

describe('a fresh account', () => {
  test('has a default VPC with a subnet in each zone and a default group', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({}));
    expect(Vpcs).toMatchObject([
      { CidrBlock: '172.31.0.0/16', IsDefault: true, State: 'available', OwnerId: ACCOUNT },
    ]);
    const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({}));
    expect(Subnets.map((one) => [one.AvailabilityZone, one.CidrBlock, one.DefaultForAz])).toEqual([
      ['us-east-1a', '172.31.0.0/20', true],
      ['us-east-1b', '172.31.16.0/20', true],
      ['us-east-1c', '172.31.32.0/20', true],
      ['us-east-1d', '172.31.48.0/20', true],
      ['us-east-1e', '172.31.64.0/20', true],
      ['us-east-1f', '172.31.80.0/20', true],
    ]);
    const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({}));
    const [group] = SecurityGroups;
    expect(group?.GroupName).toBe('default');
    expect(group?.IpPermissions).toMatchObject([
      { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: group?.GroupId, UserId: ACCOUNT }] },
    ]);
    expect(group?.IpPermissionsEgress).toMatchObject([
      { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ]);
  });

  test('has its own VPC in each Region, and another account has another', async () => {
    const { ec2 } = await openNeighbours();
    const here = await defaultVpc(ec2());
    const there = await defaultVpc(ec2(undefined, 'eu-central-1'));
    const other = await defaultVpc(ec2({ accessKeyId: 'private-api', secretAccessKey: 'test' }));
    expect(new Set([here, there, other]).size).toBe(3);
    const { AvailabilityZones = [] } = await ec2(undefined, 'eu-central-1').send(
      new DescribeAvailabilityZonesCommand({}),
    );
    expect(AvailabilityZones.map(({ ZoneName, ZoneId }) => [ZoneName, ZoneId])).toEqual([
      ['eu-central-1a', 'euc1-az1'],
      ['eu-central-1b', 'euc1-az2'],
      ['eu-central-1c', 'euc1-az3'],
    ]);
  });

  test('keeps its network through a snapshot and loses it with a reset', async () => {
    const { ec2, sandbox } = await openNeighbours();
    const before = await defaultVpc(ec2());
    const text = sandbox.snapshot();
    sandbox.reset();
    expect(await defaultVpc(ec2())).not.toBe(before);
    sandbox.restore(text);
    expect(await defaultVpc(ec2())).toBe(before);
  });
});

describe('VPCs and subnets', () => {
  test('come with their own default group, tags and DNS attributes', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const { Vpc } = await client.send(
      new CreateVpcCommand({
        CidrBlock: '10.1.2.3/16',
        TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'lab' }] }],
      }),
    );
    expect([Vpc?.CidrBlock, Vpc?.State, Vpc?.IsDefault]).toEqual(['10.1.0.0/16', 'pending', false]);
    const VpcId = Vpc?.VpcId ?? '';
    const found = await client.send(
      new DescribeVpcsCommand({ Filters: [{ Name: 'tag:Name', Values: ['la*'] }] }),
    );
    expect(found.Vpcs?.map((one) => [one.VpcId, one.State, one.Tags])).toEqual([
      [VpcId, 'available', [{ Key: 'Name', Value: 'lab' }]],
    ]);
    const asked = (Attribute: 'enableDnsHostnames' | 'enableDnsSupport') =>
      client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
    expect((await asked('enableDnsSupport')).EnableDnsSupport?.Value).toBe(true);
    expect((await asked('enableDnsHostnames')).EnableDnsHostnames?.Value).toBe(false);
    await client.send(
      new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }),
    );
    expect((await asked('enableDnsHostnames')).EnableDnsHostnames?.Value).toBe(true);
  });

  test.each([
    ['10.0.0.0/8', 'InvalidVpc.Range', "The CIDR '10.0.0.0/8' is invalid."],
    ['ten', 'InvalidVpc.Range', "The CIDR 'ten' is invalid."],
  ])('a VPC of %s is refused', async (CidrBlock, code, message) => {
    const { ec2 } = await openNeighbours();
    expect(await refusalOf(ec2().send(new CreateVpcCommand({ CidrBlock })))).toEqual({
      code,
      status: 400,
      message,
    });
  });

  test('subnets lie inside the VPC, beside each other, in zones of the Region', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const VpcId = await makeVpc(client);
    const make = (CidrBlock: string, AvailabilityZone?: string) =>
      client.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
    const { Subnet } = await make('10.0.1.0/24', 'us-east-1b');
    expect([Subnet?.AvailabilityZoneId, Subnet?.AvailableIpAddressCount, Subnet?.State]).toEqual([
      'use1-az2',
      251,
      'available',
    ]);
    expect((await refusalOf(make('10.0.1.128/25'))).message).toBe(
      "The CIDR '10.0.1.128/25' conflicts with another subnet",
    );
    expect((await refusalOf(make('192.168.0.0/24'))).code).toBe('InvalidSubnet.Range');
    expect((await refusalOf(make('10.0.2.0/24', 'us-east-1z'))).code).toBe('InvalidParameterValue');
    const missing = client.send(
      new CreateSubnetCommand({ VpcId: 'vpc-0', CidrBlock: '10.0.0.0/24' }),
    );
    expect(await refusalOf(missing)).toEqual({
      code: 'InvalidVpcID.NotFound',
      status: 400,
      message: "The vpc ID 'vpc-0' does not exist",
    });
  });

  test('a VPC is deleted once nothing is in it', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const VpcId = await makeVpc(client);
    const { Subnet } = await client.send(
      new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }),
    );
    const gone = () => client.send(new DeleteVpcCommand({ VpcId }));
    expect(await refusalOf(gone())).toEqual({
      code: 'DependencyViolation',
      status: 400,
      message: `The vpc '${VpcId}' has dependencies and cannot be deleted.`,
    });
    await client.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));
    await gone();
    const asked = client.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
    expect((await refusalOf(asked)).code).toBe('InvalidVpcID.NotFound');
  });

  test('an account has at most five VPCs, and a dry run makes none', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const dry = client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true }));
    expect(await refusalOf(dry)).toEqual({
      code: 'DryRunOperation',
      status: 412,
      message: 'Request would have succeeded, but DryRun flag is set.',
    });
    for (const second of [1, 2, 3, 4]) await makeVpc(client, `10.${second}.0.0/16`);
    expect(await refusalOf(makeVpc(client))).toMatchObject({
      code: 'VpcLimitExceeded',
      message: 'The maximum number of VPCs has been reached.',
    });
  });

  test('lists come in pages, and filters that do not exist are refused', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const first = await client.send(new DescribeSubnetsCommand({ MaxResults: 5 }));
    const rest = await client.send(new DescribeSubnetsCommand({ NextToken: first.NextToken }));
    expect([first.Subnets?.length, rest.Subnets?.length, rest.NextToken]).toEqual([
      5,
      1,
      undefined,
    ]);
    const wrong = client.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] }),
    );
    expect(await refusalOf(wrong)).toMatchObject({
      code: 'InvalidParameterValue',
      message: "The filter 'colour' is invalid",
    });
  });
});

describe('security groups', () => {
  test('are opened and closed by rules', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const VpcId = await makeVpc(client);
    const GroupId = await makeGroup(client, VpcId);
    const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16' };
    const added = await client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...rule }));
    expect(added.SecurityGroupRules).toMatchObject([
      { GroupId, IsEgress: false, IpProtocol: 'tcp', FromPort: 443, CidrIpv4: '10.0.0.0/16' },
    ]);
    const again = client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...rule }));
    expect(await refusalOf(again)).toEqual({
      code: 'InvalidPermission.Duplicate',
      status: 400,
      message:
        'the specified rule "peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW" already exists',
    });
    const { SecurityGroups } = await client.send(
      new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }),
    );
    expect(SecurityGroups?.[0]?.IpPermissions).toMatchObject([
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
    ]);
    await client.send(new RevokeSecurityGroupIngressCommand({ GroupId, ...rule }));
    const closed = client.send(new RevokeSecurityGroupIngressCommand({ GroupId, ...rule }));
    expect(await refusalOf(closed)).toEqual({
      code: 'InvalidPermission.NotFound',
      status: 400,
      message: 'The specified rule does not exist in this security group.',
    });
  });

  test('rules may name other groups, and are found and revoked by their ids', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const VpcId = await makeVpc(client);
    const [api, link] = [await makeGroup(client, VpcId), await makeGroup(client, VpcId, 'link')];
    await client.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: api,
        IpPermissions: [
          {
            IpProtocol: '6',
            FromPort: 80,
            ToPort: 80,
            UserIdGroupPairs: [{ GroupId: link, Description: 'the link' }],
            Ipv6Ranges: [{ CidrIpv6: '::/0' }],
          },
        ],
      }),
    );
    const listed = await client.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [api] }] }),
    );
    const inbound = listed.SecurityGroupRules?.filter(({ IsEgress }) => !IsEgress) ?? [];
    expect(inbound).toMatchObject([
      { IpProtocol: 'tcp', CidrIpv6: '::/0' },
      { ReferencedGroupInfo: { GroupId: link, UserId: ACCOUNT }, Description: 'the link' },
    ]);
    const used = client.send(new DeleteSecurityGroupCommand({ GroupId: link }));
    expect(await refusalOf(used)).toMatchObject({
      code: 'DependencyViolation',
      message: `resource ${link} has a dependent object`,
    });
    await client.send(
      new RevokeSecurityGroupIngressCommand({
        GroupId: api,
        SecurityGroupRuleIds: inbound.map(({ SecurityGroupRuleId = '' }) => SecurityGroupRuleId),
      }),
    );
    await client.send(new DeleteSecurityGroupCommand({ GroupId: link }));
  });

  test.each([
    [
      { IpProtocol: 'tcp', CidrIp: '10.0.0.0/16' },
      "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
    ],
    [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 2, CidrIp: 'here' }, 'CIDR block here is malformed'],
  ])('rules that say nothing are refused: %j', async (rule, message) => {
    const { ec2 } = await openNeighbours();
    const GroupId = await makeGroup(ec2(), await defaultVpc(ec2()));
    const call = ec2().send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...rule }));
    expect(await refusalOf(call)).toEqual({ code: 'InvalidParameterValue', status: 400, message });
  });

  test('have names of their own, and the default one stays', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const VpcId = await defaultVpc(client);
    await makeGroup(client, VpcId);
    expect((await refusalOf(makeGroup(client, VpcId))).message).toBe(
      `The security group 'api' already exists for VPC '${VpcId}'`,
    );
    const { SecurityGroups } = await client.send(
      new DescribeSecurityGroupsCommand({ GroupNames: ['default'] }),
    );
    const GroupId = SecurityGroups?.[0]?.GroupId;
    const gone = client.send(new DeleteSecurityGroupCommand({ GroupId }));
    expect(await refusalOf(gone)).toMatchObject({
      code: 'CannotDelete',
      message: `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`,
    });
  });
});

describe('VPC endpoints', () => {
  test('of execute-api are pending, then available, and answer the private names', async () => {
    const { ec2, pass } = await openNeighbours();
    const client = ec2();
    const VpcId = await defaultVpc(client);
    const SubnetIds = (await subnetsOf(client, VpcId)).slice(0, 2);
    const group = await makeGroup(client, VpcId);
    const { VpcEndpoint } = await client.send(
      new CreateVpcEndpointCommand({
        VpcId,
        ServiceName: SERVICE,
        VpcEndpointType: 'Interface',
        SubnetIds,
        SecurityGroupIds: [group],
      }),
    );
    expect(VpcEndpoint).toMatchObject({
      State: 'pending',
      PrivateDnsEnabled: true,
      SubnetIds,
      Groups: [{ GroupId: group, GroupName: 'api' }],
    });
    const id = VpcEndpoint?.VpcEndpointId ?? '';
    expect(
      VpcEndpoint?.DnsEntries?.map(({ DnsName = '' }) => DnsName.replace(/^vpce-\w+-\w{8}/, 'E')),
    ).toEqual([
      'E.execute-api.us-east-1.vpce.amazonaws.com',
      'E-us-east-1a.execute-api.us-east-1.vpce.amazonaws.com',
      'E-us-east-1b.execute-api.us-east-1.vpce.amazonaws.com',
      'execute-api.us-east-1.amazonaws.com',
      '*.execute-api.us-east-1.amazonaws.com',
    ]);
    const described = () => client.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }));
    pass(1000);
    expect((await described()).VpcEndpoints?.[0]?.State).toBe('available');
    const { NetworkInterfaces } = await client.send(new DescribeNetworkInterfacesCommand({}));
    expect(NetworkInterfaces?.map(({ PrivateIpAddress }) => PrivateIpAddress)).toEqual([
      '172.31.0.4',
      '172.31.16.4',
    ]);
    const used = client.send(new DeleteSubnetCommand({ SubnetId: SubnetIds[0] }));
    expect((await refusalOf(used)).code).toBe('DependencyViolation');

    await client.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }));
    expect((await described()).VpcEndpoints?.[0]?.State).toBe('deleting');
    pass(1000);
    expect(await refusalOf(described())).toEqual({
      code: 'InvalidVpcEndpointId.NotFound',
      status: 400,
      message: `The Vpc Endpoint Id '${id}' does not exist`,
    });
  });

  test('want Interface said, a service that is there and other zones', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const VpcId = await makeVpc(client);
    const make = (over: object) =>
      client.send(new CreateVpcEndpointCommand({ VpcId, ServiceName: SERVICE, ...over }));
    expect((await refusalOf(make({}))).message).toBe(
      'Endpoint type (Gateway) does not match available service types ([Interface]).',
    );
    const elsewhere = make({ ServiceName: 'com.amazonaws.eu-west-1.execute-api' });
    expect(await refusalOf(elsewhere)).toEqual({
      code: 'InvalidServiceName',
      status: 400,
      message: "The Vpc Endpoint Service 'com.amazonaws.eu-west-1.execute-api' does not exist",
    });
    expect((await refusalOf(make({ VpcEndpointType: 'Interface' }))).message).toBe(
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${VpcId}`,
    );
    const SubnetIds: string[] = [];
    for (const CidrBlock of ['10.0.1.0/24', '10.0.2.0/24']) {
      const { Subnet } = await client.send(
        new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: 'us-east-1a' }),
      );
      SubnetIds.push(Subnet?.SubnetId ?? '');
    }
    const twice = make({ VpcEndpointType: 'Interface', PrivateDnsEnabled: false, SubnetIds });
    expect((await refusalOf(twice)).code).toBe('DuplicateSubnetsInSameZone');
  });

  test('answer a private name once in a VPC; policy, groups and names change later', async () => {
    const { ec2 } = await openNeighbours();
    const client = ec2();
    const VpcId = await defaultVpc(client);
    const make = () =>
      client.send(
        new CreateVpcEndpointCommand({ VpcId, ServiceName: SERVICE, VpcEndpointType: 'Interface' }),
      );
    const VpcEndpointId = (await make()).VpcEndpoint?.VpcEndpointId;
    expect((await refusalOf(make())).message).toBe(
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for execute-api.us-east-1.amazonaws.com in the VPC ${VpcId}`,
    );
    const group = await makeGroup(client, VpcId);
    const PolicyDocument =
      '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}';
    await client.send(
      new ModifyVpcEndpointCommand({
        VpcEndpointId,
        PrivateDnsEnabled: false,
        AddSecurityGroupIds: [group],
        PolicyDocument,
      }),
    );
    await make();
    const { VpcEndpoints } = await client.send(
      new DescribeVpcEndpointsCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
    );
    expect(VpcEndpoints?.map((one) => one.PrivateDnsEnabled)).toEqual([false, true]);
    expect(VpcEndpoints?.[0]?.PolicyDocument).toBe(PolicyDocument);
    expect(VpcEndpoints?.[0]?.Groups?.at(-1)?.GroupId).toBe(group);
  });

  test('are offered for the services that labs name', async () => {
    const { ec2 } = await openNeighbours();
    const { ServiceDetails } = await ec2().send(
      new DescribeVpcEndpointServicesCommand({ ServiceNames: [SERVICE] }),
    );
    expect(ServiceDetails).toMatchObject([
      { ServiceName: SERVICE, ServiceType: [{ ServiceType: 'Interface' }], Owner: 'amazon' },
    ]);
  });
});

test('tags are put on and taken off anything that has an id', async () => {
  const { ec2 } = await openNeighbours();
  const client = ec2();
  const vpc = await defaultVpc(client);
  await client.send(
    new CreateTagsCommand({
      Resources: [vpc],
      Tags: [
        { Key: 'lab', Value: 'private-api' },
        { Key: 'step', Value: '1' },
      ],
    }),
  );
  await client.send(new DeleteTagsCommand({ Resources: [vpc], Tags: [{ Key: 'step' }] }));
  const { Tags } = await client.send(
    new DescribeTagsCommand({ Filters: [{ Name: 'resource-id', Values: [vpc] }] }),
  );
  expect(Tags).toEqual([
    { Key: 'lab', Value: 'private-api', ResourceId: vpc, ResourceType: 'vpc' },
  ]);
  const missing = client.send(
    new CreateTagsCommand({ Resources: ['vpc-0'], Tags: [{ Key: 'a', Value: 'b' }] }),
  );
  expect((await refusalOf(missing)).code).toBe('InvalidID');
});
