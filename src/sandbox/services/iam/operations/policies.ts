import type {
  CreatePolicyRequest,
  CreatePolicyVersionRequest,
  DeletePolicyRequest,
  DeletePolicyVersionRequest,
  GetPolicyRequest,
  GetPolicyVersionRequest,
  ListEntitiesForPolicyRequest,
  ListPoliciesRequest,
  ListPolicyVersionsRequest,
  SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import {
  checkDocument,
  checkName,
  checkPath,
  defined,
  demandRoom,
  encoded,
  newIamId,
  omit,
  own,
  ownPolicyOf,
  pageOf,
  policyOf,
  stateOf,
  values,
} from '../access.ts';
import { AWS_MANAGED } from '../managed-policies.ts';
import type { IamState, PolicyRecord } from '../state.ts';
import { alreadyExists, deleteConflict, limitExceeded, noVersion } from '../texts.ts';

/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_VERSIONS = 5;
const MAX_CHARACTERS = 6144;

const bearersOf = ({ roles }: IamState, arn: string) =>
  values(roles).filter(({ attached }) => attached.includes(arn));

function shown(state: IamState, record: PolicyRecord) {
  return {
    ...omit(omit(record, 'versions'), 'nextVersion'),
    AttachmentCount: bearersOf(state, record.Arn).length,
    PermissionsBoundaryUsageCount: values(state.roles).filter(
      ({ role }) => role.boundary === record.Arn,
    ).length,
    IsAttachable: true,
  };
}

const shownVersion = (record: PolicyRecord, id: string, isWhole: boolean) => ({
  VersionId: id,
  IsDefaultVersion: record.DefaultVersionId === id,
  CreateDate: record.versions[id]?.CreateDate ?? 0,
  ...(isWhole && { Document: encoded(record.versions[id]?.document ?? '') }),
});

function checkManaged(document: string): void {
  checkDocument(document, 'identity');
  if (document.replaceAll(/\s/g, '').length > MAX_CHARACTERS)
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${MAX_CHARACTERS}`);
}

export function createPolicy(context: OperationContext, input: Parsed<CreatePolicyRequest>) {
  const state = stateOf(context);
  const { PolicyName, PolicyDocument: document } = input;
  checkName(PolicyName, 'policyName', 128);
  const Path = checkPath(input.Path);
  const Arn = `arn:aws:iam::${context.caller.accountId}:policy${Path}${PolicyName}`;
  if (own(state.policies, Arn))
    throw alreadyExists(
      `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`,
    );
  checkManaged(document);
  demandRoom(state, 'policies');
  const now = epochSeconds(context);
  const record: PolicyRecord = defined({
    Path,
    PolicyName,
    PolicyId: newIamId(context, 'ANPA'),
    Arn,
    Description: input.Description,
    DefaultVersionId: 'v1',
    CreateDate: now,
    UpdateDate: now,
    versions: { v1: { document, CreateDate: now } },
    nextVersion: 2,
  });
  state.policies[Arn] = record;
  return { Policy: shown(state, record) };
}

export const getPolicy = (context: OperationContext, input: Parsed<GetPolicyRequest>) => ({
  Policy: shown(stateOf(context), policyOf(context, input.PolicyArn)),
});

export function listPolicies(context: OperationContext, input: Parsed<ListPoliciesRequest>) {
  const state = stateOf(context);
  const all = [
    ...(input.Scope === 'Local' ? [] : values(AWS_MANAGED)),
    ...(input.Scope === 'AWS' ? [] : values(state.policies)),
  ]
    .filter(({ Path }) => Path.startsWith(input.PathPrefix ?? '/'))
    .map((record) => shown(state, record))
    .filter(({ AttachmentCount }) => input.OnlyAttached !== true || AttachmentCount > 0);
  const { items, page } = pageOf(all, input);
  return { Policies: items, ...page };
}

export function deletePolicy(context: OperationContext, input: Parsed<DeletePolicyRequest>): void {
  const state = stateOf(context);
  const record = ownPolicyOf(context, input.PolicyArn);
  if (bearersOf(state, record.Arn).length > 0)
    throw deleteConflict('Cannot delete a policy attached to entities.');
  if (Object.keys(record.versions).length > 1)
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  delete state.policies[record.Arn];
}

export function createPolicyVersion(
  context: OperationContext,
  input: Parsed<CreatePolicyVersionRequest>,
) {
  const record = ownPolicyOf(context, input.PolicyArn);
  checkManaged(input.PolicyDocument);
  if (Object.keys(record.versions).length >= MAX_VERSIONS)
    throw limitExceeded(
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    );
  const id = `v${record.nextVersion}`;
  record.nextVersion += 1;
  record.versions[id] = { document: input.PolicyDocument, CreateDate: epochSeconds(context) };
  record.UpdateDate = epochSeconds(context);
  if (input.SetAsDefault) record.DefaultVersionId = id;
  return { PolicyVersion: shownVersion(record, id, false) };
}

function demandVersion(record: PolicyRecord, id: string): void {
  if (!own(record.versions, id)) throw noVersion(record.Arn, id);
}

export function getPolicyVersion(
  context: OperationContext,
  input: Parsed<GetPolicyVersionRequest>,
) {
  const record = policyOf(context, input.PolicyArn);
  demandVersion(record, input.VersionId);
  return { PolicyVersion: shownVersion(record, input.VersionId, true) };
}

export function listPolicyVersions(
  context: OperationContext,
  input: Parsed<ListPolicyVersionsRequest>,
) {
  const record = policyOf(context, input.PolicyArn);
  const { items, page } = pageOf(Object.keys(record.versions).toReversed(), input);
  return { Versions: items.map((id) => shownVersion(record, id, false)), ...page };
}

export function setDefaultPolicyVersion(
  context: OperationContext,
  input: Parsed<SetDefaultPolicyVersionRequest>,
): void {
  const record = ownPolicyOf(context, input.PolicyArn);
  demandVersion(record, input.VersionId);
  record.DefaultVersionId = input.VersionId;
}

export function deletePolicyVersion(
  context: OperationContext,
  input: Parsed<DeletePolicyVersionRequest>,
): void {
  const record = ownPolicyOf(context, input.PolicyArn);
  demandVersion(record, input.VersionId);
  if (record.DefaultVersionId === input.VersionId)
    throw deleteConflict('Cannot delete the default version of a policy.');
  delete record.versions[input.VersionId];
}

export function listEntitiesForPolicy(
  context: OperationContext,
  input: Parsed<ListEntitiesForPolicyRequest>,
) {
  const { Arn } = policyOf(context, input.PolicyArn);
  const { items, page } = pageOf(bearersOf(stateOf(context), Arn), input);
  const PolicyRoles = items.map(({ role: { RoleName, RoleId } }) => ({ RoleName, RoleId }));
  return { PolicyGroups: [], PolicyUsers: [], PolicyRoles, ...page };
}
