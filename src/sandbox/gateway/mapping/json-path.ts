import { compile, type JSONPathQuery, type JSONValue } from 'json-p3';
import { TemplateError, type Value } from './vtl/index.ts';

const compiled = new Map<string, JSONPathQuery>();
const MAX_COMPILED = 1_000;

/** Jayway's path as RFC 9535 writes it: a leading `$.` may be left out. */
function normalise(path: string): string {
  const text = path.trim();
  return text.startsWith('$') ? text : text.startsWith('[') ? `$${text}` : `$.${text}`;
}

function query(path: string): JSONPathQuery {
  const known = compiled.get(path);
  if (known) return known;
  try {
    const fresh = compile(normalise(path));
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(path, fresh);
    return fresh;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : '';
    throw new TemplateError(`"${path}" is not a JSONPath expression. ${detail}`.trim(), { cause });
  }
}

/**
 * What a JSONPath expression selects: one value for a path that can only mean one, else a list.
 * @returns undefined when a single path leads nowhere
 * @throws TemplateError for an expression that is no JSONPath
 */
export function selectPath(value: Value, path: string): Value {
  if (path.trim() === '$') return value;
  const prepared = query(path);
  const found = prepared.query(value as JSONValue).values() as Value[];
  return prepared.singularQuery() ? found[0] : found;
}
