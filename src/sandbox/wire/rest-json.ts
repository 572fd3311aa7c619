/** The rest-json protocol from the model: HTTP message → input, output → HTTP message. */
import {
  modelOf,
  shapeOf,
  structureOf,
  type Operation,
  type ServiceModel,
  type ShapeRef,
} from '../operations.ts';
import type { AwsError } from './errors.ts';
import { isObject } from './json.ts';
import { parseJsonBody, readJson, writeJson, type Input } from './json-values.ts';
import { parseQuery } from './url.ts';

/** A query parameter or header: text → the member's type. */
function readText(
  model: ServiceModel,
  ref: ShapeRef,
  values: readonly string[],
  name: string,
): unknown {
  const shape = shapeOf(model, ref);
  if (shape.kind === 'list') return values.map((one) => readJson(model, shape.member, one, name));
  return readJson(model, ref, values[0], name);
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
    payload || request.method === 'GET' || request.method === 'HEAD' ? {} : parseJsonBody(body);
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
      input[name] = readJson(model, member.shape, json[wire], name);
    }
  }
  const rest = members.find(([, member]) => member.in === 'query-map');
  if (rest)
    input[rest[0]] = Object.fromEntries(
      [...sent].filter(([name]) => !bound.has(name)).map(([name, [value = '']]) => [name, value]),
    );
  return input;
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
  const told = Object.entries(structure.members).find(([, member]) => member.in === 'status');
  const own = told && values[told[0]];
  const status = typeof own === 'number' ? own : operation.http.status;
  if (payload !== undefined && status !== 204) {
    // The stored text or bytes of an export, as they are.
    return new Response(payload as string | Uint8Array<ArrayBuffer>, { status, headers });
  }
  if (operation.output === undefined || status === 204) {
    return new Response(null, { status, headers });
  }
  headers['content-type'] = JSON_TYPE;
  return new Response(JSON.stringify(writeJson(model, operation.output, values)), {
    status,
    headers,
  });
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
