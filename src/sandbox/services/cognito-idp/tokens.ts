/**
 * The tokens of a user pool: what is in them, how they are signed and how they are checked.
 * Source: docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * and amazon-cognito-user-pools-using-the-access-token.html
 */
import {
  decodeProtectedHeader,
  errors,
  importJWK,
  jwtVerify,
  SignJWT,
  type JWK,
  type JWTPayload,
} from 'jose';
import { requestId } from '../../gateway/request-ids.ts';
import type { OperationContext } from '../context.ts';
import { newSecret } from '../ids.ts';
import { own } from '../records.ts';
import { issuerOf } from './access.ts';
import type { Pool, PoolClient, PoolKey, RefreshRecord, User } from './state.ts';

const ALGORITHM = 'RS256';
const UNIT_SECONDS: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
};
/** What every signed-in user's access token may do: ask for and change the user itself. */
const OWN_SCOPE = 'aws.cognito.signin.user.admin';
/** So that nobody fills the snapshot with sign-ins; the oldest go first. */
const MAX_REFRESH_TOKENS = 500;

const secondsOf = (count: number, unit: string | undefined, usual: string): number =>
  count * (UNIT_SECONDS[unit ?? usual] ?? 3600);

/** How long a client's tokens hold, in seconds. */
export const validityOf = (client: PoolClient) => ({
  access: secondsOf(
    client.AccessTokenValidity ?? 1,
    client.TokenValidityUnits.AccessToken,
    'hours',
  ),
  id: secondsOf(client.IdTokenValidity ?? 1, client.TokenValidityUnits.IdToken, 'hours'),
  refresh: secondsOf(client.RefreshTokenValidity, client.TokenValidityUnits.RefreshToken, 'days'),
});

async function sign({ kid, jwk }: PoolKey, claims: JWTPayload): Promise<string> {
  const key = await importJWK({ ...jwk }, ALGORITHM);
  return new SignJWT(claims).setProtectedHeader({ kid, alg: ALGORITHM }).sign(key);
}

/** A pool's public keys, as its JWKS shows them. */
export const publicKeys = ({ keys }: Pool): JWK[] =>
  [keys.id, keys.access].map(({ kid, jwk: { e, n, kty } }) => ({
    alg: ALGORITHM,
    e,
    kid,
    kty,
    n,
    use: 'sig',
  }));

/** By precedence, the lowest number first; groups without one come last. */
const groupsOf = ({ groups }: Pool, user: User) => {
  const found = user.groups
    .map((name) => own(groups, name))
    .filter((group) => group !== undefined)
    .sort((a, b) => (a.Precedence ?? Number.MAX_VALUE) - (b.Precedence ?? Number.MAX_VALUE));
  return found.length > 0 ? { 'cognito:groups': found.map(({ GroupName }) => GroupName) } : {};
};

const VERIFIED: ReadonlySet<string> = new Set(['email_verified', 'phone_number_verified']);

/** Attributes as claims: the two that say "verified" are booleans. */
const claimsOf = ({ attributes }: User): JWTPayload =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      VERIFIED.has(name) ? value === 'true' : value,
    ]),
  );

interface SignIn {
  readonly pool: Pool;
  readonly client: PoolClient;
  readonly user: User;
}

/** ID and access token of one sign-in. */
async function issue(
  { clock, random }: OperationContext,
  { pool, client, user }: SignIn,
  { origin, authTime }: Pick<RefreshRecord, 'origin' | 'authTime'>,
) {
  const now = Math.floor(clock.now() / 1000);
  const validity = validityOf(client);
  const common = {
    sub: user.sub,
    ...groupsOf(pool, user),
    iss: issuerOf(pool),
    origin_jti: origin,
    event_id: requestId(random),
    auth_time: authTime,
    iat: now,
  };
  const [IdToken, AccessToken] = await Promise.all([
    sign(pool.keys.id, {
      ...claimsOf(user),
      ...common,
      'cognito:username': user.name,
      aud: client.ClientId,
      token_use: 'id',
      exp: now + validity.id,
      jti: requestId(random),
    }),
    sign(pool.keys.access, {
      ...common,
      client_id: client.ClientId,
      token_use: 'access',
      scope: OWN_SCOPE,
      exp: now + validity.access,
      jti: requestId(random),
      username: user.name,
    }),
  ]);
  return { AccessToken, IdToken, ExpiresIn: validity.access, TokenType: 'Bearer' };
}

