import type {
  AuthorizeSecurityGroupIngressRequest,
  DescribeSecurityGroupRulesRequest,
  IpPermission,
  RevokeSecurityGroupIngressRequest,
} from '@aws-sdk/client-ec2';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined } from '../../records.ts';
import {
  demandReal,
  filtered,
  groupOf,
  newId,
  pageOf,
  putTags,
  stateOf,
  tagsOf,
  values,
} from '../access.ts';
import { blockOf } from '../network.ts';
import type { Rule, SecurityGroup } from '../state.ts';
import { invalidValue, limitExceeded, missingParameter, refusal } from '../texts.ts';

/** Source: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const MAX_RULES = 60;

/** A rule before it has an id. */
type Draft = Omit<Rule, 'SecurityGroupRuleId'>;
type Permission = Parsed<IpPermission>;

/** Ingress and egress share their members but for these of ingress. */
type RulesInput = Parsed<AuthorizeSecurityGroupIngressRequest>;

const PROTOCOLS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp' };

function protocolOf(given: string | undefined): string {
  const text = (given ?? '').toLowerCase();
  const known = PROTOCOLS[text] ?? (text === 'all' ? '-1' : text);
  if (/^(tcp|udp|icmp|icmpv6|-1|\d{1,3})$/.test(known)) return known;
  throw invalidValue(`Invalid value '${given ?? ''}' for IP protocol. Unknown protocol.`);
}

function portsOf(
  protocol: string,
  { FromPort, ToPort }: Pick<Permission, 'FromPort' | 'ToPort'>,
): Pick<Draft, 'FromPort' | 'ToPort'> {
  if (protocol === '-1') return {};
  if (protocol !== 'tcp' && protocol !== 'udp') return defined({ FromPort, ToPort });
  if (FromPort === undefined || ToPort === undefined)
    throw invalidValue(
      "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
    );
  if (FromPort < 0 || ToPort > 65_535 || FromPort > ToPort)
    throw invalidValue(
      `Invalid value '${FromPort}-${ToPort}' for portRange. Ports run from 0 to 65535, the lower one first.`,
    );
  return { FromPort, ToPort };
}

function cidrOf(text: string | undefined, version: 'ipv4' | 'ipv6'): string {
  const block = blockOf(text ?? '');
  if (block?.range.version !== version) throw invalidValue(`CIDR block ${text ?? ''} is malformed`);
  return block.text;
}

function referenced(
  context: OperationContext,
  { VpcId }: SecurityGroup,
  { GroupId, GroupName }: { GroupId?: string | undefined; GroupName?: string | undefined },
): string {
  if (GroupId !== undefined) return groupOf(context, GroupId).GroupId;
  const found = values(stateOf(context).securityGroups).find(
    (group) => group.VpcId === VpcId && group.GroupName === GroupName,
  );
  return found?.GroupId ?? groupOf(context, GroupName ?? '').GroupId;
}

/** One permission is a rule for each of its peers. */
function drafts(
  context: OperationContext,
  group: SecurityGroup,
  permission: Permission,
  IsEgress: boolean,
): Draft[] {
  const IpProtocol = protocolOf(permission.IpProtocol);
  const common = { IsEgress, IpProtocol, ...portsOf(IpProtocol, permission) };
  return [
    ...(permission.IpRanges ?? []).map(({ CidrIp, Description }) =>
      defined({ ...common, CidrIpv4: cidrOf(CidrIp, 'ipv4'), Description }),
    ),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) =>
      defined({ ...common, CidrIpv6: cidrOf(CidrIpv6, 'ipv6'), Description }),
    ),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId, Description }) =>
      defined({ ...common, PrefixListId, Description }),
    ),
    ...(permission.UserIdGroupPairs ?? []).map((pair) =>
      defined({
        ...common,
        referencedGroupId: referenced(context, group, pair),
        Description: pair.Description,
      }),
    ),
  ];
}

/** The short members stand for one permission with one peer. */
function permissionsOf(input: RulesInput): readonly Permission[] {
  const { IpPermissions, IpProtocol, CidrIp, SourceSecurityGroupName: GroupName } = input;
  if (IpPermissions && IpPermissions.length > 0) return IpPermissions;
  if (IpProtocol === undefined && CidrIp === undefined && GroupName === undefined)
    throw missingParameter('ipPermissions');
  const { FromPort, ToPort } = input;
  return [
    defined({
      IpProtocol: IpProtocol ?? '-1',
      FromPort,
      ToPort,
      IpRanges: CidrIp === undefined ? undefined : [{ CidrIp }],
      UserIdGroupPairs: GroupName === undefined ? undefined : [{ GroupName }],
    }),
  ];
}

function groupFor(
  context: OperationContext,
  { GroupId, GroupName }: Pick<RulesInput, 'GroupId' | 'GroupName'>,
): SecurityGroup {
  if (GroupId !== undefined) return groupOf(context, GroupId);
  if (GroupName === undefined) throw missingParameter('groupId');
  const { vpcs, securityGroups } = stateOf(context);
  const home = values(vpcs).find(({ IsDefault }) => IsDefault)?.VpcId;
  const found = values(securityGroups).find(
    (group) => group.VpcId === home && group.GroupName === GroupName,
  );
  return found ?? groupOf(context, GroupName);
}

const peerOf = (rule: Draft) =>
  rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.referencedGroupId ?? '';

const isSame = (one: Draft, other: Draft) =>
  one.IsEgress === other.IsEgress &&
  one.IpProtocol === other.IpProtocol &&
  one.FromPort === other.FromPort &&
  one.ToPort === other.ToPort &&
  peerOf(one) === peerOf(other);

