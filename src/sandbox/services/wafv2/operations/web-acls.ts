import type {
  CheckCapacityRequest,
  CreateWebACLRequest,
  DefaultAction,
  DeleteWebACLRequest,
  GetWebACLRequest,
  ListWebACLsRequest,
  UpdateWebACLRequest,
} from '@aws-sdk/client-wafv2';
import { requestId } from '../../../gateway/request-ids.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import {
  aclByArn,
  aclOf,
  defined,
  demandScope,
  demandToken,
  guardedBy,
  newArn,
  newToken,
  pageOf,
  stateOf,
  values,
} from '../access.ts';
import { capacityOf, checkRules } from '../rules.ts';
import type { WebAcl, WebAclRecord } from '../state.ts';
import { associated, duplicate, invalid, limitExceeded } from '../texts.ts';
import { tagsFrom } from './tags.ts';

/** Source: docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const MAX_ACLS = 100;

/** Members that answers carry whether or not the creation had them. */
const shown = ({ acl }: WebAclRecord, { accountId }: OperationContext['caller']) => ({
  ...acl,
  Capacity: capacityOf(acl.Rules ?? []),
  ManagedByFirewallManager: false,
  RetrofittedByFirewallManager: false,
  LabelNamespace: `awswaf:${accountId}:webacl:${acl.Name}:`,
});

const summary = ({ acl, lockToken }: WebAclRecord) => ({
  Name: acl.Name,
  Id: acl.Id,
  Description: acl.Description ?? '',
  LockToken: lockToken,
  ARN: acl.ARN,
});

function demandDefault(action: DefaultAction): DefaultAction {
  if ((action.Allow === undefined) === (action.Block === undefined))
    throw invalid('You must specify exactly one default action.', 'DEFAULT_ACTION', 'null');
  return action;
}

/** What a creation and an update have in common. */
const partsOf = (
  context: OperationContext,
  input: Parsed<CreateWebACLRequest> | Parsed<UpdateWebACLRequest>,
) =>
  defined({
    Description: input.Description,
    DefaultAction: demandDefault(input.DefaultAction),
    Rules: checkRules(context, input.Rules),
    VisibilityConfig: input.VisibilityConfig,
    CustomResponseBodies: input.CustomResponseBodies,
    CaptchaConfig: input.CaptchaConfig,
    ChallengeConfig: input.ChallengeConfig,
    TokenDomains: input.TokenDomains,
    AssociationConfig: input.AssociationConfig,
  });

export function createWebACL(context: OperationContext, input: Parsed<CreateWebACLRequest>) {
  const { webAcls } = stateOf(context);
  const { Name, Scope: scope } = input;
  demandScope(context, scope);
  if (!/^[\w-]{1,128}$/.test(Name)) throw invalid('The name is not valid.', 'ENTITY_NAME', Name);
  if (values(webAcls).some((one) => one.acl.Name === Name && one.scope === scope))
    throw duplicate();
  if (values(webAcls).length >= MAX_ACLS) throw limitExceeded();
  const Id = requestId(context.random);
  const ARN = newArn(context, scope, 'webacl', Name, Id);
  const acl: WebAcl = { Name, Id, ARN, ...partsOf(context, input) };
  const record: WebAclRecord = {
    acl,
    scope,
    lockToken: newToken(context),
    tags: tagsFrom(input.Tags),
  };
  webAcls[ARN] = record;
  return { Summary: summary(record) };
}

export function getWebACL(context: OperationContext, input: Parsed<GetWebACLRequest>) {
  const record = input.ARN === undefined ? aclOf(context, input) : aclByArn(context, input.ARN);
  return { WebACL: shown(record, context.caller), LockToken: record.lockToken };
}

/** As associations show it, without a lock token. */
export const shownAcl = (context: OperationContext, arn: string) =>
  shown(aclByArn(context, arn), context.caller);

export function listWebACLs(context: OperationContext, input: Parsed<ListWebACLsRequest>) {
  demandScope(context, input.Scope);
  const all = values(stateOf(context).webAcls).filter(({ scope }) => scope === input.Scope);
  const { items, page } = pageOf(all, input);
  return { WebACLs: items.map(summary), ...page };
}

export function updateWebACL(context: OperationContext, input: Parsed<UpdateWebACLRequest>) {
  const record = aclOf(context, input);
  demandToken(record, input.LockToken);
  const { Name, Id, ARN } = record.acl;
  record.acl = { Name, Id, ARN, ...partsOf(context, input) };
  record.lockToken = newToken(context);
  return { NextLockToken: record.lockToken };
}

export function deleteWebACL(context: OperationContext, input: Parsed<DeleteWebACLRequest>) {
  const record = aclOf(context, input);
  demandToken(record, input.LockToken);
  if (guardedBy(context, record.acl.ARN).length > 0) throw associated();
  delete stateOf(context).webAcls[record.acl.ARN];
  return {};
}

export const checkCapacity = (context: OperationContext, input: Parsed<CheckCapacityRequest>) => ({
  Capacity: capacityOf(checkRules(context, input.Rules)),
});
