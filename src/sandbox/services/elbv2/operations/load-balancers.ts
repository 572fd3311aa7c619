import type {
  CreateLoadBalancerInput,
  DeleteLoadBalancerInput,
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancersInput,
  ModifyLoadBalancerAttributesInput,
  SetSecurityGroupsInput,
  SetSubnetsInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { regionState } from '../../../state.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { stateOf as ec2State } from '../../ec2/access.ts';
import { newHex } from '../../ids.ts';
import {
  arnOf,
  defined,
  demandName,
  demandRoom,
  loadBalancerOf,
  own,
  pageOf,
  stateOf,
  values,
} from '../access.ts';
import type { LoadBalancer } from '../state.ts';
import {
  inUse,
  invalidConfiguration,
  noGroup,
  noLoadBalancer,
  noSubnet,
  refusal,
  validation,
} from '../texts.ts';
import { putTags } from './tags.ts';

/** Of us-east-1. Source: docs.aws.amazon.com/general/latest/gr/elb.html */
const HOSTED_ZONES = { application: 'Z35SXDOTRQ7X7K', network: 'Z26RNL4JYFTOTI' } as const;

/** Attributes a new load balancer has, those that labs may look at. */
const ATTRIBUTES: Readonly<Record<LoadBalancer['Type'], Readonly<Record<string, string>>>> = {
  application: {
    'access_logs.s3.enabled': 'false',
    'deletion_protection.enabled': 'false',
    'idle_timeout.timeout_seconds': '60',
    'load_balancing.cross_zone.enabled': 'true',
    'routing.http.drop_invalid_header_fields.enabled': 'false',
    'routing.http2.enabled': 'true',
  },
  network: {
    'access_logs.s3.enabled': 'false',
    'deletion_protection.enabled': 'false',
    'load_balancing.cross_zone.enabled': 'false',
  },
};

function shown(context: OperationContext, balancer: LoadBalancer) {
  const { subnets } = ec2State(context);
  const { subnetIds } = balancer;
  return {
    ...balancer,
    State: { Code: context.clock.now() < balancer.activeAt ? 'provisioning' : 'active' },
    AvailabilityZones: subnetIds.map((SubnetId) => ({
      ZoneName: subnets[SubnetId]?.AvailabilityZone,
      SubnetId,
      LoadBalancerAddresses: [],
    })),
  };
}

/** Subnets of one VPC, each in another zone; an application load balancer needs two. */
function placeOf(
  context: OperationContext,
  type: LoadBalancer['Type'],
  ids: readonly string[],
): { readonly vpcId: string; readonly subnetIds: string[] } {
  const { subnets } = ec2State(context);
  const found = ids.map((id) => {
    const subnet = own(subnets, id);
    if (!subnet) throw noSubnet(id);
    return subnet;
  });
  const zones = new Set(found.map(({ AvailabilityZone }) => AvailabilityZone));
  const [first] = found;
  if (!first) throw validation('At least one subnet must be specified');
  if (found.some(({ VpcId }) => VpcId !== first.VpcId))
    throw invalidConfiguration('All subnets must belong to the same VPC');
  if (zones.size < found.length)
    throw invalidConfiguration(
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  if (type === 'application' && zones.size < 2)
    throw validation('At least two subnets in two different Availability Zones must be specified');
  return { vpcId: first.VpcId, subnetIds: [...ids] };
}

/** An application load balancer without groups wears the VPC's default one. */
function groupsFor(
  context: OperationContext,
  type: LoadBalancer['Type'],
  vpcId: string,
  ids: readonly string[] = [],
): string[] | undefined {
  const { securityGroups } = ec2State(context);
  for (const id of ids) {
    const group = own(securityGroups, id);
    if (!group) throw noGroup(id);
    if (group.VpcId !== vpcId)
      throw invalidConfiguration(
        'One or more security groups are invalid: they are not in the VPC of the load balancer',
      );
  }
  if (ids.length > 0) return [...ids];
  if (type === 'network') return undefined;
  return values(securityGroups)
    .filter(({ VpcId, GroupName }) => VpcId === vpcId && GroupName === 'default')
    .map(({ GroupId }) => GroupId);
}

function dnsName(
  { random, region }: OperationContext,
  type: LoadBalancer['Type'],
  name: string,
  isInternal: boolean,
  id: string,
): string {
  if (type === 'network') return `${name}-${id}.elb.${region}.amazonaws.com`;
  const digits = Math.floor(random.next() * 1_000_000_000);
  return `${isInternal ? 'internal-' : ''}${name}-${digits}.${region}.elb.amazonaws.com`.toLowerCase();
}

export function createLoadBalancer(
  context: OperationContext,
  input: Parsed<CreateLoadBalancerInput>,
) {
  const state = stateOf(context);
  const { Name, Type = 'application', Scheme = 'internet-facing' } = input;
  demandName(Name, 'Load balancer');
  if (Name.startsWith('internal-'))
    throw validation(`Load balancer name '${Name}' cannot begin with 'internal-'`);
  if (Type === 'gateway')
    throw validation(
      'The local sandbox has no gateway load balancers: choose application or network.',
    );
  const ids = input.Subnets ?? (input.SubnetMappings ?? []).map(({ SubnetId }) => SubnetId ?? '');
  const { vpcId, subnetIds } = placeOf(context, Type, ids);
  const known = values(state.loadBalancers).find((one) => one.LoadBalancerName === Name);
  if (known && (known.Type !== Type || known.Scheme !== Scheme || known.VpcId !== vpcId))
    throw refusal(
      'DuplicateLoadBalancerName',
      `A load balancer with the same name '${Name}' exists, but with different settings`,
    );
  if (known) return { LoadBalancers: [shown(context, known)] };
  demandRoom('load balancers', state.loadBalancers);
  const groups = groupsFor(context, Type, vpcId, input.SecurityGroups);
  const id = newHex(context.random, 16);
  const kind = Type === 'network' ? 'net' : 'app';
  const balancer: LoadBalancer = defined({
    LoadBalancerArn: arnOf(context, `loadbalancer/${kind}/${Name}/${id}`),
    LoadBalancerName: Name,
    DNSName: dnsName(context, Type, Name, Scheme === 'internal', id),
    CanonicalHostedZoneId: HOSTED_ZONES[Type],
    CreatedTime: epochSeconds(context),
    Scheme,
    VpcId: vpcId,
    Type,
    IpAddressType: input.IpAddressType ?? 'ipv4',
    SecurityGroups: groups,
    // Docs: "on" unless said, and of network load balancers alone.
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
      Type === 'network' && groups ? ('on' as const) : undefined,
    subnetIds,
    attributes: { ...ATTRIBUTES[Type] },
    activeAt: context.clock.now() + context.settleMs,
  });
  state.loadBalancers[balancer.LoadBalancerArn] = balancer;
  putTags(state, balancer.LoadBalancerArn, input.Tags);
  return { LoadBalancers: [shown(context, balancer)] };
}

export function describeLoadBalancers(
  context: OperationContext,
  input: Parsed<DescribeLoadBalancersInput>,
) {
  const all = values(stateOf(context).loadBalancers);
  const { LoadBalancerArns: arns, Names: names } = input;
  const missing =
    arns?.some((arn) => !all.some((one) => one.LoadBalancerArn === arn)) ||
    names?.some((name) => !all.some((one) => one.LoadBalancerName === name));
  if (missing) throw noLoadBalancer();
  const found = all.filter(
    (one) =>
      (arns?.includes(one.LoadBalancerArn) ?? true) &&
      (names?.includes(one.LoadBalancerName) ?? true),
  );
  const { items, page } = pageOf(found, input);
  return { LoadBalancers: items.map((one) => shown(context, one)), ...page };
}

/** Deleting what is not there succeeds, as on AWS. */
export function deleteLoadBalancer(
  context: OperationContext,
  { LoadBalancerArn: arn }: Parsed<DeleteLoadBalancerInput>,
) {
  const state = stateOf(context);
  const balancer = own(state.loadBalancers, arn);
  if (balancer?.attributes['deletion_protection.enabled'] === 'true')
    throw refusal(
      'OperationNotPermitted',
      `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    );
  const { apigateway } = regionState(context.sandbox, context.caller.accountId, context.region);
  if (values(apigateway.vpcLinks).some(({ targetArns }) => targetArns.includes(arn)))
    throw inUse(
      `Load balancer '${arn}' cannot be deleted because it is currently associated with another service`,
    );
  for (const { ListenerArn, LoadBalancerArn } of values(state.listeners)) {
    if (LoadBalancerArn !== arn) continue;
    delete state.listeners[ListenerArn];
    delete state.tags[ListenerArn];
  }
  delete state.loadBalancers[arn];
  delete state.tags[arn];
  return {};
}

const attributesOf = (attributes: Readonly<Record<string, string>>) => ({
  Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
});

export const describeLoadBalancerAttributes = (
  context: OperationContext,
  { LoadBalancerArn }: Parsed<DescribeLoadBalancerAttributesInput>,
) => attributesOf(loadBalancerOf(context, LoadBalancerArn).attributes);

export function modifyLoadBalancerAttributes(
  context: OperationContext,
  { LoadBalancerArn, Attributes }: Parsed<ModifyLoadBalancerAttributesInput>,
) {
  const balancer = loadBalancerOf(context, LoadBalancerArn);
  for (const { Key = '', Value = '' } of Attributes) {
    if (!Object.hasOwn(balancer.attributes, Key))
      throw validation(`Load balancer attribute key '${Key}' is not recognized`);
    balancer.attributes[Key] = Value;
  }
  return attributesOf(balancer.attributes);
}

export function setSecurityGroups(
  context: OperationContext,
  {
    LoadBalancerArn,
    SecurityGroups,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce,
  }: Parsed<SetSecurityGroupsInput>,
) {
  const balancer = loadBalancerOf(context, LoadBalancerArn);
  if (balancer.Type === 'network' && !balancer.SecurityGroups)
    throw invalidConfiguration(
      'You cannot set security groups on a Network Load Balancer that was created without them',
    );
  balancer.SecurityGroups = groupsFor(context, balancer.Type, balancer.VpcId, SecurityGroups) ?? [];
  if (enforce !== undefined && balancer.Type === 'network')
    balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = enforce;
  return {
    SecurityGroupIds: balancer.SecurityGroups,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
      balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
  };
}

export function setSubnets(
  context: OperationContext,
  { LoadBalancerArn, Subnets, SubnetMappings }: Parsed<SetSubnetsInput>,
) {
  const balancer = loadBalancerOf(context, LoadBalancerArn);
  const ids = Subnets ?? (SubnetMappings ?? []).map(({ SubnetId }) => SubnetId ?? '');
  balancer.subnetIds = placeOf(context, balancer.Type, ids).subnetIds;
  return { AvailabilityZones: shown(context, balancer).AvailabilityZones };
}
