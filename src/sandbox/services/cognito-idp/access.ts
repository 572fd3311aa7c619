import { regionState, type SandboxState } from '../../state.ts';
import { base64Encode } from '../../base64.ts';
import type { OperationContext } from '../context.ts';
import { own, values } from '../records.ts';
import type { CognitoState, Pool, PoolClient, User } from './state.ts';
import { noClient, noPool, notAuthorized, noUser } from './texts.ts';

export const stateOf = ({ sandbox, caller, region }: OperationContext): CognitoState =>
  regionState(sandbox, caller.accountId, region).cognito;

/** A pool of the caller's account and Region. */
export function poolOf(context: OperationContext, id: string): Pool {
  const pool = own(stateOf(context).pools, id);
  if (!pool) throw noPool(id);
  return pool;
}

/** Every pool of every account: their ids are unique, and their clients' too. */
export const allPools = ({ accounts }: SandboxState): Pool[] =>
  values(accounts).flatMap((regions) =>
    values(regions).flatMap(({ cognito }) => values(cognito.pools)),
  );

/** @returns the pool of that id, wherever it lives */
export const findPool = (sandbox: SandboxState, id: string): Pool | undefined =>
  allPools(sandbox).find((pool) => pool.Id === id);

/** `us-east-1_AbCdEfGhI` tells the Region. */
export const regionOf = ({ Id }: Pool): string => Id.split('_')[0] ?? '';

/** Source: docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
export const issuerOf = (pool: Pool): string =>
  `https://cognito-idp.${regionOf(pool)}.amazonaws.com/${pool.Id}`;

export interface PoolAndClient {
  readonly pool: Pool;
  readonly client: PoolClient;
}

/** For calls that name no pool and carry no signature: the client id alone says where they belong. */
export function clientAnywhere({ sandbox }: OperationContext, id: string): PoolAndClient {
  for (const pool of allPools(sandbox)) {
    const client = own(pool.clients, id);
    if (client) return { pool, client };
  }
  throw noClient(id);
}

export function clientOf(context: OperationContext, poolId: string, id: string): PoolAndClient {
  const pool = poolOf(context, poolId);
  const client = own(pool.clients, id);
  if (!client) throw noClient(id);
  return { pool, client };
}

/** @param name the user's name, its `sub`, or an email or telephone that the pool signs in by */
export function findUser(pool: Pool, name: string): User | undefined {
  const direct = own(pool.users, name);
  if (direct) return direct;
  const aliases = [...pool.usernameAttributes, ...pool.aliases].filter(
    (one) => one !== 'preferred_username',
  );
  const isAlias = ({ attributes }: User) =>
    aliases.some(
      (one) =>
        attributes[one]?.toLowerCase() === name.toLowerCase() &&
        (pool.usernameAttributes.includes(one) || attributes[`${one}_verified`] === 'true'),
    );
  return values(pool.users).find(
    (user) =>
      user.sub === name ||
      isAlias(user) ||
      (pool.aliases.includes('preferred_username') &&
        user.attributes['preferred_username'] === name),
  );
}

export function userOf(pool: Pool, name: string): User {
  const user = findUser(pool, name);
  if (!user) throw noUser();
  return user;
}

/**
 * A client with a secret proves that it knows it.
 * Source: docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function demandSecret(
  { crypto }: OperationContext,
  { ClientId, ClientSecret }: PoolClient,
  username: string,
  hash: string | undefined,
): void {
  if (ClientSecret === undefined && hash === undefined) return;
  if (ClientSecret !== undefined && hash === undefined)
    throw notAuthorized(
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    );
  const isRight =
    ClientSecret !== undefined &&
    base64Encode(crypto.hmacSha256(ClientSecret, `${username}${ClientId}`)) === hash;
  if (!isRight) throw notAuthorized(`Unable to verify secret hash for client ${ClientId}`);
}

export interface PageInput {
  readonly size: number | undefined;
  readonly token: string | undefined;
}

/** One page of a list; its token says where the next begins. */
export function pageOf<T>(all: readonly T[], { size = 60, token }: PageInput) {
  const start = token === undefined ? 0 : Number(/^from-(\d+)$/.exec(token)?.[1] ?? 0);
  const end = start + Math.max(1, Math.min(size, 60));
  return {
    items: all.slice(start, end),
    next: end < all.length ? `from-${end}` : undefined,
  };
}
