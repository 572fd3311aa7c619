import type { Authorizer } from '@aws-sdk/client-api-gateway';
import type { GatherTools } from './define.ts';
import { routeOf, type ApiSearch } from './rest-api.ts';
import type { ServedDocument, ServedScheme } from './served-document.ts';

/** What REST APIs keep an authorizer's answer for, unless told otherwise, in seconds. */
const USUAL_TTL_SECONDS = 300;

/** The authorizer that a deployed method asks. */
export interface ServedAuthorizer {
  readonly name: string;
  /** Undefined when the API has no authorizer of that name any more. */
  readonly id?: string;
  readonly type: string;
  readonly uri?: string;
  /** ARN of the role that calls the function in place of API Gateway. */
  readonly credentials?: string;
  /** How long an answer is kept; 0 is not at all. */
  readonly ttlSeconds: number;
  /** Such as `method.request.header.Authorization`. */
  readonly identitySources: readonly string[];
  readonly providerArns: readonly string[];
  /** That the method asks for; empty when it asks for none. */
  readonly scopes: readonly string[];
}

/** @returns the API's authorizers as they are edited now; none when there is no API */
export const readAuthorizers = async (
  { aws }: GatherTools,
  search: Promise<ApiSearch>,
): Promise<readonly Authorizer[]> => {
  const { api } = await search;
  return api ? ((await aws.apigateway.getAuthorizers({ restApiId: api.id })).items ?? []) : [];
};

const PLACES: Readonly<Record<string, string>> = { header: 'header', query: 'querystring' };

function identitySourcesOf({ name = '', in: place = '', ...scheme }: ServedScheme): string[] {
  const { identitySource } = scheme['x-amazon-apigateway-authorizer'] ?? {};
  return (identitySource ?? `method.request.${PLACES[place] ?? place}.${name}`)
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '');
}

/** @returns the authorizer of the method that takes the request, or undefined when it has none */
export function servedAuthorizer(
  document: ServedDocument,
  authorizers: readonly Authorizer[],
  { method, path }: { readonly method: string; readonly path: string },
): ServedAuthorizer | undefined {
  const security = routeOf(document.operations, method, path)?.value.security ?? {};
  for (const [name, scopes] of Object.entries(security)) {
    const scheme = document.schemes[name];
    const part = scheme?.['x-amazon-apigateway-authorizer'];
    if (!scheme || !part) continue;
    const id = authorizers.find((one) => one.name === name)?.id;
    return {
      name,
      ...(id !== undefined && { id }),
      type: (part.type ?? 'token').toUpperCase(),
      ...(part.authorizerUri !== undefined && { uri: part.authorizerUri }),
      ...(part.authorizerCredentials !== undefined && { credentials: part.authorizerCredentials }),
      ttlSeconds: part.authorizerResultTtlInSeconds ?? USUAL_TTL_SECONDS,
      identitySources: identitySourcesOf(scheme),
      providerArns: part.providerARNs ?? [],
      scopes,
    };
  }
  return undefined;
}

/** What a verdict shows of an authorizer. */
export const shownAuthorizer = (
  authorizer: ServedAuthorizer,
): Readonly<Record<string, unknown>> => ({
  authorizer: authorizer.name,
  type: authorizer.type,
  ...(authorizer.uri !== undefined && { authorizerUri: authorizer.uri }),
  ...(authorizer.credentials !== undefined && { authorizerCredentials: authorizer.credentials }),
  ...(authorizer.providerArns.length > 0 && { providerARNs: authorizer.providerArns }),
  ...(authorizer.scopes.length > 0 && { scopes: authorizer.scopes }),
  identitySource: authorizer.identitySources.join(', '),
  authorizerResultTtlInSeconds: authorizer.ttlSeconds,
});
