import { own } from '../records.ts';
import { blockOf, overlaps } from './network.ts';
import type { Ec2State, Rule } from './state.ts';

/** Who knocks, or at whom: the groups it wears, and the blocks its addresses come from. */
export interface Source {
  readonly groupIds: readonly string[];
  readonly blocks: readonly string[];
}

const isAbout = ({ IpProtocol, FromPort, ToPort }: Rule, port: number) =>
  IpProtocol === '-1' ||
  (IpProtocol === 'tcp' && (FromPort ?? 0) <= port && port <= (ToPort ?? 65_535));

function isFrom({ CidrIpv4, referencedGroupId }: Rule, { groupIds, blocks }: Source): boolean {
  if (referencedGroupId !== undefined) return groupIds.includes(referencedGroupId);
  const allowed = blockOf(CidrIpv4 ?? '');
  if (!allowed) return false;
  return blocks.some((text) => {
    const block = blockOf(text);
    return block !== undefined && overlaps(allowed.range, block.range);
  });
}

const hasRule = (
  { securityGroups }: Ec2State,
  { groupIds, isEgress }: { readonly groupIds: readonly string[]; readonly isEgress: boolean },
  port: number,
  peer: Source,
): boolean =>
  groupIds.some((id) =>
    own(securityGroups, id)?.rules.some(
      (rule) => rule.IsEgress === isEgress && isAbout(rule, port) && isFrom(rule, peer),
    ),
  );

/** Whether one of the groups lets the source in on that TCP port. */
export const admits = (
  state: Ec2State,
  groupIds: readonly string[],
  port: number,
  source: Source,
): boolean => hasRule(state, { groupIds, isEgress: false }, port, source);

/** Whether one of the groups that the source wears lets it out to that TCP port. */
export const releases = (
  state: Ec2State,
  { groupIds }: Source,
  port: number,
  destination: Source,
): boolean => hasRule(state, { groupIds, isEgress: true }, port, destination);

/** The group that whatever names none wears. */
export const defaultGroupsOf = ({ securityGroups }: Ec2State, vpcId: string): string[] =>
  Object.values(securityGroups)
    .filter(({ VpcId, GroupName }) => VpcId === vpcId && GroupName === 'default')
    .map(({ GroupId }) => GroupId);
