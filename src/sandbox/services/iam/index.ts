import type { IAM } from '@aws-sdk/client-iam';
import type { OperationContext, Parsed } from '../context.ts';
import * as policies from './operations/policies.ts';
import * as rolePolicies from './operations/role-policies.ts';
import * as roles from './operations/roles.ts';
import * as simulation from './operations/simulate.ts';

type Operations = {
  readonly [Name in keyof IAM]?: IAM[Name] extends (input: infer Input, ...rest: never[]) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What IAM does here: roles and policies. An operation that is missing answers NotImplemented. */
export const iamOperations = {
  createRole: roles.createRole,
  getRole: roles.getRole,
  listRoles: roles.listRoles,
  deleteRole: roles.deleteRole,
  updateRole: roles.updateRole,
  updateAssumeRolePolicy: roles.updateAssumeRolePolicy,
  putRolePermissionsBoundary: roles.putRolePermissionsBoundary,
  deleteRolePermissionsBoundary: roles.deleteRolePermissionsBoundary,
  tagRole: roles.tagRole,
  untagRole: roles.untagRole,
  listRoleTags: roles.listRoleTags,
  putRolePolicy: rolePolicies.putRolePolicy,
  getRolePolicy: rolePolicies.getRolePolicy,
  deleteRolePolicy: rolePolicies.deleteRolePolicy,
  listRolePolicies: rolePolicies.listRolePolicies,
  attachRolePolicy: rolePolicies.attachRolePolicy,
  detachRolePolicy: rolePolicies.detachRolePolicy,
  listAttachedRolePolicies: rolePolicies.listAttachedRolePolicies,
  createPolicy: policies.createPolicy,
  getPolicy: policies.getPolicy,
  listPolicies: policies.listPolicies,
  deletePolicy: policies.deletePolicy,
  createPolicyVersion: policies.createPolicyVersion,
  getPolicyVersion: policies.getPolicyVersion,
  listPolicyVersions: policies.listPolicyVersions,
  setDefaultPolicyVersion: policies.setDefaultPolicyVersion,
  deletePolicyVersion: policies.deletePolicyVersion,
  listEntitiesForPolicy: policies.listEntitiesForPolicy,
  simulatePrincipalPolicy: simulation.simulatePrincipalPolicy,
  simulateCustomPolicy: simulation.simulateCustomPolicy,
} satisfies Operations;
