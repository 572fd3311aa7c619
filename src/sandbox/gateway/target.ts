/** What an invoke URL addresses. */
export interface InvokeTarget {
  readonly apiId: string;
  readonly stage: string;
  /** Raw path below the stage, with its query string; starts with `/`. */
  readonly path: string;
  /** Raw path with the stage and the query string: HTTP APIs may have a stage that is not in it. */
  readonly whole: string;
  /** Set when the request came by a custom domain name. */
  readonly mapping?: MappedTarget;
}

/** What a custom domain name's mapping says. */
export interface MappedTarget {
  readonly domainName: string;
  readonly stage: string;
  /** `/{key}`, or nothing for the empty key. */
  readonly prefix: string;
  /** Raw path below the mapping, with its query string. */
  readonly path: string;
}

const BY_DOMAIN = /^\/_sandbox\/domains\/([^/?]+)([^?]*)(\?.*)?$/;
const BY_PATH = /^\/_sandbox\/invoke\/([^/?]+)\/([^/?]+)([^?]*)(\?.*)?$/;
const BY_STAGE = /^\/([^/?]+)([^?]*)(\?.*)?$/;
const EXECUTE_API_HOST = /^([a-z0-9]+)\.execute-api\.[^:]+(?::\d+)?$/i;

/**
 * Recognises an invoke URL: `/_sandbox/invoke/{apiId}/{stage}/…`, or a Host `{apiId}.execute-api.…`.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
 * @param url the request's URL, absolute
 * @param headers for the Host header, which wins over the URL's own host
 * @returns undefined for a request that is not meant for a deployed API
 */
export function invokeTarget(url: string, headers: Headers): InvokeTarget | undefined {
  const { host, rest } = splitTarget(url);
  const byPath = BY_PATH.exec(rest);
  if (byPath) {
    const [, id = '', stage = '', path = '', query = ''] = byPath;
    return target(id, stage, path, query, `/${stage}${path}${query}`);
  }
  const apiId = EXECUTE_API_HOST.exec(headers.get('host') ?? host)?.[1];
  if (apiId === undefined) return undefined;
  const byStage = BY_STAGE.exec(rest);
  return target(apiId.toLowerCase(), byStage?.[1] ?? '', byStage?.[2], byStage?.[3], rest);
}

/** A call by a name that may be a custom domain name, and the URL under that name. */
export interface DomainCall {
  readonly name: string;
  readonly url: string;
}

/**
 * Reads a call by a custom domain name: `/_sandbox/domains/{name}/…`, or the name as Host.
 * @param url the request's URL, absolute
 * @param headers for the Host header, which wins over the URL's own host
 */
export function domainCall(url: string, headers: Headers): DomainCall {
  const { host, rest } = splitTarget(url);
  const [, named, path = '', query = ''] = BY_DOMAIN.exec(rest) ?? [];
  const name = (named === undefined ? (headers.get('host') ?? host) : decode(named))
    .replace(/:\d+$/, '')
    .toLowerCase();
  const below = named === undefined ? rest : `${path === '' ? '/' : path}${query}`;
  return { name, url: `https://${name}${below}` };
}

function target(apiId: string, stage: string, path = '', query = '', whole = '/'): InvokeTarget {
  return { apiId, stage: decode(stage), path: `${path === '' ? '/' : path}${query}`, whole };
}

/** By hand: `new URL` would normalise the path (`..`, `\`) before the gateway has seen it. */
export function splitTarget(url: string): { readonly host: string; readonly rest: string } {
  const match = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)([^#]*)/i.exec(url);
  const rest = match?.[2] ?? url;
  return { host: match?.[1] ?? '', rest: rest.startsWith('/') ? rest : `/${rest}` };
}

/** Percent-decoding that leaves what is malformed as it is. */
export function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
