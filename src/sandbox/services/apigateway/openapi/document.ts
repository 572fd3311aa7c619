import { parse } from 'yaml';
import { badRequest } from '../../../wire/errors.ts';

/** JSON as an OpenAPI document holds it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
export const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};
export const booleanOf = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : undefined;

/** Members that are text, as templates and parameter mappings are. */
export const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objectOf(value)).flatMap(([key, one]) => {
      const text = textOf(one);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/limits.html (6 MB) */
const MAX_BYTES = 6 * 1024 * 1024;
/** So that aliases cannot make a small text a large document. */
const MAX_ALIASES = 100;

const invalid = (detail: string) =>
  badRequest(`Invalid OpenAPI input. Unable to parse API definition: ${detail}`);

/** An OpenAPI document, versions 2.0 and 3.0, in JSON or YAML. */
export interface OpenApi {
  readonly root: JsonObject;
  readonly isSwagger: boolean;
}

/** @throws AwsError for what is neither JSON nor YAML, or no OpenAPI */
export function parseOpenApi(body: unknown): OpenApi {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : (textOf(body) ?? '');
  if (text.length > MAX_BYTES) throw invalid('the document is larger than 6 MB.');
  let root: unknown;
  try {
    root = /^\s*\{/.test(text) ? JSON.parse(text) : parse(text, { maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw invalid(cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'not readable');
  }
  if (!isObject(root)) throw invalid('it is no object.');
  const isSwagger = textOf(root['swagger'])?.startsWith('2.') === true;
  if (!isSwagger && textOf(root['openapi'])?.startsWith('3.0') !== true)
    throw invalid('it needs "swagger": "2.0" or "openapi": "3.0.x".');
  return { root, isSwagger };
}

/** What a local reference such as `#/components/schemas/Pet` leads to; anything else as it is. */
export function resolve(root: JsonObject, value: unknown): unknown {
  let found = value;
  for (let hops = 0; hops < 10; hops += 1) {
    const ref = isObject(found) ? textOf(found['$ref']) : undefined;
    if (ref === undefined || !ref.startsWith('#/')) return found;
    found = ref
      .slice(2)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>(
        (at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
        root,
      );
  }
  return undefined;
}

/** The model's name in a reference to a schema. */
export const modelNameOf = (schema: unknown): string | undefined => {
  const ref = isObject(schema) ? textOf(schema['$ref']) : undefined;
  return /^#\/(?:definitions|components\/schemas)\/([^/]+)$/.exec(ref ?? '')?.[1];
};
