import { parsePolicy, type NamedPolicy, type PolicyStack, type Principal } from '#policy';
import { iamState, type SandboxState } from '../../state.ts';
import type { Caller } from '../context.ts';
import { own } from '../records.ts';
import { findPolicy } from './access.ts';
import type { IamState, RoleRecord } from './state.ts';
import { AWS_MANAGED } from './managed-policies.ts';

/** Every document here was checked when it was stored. */
function named(name: string, document: string): NamedPolicy[] {
  const parsed = parsePolicy(document, 'identity');
  return parsed.ok ? [{ name, policy: parsed.policy }] : [];
}

/** The default version of a managed policy; none when it is gone. */
export function managedPolicy(state: IamState, arn: string): NamedPolicy[] {
  const record = findPolicy(state, arn);
  const version = record?.versions[record.DefaultVersionId];
  return version ? named(arn, version.document) : [];
}

/** Inline and attached policies of a role, and its boundary. */
export function roleStack(state: IamState, { role, inline, attached }: RoleRecord): PolicyStack {
  return {
    identity: [
      ...Object.entries(inline).flatMap(([name, document]) =>
        named(`inline policy "${name}"`, document),
      ),
      ...attached.flatMap((arn) => managedPolicy(state, arn)),
    ],
    ...(role.boundary !== undefined && { boundary: managedPolicy(state, role.boundary) }),
  };
}

/** What the users behind local keys have. */
export const ADMINISTRATOR: PolicyStack = {
  identity: managedPolicy(
    { roles: {}, policies: {} },
    Object.keys(AWS_MANAGED).find((arn) => arn.endsWith('/AdministratorAccess')) ?? '',
  ),
};

const roleNameOf = (roleArn: string) => roleArn.split('/').at(-1) ?? '';

/**
 * The policies that limit a caller. The users behind local keys are administrators of their accounts; a
 * session of a role has what the role has now, cut by its session policies; of a deleted role nothing is
 * left.
 */
export function stackOf(sandbox: SandboxState, caller: Caller): PolicyStack {
  if (caller.roleArn === undefined) return ADMINISTRATOR;
  const state = iamState(sandbox, caller.accountId);
  const record = own(state.roles, roleNameOf(caller.roleArn));
  const stack = record ? roleStack(state, record) : { identity: [] };
  const { sessionPolicies, sessionPolicyArns } = caller;
  if (!sessionPolicies && !sessionPolicyArns) return stack;
  return {
    ...stack,
    session: [
      ...(sessionPolicies ?? []).flatMap((document) => named('session policy', document)),
      ...(sessionPolicyArns ?? []).flatMap((arn) => managedPolicy(state, arn)),
    ],
  };
}

/** The caller as policies name him. */
export const principalOf = ({ accountId, arn, roleArn }: Caller): Principal => ({
  kind: 'aws',
  account: accountId,
  arn,
  ...(roleArn !== undefined && { roleArn }),
});
