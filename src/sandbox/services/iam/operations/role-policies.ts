import type {
  AttachRolePolicyRequest,
  DeleteRolePolicyRequest,
  GetRolePolicyRequest,
  ListAttachedRolePoliciesRequest,
  ListRolePoliciesRequest,
  PutRolePolicyRequest,
} from '@aws-sdk/client-iam';
import type { OperationContext, Parsed } from '../../context.ts';
import {
  checkDocument,
  checkName,
  encoded,
  findPolicy,
  own,
  pageOf,
  roleOf,
  stateOf,
} from '../access.ts';
import { limitExceeded, noPolicy, noRolePolicy, notAttachable } from '../texts.ts';

/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_INLINE_CHARACTERS = 10_240;
const MAX_ATTACHED = 10;

export function putRolePolicy(
  context: OperationContext,
  input: Parsed<PutRolePolicyRequest>,
): void {
  const { inline } = roleOf(context, input.RoleName);
  checkName(input.PolicyName, 'policyName', 128);
  checkDocument(input.PolicyDocument, 'identity');
  const size = Object.entries({ ...inline, [input.PolicyName]: input.PolicyDocument })
    .map(([, document]) => document.replaceAll(/\s/g, '').length)
    .reduce((sum, length) => sum + length, 0);
  if (size > MAX_INLINE_CHARACTERS)
    throw limitExceeded(
      `Maximum policy size of ${MAX_INLINE_CHARACTERS} bytes exceeded for role ${input.RoleName}`,
    );
  inline[input.PolicyName] = input.PolicyDocument;
}

export function getRolePolicy(context: OperationContext, input: Parsed<GetRolePolicyRequest>) {
  const document = own(roleOf(context, input.RoleName).inline, input.PolicyName);
  if (document === undefined) throw noRolePolicy(input.PolicyName);
  return {
    RoleName: input.RoleName,
    PolicyName: input.PolicyName,
    PolicyDocument: encoded(document),
  };
}

export function deleteRolePolicy(
  context: OperationContext,
  input: Parsed<DeleteRolePolicyRequest>,
): void {
  const { inline } = roleOf(context, input.RoleName);
  if (own(inline, input.PolicyName) === undefined) throw noRolePolicy(input.PolicyName);
  delete inline[input.PolicyName];
}

export function listRolePolicies(
  context: OperationContext,
  input: Parsed<ListRolePoliciesRequest>,
) {
  const { items, page } = pageOf(Object.keys(roleOf(context, input.RoleName).inline), input);
  return { PolicyNames: items, ...page };
}

export function attachRolePolicy(
  context: OperationContext,
  input: Parsed<AttachRolePolicyRequest>,
): void {
  const { attached } = roleOf(context, input.RoleName);
  if (!findPolicy(stateOf(context), input.PolicyArn)) throw notAttachable(input.PolicyArn);
  if (attached.includes(input.PolicyArn)) return;
  if (attached.length >= MAX_ATTACHED)
    throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED}`);
  attached.push(input.PolicyArn);
}

export function detachRolePolicy(
  context: OperationContext,
  input: Parsed<AttachRolePolicyRequest>,
): void {
  const { attached } = roleOf(context, input.RoleName);
  const at = attached.indexOf(input.PolicyArn);
  if (at < 0) throw noPolicy(input.PolicyArn);
  attached.splice(at, 1);
}

export function listAttachedRolePolicies(
  context: OperationContext,
  input: Parsed<ListAttachedRolePoliciesRequest>,
) {
  const { items, page } = pageOf(roleOf(context, input.RoleName).attached, input);
  const AttachedPolicies = items.map((PolicyArn) => ({
    PolicyName: PolicyArn.split('/').at(-1) ?? '',
    PolicyArn,
  }));
  return { AttachedPolicies, ...page };
}
