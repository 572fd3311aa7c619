import type {
  CreateUserPoolRequest,
  DeleteUserPoolRequest,
  DescribeUserPoolRequest,
  ListUserPoolsRequest,
  UpdateUserPoolRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { notImplemented } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { newSecret } from '../../ids.ts';
import { defined, values } from '../../records.ts';
import { allPools, pageOf, poolOf, stateOf } from '../access.ts';
import { DEFAULT_POLICY } from '../passwords.ts';
import type { PasswordPolicy, Pool, SchemaAttribute } from '../state.ts';
import { invalid, limitExceeded, violates } from '../texts.ts';

/** Ours: AWS gives an account 1,000. A pool's keys alone take 4 kB of the snapshot. */
const MAX_POOLS = 20;
const KID_LETTERS = 43;
const ID_LETTERS = 9;

/** Settings that change nothing here: kept, and shown as they were given. */
const OTHERS = [
  'AccountRecoverySetting',
  'EmailConfiguration',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'MfaConfiguration',
  'SmsVerificationMessage',
  'UserAttributeUpdateSettings',
  'UsernameConfiguration',
  'UserPoolTier',
  'VerificationMessageTemplate',
] as const;

function othersOf(input: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).filter(([name]) => OTHERS.some((one) => one === name)),
  );
}

type Settings = CreateUserPoolRequest | UpdateUserPoolRequest;

/** Features that would change how users sign in, and that the sandbox does not have. */
function refuseFeatures(input: Settings): void {
  const refuse = (what: string) => {
    throw notImplemented(`The local sandbox cannot do ${what} of user pools yet. On AWS it works.`);
  };
  if (Object.keys(input.LambdaConfig ?? {}).length > 0) refuse('LambdaConfig (triggers)');
  if (input.MfaConfiguration === 'ON') refuse('MfaConfiguration ON');
  if (input.DeviceConfiguration) refuse('DeviceConfiguration');
}

function readPolicy(given: NonNullable<Settings['Policies']>['PasswordPolicy']): PasswordPolicy {
  if (!given) return DEFAULT_POLICY;
  const length = given.MinimumLength ?? DEFAULT_POLICY.MinimumLength;
  if (length < 6 || length > 99)
    throw violates(
      String(length),
      'policies.passwordPolicy.minimumLength',
      `Member must have value ${length < 6 ? 'greater than or equal to 6' : 'less than or equal to 99'}`,
    );
  return {
    MinimumLength: length,
    RequireUppercase: given.RequireUppercase ?? false,
    RequireLowercase: given.RequireLowercase ?? false,
    RequireNumbers: given.RequireNumbers ?? false,
    RequireSymbols: given.RequireSymbols ?? false,
    TemporaryPasswordValidityDays:
      given.TemporaryPasswordValidityDays ?? DEFAULT_POLICY.TemporaryPasswordValidityDays,
  };
}

/** What an update may change: whatever it leaves out goes back to its default, as on AWS. */
const readSettings = (input: Settings) => ({
  passwordPolicy: readPolicy(input.Policies?.PasswordPolicy),
  autoVerified: [...(input.AutoVerifiedAttributes ?? [])],
  isProtected: input.DeletionProtection === 'ACTIVE',
  isAdminOnly: input.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
  tags: { ...input.UserPoolTags },
  others: othersOf(input),
});

const readSchema = (given: CreateUserPoolRequest['Schema'] = []): SchemaAttribute[] =>
  given.map(({ Name = '', AttributeDataType = 'String', Required, Mutable }) => ({
    Name: Name.replace(/^custom:/, ''),
    AttributeDataType,
    Required: Required ?? false,
    Mutable: Mutable ?? true,
  }));

const seconds = (ms: number) => Math.floor(ms / 1000);
const some = <T>(list: readonly T[]) => (list.length > 0 ? list : undefined);

/** As answers show it. */
const shown = (pool: Pool) =>
  defined({
    Id: pool.Id,
    Name: pool.Name,
    Arn: pool.Arn,
    Policies: { PasswordPolicy: pool.passwordPolicy },
    DeletionProtection: pool.isProtected ? 'ACTIVE' : 'INACTIVE',
    LambdaConfig: {},
    CreationDate: pool.createdAt / 1000,
    LastModifiedDate: pool.modifiedAt / 1000,
    SchemaAttributes: some(pool.schema),
    AutoVerifiedAttributes: some(pool.autoVerified),
    AliasAttributes: some(pool.aliases),
    UsernameAttributes: some(pool.usernameAttributes),
    MfaConfiguration: 'OFF',
    EstimatedNumberOfUsers: Object.keys(pool.users).length,
    UserPoolTags: pool.tags,
    Domain: pool.domain,
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: pool.isAdminOnly,
      UnusedAccountValidityDays: pool.passwordPolicy.TemporaryPasswordValidityDays,
    },
    UserPoolTier: 'ESSENTIALS',
    ...pool.others,
  });

