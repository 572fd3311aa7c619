/** What the gateway itself will write into an answer, as far as its settings tell. */
import type { Integration, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import { CORS_HEADERS, type CorsHeader } from 'gatewise/labs';

/** A header with a fixed value, one whose value only a call tells, or none. */
export type MappedHeader = { readonly fixed: string } | 'decided-by-the-call' | undefined;
export type MappedHeaders = Readonly<Record<CorsHeader, MappedHeader>>;

/** Integrations whose answer the gateway composes; with the others the backend writes the headers. */
const COMPOSED: ReadonlySet<string> = new Set(['MOCK', 'HTTP', 'AWS']);

function headerOf({ responseParameters = {} }: IntegrationResponse, name: string): MappedHeader {
  const wanted = `method.response.header.${name}`;
  const value = Object.entries(responseParameters).find(
    ([target]) => target.toLowerCase() === wanted,
  )?.[1];
  if (value === undefined) return undefined;
  const [, fixed] = /^'(.*)'$/s.exec(value) ?? [];
  return fixed === undefined ? 'decided-by-the-call' : { fixed };
}

/**
 * Reads the headers of the only answer there is.
 * @returns undefined where the settings do not tell: a proxy integration, several answers to choose from,
 *   or a template that writes headers
 */
export function mappedHeaders(integration: Integration): MappedHeaders | undefined {
  const [response, ...others] = Object.values(integration.integrationResponses ?? {});
  if (!COMPOSED.has(integration.type ?? '') || !response || others.length > 0) return undefined;
  const templates = Object.values(response.responseTemplates ?? {});
  if (templates.some((template) => template.includes('responseOverride'))) return undefined;
  const [origin, methods, headers] = CORS_HEADERS;
  return {
    [origin]: headerOf(response, origin),
    [methods]: headerOf(response, methods),
    [headers]: headerOf(response, headers),
  };
}
