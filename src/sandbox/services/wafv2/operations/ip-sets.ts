import type {
  CreateIPSetRequest,
  DeleteIPSetRequest,
  GetIPSetRequest,
  ListIPSetsRequest,
  Statement,
  UpdateIPSetRequest,
} from '@aws-sdk/client-wafv2';
import { requestId } from '../../../gateway/request-ids.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { blockOf } from '../../ec2/network.ts';
import {
  defined,
  demandScope,
  demandToken,
  newArn,
  newToken,
  pageOf,
  setOf,
  stateOf,
  values,
} from '../access.ts';
import { innerOf } from '../rules.ts';
import type { IpSet, IpSetRecord } from '../state.ts';
import { associated, duplicate, invalid, limitExceeded } from '../texts.ts';
import { tagsFrom } from './tags.ts';

/** Source: docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const MAX_SETS = 100;
const MAX_ADDRESSES = 10_000;

const summary = ({ set, lockToken }: IpSetRecord) => ({
  Name: set.Name,
  Id: set.Id,
  Description: set.Description ?? '',
  LockToken: lockToken,
  ARN: set.ARN,
});

/** Blocks with a prefix of 1 or more, of the set's own version. */
function checkAddresses(version: string, addresses: readonly string[]): string[] {
  const wrong = addresses.find((text) => {
    const block = blockOf(text);
    return !block || block.prefix === 0 || block.range.version.toUpperCase() !== version;
  });
  if (wrong !== undefined)
    throw invalid('The parameter contains formatting that is not valid.', 'IP_ADDRESS', wrong);
  if (addresses.length > MAX_ADDRESSES) throw limitExceeded();
  return addresses.map((text) => blockOf(text)?.text ?? text);
}

export function createIPSet(context: OperationContext, input: Parsed<CreateIPSetRequest>) {
  const { ipSets } = stateOf(context);
  const { Name, Scope: scope, IPAddressVersion } = input;
  demandScope(context, scope);
  if (!/^[\w-]{1,128}$/.test(Name)) throw invalid('The name is not valid.', 'ENTITY_NAME', Name);
  if (values(ipSets).some((one) => one.set.Name === Name && one.scope === scope)) throw duplicate();
  if (values(ipSets).length >= MAX_SETS) throw limitExceeded();
  const Id = requestId(context.random);
  const set: IpSet = defined({
    Name,
    Id,
    ARN: newArn(context, scope, 'ipset', Name, Id),
    Description: input.Description,
    IPAddressVersion,
    Addresses: checkAddresses(IPAddressVersion, input.Addresses),
  });
  const record = { set, scope, lockToken: newToken(context), tags: tagsFrom(input.Tags) };
  ipSets[set.ARN] = record;
  return { Summary: summary(record) };
}

export function getIPSet(context: OperationContext, input: Parsed<GetIPSetRequest>) {
  const { set, lockToken } = setOf(context, input);
  return { IPSet: set, LockToken: lockToken };
}

export function listIPSets(context: OperationContext, input: Parsed<ListIPSetsRequest>) {
  demandScope(context, input.Scope);
  const all = values(stateOf(context).ipSets).filter(({ scope }) => scope === input.Scope);
  const { items, page } = pageOf(all, input);
  return { IPSets: items.map(summary), ...page };
}

export function updateIPSet(context: OperationContext, input: Parsed<UpdateIPSetRequest>) {
  const record = setOf(context, input);
  demandToken(record, input.LockToken);
  record.set = defined({
    ...record.set,
    Addresses: checkAddresses(record.set.IPAddressVersion, input.Addresses),
    Description: input.Description ?? record.set.Description,
  });
  record.lockToken = newToken(context);
  return { NextLockToken: record.lockToken };
}

const names = (statement: Statement, arn: string): boolean =>
  statement.IPSetReferenceStatement?.ARN === arn ||
  innerOf(statement).some((inner) => names(inner, arn));

export function deleteIPSet(context: OperationContext, input: Parsed<DeleteIPSetRequest>) {
  const record = setOf(context, input);
  demandToken(record, input.LockToken);
  const { webAcls, ipSets } = stateOf(context);
  const { ARN } = record.set;
  const isUsed = values(webAcls).some(({ acl }) =>
    acl.Rules?.some((rule) => rule.Statement !== undefined && names(rule.Statement, ARN)),
  );
  if (isUsed) throw associated();
  delete ipSets[ARN];
  return {};
}