function duplicate(rule: Draft) {
  const ports =
    rule.FromPort === undefined
      ? ''
      : `, from port: ${rule.FromPort}, to port: ${rule.ToPort ?? rule.FromPort}`;
  const protocol = rule.IpProtocol === '-1' ? 'ALL' : rule.IpProtocol.toUpperCase();
  return refusal(
    'InvalidPermission.Duplicate',
    `the specified rule "peer: ${peerOf(rule)}, ${protocol}${ports}, ALLOW" already exists`,
  );
}

function ruleArn({ region, caller }: OperationContext, id: string): string {
  return `arn:aws:ec2:${region}:${caller.accountId}:security-group-rule/${id}`;
}

function shown(context: OperationContext, { GroupId }: SecurityGroup, rule: Rule) {
  const { accountId } = context.caller;
  const { referencedGroupId, ...rest } = rule;
  return {
    ...rest,
    GroupId,
    GroupOwnerId: accountId,
    // Rules for everything say so of the ports too.
    FromPort: rule.FromPort ?? -1,
    ToPort: rule.ToPort ?? -1,
    ...(referencedGroupId !== undefined && {
      ReferencedGroupInfo: { GroupId: referencedGroupId, UserId: accountId },
    }),
    SecurityGroupRuleArn: ruleArn(context, rule.SecurityGroupRuleId),
    Tags: tagsOf(stateOf(context), rule.SecurityGroupRuleId),
  };
}

const authorize = (isEgress: boolean) => (context: OperationContext, input: RulesInput) => {
  demandReal(input);
  const group = groupFor(context, input);
  const added: Rule[] = [];
  for (const permission of permissionsOf(input)) {
    for (const draft of drafts(context, group, permission, isEgress)) {
      if ([...group.rules, ...added].some((rule) => isSame(rule, draft))) throw duplicate(draft);
      added.push({ SecurityGroupRuleId: newId(context, 'sgr'), ...draft });
    }
  }
  const count = group.rules.filter(({ IsEgress }) => IsEgress === isEgress).length + added.length;
  if (count > MAX_RULES)
    throw limitExceeded('RulesPerSecurityGroupLimitExceeded', 'rules per security group');
  for (const { SecurityGroupRuleId } of added)
    for (const { Tags } of input.TagSpecifications ?? [])
      putTags(stateOf(context), SecurityGroupRuleId, Tags ?? []);
  group.rules.push(...added);
  return { Return: true, SecurityGroupRules: added.map((rule) => shown(context, group, rule)) };
};

const notThere = () =>
  refusal(
    'InvalidPermission.NotFound',
    'The specified rule does not exist in this security group.',
  );

/** By the ids of rules, or by what they say. */
function revoked(
  context: OperationContext,
  group: SecurityGroup,
  input: Parsed<RevokeSecurityGroupIngressRequest>,
  isEgress: boolean,
): Rule[] {
  const ids = input.SecurityGroupRuleIds;
  if (ids && ids.length > 0) {
    return ids.map((id) => {
      const rule = group.rules.find(({ SecurityGroupRuleId }) => SecurityGroupRuleId === id);
      if (rule?.IsEgress !== isEgress)
        throw refusal(
          'InvalidSecurityGroupRuleId.NotFound',
          `The security group rule ID '${id}' does not exist`,
        );
      return rule;
    });
  }
  return permissionsOf(input).flatMap((permission) =>
    drafts(context, group, permission, isEgress).map((draft) => {
      const rule = group.rules.find((one) => isSame(one, draft));
      if (!rule) throw notThere();
      return rule;
    }),
  );
}

const revoke =
  (isEgress: boolean) =>
  (context: OperationContext, input: Parsed<RevokeSecurityGroupIngressRequest>) => {
    demandReal(input);
    const group = groupFor(context, input);
    const gone = revoked(context, group, input, isEgress);
    group.rules = group.rules.filter((rule) => !gone.includes(rule));
    const { tags } = stateOf(context);
    for (const { SecurityGroupRuleId } of gone) delete tags[SecurityGroupRuleId];
    return {
      Return: true,
      RevokedSecurityGroupRules: gone.map(({ referencedGroupId, ...rule }) => ({
        ...rule,
        GroupId: group.GroupId,
        ...(referencedGroupId !== undefined && { ReferencedGroupId: referencedGroupId }),
      })),
    };
  };

export const authorizeSecurityGroupIngress = authorize(false);
export const authorizeSecurityGroupEgress = authorize(true);
export const revokeSecurityGroupIngress = revoke(false);
export const revokeSecurityGroupEgress = revoke(true);

interface RuleOfGroup {
  readonly group: SecurityGroup;
  readonly rule: Rule;
}

export function describeSecurityGroupRules(
  context: OperationContext,
  input: Parsed<DescribeSecurityGroupRulesRequest>,
) {
  const state = stateOf(context);
  const all: RuleOfGroup[] = values(state.securityGroups).flatMap((group) =>
    group.rules.map((rule) => ({ group, rule })),
  );
  const wanted = input.SecurityGroupRuleIds;
  const missing = wanted?.find((id) => !all.some(({ rule }) => rule.SecurityGroupRuleId === id));
  if (missing !== undefined)
    throw refusal(
      'InvalidSecurityGroupRuleId.NotFound',
      `The security group rule ID '${missing}' does not exist`,
    );
  const found = filtered(
    state,
    all.filter(({ rule }) => wanted?.includes(rule.SecurityGroupRuleId) ?? true),
    input.Filters,
    ({ rule }) => rule.SecurityGroupRuleId,
    {
      'group-id': ({ group }) => group.GroupId,
      'security-group-rule-id': ({ rule }) => rule.SecurityGroupRuleId,
    },
  );
  const { items, page } = pageOf(found, input);
  return {
    SecurityGroupRules: items.map(({ group, rule }) => shown(context, group, rule)),
    ...page,
  };
}
