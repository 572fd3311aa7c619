import type {
  AdminCreateUserRequest,
  AdminDeleteUserRequest,
  AdminGetUserRequest,
  AdminSetUserPasswordRequest,
  AdminUpdateUserAttributesRequest,
  ListUsersRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { requestId } from '../../../gateway/request-ids.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { newSecret } from '../../ids.ts';
import { defined, own, values } from '../../records.ts';
import { findUser, pageOf, poolOf, userOf } from '../access.ts';
import { demandRequired, listed, readAttributes } from '../attributes.ts';
import { demandPassword, setPassword } from '../passwords.ts';
import type { Pool, User } from '../state.ts';
import { forgetSignIns } from '../tokens.ts';
import { aliasExists, invalid, limitExceeded, usernameExists, violates } from '../texts.ts';

/** Ours: AWS gives a pool 40 million. */
const MAX_USERS = 1000;

/** The user as lists show it. */
export const shown = (user: User) => ({
  Username: user.name,
  Attributes: listed(user),
  UserCreateDate: user.createdAt / 1000,
  UserLastModifiedDate: user.modifiedAt / 1000,
  Enabled: user.isEnabled,
  UserStatus: user.status,
});

/**
 * Makes a user and keeps it. Pools that sign in by email or telephone name it by its `sub`.
 * @throws AwsError UsernameExistsException with `taken`, and what attributes are refused for
 */
export function addUser(
  context: OperationContext,
  pool: Pool,
  username: string,
  given: Record<string, string>,
  taken: string,
): User {
  if (username === '' || username.length > 128 || /\s/.test(username))
    throw violates(
      username,
      'username',
      'Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
    );
  const attributes = { ...given };
  if (pool.usernameAttributes.length > 0) {
    const kind = username.includes('@') ? 'email' : 'phone_number';
    if (!pool.usernameAttributes.includes(kind))
      throw invalid(
        pool.usernameAttributes.includes('email')
          ? 'Username should be an email.'
          : 'Username should be a phone number.',
      );
    attributes[kind] ??= username;
    readAttributes(pool, [{ Name: kind, Value: username }]);
  }
  demandRequired(pool, attributes);
  if (findUser(pool, username)) throw usernameExists(taken);
  if (Object.keys(pool.users).length >= MAX_USERS)
    throw limitExceeded(`The local sandbox keeps at most ${MAX_USERS} users of a user pool.`);
  const now = context.clock.now();
  const sub = requestId(context.random);
  const user: User = {
    name: pool.usernameAttributes.length > 0 ? sub : username,
    sub,
    attributes,
    status: 'UNCONFIRMED',
    isEnabled: true,
    createdAt: now,
    modifiedAt: now,
    groups: [],
  };
  pool.users[user.name] = user;
  return user;
}

/** Every policy is content with it. */
const generatedPassword = ({ random }: OperationContext) => `${newSecret(random, 12)}aA1!`;

export function adminCreateUser(context: OperationContext, input: Parsed<AdminCreateUserRequest>) {
  const pool = poolOf(context, input.UserPoolId);
  const password = input.TemporaryPassword ?? generatedPassword(context);
  if (input.TemporaryPassword !== undefined) demandPassword(pool, input.TemporaryPassword);
  const user =
    input.MessageAction === 'RESEND'
      ? userOf(pool, input.Username)
      : addUser(
          context,
          pool,
          input.Username,
          readAttributes(pool, input.UserAttributes),
          'User account already exists',
        );
  setPassword(context, pool, user, password, true);
  return { User: shown(user) };
}

export function adminGetUser(context: OperationContext, input: Parsed<AdminGetUserRequest>) {
  const user = userOf(poolOf(context, input.UserPoolId), input.Username);
  const { Attributes, ...rest } = shown(user);
  return { ...rest, UserAttributes: Attributes };
}

export function adminDeleteUser(
  context: OperationContext,
  input: Parsed<AdminDeleteUserRequest>,
): void {
  const pool = poolOf(context, input.UserPoolId);
  const user = userOf(pool, input.Username);
  forgetSignIns(pool, user);
  Reflect.deleteProperty(pool.users, user.name);
}

export function adminSetUserPassword(
  context: OperationContext,
  input: Parsed<AdminSetUserPasswordRequest>,
): void {
  const pool = poolOf(context, input.UserPoolId);
  const user = userOf(pool, input.Username);
  demandPassword(pool, input.Password);
  setPassword(context, pool, user, input.Password, !input.Permanent);
}

/** An alias belongs to one user of the pool. */
export function demandAliasFree(
  pool: Pool,
  user: User,
  changed: Readonly<Record<string, string>>,
): void {
  for (const name of [...pool.aliases, ...pool.usernameAttributes]) {
    const value = own(changed, name);
    const other = value === undefined ? undefined : findUser(pool, value);
    if (other && other !== user)
      throw aliasExists(`An account with the given ${name} already exists.`);
  }
}

export function adminUpdateUserAttributes(
  context: OperationContext,
  input: Parsed<AdminUpdateUserAttributesRequest>,
): void {
  const pool = poolOf(context, input.UserPoolId);
  const user = userOf(pool, input.Username);
  const changed = readAttributes(pool, input.UserAttributes);
  demandAliasFree(pool, user, changed);
  Object.assign(user.attributes, changed);
  user.modifiedAt = context.clock.now();
}

const enable =
  (isEnabled: boolean) =>
  (context: OperationContext, input: Parsed<AdminGetUserRequest>): void => {
    const user = userOf(poolOf(context, input.UserPoolId), input.Username);
    user.isEnabled = isEnabled;
    user.modifiedAt = context.clock.now();
  };
export const adminEnableUser = enable(true);
export const adminDisableUser = enable(false);

/** `email = "ada@example.com"`, or `^=` for a beginning. Source: docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
function filterOf(text = ''): (user: User) => boolean {
  if (text.trim() === '') return () => true;
  const [, name = '', operator = '', quoted = ''] =
    /^\s*"?([\w:]+)"?\s*(\^=|=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(text) ?? [];
  if (name === '') throw invalid('Error while parsing filter');
  const value = quoted.replaceAll(/\\(.)/g, '$1');
  const valueOf = (user: User): string | undefined =>
    ({
      username: user.name,
      sub: user.sub,
      status: user.isEnabled ? 'Enabled' : 'Disabled',
      'cognito:user_status': user.status,
    })[name] ?? own(user.attributes, name);
  return (user) =>
    operator === '=' ? valueOf(user) === value : (valueOf(user)?.startsWith(value) ?? false);
}

export function listUsers(context: OperationContext, input: Parsed<ListUsersRequest>) {
  const pool = poolOf(context, input.UserPoolId);
  const users = values(pool.users).filter(filterOf(input.Filter));
  const { items, next } = pageOf(users, { size: input.Limit, token: input.PaginationToken });
  const wanted = input.AttributesToGet;
  return defined({
    Users: items.map(shown).map((user) => ({
      ...user,
      Attributes: user.Attributes.filter(
        ({ Name = '' }) => wanted === undefined || wanted.includes(Name),
      ),
    })),
    PaginationToken: next,
  });
}