function demandName(name: string): void {
  if (name.length > 128)
    throw violates(name, 'poolName', 'Member must have length less than or equal to 128');
  if (!/^[\w\s+=,.@-]+$/.test(name))
    throw violates(
      name,
      'poolName',
      'Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+',
    );
}

function newPoolId({ random, region, sandbox }: OperationContext): string {
  const taken = new Set(allPools(sandbox).map(({ Id }) => Id));
  for (;;) {
    const id = `${region}_${newSecret(random, ID_LETTERS)}`;
    if (!taken.has(id)) return id;
  }
}

export async function createUserPool(
  context: OperationContext,
  input: Parsed<CreateUserPoolRequest>,
) {
  demandName(input.PoolName);
  refuseFeatures(input);
  if (input.UsernameAttributes && input.AliasAttributes)
    throw invalid('Only one of aliasAttributes or usernameAttributes can be set in a user pool.');
  const settings = readSettings(input);
  const { pools } = stateOf(context);
  if (Object.keys(pools).length >= MAX_POOLS)
    throw limitExceeded(
      `The local sandbox keeps at most ${MAX_POOLS} user pools of an account and Region.`,
    );
  const Id = newPoolId(context);
  const [idKid, accessKid] = [0, 1].map(() => `${newSecret(context.random, KID_LETTERS)}=`);
  const [id, access] = await Promise.all([context.crypto.rsaKey(), context.crypto.rsaKey()]);
  const now = context.clock.now();
  const pool: Pool = {
    Id,
    Name: input.PoolName,
    Arn: `arn:aws:cognito-idp:${context.region}:${context.caller.accountId}:userpool/${Id}`,
    createdAt: now,
    modifiedAt: now,
    ...settings,
    aliases: [...(input.AliasAttributes ?? [])],
    usernameAttributes: [...(input.UsernameAttributes ?? [])],
    schema: readSchema(input.Schema),
    keys: { id: { kid: idKid ?? '', jwk: id }, access: { kid: accessKid ?? '', jwk: access } },
    clients: {},
    users: {},
    groups: {},
    resourceServers: {},
    refreshTokens: {},
    challenges: {},
    revoked: {},
  };
  pools[Id] = pool;
  return { UserPool: shown(pool) };
}

export const describeUserPool = (
  context: OperationContext,
  input: Parsed<DescribeUserPoolRequest>,
) => ({ UserPool: shown(poolOf(context, input.UserPoolId)) });

export function updateUserPool(
  context: OperationContext,
  input: Parsed<UpdateUserPoolRequest>,
): void {
  const pool = poolOf(context, input.UserPoolId);
  refuseFeatures(input);
  Object.assign(pool, readSettings(input), { modifiedAt: context.clock.now() });
  if (input.PoolName !== undefined) {
    demandName(input.PoolName);
    pool.Name = input.PoolName;
  }
}

export function deleteUserPool(
  context: OperationContext,
  input: Parsed<DeleteUserPoolRequest>,
): void {
  const pool = poolOf(context, input.UserPoolId);
  if (pool.isProtected)
    throw invalid(
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    );
  if (pool.domain !== undefined)
    throw invalid(
      'User pool cannot be deleted. It has a domain configured that should be deleted first.',
    );
  Reflect.deleteProperty(stateOf(context).pools, pool.Id);
}

export function listUserPools(context: OperationContext, input: Parsed<ListUserPoolsRequest>) {
  if (input.MaxResults < 1 || input.MaxResults > 60)
    throw violates(
      String(input.MaxResults),
      'maxResults',
      `Member must have value ${input.MaxResults < 1 ? 'greater than or equal to 1' : 'less than or equal to 60'}`,
    );
  const { items, next } = pageOf(values(stateOf(context).pools), {
    size: input.MaxResults,
    token: input.NextToken,
  });
  return defined({
    UserPools: items.map(({ Id, Name, createdAt, modifiedAt }) => ({
      Id,
      Name,
      LambdaConfig: {},
      CreationDate: seconds(createdAt),
      LastModifiedDate: seconds(modifiedAt),
    })),
    NextToken: next,
  });
}
