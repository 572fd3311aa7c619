import type {
  CreateUserPoolClientRequest,
  DeleteUserPoolClientRequest,
  DescribeUserPoolClientRequest,
  ListUserPoolClientsRequest,
  UpdateUserPoolClientRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import type { OperationContext, Parsed } from '../../context.ts';
import { newId, newSecret } from '../../ids.ts';
import { defined, own, values } from '../../records.ts';
import { allPools, clientOf, pageOf, poolOf } from '../access.ts';
import type { Pool, PoolClient } from '../state.ts';
import { validityOf } from '../tokens.ts';
import { invalid, limitExceeded, violates } from '../texts.ts';
import { AwsError } from '../../../wire/errors.ts';

/** Ours: AWS gives a pool 1,000. */
const MAX_CLIENTS = 50;
const ID_LETTERS = 26;
const SECRET_LETTERS = 51;
const DEFAULT_REFRESH_DAYS = 30;

const MINUTE = 60;
const DAY = 86_400;
/** Source: docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
const RANGES = {
  access: [5 * MINUTE, DAY],
  id: [5 * MINUTE, DAY],
  refresh: [60 * MINUTE, 3650 * DAY],
} as const;

/** Scopes that every pool has. */
const STANDARD_SCOPES: ReadonlySet<string> = new Set([
  'aws.cognito.signin.user.admin',
  'email',
  'openid',
  'phone',
  'profile',
]);

type Settings = CreateUserPoolClientRequest | UpdateUserPoolClientRequest;
type Own = 'ClientId' | 'ClientSecret' | 'createdAt' | 'modifiedAt';

const copied = (list: readonly string[] | undefined): string[] | undefined => list && [...list];

/** Whatever an update leaves out goes back to its default, as on AWS. */
const readSettings = (input: Settings, name: string): Omit<PoolClient, Own> =>
  defined({
    ClientName: name,
    RefreshTokenValidity: input.RefreshTokenValidity || DEFAULT_REFRESH_DAYS,
    AccessTokenValidity: input.AccessTokenValidity,
    IdTokenValidity: input.IdTokenValidity,
    TokenValidityUnits: defined({ ...input.TokenValidityUnits }),
    ExplicitAuthFlows: copied(input.ExplicitAuthFlows),
    AllowedOAuthFlows: copied(input.AllowedOAuthFlows),
    AllowedOAuthScopes: copied(input.AllowedOAuthScopes),
    AllowedOAuthFlowsUserPoolClient: input.AllowedOAuthFlowsUserPoolClient ?? false,
    SupportedIdentityProviders: copied(input.SupportedIdentityProviders),
    CallbackURLs: copied(input.CallbackURLs),
    LogoutURLs: copied(input.LogoutURLs),
    ReadAttributes: copied(input.ReadAttributes),
    WriteAttributes: copied(input.WriteAttributes),
    PreventUserExistenceErrors: input.PreventUserExistenceErrors,
    EnableTokenRevocation: input.EnableTokenRevocation ?? true,
    AuthSessionValidity: input.AuthSessionValidity ?? 3,
  });

/** The scopes of the pool's resource servers: `identifier/scope`. */
const ownScopes = ({ resourceServers }: Pool): string[] =>
  values(resourceServers).flatMap(({ Identifier, Scopes }) =>
    Scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`),
  );

function demandSettings(pool: Pool, client: PoolClient): void {
  const { ExplicitAuthFlows: flows = [], AllowedOAuthFlows: grants = [] } = client;
  const isMixed =
    flows.some((one) => one.startsWith('ALLOW_')) &&
    !flows.every((one) => one.startsWith('ALLOW_'));
  if (isMixed)
    throw invalid(
      'You cannot use both old and new ExplicitAuthFlows values: give all of them with the prefix ALLOW_, or none.',
    );
  const validity = validityOf(client);
  for (const kind of ['access', 'id', 'refresh'] as const) {
    const [low, high] = RANGES[kind];
    if (validity[kind] < low || validity[kind] > high)
      throw invalid(
        kind === 'refresh'
          ? 'Invalid range for token validity. RefreshTokenValidity must be between 60 minutes and 3650 days.'
          : `Invalid range for token validity. ${kind === 'id' ? 'IdTokenValidity' : 'AccessTokenValidity'} must be between 5 minutes and 1 day.`,
      );
  }
  const unknown = (client.AllowedOAuthScopes ?? []).filter(
    (scope) => !STANDARD_SCOPES.has(scope) && !ownScopes(pool).includes(scope),
  );
  if (unknown.length > 0)
    throw new AwsError(
      'ScopeDoesNotExistException',
      400,
      `One or more requested scope do not exist: [${unknown.join(', ')}]`,
    );
  if (!grants.includes('client_credentials')) return;
  if (grants.length > 1)
    throw invalid(
      'client_credentials flow can not be selected along with code flow or implicit flow.',
    );
  if (client.ClientSecret === undefined)
    throw invalid(
      'client_credentials flow can not be selected if client does not have a client secret.',
    );
}

const shown = (pool: Pool, { createdAt, modifiedAt, ...client }: PoolClient) => ({
  UserPoolId: pool.Id,
  ...client,
  CreationDate: createdAt / 1000,
  LastModifiedDate: modifiedAt / 1000,
});

function demandName(name: string): void {
  if (name.length > 128)
    throw violates(name, 'clientName', 'Member must have length less than or equal to 128');
  if (!/^[\w\s+=,.@-]+$/.test(name))
    throw violates(
      name,
      'clientName',
      'Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+',
    );
}

export function createUserPoolClient(
  context: OperationContext,
  input: Parsed<CreateUserPoolClientRequest>,
) {
  const pool = poolOf(context, input.UserPoolId);
  demandName(input.ClientName);
  if (Object.keys(pool.clients).length >= MAX_CLIENTS)
    throw limitExceeded(`The local sandbox keeps at most ${MAX_CLIENTS} clients of a user pool.`);
  const now = context.clock.now();
  const isTaken = (id: string) => allPools(context.sandbox).some(({ clients }) => own(clients, id));
  const client: PoolClient = defined({
    ClientId: newId(context.random, ID_LETTERS, isTaken),
    ClientSecret:
      input.ClientSecret ??
      (input.GenerateSecret ? newSecret(context.random, SECRET_LETTERS).toLowerCase() : undefined),
    createdAt: now,
    modifiedAt: now,
    ...readSettings(input, input.ClientName),
  });
  demandSettings(pool, client);
  pool.clients[client.ClientId] = client;
  return { UserPoolClient: shown(pool, client) };
}

export function describeUserPoolClient(
  context: OperationContext,
  input: Parsed<DescribeUserPoolClientRequest>,
) {
  const { pool, client } = clientOf(context, input.UserPoolId, input.ClientId);
  return { UserPoolClient: shown(pool, client) };
}

export function updateUserPoolClient(
  context: OperationContext,
  input: Parsed<UpdateUserPoolClientRequest>,
) {
  const { pool, client } = clientOf(context, input.UserPoolId, input.ClientId);
  const { ClientId, ClientSecret, createdAt } = client;
  const name = input.ClientName ?? client.ClientName;
  demandName(name);
  const changed: PoolClient = defined({
    ClientId,
    ClientSecret,
    createdAt,
    modifiedAt: context.clock.now(),
    ...readSettings(input, name),
  });
  demandSettings(pool, changed);
  pool.clients[ClientId] = changed;
  return { UserPoolClient: shown(pool, changed) };
}

export function deleteUserPoolClient(
  context: OperationContext,
  input: Parsed<DeleteUserPoolClientRequest>,
): void {
  const { pool, client } = clientOf(context, input.UserPoolId, input.ClientId);
  Reflect.deleteProperty(pool.clients, client.ClientId);
}

export function listUserPoolClients(
  context: OperationContext,
  input: Parsed<ListUserPoolClientsRequest>,
) {
  const pool = poolOf(context, input.UserPoolId);
  const { items, next } = pageOf(values(pool.clients), {
    size: input.MaxResults,
    token: input.NextToken,
  });
  return defined({
    UserPoolClients: items.map(({ ClientId, ClientName }) => ({
      ClientId,
      UserPoolId: pool.Id,
      ClientName,
    })),
    NextToken: next,
  });
}
