import { decodeJwt, type JWTPayload } from 'jose';
import type { Authorizer, JwtAdditionalClaim } from '../../services/apigateway/state.ts';
import { passed, refused, type Routed, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { identityValue, sourcesOf } from './identity.ts';

const unauthorized = (reason: string): Verdict => refused(failure('UNAUTHORIZED'), reason);

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

const valuesOf = (claim: unknown): readonly string[] =>
  (Array.isArray(claim) ? claim : [claim]).map((one) =>
    typeof one === 'string' ? one : JSON.stringify(one),
  );

/** @returns what is wrong with a claim besides those that every token has (semantics assumed), or undefined */
function problemOf(claims: JWTPayload, wanted: JwtAdditionalClaim): string | undefined {
  const { claimName, expectedValues, required = false } = wanted;
  if (!Object.hasOwn(claims, claimName))
    return required ? `the token has no claim ${claimName}` : undefined;
  if (!expectedValues?.length) return undefined;
  return valuesOf(claims[claimName]).some((value) => expectedValues.includes(value))
    ? undefined
    : `the claim ${claimName} has none of the values ${expectedValues.join(', ')}`;
}

/** Claims reach templates and backends as text. */
const claimText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/**
 * A token of one of the authorizer's issuers. Without a scope that the method wants, the answer is 403.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-jwt-authorizer.html and
 * rest-api-jwt-authorizer-methods.html; the bodies of the refusals, and `$context.authorizer.claims`, are
 * assumed after what other authorizers of REST APIs do
 */
export async function authorizeByJwt(exchange: Routed, authorizer: Authorizer): Promise<Verdict> {
  const { services, route } = exchange;
  const source = sourcesOf(authorizer)[0] ?? 'method.request.header.Authorization';
  const token = identityValue(exchange, source)?.replace(/^Bearer\s+/i, '');
  if (token === undefined) return unauthorized(`Identity source ${source} is missing or empty.`);
  const { defaultAlgorithms = [], issuers = [] } = authorizer.jwtConfiguration ?? {};
  const iss = issuerOf(token);
  const trusted = issuers.find(({ issuer }) => issuer === iss);
  if (!trusted) {
    return unauthorized(
      iss === undefined
        ? 'The token is no JSON Web Token with an issuer.'
        : `The token is of ${iss}. Authorizer ${authorizer.name} trusts ${issuers.map(({ issuer }) => issuer).join(', ')}, to the letter.`,
    );
  }
  const outcome = await services.tokens.check(token, {
    issuer: trusted.issuer,
    audience: trusted.audiences,
    algorithms: defaultAlgorithms,
    scopes: route.method.authorizationScopes ?? [],
  });
  if (!outcome.ok) {
    const reason = `Authorizer ${authorizer.name} refuses the token: ${outcome.detail}.`;
    return outcome.error === 'insufficient_scope'
      ? refused(failure('ACCESS_DENIED', { message: 'Forbidden' }), reason)
      : unauthorized(reason);
  }
  const { claims } = outcome;
  for (const wanted of trusted.additionalClaims ?? []) {
    const problem = problemOf(claims, wanted);
    if (problem !== undefined)
      return unauthorized(`Authorizer ${authorizer.name} refuses the token: ${problem}.`);
  }
  exchange.authorizer = {
    claims: Object.fromEntries(
      Object.entries(claims).map(([name, value]) => [name, claimText(value)]),
    ),
  };
  return passed(`Authorizer ${authorizer.name} takes the token of ${claims.sub ?? ''}.`, {
    authorizer: authorizer.name,
    issuer: trusted.issuer,
    subject: claims.sub ?? null,
  });
}
