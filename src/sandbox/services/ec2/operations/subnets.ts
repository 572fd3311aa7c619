import type {
  CreateSubnetRequest,
  DeleteSubnetRequest,
  DescribeAvailabilityZonesRequest,
  DescribeSubnetsRequest,
} from '@aws-sdk/client-ec2';
import type { OperationContext, Parsed } from '../../context.ts';
import {
  demandReal,
  filtered,
  newId,
  pageOf,
  stateOf,
  subnetOf,
  tagNew,
  tagsOf,
  values,
  vpcOf,
  type FilterFields,
} from '../access.ts';
import { blockOf, contains, overlaps, RESERVED, zonesOf, type Zone } from '../network.ts';
import type { Subnet } from '../state.ts';
import { usesSubnet } from '../uses.ts';
import {
  hasDependencies,
  invalidValue,
  limitExceeded,
  missingParameter,
  refusal,
} from '../texts.ts';

/** Ours; AWS allows 200 for each VPC. */
const MAX_SUBNETS = 60;

function freeAddresses(context: OperationContext, { SubnetId, CidrBlock }: Subnet): number {
  const size = 2 ** (32 - Number(CidrBlock.split('/')[1]));
  const taken = values(stateOf(context).endpoints)
    .flatMap(({ interfaces }) => interfaces)
    .filter((one) => one.SubnetId === SubnetId);
  return size - RESERVED - taken.length;
}

function shown(context: OperationContext, subnet: Subnet) {
  const { accountId } = context.caller;
  return {
    ...subnet,
    State: 'available',
    OwnerId: accountId,
    SubnetArn: `arn:aws:ec2:${context.region}:${accountId}:subnet/${subnet.SubnetId}`,
    AvailableIpAddressCount: freeAddresses(context, subnet),
    AssignIpv6AddressOnCreation: false,
    MapCustomerOwnedIpOnLaunch: false,
    EnableDns64: false,
    Ipv6Native: false,
    Ipv6CidrBlockAssociationSet: [],
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    Tags: tagsOf(stateOf(context), subnet.SubnetId),
  };
}

function zoneOf(
  { region }: OperationContext,
  { AvailabilityZone, AvailabilityZoneId }: Parsed<CreateSubnetRequest>,
): Zone {
  const zones = zonesOf(region);
  const found = zones.find(({ name, id }) =>
    AvailabilityZone === undefined
      ? AvailabilityZoneId === undefined || id === AvailabilityZoneId
      : name === AvailabilityZone,
  );
  if (found) return found;
  throw invalidValue(
    `Value (${AvailabilityZone ?? AvailabilityZoneId ?? ''}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.map(({ name }) => name).join(', ')}.`,
  );
}

export function createSubnet(context: OperationContext, input: Parsed<CreateSubnetRequest>) {
  demandReal(input);
  const state = stateOf(context);
  const { VpcId, CidrBlock } = vpcOf(context, input.VpcId);
  if (input.CidrBlock === undefined) throw missingParameter('cidrBlock');
  const [block, whole] = [blockOf(input.CidrBlock), blockOf(CidrBlock)];
  if (
    !block ||
    !whole ||
    block.prefix < 16 ||
    block.prefix > 28 ||
    !contains(whole.range, block.range)
  )
    throw refusal('InvalidSubnet.Range', `The CIDR '${input.CidrBlock}' is invalid.`);
  const neighbours = values(state.subnets).filter((subnet) => subnet.VpcId === VpcId);
  const isTaken = neighbours.some((subnet) => {
    const other = blockOf(subnet.CidrBlock);
    return other !== undefined && overlaps(other.range, block.range);
  });
  if (isTaken)
    throw refusal(
      'InvalidSubnet.Conflict',
      `The CIDR '${input.CidrBlock}' conflicts with another subnet`,
    );
  if (values(state.subnets).length >= MAX_SUBNETS)
    throw limitExceeded('SubnetLimitExceeded', 'subnets');
  const zone = zoneOf(context, input);
  const subnet: Subnet = {
    SubnetId: newId(context, 'subnet'),
    VpcId,
    CidrBlock: block.text,
    AvailabilityZone: zone.name,
    AvailabilityZoneId: zone.id,
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
  };
  tagNew(context, subnet.SubnetId, input.TagSpecifications, 'subnet');
  state.subnets[subnet.SubnetId] = subnet;
  return { Subnet: shown(context, subnet) };
}

const FIELDS: FilterFields<Subnet> = {
  'subnet-id': ({ SubnetId }) => SubnetId,
  'vpc-id': ({ VpcId }) => VpcId,
  'cidr-block': ({ CidrBlock }) => CidrBlock,
  cidr: ({ CidrBlock }) => CidrBlock,
  'availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
  availabilityZone: ({ AvailabilityZone }) => AvailabilityZone,
  'availability-zone-id': ({ AvailabilityZoneId }) => AvailabilityZoneId,
  'default-for-az': ({ DefaultForAz }) => DefaultForAz,
  defaultForAz: ({ DefaultForAz }) => DefaultForAz,
  'map-public-ip-on-launch': ({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch,
  state: () => 'available',
};

export function describeSubnets(context: OperationContext, input: Parsed<DescribeSubnetsRequest>) {
  const state = stateOf(context);
  const all = input.SubnetIds?.map((id) => subnetOf(context, id)) ?? values(state.subnets);
  const found = filtered(state, all, input.Filters, ({ SubnetId }) => SubnetId, FIELDS);
  const { items, page } = pageOf(found, input);
  return { Subnets: items.map((subnet) => shown(context, subnet)), ...page };
}

export function deleteSubnet(context: OperationContext, input: Parsed<DeleteSubnetRequest>): void {
  demandReal(input);
  const state = stateOf(context);
  const { SubnetId } = subnetOf(context, input.SubnetId);
  if (usesSubnet(context, SubnetId)) throw hasDependencies('subnet', SubnetId);
  delete state.subnets[SubnetId];
  delete state.tags[SubnetId];
}

export function describeAvailabilityZones(
  context: OperationContext,
  input: Parsed<DescribeAvailabilityZonesRequest>,
) {
  const { region } = context;
  const wanted = input.ZoneNames;
  const zones = zonesOf(region);
  const unknown = wanted?.find((name) => !zones.some((zone) => zone.name === name));
  if (unknown !== undefined) throw invalidValue(`Invalid availability zone: [${unknown}]`);
  const all = zones.filter(
    ({ name, id }) => (wanted?.includes(name) ?? true) && (input.ZoneIds?.includes(id) ?? true),
  );
  const found = filtered(stateOf(context), all, input.Filters, ({ id }) => id, {
    'zone-name': ({ name }) => name,
    'zone-id': ({ id }) => id,
    'region-name': () => region,
    state: () => 'available',
    'opt-in-status': () => 'opt-in-not-required',
    'zone-type': () => 'availability-zone',
  });
  return {
    AvailabilityZones: found.map(({ name, id }) => ({
      State: 'available',
      OptInStatus: 'opt-in-not-required',
      Messages: [],
      RegionName: region,
      ZoneName: name,
      ZoneId: id,
      GroupName: region,
      NetworkBorderGroup: region,
      ZoneType: 'availability-zone',
    })),
  };
}
