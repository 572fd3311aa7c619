/** The pages of user pools that anybody may read, and the token endpoint of their domains. */
import type { Clock, Random } from '#core';
import { base64Decode } from '../../base64.ts';
import type { SandboxState } from '../../state.ts';
import { parseQuery, splitUrl } from '../../wire/url.ts';
import { own } from '../records.ts';
import { allPools, findPool, issuerOf, regionOf } from './access.ts';
import type { Pool, PoolClient } from './state.ts';
import { clientToken, publicKeys } from './tokens.ts';

interface Deps {
  readonly clock: Clock;
  readonly random: Random;
  state(): SandboxState;
}

const WELL_KNOWN = /^\/([\w-]+_[A-Za-z0-9]+)\/\.well-known\/(jwks\.json|openid-configuration)$/;
const DOMAIN_HOST = /^([a-z0-9-]+)\.auth\.([a-z0-9-]+)\.amazoncognito\.com(?::\d+)?$/i;
/** The same over loopback, for clients that cannot resolve a domain's name. */
const DOMAIN_PATH = /^\/_sandbox\/cognito\/([a-z0-9-]+)(\/.*)$/;

/** Where pools' domains answer. Source: docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html */
const domainUrl = (pool: Pool) =>
  `https://${pool.domain ?? ''}.auth.${regionOf(pool)}.amazoncognito.com`;

/** Source: docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html */
const configuration = (pool: Pool) => ({
  ...(pool.domain !== undefined && {
    authorization_endpoint: `${domainUrl(pool)}/oauth2/authorize`,
    end_session_endpoint: `${domainUrl(pool)}/logout`,
    revocation_endpoint: `${domainUrl(pool)}/oauth2/revoke`,
    token_endpoint: `${domainUrl(pool)}/oauth2/token`,
    userinfo_endpoint: `${domainUrl(pool)}/oauth2/userInfo`,
  }),
  id_token_signing_alg_values_supported: ['RS256'],
  issuer: issuerOf(pool),
  jwks_uri: `${issuerOf(pool)}/.well-known/jwks.json`,
  response_types_supported: ['code', 'token'],
  scopes_supported: ['openid', 'email', 'phone', 'profile'],
  subject_types_supported: ['public'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
});

const CACHED = { 'cache-control': 'public, max-age=86400' };

function wellKnown(sandbox: SandboxState, id: string, page: string): Response {
  const pool = findPool(sandbox, id);
  if (!pool) return Response.json({ message: `User pool ${id} does not exist.` }, { status: 404 });
  return Response.json(page === 'jwks.json' ? { keys: publicKeys(pool) } : configuration(pool), {
    headers: CACHED,
  });
}

const refused = (error: string, status = 400) => Response.json({ error }, { status });

/** The client's id and secret, from the Authorization header or the form. */
function credentialsOf(request: Request, form: ReadonlyMap<string, string>) {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (basic === undefined)
    return { id: form.get('client_id') ?? '', secret: form.get('client_secret') };
  const [id = '', secret] = new TextDecoder()
    .decode(base64Decode(basic) ?? new Uint8Array())
    .split(':');
  return { id, secret };
}

/** @returns the scopes to give, or undefined when one that was asked for is not the client's */
function scopesFor(client: PoolClient, asked: string | undefined): readonly string[] | undefined {
  const allowed = client.AllowedOAuthScopes ?? [];
  if (asked === undefined || asked.trim() === '') return allowed;
  const scopes = asked.trim().split(/\s+/);
  return scopes.every((scope) => allowed.includes(scope)) ? scopes : undefined;
}

/**
 * Access tokens for programs. The other grants need a page to sign in on, which the sandbox does not have.
 * Source: docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
async function tokenEndpoint(deps: Deps, pool: Pool, request: Request): Promise<Response> {
  if (request.method !== 'POST') return refused('invalid_request', 405);
  const isForm = request.headers
    .get('content-type')
    ?.startsWith('application/x-www-form-urlencoded');
  if (!isForm) return refused('invalid_request');
  const form = new Map(parseQuery(await request.text()));
  const { id, secret } = credentialsOf(request, form);
  const client = own(pool.clients, id);
  if (!client || client.ClientSecret !== secret) return refused('invalid_client');
  if (form.get('grant_type') !== 'client_credentials') return refused('unsupported_grant_type');
  const isAllowed =
    client.AllowedOAuthFlowsUserPoolClient &&
    client.AllowedOAuthFlows?.includes('client_credentials');
  if (!isAllowed || client.ClientSecret === undefined) return refused('unauthorized_client');
  const scopes = scopesFor(client, form.get('scope'));
  if (!scopes || scopes.length === 0) return refused('invalid_scope');
  return Response.json(await clientToken(deps, pool, client, scopes), {
    headers: { 'cache-control': 'no-store' },
  });
}

/** The pool's domain that a request is meant for, and the path on it. */
function domainOf(sandbox: SandboxState, request: Request) {
  const { host, path } = splitUrl(request.url);
  const byHost = DOMAIN_HOST.exec(request.headers.get('host') ?? host);
  const byPath = byHost ? undefined : DOMAIN_PATH.exec(path);
  const domain = byHost?.[1] ?? byPath?.[1];
  if (domain === undefined) return undefined;
  return {
    pool: allPools(sandbox).find((one) => one.domain === domain.toLowerCase()),
    path: byPath?.[2] ?? path,
  };
}

/** @returns the answer, or undefined when the request is for something else */
export async function publicPage(deps: Deps, request: Request): Promise<Response | undefined> {
  const domain = domainOf(deps.state(), request);
  if (domain?.pool && domain.path === '/oauth2/token')
    return tokenEndpoint(deps, domain.pool, request);
  if (domain)
    return Response.json(
      {
        message: domain.pool
          ? `The local sandbox has no page ${domain.path} of a user pool's domain: it has POST /oauth2/token with grant_type=client_credentials.`
          : 'No user pool has this domain. Give it one: aws cognito-idp create-user-pool-domain',
      },
      { status: 404 },
    );
  const [, id, page] = WELL_KNOWN.exec(splitUrl(request.url).path) ?? [];
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || id === undefined || page === undefined) return undefined;
  return wellKnown(deps.state(), id, page);
}
