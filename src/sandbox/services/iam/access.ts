import { parsePolicy, type Policy, type PolicyUse } from '#policy';
import { iamState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { newUpper } from '../ids.ts';
import { own } from '../records.ts';
import { AWS_MANAGED } from './managed-policies.ts';
import type { IamState, PolicyRecord, RoleRecord } from './state.ts';
import { invalid, limitExceeded, malformed, noPolicy, noRole } from './texts.ts';

export { defined, omit, own, values } from '../records.ts';

/** IAM's state of the caller's account. */
export const stateOf = ({ sandbox, caller }: OperationContext): IamState =>
  iamState(sandbox, caller.accountId);

export function roleOf(context: OperationContext, name: string): RoleRecord {
  const found = own(stateOf(context).roles, name);
  if (!found) throw noRole(name);
  return found;
}

export const findPolicy = ({ policies }: IamState, arn: string): PolicyRecord | undefined =>
  own(AWS_MANAGED, arn) ?? own(policies, arn);

export function policyOf(context: OperationContext, arn: string): PolicyRecord {
  const found = findPolicy(stateOf(context), arn);
  if (!found) throw noPolicy(arn);
  return found;
}

/** Only the account's own policies can be changed. */
export function ownPolicyOf(context: OperationContext, arn: string): PolicyRecord {
  const found = policyOf(context, arn);
  if (own(AWS_MANAGED, arn))
    throw invalid(`Policy ${arn} belongs to AWS and cannot be changed. Make one of your own.`);
  return found;
}

/** Ids are 21 characters with a prefix that tells the kind. */
export const newIamId = ({ random }: OperationContext, prefix: 'AROA' | 'ANPA'): string =>
  `${prefix}${newUpper(random, 17)}`;

const NAME = /^[\w+=,.@-]+$/;
const LONGEST_NAME = 64;

export function checkName(name: string, member: string, longest = LONGEST_NAME): void {
  const problem =
    name.length > longest
      ? `Member must have length less than or equal to ${longest}`
      : NAME.test(name)
        ? undefined
        : 'Member must satisfy regular expression pattern: [\\w+=,.@-]+';
  if (problem !== undefined)
    throw invalid(
      `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: ${problem}`,
    );
}

export function checkPath(path = '/'): string {
  if (/^\/(.*\/)?$/.test(path)) return path;
  throw invalid(
    `The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
  );
}

/** @returns the document, parsed; throws MalformedPolicyDocument with what is wrong first */
export function checkDocument(document: string, use: PolicyUse): Policy {
  const parsed = parsePolicy(document, use);
  if (!parsed.ok) throw malformed(parsed.problem);
  return parsed.policy;
}

/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; roles and policies: ours, AWS allows more. */
const LIMITS = { roles: 200, policies: 200 } as const;
export function demandRoom(state: IamState, kind: keyof typeof LIMITS): void {
  if (Object.keys(state[kind]).length >= LIMITS[kind])
    throw limitExceeded(`Cannot exceed quota for ${kind}: ${LIMITS[kind]}`);
}

/** Documents travel URL-encoded in IAM's answers (RFC 3986). */
export const encoded = (document: string): string =>
  encodeURIComponent(document).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page of a list: at most 1,000 items, 100 unless said. */
export function pageOf<T>(all: readonly T[], { Marker, MaxItems = 100 }: PageInput) {
  const start = Marker === undefined ? 0 : Number(/^from:(\d+)$/.exec(Marker)?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw invalid('Invalid Marker.');
  const end = start + Math.min(Math.max(1, MaxItems), 1000);
  const isTruncated = end < all.length;
  return {
    items: all.slice(start, end),
    page: { IsTruncated: isTruncated, ...(isTruncated && { Marker: `from:${end}` }) },
  };
}
