import { selectPath } from './json-path.ts';
import {
  hostObject,
  TemplateError,
  toText,
  type HostObject,
  type Value,
  type ValueMap,
} from './vtl/index.ts';

/** What `$input` gives access to. */
export interface InputSource {
  readonly body: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly headers: Headers;
}

const MAX_MEMBERS = 2_000_000;

/** JSON text. @throws TemplateError for a value that a template made hold itself */
export function toJson(value: Value): string {
  let members = 0;
  try {
    return (
      JSON.stringify(value, (_, member: unknown) => {
        members += 1;
        if (members > MAX_MEMBERS) throw new TypeError('too many members');
        return member;
      }) ?? '""'
    );
  } catch (cause) {
    throw new TemplateError('The template turned a value into JSON that holds itself.', { cause });
  }
}

/** The last value of each parameter. */
const lastOf = (query: InputSource['query']): ValueMap =>
  Object.fromEntries([...query].map(([name, values]) => [name, values.at(-1) ?? '']));

/** A path parameter, else a query parameter, else a header. */
function parameter({ path, query, headers }: InputSource, name: string): string {
  if (Object.hasOwn(path, name)) return path[name] ?? '';
  return query.get(name)?.at(-1) ?? headerValue(headers, name) ?? '';
}

function headerValue(headers: Headers, name: string): string | undefined {
  try {
    return headers.get(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * `$input`. An empty body reads as `{}`; a path that leads nowhere gives an empty text.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function inputObject(source: InputSource): HostObject {
  let parsed: Value;
  const json = (): Value => (parsed ??= parseBody(source.body));
  const body = source.body === '' ? '{}' : source.body;

  function params(name: Value): Value {
    if (name === undefined) {
      return {
        path: { ...source.path },
        querystring: lastOf(source.query),
        header: Object.fromEntries(source.headers),
      };
    }
    const key = toText(name);
    if (key === 'path') return { ...source.path };
    if (key === 'querystring') return lastOf(source.query);
    if (key === 'header') return Object.fromEntries(source.headers);
    return parameter(source, key);
  }

  const methods: Readonly<Record<string, (argument: Value) => Value>> = {
    params,
    path: (path) => selectPath(json(), toText(path ?? '$')) ?? '',
    json: (path) => toJson(selectPath(json(), toText(path ?? '$')) ?? ''),
    getBody: () => body,
  };
  return hostObject({
    call: (name, [argument]) =>
      Object.hasOwn(methods, name) ? methods[name]?.(argument) : undefined,
    get: (name) => {
      if (name === 'body') return body;
      return name === 'params' ? params(undefined) : undefined;
    },
  });
}

function parseBody(body: string): Value {
  if (body === '') return {};
  try {
    return JSON.parse(body) as Value;
  } catch (cause) {
    throw new TemplateError('$input was asked for a JSON value, and the body is not JSON.', {
      cause,
    });
  }
}
