import type {
  CreateRoleRequest,
  DeleteRoleRequest,
  GetRoleRequest,
  ListRolesRequest,
  ListRoleTagsRequest,
  PutRolePermissionsBoundaryRequest,
  TagRoleRequest,
  UntagRoleRequest,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import {
  checkDocument,
  checkName,
  checkPath,
  defined,
  demandRoom,
  encoded,
  findPolicy,
  newIamId,
  own,
  pageOf,
  roleOf,
  stateOf,
  values,
} from '../access.ts';
import type { Role, RoleRecord } from '../state.ts';
import { alreadyExists, deleteConflict, invalid, noPolicy } from '../texts.ts';

const DEFAULT_SESSION_SECONDS = 3600;

/** Lists leave out the boundary, the tags and what the role last did. */
function shown({ boundary, Tags, ...role }: Role, isWhole: boolean) {
  return {
    ...role,
    AssumeRolePolicyDocument: encoded(role.AssumeRolePolicyDocument),
    ...(isWhole && {
      ...(boundary !== undefined && {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: boundary,
        },
      }),
      ...(Tags.length > 0 && { Tags }),
      RoleLastUsed: {},
    }),
  };
}

function checkSession(seconds: number): number {
  if (seconds >= 3600 && seconds <= 43_200) return seconds;
  const [constraint, bound] = seconds < 3600 ? ['greater', 3600] : ['less', 43_200];
  throw invalid(
    `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value ${constraint} than or equal to ${bound}`,
  );
}

function checkBoundary(context: OperationContext, arn: string | undefined): string | undefined {
  if (arn !== undefined && !findPolicy(stateOf(context), arn)) throw noPolicy(arn);
  return arn;
}

export function createRole(context: OperationContext, input: Parsed<CreateRoleRequest>) {
  const state = stateOf(context);
  const { RoleName } = input;
  checkName(RoleName, 'roleName');
  const Path = checkPath(input.Path);
  if (own(state.roles, RoleName)) throw alreadyExists(`Role with name ${RoleName} already exists.`);
  checkDocument(input.AssumeRolePolicyDocument, 'trust');
  demandRoom(state, 'roles');
  const role: Role = defined({
    Path,
    RoleName,
    RoleId: newIamId(context, 'AROA'),
    Arn: `arn:aws:iam::${context.caller.accountId}:role${Path}${RoleName}`,
    CreateDate: epochSeconds(context),
    AssumeRolePolicyDocument: input.AssumeRolePolicyDocument,
    Description: input.Description,
    MaxSessionDuration: checkSession(input.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS),
    boundary: checkBoundary(context, input.PermissionsBoundary),
    Tags: tagsOf([], input.Tags ?? []),
  });
  state.roles[RoleName] = { role, inline: {}, attached: [] };
  return { Role: shown(role, true) };
}

export const getRole = (context: OperationContext, input: Parsed<GetRoleRequest>) => ({
  Role: shown(roleOf(context, input.RoleName).role, true),
});

export function listRoles(context: OperationContext, input: Parsed<ListRolesRequest>) {
  const all = values(stateOf(context).roles)
    .map(({ role }) => role)
    .filter(({ Path }) => Path.startsWith(input.PathPrefix ?? '/'))
    .sort((a, b) => (a.RoleName < b.RoleName ? -1 : 1));
  const { items, page } = pageOf(all, input);
  return { Roles: items.map((role) => shown(role, false)), ...page };
}

export function deleteRole(context: OperationContext, input: Parsed<DeleteRoleRequest>): void {
  const { attached, inline } = roleOf(context, input.RoleName);
  if (attached.length > 0)
    throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(inline).length > 0)
    throw deleteConflict('Cannot delete entity, must delete policies first.');
  delete stateOf(context).roles[input.RoleName];
}

export function updateRole(context: OperationContext, input: Parsed<UpdateRoleRequest>) {
  const { role } = roleOf(context, input.RoleName);
  if (input.MaxSessionDuration !== undefined)
    role.MaxSessionDuration = checkSession(input.MaxSessionDuration);
  if (input.Description !== undefined) role.Description = input.Description;
  return {};
}

export function updateAssumeRolePolicy(
  context: OperationContext,
  input: Parsed<UpdateAssumeRolePolicyRequest>,
): void {
  const { role } = roleOf(context, input.RoleName);
  checkDocument(input.PolicyDocument, 'trust');
  role.AssumeRolePolicyDocument = input.PolicyDocument;
}

export function putRolePermissionsBoundary(
  context: OperationContext,
  input: Parsed<PutRolePermissionsBoundaryRequest>,
): void {
  const { role } = roleOf(context, input.RoleName);
  checkBoundary(context, input.PermissionsBoundary);
  role.boundary = input.PermissionsBoundary;
}

export function deleteRolePermissionsBoundary(
  context: OperationContext,
  input: Parsed<GetRoleRequest>,
): void {
  delete roleOf(context, input.RoleName).role.boundary;
}

const MAX_TAGS = 50;

function tagsOf(
  before: RoleRecord['role']['Tags'],
  given: NonNullable<CreateRoleRequest['Tags']>,
): RoleRecord['role']['Tags'] {
  const tags = new Map(before.map(({ Key, Value }) => [Key, Value]));
  for (const { Key = '', Value = '' } of given) tags.set(Key, Value);
  if (tags.size > MAX_TAGS)
    throw invalid(
      `1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to ${MAX_TAGS}`,
    );
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

export function tagRole(context: OperationContext, input: Parsed<TagRoleRequest>): void {
  const { role } = roleOf(context, input.RoleName);
  role.Tags = tagsOf(role.Tags, input.Tags);
}

export function untagRole(context: OperationContext, input: Parsed<UntagRoleRequest>): void {
  const { role } = roleOf(context, input.RoleName);
  role.Tags = role.Tags.filter(({ Key }) => !input.TagKeys.includes(Key));
}

export function listRoleTags(context: OperationContext, input: Parsed<ListRoleTagsRequest>) {
  const { items, page } = pageOf(roleOf(context, input.RoleName).role.Tags, input);
  return { Tags: items, ...page };
}