/** Names a refresh token in the state, which must not hold it. */
export const refreshDigest = ({ crypto }: OperationContext, token: string): string =>
  crypto.sha256Hex(token);

function keepRefreshToken(
  context: OperationContext,
  { pool, client, user }: SignIn,
  sign: Pick<RefreshRecord, 'origin' | 'authTime'>,
): string {
  const now = context.clock.now();
  for (const [digest, { until }] of Object.entries(pool.refreshTokens))
    if (until <= now) Reflect.deleteProperty(pool.refreshTokens, digest);
  const digests = Object.keys(pool.refreshTokens);
  for (const digest of digests.slice(0, Math.max(0, digests.length - MAX_REFRESH_TOKENS + 1)))
    Reflect.deleteProperty(pool.refreshTokens, digest);
  const token = newSecret(context.random, 120);
  pool.refreshTokens[refreshDigest(context, token)] = {
    clientId: client.ClientId,
    user: user.name,
    ...sign,
    until: now + validityOf(client).refresh * 1000,
  };
  return token;
}

/** @returns what a sign-in gives: `AuthenticationResult` */
export async function signedIn(context: OperationContext, parts: SignIn) {
  const start = {
    origin: requestId(context.random),
    authTime: Math.floor(context.clock.now() / 1000),
  };
  const RefreshToken = keepRefreshToken(context, parts, start);
  return { ...(await issue(context, parts, start)), RefreshToken };
}

/** @returns new ID and access tokens of a sign-in that goes on */
export const refreshed = (context: OperationContext, parts: SignIn, record: RefreshRecord) =>
  issue(context, parts, record);

/** @returns an access token for the client itself, without any user: the client credentials grant */
export async function clientToken(
  { clock, random }: Pick<OperationContext, 'clock' | 'random'>,
  pool: Pool,
  client: PoolClient,
  scopes: readonly string[],
) {
  const now = Math.floor(clock.now() / 1000);
  const { access } = validityOf(client);
  const token = await sign(pool.keys.access, {
    sub: client.ClientId,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: now,
    iss: issuerOf(pool),
    exp: now + access,
    iat: now,
    version: 2,
    jti: requestId(random),
    client_id: client.ClientId,
  });
  return { access_token: token, expires_in: access, token_type: 'Bearer' };
}

export type PoolTokenOutcome =
  | { readonly ok: true; readonly use: 'id' | 'access'; readonly claims: JWTPayload }
  | { readonly ok: false; readonly detail: string };

const not = (detail: string): PoolTokenOutcome => ({ ok: false, detail });

function kidOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}

/**
 * Whether a token is one of the pool's and holds now. Like API Gateway's authorizers it does not ask
 * whether the sign-in behind it was taken back.
 * @param now milliseconds since 1970
 */
export async function verifyPoolToken(
  pool: Pool,
  token: string,
  now: number,
): Promise<PoolTokenOutcome> {
  const kid = kidOf(token);
  const jwk = publicKeys(pool).find((key) => key.kid === kid);
  if (!jwk)
    return not(kid === undefined ? 'the token is malformed' : 'no key of the pool has signed it');
  try {
    const { payload } = await jwtVerify(token, await importJWK(jwk, ALGORITHM), {
      algorithms: [ALGORITHM],
      issuer: issuerOf(pool),
      currentDate: new Date(now),
      requiredClaims: ['exp', 'token_use'],
    });
    const use = payload['token_use'];
    return use === 'id' || use === 'access'
      ? { ok: true, use, claims: payload }
      : not('it is neither an ID token nor an access token');
  } catch (error) {
    return not(
      error instanceof errors.JWTExpired
        ? 'the token has expired'
        : 'the signature or a claim is invalid',
    );
  }
}

/** Drops what a user's sign-ins could go on with. */
export function forgetSignIns(pool: Pool, user: User): void {
  for (const [digest, record] of Object.entries(pool.refreshTokens))
    if (record.user === user.name) Reflect.deleteProperty(pool.refreshTokens, digest);
  for (const [session, record] of Object.entries(pool.challenges))
    if (record.user === user.name) Reflect.deleteProperty(pool.challenges, session);
}
