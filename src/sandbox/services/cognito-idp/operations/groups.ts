import type {
  AdminAddUserToGroupRequest,
  AdminListGroupsForUserRequest,
  CreateGroupRequest,
  GetGroupRequest,
  ListGroupsRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, own, values } from '../../records.ts';
import { pageOf, poolOf, userOf } from '../access.ts';
import type { Group, Pool } from '../state.ts';
import { groupExists, limitExceeded, noGroup } from '../texts.ts';

/** Ours: AWS gives a pool 10,000. */
const MAX_GROUPS = 100;

const shown = ({ Id }: Pool, { createdAt, modifiedAt, ...group }: Group) => ({
  ...group,
  UserPoolId: Id,
  CreationDate: createdAt / 1000,
  LastModifiedDate: modifiedAt / 1000,
});

function groupOf(context: OperationContext, poolId: string, name: string) {
  const pool = poolOf(context, poolId);
  const group = own(pool.groups, name);
  if (!group) throw noGroup();
  return { pool, group };
}

export function createGroup(context: OperationContext, input: Parsed<CreateGroupRequest>) {
  const pool = poolOf(context, input.UserPoolId);
  if (own(pool.groups, input.GroupName)) throw groupExists('A group with the name already exists.');
  if (Object.keys(pool.groups).length >= MAX_GROUPS)
    throw limitExceeded(`The local sandbox keeps at most ${MAX_GROUPS} groups of a user pool.`);
  const now = context.clock.now();
  const group: Group = defined({
    GroupName: input.GroupName,
    Description: input.Description,
    RoleArn: input.RoleArn,
    Precedence: input.Precedence,
    createdAt: now,
    modifiedAt: now,
  });
  pool.groups[group.GroupName] = group;
  return { Group: shown(pool, group) };
}

export function getGroup(context: OperationContext, input: Parsed<GetGroupRequest>) {
  const { pool, group } = groupOf(context, input.UserPoolId, input.GroupName);
  return { Group: shown(pool, group) };
}

export function deleteGroup(context: OperationContext, input: Parsed<GetGroupRequest>): void {
  const { pool, group } = groupOf(context, input.UserPoolId, input.GroupName);
  Reflect.deleteProperty(pool.groups, group.GroupName);
  for (const user of values(pool.users))
    user.groups = user.groups.filter((name) => name !== group.GroupName);
}

export function listGroups(context: OperationContext, input: Parsed<ListGroupsRequest>) {
  const pool = poolOf(context, input.UserPoolId);
  const { items, next } = pageOf(values(pool.groups), {
    size: input.Limit,
    token: input.NextToken,
  });
  return defined({ Groups: items.map((group) => shown(pool, group)), NextToken: next });
}

export function adminAddUserToGroup(
  context: OperationContext,
  input: Parsed<AdminAddUserToGroupRequest>,
): void {
  const { pool, group } = groupOf(context, input.UserPoolId, input.GroupName);
  const user = userOf(pool, input.Username);
  if (!user.groups.includes(group.GroupName)) user.groups.push(group.GroupName);
}

export function adminRemoveUserFromGroup(
  context: OperationContext,
  input: Parsed<AdminAddUserToGroupRequest>,
): void {
  const { pool, group } = groupOf(context, input.UserPoolId, input.GroupName);
  const user = userOf(pool, input.Username);
  user.groups = user.groups.filter((name) => name !== group.GroupName);
}

export function adminListGroupsForUser(
  context: OperationContext,
  input: Parsed<AdminListGroupsForUserRequest>,
) {
  const pool = poolOf(context, input.UserPoolId);
  const groups = userOf(pool, input.Username)
    .groups.map((name) => own(pool.groups, name))
    .filter((group) => group !== undefined);
  const { items, next } = pageOf(groups, { size: input.Limit, token: input.NextToken });
  return defined({ Groups: items.map((group) => shown(pool, group)), NextToken: next });
}
