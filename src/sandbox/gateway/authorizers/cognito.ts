import type { Authorizer } from '../../services/apigateway/state.ts';
import { passed, refused, type Routed, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { looksLikeToken, tokenExpiry } from '../tokens.ts';
import { identityValue, sourcesOf } from './identity.ts';

const unauthorized = (reason: string): Verdict => refused(failure('UNAUTHORIZED'), reason);

/** Claims reach templates and backends as text. */
const claimText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/**
 * A user pool's token: without scopes an ID token, with scopes an access token that has one of them.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 * @returns undefined where the sandbox has no user pools
 */
export async function authorizeByCognito(
  exchange: Routed,
  authorizer: Authorizer,
): Promise<Verdict | undefined> {
  const { services, route } = exchange;
  const source = sourcesOf(authorizer)[0] ?? 'method.request.header.Authorization';
  const token = identityValue(exchange, source)?.replace(/^Bearer\s+/i, '');
  if (token === undefined) return unauthorized(`Identity source ${source} is missing or empty.`);
  if (!looksLikeToken(token)) return unauthorized('The token is no JSON Web Token.');
  const expiry = tokenExpiry(token);
  if (expiry !== undefined && expiry * 1000 <= services.clock.now()) {
    return refused(
      failure('UNAUTHORIZED', { message: 'The incoming token has expired' }),
      'The token has expired.',
      { exp: expiry },
    );
  }
  if (!services.checkPoolToken) return undefined;
  const outcome = await services.checkPoolToken({
    providerArns: authorizer.providerARNs ?? [],
    token,
  });
  if (!outcome.ok)
    return unauthorized(`Authorizer ${authorizer.name} refuses the token: ${outcome.detail}.`);
  const { use, claims } = outcome;
  const scopes = route.method.authorizationScopes ?? [];
  const wanted = scopes.length === 0 ? 'id' : 'access';
  if (use !== wanted) {
    return unauthorized(
      scopes.length === 0
        ? 'The method has no authorizationScopes, so an ID token is wanted, and this is an access token.'
        : 'The method has authorizationScopes, so an access token is wanted, and this is an ID token.',
    );
  }
  const given = claimText(claims['scope'] ?? '').split(' ');
  if (scopes.length > 0 && !scopes.some((scope) => given.includes(scope)))
    return unauthorized(`The token has none of the scopes ${scopes.join(', ')}.`);
  exchange.authorizer = {
    claims: Object.fromEntries(
      Object.entries(claims).map(([name, value]) => [name, claimText(value)]),
    ),
  };
  return passed(`Authorizer ${authorizer.name} takes the ${use} token of ${claims.sub ?? ''}.`, {
    authorizer: authorizer.name,
    subject: claims.sub ?? null,
  });
}
