import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importJWK,
  jwtVerify,
  type JWK,
  type JWTPayload,
} from 'jose';
import type { Clock } from '#core';
import type { Services } from '../context.ts';

/** What checks tokens. */
export interface TokenCheck {
  check(token: string, wanted: TokenDemand): Promise<TokenOutcome>;
  /** Forgets the keys of issuers. */
  clear(): void;
}

export interface TokenDemand {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** At least one of them must be in the token; none: any token will do. */
  readonly scopes: readonly string[];
  /** What a token may be signed with; absent, RSA-based algorithms. */
  readonly algorithms?: readonly string[];
}

export type TokenOutcome =
  | { readonly ok: true; readonly claims: JWTPayload; readonly scopes: readonly string[] | null }
  | {
      readonly ok: false;
      readonly error: 'invalid_token' | 'insufficient_scope';
      readonly detail: string;
    };

/** HTTP APIs support RSA-based algorithms only (documented). */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];
/** Keys are kept for two hours at most (documented). */
const KEEP_MS = 2 * 3_600_000;
/** Discovery and JWKS endpoints have 1,500 ms to answer (documented). */
const FETCH_MS = 1500;

export interface TokenDeps {
  readonly clock: Clock;
  readonly fetch?: Services['fetch'];
  /** Keys of issuers that live in the sandbox itself; undefined for others. */
  readonly localKeys?: ((issuer: string) => readonly JWK[] | undefined) | undefined;
}

const invalid = (detail: string): TokenOutcome => ({ ok: false, error: 'invalid_token', detail });

/**
 * Checks JSON Web Tokens as a JWT authorizer does.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function createTokenCheck(deps: TokenDeps): TokenCheck {
  const kept = new Map<string, { readonly keys: readonly JWK[]; readonly until: number }>();

  async function getJson(url: string): Promise<unknown> {
    const response = await deps.fetch?.(
      new Request(url, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'error' }),
    );
    return response?.ok ? await response.json() : undefined;
  }

  async function discover(issuer: string): Promise<readonly JWK[] | undefined> {
    try {
      const base = issuer.replace(/\/$/, '');
      const document = await getJson(`${base}/.well-known/openid-configuration`);
      const uri: unknown = isRecord(document) ? document['jwks_uri'] : undefined;
      const set = typeof uri === 'string' ? await getJson(uri) : undefined;
      return isRecord(set) && Array.isArray(set['keys']) ? (set['keys'] as JWK[]) : undefined;
    } catch {
      return undefined;
    }
  }

  async function keysOf(issuer: string): Promise<readonly JWK[] | undefined> {
    const local = deps.localKeys?.(issuer);
    if (local) return local;
    const known = kept.get(issuer);
    if (known && known.until > deps.clock.now()) return known.keys;
    const keys = await discover(issuer);
    if (keys) kept.set(issuer, { keys, until: deps.clock.now() + KEEP_MS });
    return keys;
  }

  return {
    async check(token, wanted) {
      const parts = readToken(token);
      if (!parts) return invalid('the token is malformed');
      const { header, payload } = parts;
      const { algorithms = ALGORITHMS } = wanted;
      if (!algorithms.includes(header.alg ?? ''))
        return invalid(`signing method ${header.alg} is invalid`);
      if (payload.iss !== wanted.issuer) return invalid('the token has an invalid issuer');
      const keys = await keysOf(wanted.issuer);
      if (!keys) return invalid('OIDC discovery endpoint communication error');
      const jwk = keys.find(({ kid }) => kid !== undefined && kid === header.kid);
      if (!jwk) return invalid('kid not found in the keys of the issuer');
      const problem = await verify(token, jwk, algorithms, deps.clock.now());
      if (problem !== undefined) return invalid(problem);
      if (!hasAudience(payload, wanted.audience))
        return invalid('the token does not have a valid audience');
      return checkScopes(payload, wanted.scopes);
    },
    clear: () => kept.clear(),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readToken(token: string) {
  try {
    return { header: decodeProtectedHeader(token), payload: decodeJwt(token) };
  } catch {
    return undefined;
  }
}

/** Signature, `exp`, `nbf` and `iat` at the sandbox's own time. @returns what is wrong, or undefined */
async function verify(
  token: string,
  jwk: JWK,
  algorithms: readonly string[],
  now: number,
): Promise<string | undefined> {
  try {
    const key = await importJWK(jwk, jwk.alg ?? 'RS256');
    const { payload } = await jwtVerify(token, key, {
      algorithms: [...algorithms],
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    });
    return typeof payload.iat === 'number' && payload.iat > Math.floor(now / 1000)
      ? 'the token was issued in the future'
      : undefined;
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'the token has expired';
    if (error instanceof errors.JWTClaimValidationFailed)
      return error.claim === 'nbf'
        ? 'the token is not valid yet'
        : `claim ${error.claim} is invalid`;
    return 'the signature is invalid';
  }
}

/** `client_id` counts where a token has no `aud`, as Cognito's access tokens have none (documented). */
function hasAudience(payload: JWTPayload, wanted: readonly string[]): boolean {
  const clientId = payload['client_id'];
  const audience = payload.aud ?? (typeof clientId === 'string' ? clientId : undefined);
  const all = audience === undefined ? [] : Array.isArray(audience) ? audience : [audience];
  return all.some((one) => wanted.includes(one));
}

function scopesOf(payload: JWTPayload): readonly string[] | null {
  const scope = payload['scope'] ?? payload['scp'];
  if (typeof scope === 'string') return scope.split(' ').filter((one) => one !== '');
  return Array.isArray(scope) ? scope.filter((one) => typeof one === 'string') : null;
}

function checkScopes(claims: JWTPayload, wanted: readonly string[]): TokenOutcome {
  const scopes = scopesOf(claims);
  if (wanted.length === 0) return { ok: true, claims, scopes: null };
  const matching = (scopes ?? []).filter((one) => wanted.includes(one));
  return matching.length === 0
    ? {
        ok: false,
        error: 'insufficient_scope',
        detail: `the token has none of the scopes ${wanted.join(', ')}`,
      }
    : { ok: true, claims, scopes: matching };
}
