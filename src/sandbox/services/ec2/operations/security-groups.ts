import type {
  CreateSecurityGroupRequest,
  DeleteSecurityGroupRequest,
  DescribeSecurityGroupsRequest,
  IpPermission,
} from '@aws-sdk/client-ec2';
import type { OperationContext, Parsed } from '../../context.ts';
import {
  demandReal,
  filtered,
  groupOf,
  newId,
  pageOf,
  stateOf,
  tagNew,
  tagsOf,
  values,
  vpcOf,
  type FilterFields,
} from '../access.ts';
import { allOut } from '../seed.ts';
import type { Rule, SecurityGroup } from '../state.ts';
import { groupInUse, invalidValue, limitExceeded, missingParameter, refusal } from '../texts.ts';
import { usesGroup } from '../uses.ts';

/** Ours; AWS allows 2,500 in a Region. */
const MAX_GROUPS = 100;

const keyOf = ({ IpProtocol, FromPort, ToPort }: Rule) =>
  `${IpProtocol} ${FromPort ?? ''} ${ToPort ?? ''}`;

const described = ({ Description }: Rule) => (Description === undefined ? {} : { Description });

/** Rules as groups show them: one entry for each protocol and range of ports. */
function permissions(accountId: string, rules: readonly Rule[]): IpPermission[] {
  const kinds = new Map<string, Rule[]>();
  for (const rule of rules) kinds.set(keyOf(rule), [...(kinds.get(keyOf(rule)) ?? []), rule]);
  return [...kinds.values()].map((same) => {
    const [{ IpProtocol, FromPort, ToPort } = { IpProtocol: '-1' }] = same;
    const of = <T>(pick: (rule: Rule) => T | undefined) =>
      same.flatMap((rule) => {
        const value = pick(rule);
        return value === undefined ? [] : [{ ...value, ...described(rule) }];
      });
    return {
      IpProtocol,
      ...(FromPort !== undefined && { FromPort }),
      ...(ToPort !== undefined && { ToPort }),
      IpRanges: of(({ CidrIpv4 }) => (CidrIpv4 === undefined ? undefined : { CidrIp: CidrIpv4 })),
      Ipv6Ranges: of(({ CidrIpv6 }) => (CidrIpv6 === undefined ? undefined : { CidrIpv6 })),
      PrefixListIds: of(({ PrefixListId }) =>
        PrefixListId === undefined ? undefined : { PrefixListId },
      ),
      UserIdGroupPairs: of(({ referencedGroupId }) =>
        referencedGroupId === undefined
          ? undefined
          : { GroupId: referencedGroupId, UserId: accountId },
      ),
    };
  });
}

export const groupArn = ({ region, caller }: OperationContext, GroupId: string): string =>
  `arn:aws:ec2:${region}:${caller.accountId}:security-group/${GroupId}`;

function shown(context: OperationContext, group: SecurityGroup) {
  const { accountId } = context.caller;
  const { GroupId, GroupName, Description, VpcId, rules } = group;
  return {
    GroupId,
    GroupName,
    Description,
    VpcId,
    OwnerId: accountId,
    SecurityGroupArn: groupArn(context, GroupId),
    IpPermissions: permissions(
      accountId,
      rules.filter(({ IsEgress }) => !IsEgress),
    ),
    IpPermissionsEgress: permissions(
      accountId,
      rules.filter(({ IsEgress }) => IsEgress),
    ),
    Tags: tagsOf(stateOf(context), GroupId),
  };
}

function vpcFor(context: OperationContext, id: string | undefined): string {
  if (id !== undefined) return vpcOf(context, id).VpcId;
  const found = values(stateOf(context).vpcs).find(({ IsDefault }) => IsDefault);
  if (!found) throw refusal('VPCIdNotSpecified', 'No default VPC for this user');
  return found.VpcId;
}

