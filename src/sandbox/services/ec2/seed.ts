import type { Random } from '#core';
import { newHex } from '../ids.ts';
import { zonesOf } from './network.ts';
import type { Ec2State, Rule, SecurityGroup } from './state.ts';

/** @returns `vpc-` and the like with 17 hexadecimal digits */
export const newEc2Id = (random: Random, prefix: string): string =>
  `${prefix}-${newHex(random, 17)}`;

/** What AWS puts into a new group: everything may go out. */
export const allOut = (random: Random): Rule => ({
  SecurityGroupRuleId: newEc2Id(random, 'sgr'),
  IsEgress: true,
  IpProtocol: '-1',
  CidrIpv4: '0.0.0.0/0',
});

/** The group that every VPC has: its members may reach each other. */
export function defaultGroup(random: Random, VpcId: string): SecurityGroup {
  const GroupId = newEc2Id(random, 'sg');
  return {
    GroupId,
    GroupName: 'default',
    Description: 'default VPC security group',
    VpcId,
    rules: [
      {
        SecurityGroupRuleId: newEc2Id(random, 'sgr'),
        IsEgress: false,
        IpProtocol: '-1',
        referencedGroupId: GroupId,
      },
      allOut(random),
    ],
  };
}

/**
 * The default VPC of a fresh account: 172.31.0.0/16 with one /20 subnet in each zone.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
export function seed(state: Ec2State, region: string, random: Random): void {
  if (state.isSeeded) return;
  state.isSeeded = true;
  const VpcId = newEc2Id(random, 'vpc');
  state.vpcs[VpcId] = {
    VpcId,
    CidrBlock: '172.31.0.0/16',
    IsDefault: true,
    InstanceTenancy: 'default',
    DhcpOptionsId: newEc2Id(random, 'dopt'),
    associationId: newEc2Id(random, 'vpc-cidr-assoc'),
    enableDnsSupport: true,
    enableDnsHostnames: true,
  };
  for (const [index, { name, id }] of zonesOf(region).entries()) {
    const SubnetId = newEc2Id(random, 'subnet');
    state.subnets[SubnetId] = {
      SubnetId,
      VpcId,
      CidrBlock: `172.31.${index * 16}.0/20`,
      AvailabilityZone: name,
      AvailabilityZoneId: id,
      DefaultForAz: true,
      MapPublicIpOnLaunch: true,
    };
  }
  const group = defaultGroup(random, VpcId);
  state.securityGroups[group.GroupId] = group;
}
