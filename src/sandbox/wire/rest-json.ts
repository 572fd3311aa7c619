/** The rest-json protocol from the model: HTTP message → input, output → HTTP message. */
import {
  modelOf,
  shapeOf,
  structureOf,
  type Operation,
  type ServiceModel,
  type ShapeRef,
} from '../operations.ts';
import { serialization, type AwsError } from './errors.ts';
import { isObject } from './json.ts';
import { parseQuery } from './url.ts';

export type Input = Record<string, unknown>;

const decoder = new TextDecoder();

function parseBody(body: Uint8Array): Record<string, unknown> {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(decoder.decode(body));
  } catch {
    throw serialization('The request body is not valid JSON.');
  }
  if (parsed === null) return {};
  if (!isObject(parsed)) throw serialization('The request body must be a JSON object.');
  return parsed;
}

const kindOf = (value: unknown) =>
  Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;

/** JSON as sent → values by member name; refuses a value of another type, as AWS does. */
function read(model: ServiceModel, ref: ShapeRef, value: unknown, path: string): unknown {
  if (value === undefined || value === null) return value;
  const shape = shapeOf(model, ref);
  const wrong = (wanted: string) =>
    serialization(`${path} must be a ${wanted}, but a ${kindOf(value)} was sent.`);
  switch (shape.kind) {
    case 'list':
      if (!Array.isArray(value)) throw wrong('list');
      return value.map((one, index) => read(model, shape.member, one, `${path}[${index}]`));
    case 'map':
      if (!isObject(value)) throw wrong('map');
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [
          key,
          read(model, shape.value, one, `${path}.${key}`),
        ]),
      );
    case 'structure':
    case 'union':
    case 'error': {
      if (!isObject(value)) throw wrong('structure');
      const result: Input = {};
      for (const [name, member] of Object.entries(shape.members)) {
        const one = value[member.wire ?? name];
        if (one !== undefined && one !== null)
          result[name] = read(model, member.shape, one, path === '' ? name : `${path}.${name}`);
      }
      return result;
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      if (value === 'true' || value === 'false') return value === 'true';
      throw wrong('boolean');
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong('number');
      return number;
    }
    case 'string':
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      throw wrong('string');
    case 'timestamp':
    case 'blob':
    case 'document':
      return value;
  }
}

/** A query parameter or header: text → the member's type. */
function readText(
  model: ServiceModel,
  ref: ShapeRef,
  values: readonly string[],
  name: string,
): unknown {
  const shape = shapeOf(model, ref);
  if (shape.kind === 'list') return values.map((one) => read(model, shape.member, one, name));
  return read(model, ref, values[0], name);
}

/** @returns the operation's input by member names; throws SerializationException. */
export function parseRequest(
  operation: Operation,
  request: Request,
  labels: Readonly<Record<string, string>>,
  query: string,
  body: Uint8Array,
): Input {
  const model = modelOf(operation.service);
  const structure = structureOf(model, operation.input);
  const sent = new Map<string, string[]>();
  for (const [name, value] of parseQuery(query)) sent.set(name, [...(sent.get(name) ?? []), value]);
  const members = Object.entries(structure.members);
  const payload = members.find(([, member]) => member.in === 'payload');
  const json =
    payload || request.method === 'GET' || request.method === 'HEAD' ? {} : parseBody(body);
  const input: Input = payload ? { [payload[0]]: body } : {};
  const bound = new Set<string>();
  for (const [name, member] of members) {
    const wire = member.wire ?? name;
    if (member.in === 'path') input[name] = labels[name];
    else if (member.in === 'query') {
      bound.add(wire);
      const values = sent.get(wire);
      if (values) input[name] = readText(model, member.shape, values, name);
    } else if (member.in === 'header') {
      const value = request.headers.get(wire);
      if (value !== null) input[name] = readText(model, member.shape, [value], name);
    } else if (member.in === undefined && json[wire] !== undefined && json[wire] !== null) {
      input[name] = read(model, member.shape, json[wire], name);
    }
  }
  const rest = members.find(([, member]) => member.in === 'query-map');
  if (rest)
    input[rest[0]] = Object.fromEntries(
      [...sent].filter(([name]) => !bound.has(name)).map(([name, [value = '']]) => [name, value]),
    );
  return input;
}

/** Values by member name → JSON as AWS sends it; members the model does not know stay inside. */
function write(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  const shape = shapeOf(model, ref);
  if (shape.kind === 'list')
    return Array.isArray(value) ? value.map((one) => write(model, shape.member, one)) : value;
  if (shape.kind === 'map') {
    if (!isObject(value)) return value;
    const result: Record<string, unknown> = {};
    for (const key in value) result[key] = write(model, shape.value, value[key]);
    return result;
  }
  if ('members' in shape && isObject(value)) {
    const result: Record<string, unknown> = {};
    for (const name in shape.members) {
      const member = shape.members[name];
      const one = value[name];
      if (member && one !== undefined && one !== null)
        result[member.wire ?? name] = write(model, member.shape, one);
    }
    return result;
  }
  if (shape.kind === 'timestamp' && shape.format === 'date-time' && typeof value === 'number') {
    return new Date(value * 1000).toISOString().replace('.000Z', 'Z');
  }
  return value;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const JSON_TYPE = 'application/json';

/** @returns the HTTP answer of a successful operation. */
export function writeResponse(operation: Operation, output: unknown, requestId: string): Response {
  const model = modelOf(operation.service);
  const structure = structureOf(model, operation.output);
  const headers: Record<string, string> = { 'x-amzn-requestid': requestId };
  const values = isObject(output) ? output : {};
  let payload: unknown;
  for (const [name, member] of Object.entries(structure.members)) {
    const value = values[name];
    if (value === undefined || value === null) continue;
    if (member.in === 'header') headers[member.wire ?? name] = textOf(value);
    if (member.in === 'payload') payload = value;
  }
  const { status } = operation.http;
  if (payload !== undefined) {
    // The stored text or bytes of an export, as they are.
    return new Response(payload as string | Uint8Array<ArrayBuffer>, { status, headers });
  }
  if (operation.output === undefined || status === 204) {
    return new Response(null, { status, headers });
  }
  headers['content-type'] = JSON_TYPE;
  return new Response(JSON.stringify(write(model, operation.output, values)), { status, headers });
}

/** @returns the HTTP answer of a refusal. */
export function writeError(error: AwsError, requestId: string): Response {
  return new Response(JSON.stringify({ message: error.message }), {
    status: error.status,
    headers: {
      'content-type': JSON_TYPE,
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
      ...(error.code === 'TooManyRequestsException' && { 'retry-after': '1' }),
    },
  });
}