export function createSecurityGroup(
  context: OperationContext,
  input: Parsed<CreateSecurityGroupRequest>,
) {
  demandReal(input);
  const { securityGroups } = stateOf(context);
  const { GroupName, Description } = input;
  if (Description === '') throw missingParameter('GroupDescription');
  if (/^sg-/i.test(GroupName))
    throw invalidValue(
      'invalid value for parameter group name. Group names may not be in the format sg-*',
    );
  if (GroupName.toLowerCase() === 'default')
    throw refusal('InvalidGroup.Reserved', `Cannot use reserved security group name: ${GroupName}`);
  const VpcId = vpcFor(context, input.VpcId);
  if (values(securityGroups).some((one) => one.VpcId === VpcId && one.GroupName === GroupName))
    throw refusal(
      'InvalidGroup.Duplicate',
      `The security group '${GroupName}' already exists for VPC '${VpcId}'`,
    );
  if (values(securityGroups).length >= MAX_GROUPS)
    throw limitExceeded('SecurityGroupLimitExceeded', 'security groups');
  const GroupId = newId(context, 'sg');
  tagNew(context, GroupId, input.TagSpecifications, 'security-group');
  securityGroups[GroupId] = {
    GroupId,
    GroupName,
    Description,
    VpcId,
    rules: [allOut(context.random)],
  };
  return {
    GroupId,
    SecurityGroupArn: groupArn(context, GroupId),
    Tags: tagsOf(stateOf(context), GroupId),
  };
}

const peers =
  (pick: (rule: Rule) => string | number | undefined, isEgress = false) =>
  ({ rules }: SecurityGroup): string[] =>
    rules
      .filter(({ IsEgress }) => IsEgress === isEgress)
      .flatMap((rule) => {
        const value = pick(rule);
        return value === undefined ? [] : [String(value)];
      });

const FIELDS: FilterFields<SecurityGroup> = {
  'group-id': ({ GroupId }) => GroupId,
  'group-name': ({ GroupName }) => GroupName,
  'vpc-id': ({ VpcId }) => VpcId,
  description: ({ Description }) => Description,
  'ip-permission.cidr': peers(({ CidrIpv4 }) => CidrIpv4),
  'ip-permission.group-id': peers(({ referencedGroupId }) => referencedGroupId),
  'ip-permission.from-port': peers(({ FromPort }) => FromPort),
  'ip-permission.to-port': peers(({ ToPort }) => ToPort),
  'ip-permission.protocol': peers(({ IpProtocol }) => IpProtocol),
  'egress.ip-permission.cidr': peers(({ CidrIpv4 }) => CidrIpv4, true),
};

export function describeSecurityGroups(
  context: OperationContext,
  input: Parsed<DescribeSecurityGroupsRequest>,
) {
  const state = stateOf(context);
  const { GroupIds, GroupNames } = input;
  const all = GroupIds?.map((id) => groupOf(context, id)) ?? values(state.securityGroups);
  const named = GroupNames ? all.filter(({ GroupName }) => GroupNames.includes(GroupName)) : all;
  const missing = GroupNames?.find((name) => !named.some(({ GroupName }) => GroupName === name));
  if (missing !== undefined)
    throw refusal('InvalidGroup.NotFound', `The security group '${missing}' does not exist`);
  const found = filtered(state, named, input.Filters, ({ GroupId }) => GroupId, FIELDS);
  const { items, page } = pageOf(found, input);
  return { SecurityGroups: items.map((group) => shown(context, group)), ...page };
}

export function deleteSecurityGroup(
  context: OperationContext,
  input: Parsed<DeleteSecurityGroupRequest>,
) {
  demandReal(input);
  const state = stateOf(context);
  const id =
    input.GroupId ??
    values(state.securityGroups).find(({ GroupName }) => GroupName === input.GroupName)?.GroupId;
  if (id === undefined && input.GroupName === undefined)
    throw missingParameter('GroupName or GroupId');
  const { GroupId, GroupName } = groupOf(context, id ?? input.GroupName ?? '');
  if (GroupName === 'default')
    throw refusal(
      'CannotDelete',
      `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`,
    );
  if (usesGroup(context, GroupId)) throw groupInUse(GroupId);
  delete state.securityGroups[GroupId];
  delete state.tags[GroupId];
  return { Return: true, GroupId };
}
