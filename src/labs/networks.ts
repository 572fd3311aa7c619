import type {
  IpPermission,
  SecurityGroup,
  Subnet,
  Tag,
  Vpc,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { betweenEdges, isWithin, rangeOf, withOutcome } from '#policy';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import { ambiguous } from './look-fault.ts';
import type { Evidence } from './verdict.ts';

/** A VPC that has an id. */
export interface FoundVpc extends Vpc {
  readonly VpcId: string;
}

const nameOf = (tags: readonly Tag[] | undefined) => tags?.find(({ Key }) => Key === 'Name')?.Value;

/**
 * Finds a VPC by its `Name` tag.
 * @throws LookFault `ambiguous` when several bear the name
 */
export async function findVpc({ aws }: GatherTools, name: string): Promise<FoundVpc | undefined> {
  const { Vpcs = [] } = await aws.ec2.describeVpcs();
  const matches = Vpcs.filter(
    (vpc): vpc is FoundVpc => vpc.VpcId !== undefined && nameOf(vpc.Tags) === name,
  );
  if (matches.length > 1)
    throw ambiguous(
      'VPCs',
      name,
      matches.map(({ VpcId }) => VpcId),
      'Delete all but the one that counts, or take the tag Name off them, then verify again.',
    );
  return matches[0];
}

/** @returns all security groups of the Region, by id */
export async function readSecurityGroups({
  aws,
}: GatherTools): Promise<Readonly<Record<string, SecurityGroup>>> {
  const { SecurityGroups = [] } = await aws.ec2.describeSecurityGroups();
  return Object.fromEntries(SecurityGroups.map((group) => [group.GroupId ?? '', group]));
}

/** @returns all subnets of the Region */
export const readSubnets = async ({ aws }: GatherTools): Promise<readonly Subnet[]> =>
  (await aws.ec2.describeSubnets()).Subnets ?? [];

/** @returns all VPC endpoints of the Region */
export const readVpcEndpoints = async ({ aws }: GatherTools): Promise<readonly VpcEndpoint[]> =>
  (await aws.ec2.describeVpcEndpoints()).VpcEndpoints ?? [];

/** Who gets in at a port. */
export interface PortPeers {
  /** Blocks of IPv4 addresses. */
  readonly ranges: readonly string[];
  /** Ids of security groups whose members get in. */
  readonly groups: readonly string[];
  /** Lists of ranges that were not read. */
  readonly prefixLists: readonly string[];
}

const takesIn = ({ IpProtocol, FromPort, ToPort }: IpPermission, port: number) =>
  IpProtocol === '-1' ||
  ((IpProtocol === 'tcp' || IpProtocol === '6') &&
    (FromPort ?? 0) <= port &&
    port <= (ToPort ?? 65_535));

/** What the groups together let in over TCP; their rules only ever allow. */
export function peersAtPort(groups: readonly SecurityGroup[], port: number): PortPeers {
  const open = groups.flatMap(({ IpPermissions = [] }) =>
    IpPermissions.filter((permission) => takesIn(permission, port)),
  );
  return {
    ranges: open.flatMap(({ IpRanges = [] }) => IpRanges.flatMap(({ CidrIp }) => CidrIp ?? [])),
    groups: open.flatMap(({ UserIdGroupPairs = [] }) =>
      UserIdGroupPairs.flatMap(({ GroupId }) => GroupId ?? []),
    ),
    prefixLists: open.flatMap(({ PrefixListIds = [] }) =>
      PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
    ),
  };
}

/** @returns the part of the wanted block that no range takes in, as CIDR blocks */
export function uncovered(ranges: readonly string[], wanted: string): readonly string[] {
  const [given, whole] = [ranges.flatMap((text) => rangeOf(text) ?? []), rangeOf(wanted)];
  if (!whole) return [wanted];
  const by = { policy: 'security groups', index: 0 };
  const pieces = betweenEdges(
    given,
    (address) =>
      given.some((range) => isWithin(address, range) === true)
        ? { outcome: 'allowed', by }
        : { outcome: 'denied', how: 'implicit', kind: 'resource' },
    whole.version,
  );
  return withOutcome(pieces, 'denied', [whole]).inside;
}

export const securityGroupsEvidence = (groups: readonly SecurityGroup[]): Evidence => ({
  call: commandLine({
    service: 'ec2',
    operation: 'DescribeSecurityGroups',
    input: { GroupIds: groups.map(({ GroupId }) => GroupId) },
  }),
  fields: Object.fromEntries(
    groups.map(({ GroupId = '', IpPermissions = [] }) => [
      GroupId,
      IpPermissions.map((permission) => ({
        protocol: permission.IpProtocol,
        from: permission.FromPort,
        to: permission.ToPort,
        ranges: permission.IpRanges?.map(({ CidrIp }) => CidrIp),
        groups: permission.UserIdGroupPairs?.map(({ GroupId: id }) => id),
      })),
    ]),
  ),
});
