import {
  type Member,
  type Operation,
  type Protocol,
  type ServiceModel,
  type ShapeRef,
  inputOf,
  modelOf,
  shapeOf,
} from '#sandbox/operations';
import { bytesOf, toBase64 } from '../bytes.ts';
import type { Value } from './value.ts';

/** A request before it knows its host and is signed. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Uint8Array | undefined;
}

type Parameters = { readonly [name: string]: Value };

/** RFC 3986: also what encodeURIComponent leaves alone. */
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const toText = (value: Value): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

/** Member names as the wire has them, blobs in base64. */
function toWire(model: ServiceModel, ref: ShapeRef, value: Value): unknown {
  const shape = shapeOf(model, ref);
  if (value instanceof Uint8Array) return toBase64(value);
  if (Array.isArray(value)) {
    return value.map((one) =>
      toWire(model, shape.kind === 'list' ? shape.member : 'document', one),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => {
    if (!('members' in shape)) {
      return [name, toWire(model, shape.kind === 'map' ? shape.value : 'document', one)];
    }
    const member = shape.members[name];
    return [member?.wire ?? name, toWire(model, member?.shape ?? 'document', one)];
  });
  return Object.fromEntries(entries);
}

interface Bound {
  readonly name: string;
  readonly member: Member;
  readonly value: Value;
}

function bind(operation: Operation, parameters: Parameters): Bound[] {
  return Object.entries(inputOf(operation).members).flatMap(([name, member]) => {
    const value = parameters[name];
    if (value !== undefined) return value === null ? [] : [{ name, member, value }];
    const isToken = member.idempotencyToken === true;
    return isToken ? [{ name, member, value: crypto.randomUUID() }] : [];
  });
}

function fillPath(uri: string, bound: readonly Bound[]): string {
  return uri.replaceAll(/\{([^}+]+)(\+?)\}/g, (_, label: string, greedy: string) => {
    const found = bound.find(({ name, member }) => member.in === 'path' && name === label);
    const text = found ? toText(found.value) : '';
    return greedy ? text.split('/').map(encode).join('/') : encode(text);
  });
}

function queryPairs({ name, member, value }: Bound): [string, string][] {
  if (member.in === 'query-map' && typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([key, one]) => [key, toText(one)]);
  }
  const key = member.wire ?? name;
  return Array.isArray(value)
    ? value.map((one): [string, string] => [key, toText(one)])
    : [[key, toText(value)]];
}

function restBody(model: ServiceModel, bound: readonly Bound[], headers: Headers) {
  const payload = bound.find(({ member }) => member.in === 'payload');
  if (payload) {
    const { value } = payload;
    if (value instanceof Uint8Array) return value;
    if (typeof value === 'string') return bytesOf(value);
    headers.set('content-type', 'application/json');
    return bytesOf(JSON.stringify(toWire(model, payload.member.shape, value)));
  }
  const members = bound.filter(({ member }) => member.in === undefined);
  headers.set('content-type', 'application/json');
  const entries = members.map(({ name, member, value }): [string, unknown] => [
    member.wire ?? name,
    toWire(model, member.shape, value),
  ]);
  return bytesOf(JSON.stringify(Object.fromEntries(entries)));
}

function restRequest(operation: Operation, parameters: Parameters): WireRequest {
  const { method, uri } = operation.http;
  const bound = bind(operation, parameters);
  const headers = new Headers();
  for (const { name, member, value } of bound) {
    if (member.in === 'header') headers.set(member.wire ?? name, toText(value));
  }
  const [path = '/', literals] = fillPath(uri, bound).split('?');
  const pairs = bound
    .filter(({ member }) => member.in === 'query' || member.in === 'query-map')
    .flatMap(queryPairs)
    .map(([key, text]) => `${encode(key)}=${encode(text)}`);
  const query = [...(literals ? [literals] : []), ...pairs].join('&');
  const sendsBody =
    method !== 'GET' &&
    Object.values(inputOf(operation).members).some(
      (member) => member.in === undefined || member.in === 'payload',
    );
  return {
    method,
    target: query ? `${path}?${query}` : path,
    headers,
    body: sendsBody ? restBody(modelOf(operation.service), bound, headers) : undefined,
  };
}

const capitalized = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The request field of a member: EC2 begins its names with a capital letter, unless it says another. */
const fieldOf = ({ protocol }: ServiceModel, name: string, member: Member | undefined): string =>
  protocol === 'ec2-query'
    ? (member?.field ?? capitalized(member?.wire ?? name))
    : (member?.wire ?? name);

/** `Tags.member.1.Key=…`: how the query protocol writes nested values. */
function flatten(
  model: ServiceModel,
  ref: ShapeRef,
  value: Value,
  prefix: string,
): [string, string][] {
  const shape = shapeOf(model, ref);
  if (value === null) return [];
  if (value instanceof Uint8Array) return [[prefix, toBase64(value)]];
  if (Array.isArray(value)) {
    const item = shape.kind === 'list' ? shape.member : 'string';
    const inside = model.protocol === 'ec2-query' ? '' : 'member.';
    return value.flatMap((one, index) =>
      flatten(model, item, one, `${prefix}.${inside}${index + 1}`),
    );
  }
  if (typeof value !== 'object') return [[prefix, String(value)]];
  if ('members' in shape) {
    return Object.entries(value).flatMap(([name, one]) => {
      const member = shape.members[name];
      const field = fieldOf(model, name, member);
      return flatten(model, member?.shape ?? 'string', one, `${prefix}.${field}`);
    });
  }
  const valueRef = shape.kind === 'map' ? shape.value : 'string';
  return Object.entries(value).flatMap(([key, one], index) => [
    [`${prefix}.entry.${index + 1}.key`, key] satisfies [string, string],
    ...flatten(model, valueRef, one, `${prefix}.entry.${index + 1}.value`),
  ]);
}

function queryRequest(operation: Operation, parameters: Parameters): WireRequest {
  const model = modelOf(operation.service);
  const pairs = bind(operation, parameters).flatMap(({ name, member, value }) =>
    flatten(model, member.shape, value, fieldOf(model, name, member)),
  );
  const form = [['Action', operation.name], ['Version', model.apiVersion], ...pairs];
  const body = form.map(([key = '', text = '']) => `${encode(key)}=${encode(text)}`).join('&');
  const headers = new Headers({
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
  });
  return { method: 'POST', target: '/', headers, body: bytesOf(body) };
}

function jsonRequest(operation: Operation, parameters: Parameters): WireRequest {
  const model = modelOf(operation.service);
  const fields = bind(operation, parameters).map(({ name, member, value }) => [
    member.wire ?? name,
    toWire(model, member.shape, value),
  ]);
  const headers = new Headers({
    'content-type': `application/x-amz-json-${model.jsonVersion ?? '1.1'}`,
    'x-amz-target': `${model.target ?? ''}.${operation.name}`,
  });
  const body = bytesOf(JSON.stringify(Object.fromEntries(fields)));
  return { method: 'POST', target: '/', headers, body };
}

const REQUESTS: Readonly<
  Record<Protocol, (operation: Operation, parameters: Parameters) => WireRequest>
> = {
  'rest-json': restRequest,
  json: jsonRequest,
  query: queryRequest,
  'ec2-query': queryRequest,
};

/** Puts checked parameters on the wire by the service's protocol. */
export const toWireRequest = (operation: Operation, parameters: Parameters): WireRequest =>
  REQUESTS[modelOf(operation.service).protocol](operation, parameters);
