/** What a signed-in user does: the access token says who it is. */
import type {
  ChangePasswordRequest,
  GetUserRequest,
  GlobalSignOutRequest,
  RevokeTokenRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import type { OperationContext, Parsed } from '../../context.ts';
import { own, values } from '../../records.ts';
import { clientAnywhere, findPool } from '../access.ts';
import { listed } from '../attributes.ts';
import { demandPassword, hasPassword, setPassword } from '../passwords.ts';
import type { Pool, User } from '../state.ts';
import { invalid, notAuthorized, noUser, wrongPassword } from '../texts.ts';
import { refreshDigest, verifyPoolToken } from '../tokens.ts';

function issuerIn(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw notAuthorized('Invalid Access Token');
  }
}

/** @returns the user that the token was given to; throws NotAuthorizedException */
async function bearer(
  { sandbox, clock }: OperationContext,
  token: string,
): Promise<{ readonly pool: Pool; readonly user: User }> {
  const pool = findPool(sandbox, issuerIn(token).split('/').at(-1) ?? '');
  if (!pool) throw notAuthorized('Invalid Access Token');
  const outcome = await verifyPoolToken(pool, token, clock.now());
  if (!outcome.ok)
    throw notAuthorized(
      outcome.detail === 'the token has expired'
        ? 'Access Token has expired'
        : 'Invalid Access Token',
    );
  const { username, origin_jti: origin, iat = 0 } = outcome.claims;
  if (outcome.use !== 'access' || typeof username !== 'string')
    throw notAuthorized('Invalid Access Token');
  const user = own(pool.users, username);
  if (!user) throw noUser();
  const isRevoked = typeof origin === 'string' && own(pool.revoked, origin) !== undefined;
  // Times in tokens are whole seconds: one from the second of the sign-out itself counts as before it.
  const isSignedOut = user.signedOutAt !== undefined && iat * 1000 <= user.signedOutAt;
  if (isRevoked || isSignedOut) throw notAuthorized('Access Token has been revoked');
  return { pool, user };
}

export async function getUser(context: OperationContext, input: Parsed<GetUserRequest>) {
  const { user } = await bearer(context, input.AccessToken);
  return { Username: user.name, UserAttributes: listed(user) };
}

export async function changePassword(
  context: OperationContext,
  input: Parsed<ChangePasswordRequest>,
) {
  const { pool, user } = await bearer(context, input.AccessToken);
  if (!hasPassword(context, user, input.PreviousPassword ?? '')) throw wrongPassword();
  demandPassword(pool, input.ProposedPassword);
  setPassword(context, pool, user, input.ProposedPassword);
  return {};
}

/** Access tokens go on being taken by API Gateway until they expire: it does not ask here. */
export async function globalSignOut(
  context: OperationContext,
  input: Parsed<GlobalSignOutRequest>,
) {
  const { pool, user } = await bearer(context, input.AccessToken);
  for (const record of values(pool.refreshTokens))
    if (record.user === user.name) record.isRevoked = true;
  user.signedOutAt = context.clock.now();
  return {};
}

const DAY_MS = 86_400_000;

export function revokeToken(context: OperationContext, input: Parsed<RevokeTokenRequest>) {
  const { pool, client } = clientAnywhere(context, input.ClientId);
  if (client.ClientSecret !== undefined && input.ClientSecret !== client.ClientSecret)
    throw notAuthorized('Invalid client or client secret.');
  if (!client.EnableTokenRevocation)
    throw invalid('Token revocation is not enabled for this client.');
  const now = context.clock.now();
  for (const [origin, until] of Object.entries(pool.revoked))
    if (until <= now) Reflect.deleteProperty(pool.revoked, origin);
  const record = own(pool.refreshTokens, refreshDigest(context, input.Token));
  // An unknown token is revoked already.
  if (record?.clientId !== client.ClientId) return {};
  // No access token holds longer than a day.
  pool.revoked[record.origin] = now + DAY_MS;
  record.isRevoked = true;
  return {};
}
