import {
  type Member,
  type Operation,
  type ServiceModel,
  type ShapeRef,
  modelOf,
  outputOf,
  shapeOf,
} from '#sandbox/operations';
import { fromBase64, textOf } from '../bytes.ts';
import { serviceError } from './errors.ts';
import { type Value, type ValueMap, isValueMap } from './value.ts';
import { type XmlElement, childOf, parseXml } from './xml.ts';

export type Output = ValueMap;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

/** The real command prints times in ISO 8601 with an offset. */
function toIso(value: unknown): string {
  const time = typeof value === 'number' ? value * 1000 : Date.parse(String(value));
  if (!Number.isFinite(time)) return String(value);
  const iso = new Date(time).toISOString();
  const fraction = iso.slice(20, 23);
  return `${iso.slice(0, 19)}${fraction === '000' ? '' : `.${fraction}000`}+00:00`;
}

/** Keeps what the model names, under the model's names and in its order, as botocore does. */
function fromJson(model: ServiceModel, ref: ShapeRef, value: unknown): Value {
  const shape = shapeOf(model, ref);
  if (value === null || value === undefined) return null;
  if ('members' in shape && isObject(value)) return membersFromJson(model, shape.members, value);
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.map((one) => fromJson(model, shape.member, one));
  }
  if (shape.kind === 'map' && isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, fromJson(model, shape.value, one)]),
    );
  }
  if (shape.kind === 'timestamp') return toIso(value);
  // Parsed JSON holds no other types.
  return value as Value;
}

function membersFromJson(
  model: ServiceModel,
  members: Readonly<Record<string, Member>>,
  body: Record<string, unknown>,
): Output {
  const entries = Object.entries(members).flatMap(([name, { shape, wire, in: location }]) => {
    // AWS's model also marks tokens of answers as "query": they are in the body nevertheless.
    const isElsewhere = location === 'header' || location === 'payload' || location === 'status';
    const raw = isElsewhere ? undefined : body[wire ?? name];
    return raw === undefined || raw === null ? [] : [[name, fromJson(model, shape, raw)] as const];
  });
  return Object.fromEntries(entries);
}

function payloadOf(model: ServiceModel, member: Member, body: Uint8Array): Value {
  const { kind } = shapeOf(model, member.shape);
  if (kind === 'blob') return body;
  return kind === 'string' ? textOf(body) : fromJson(model, member.shape, parseJson(body) ?? {});
}

function restOutput(operation: Operation, response: Response, body: Uint8Array): Output {
  const model = modelOf(operation.service);
  const { members } = outputOf(operation);
  const output: Output = {};
  const parsed = parseJson(body);
  const inBody = isObject(parsed) ? membersFromJson(model, members, parsed) : {};
  for (const [name, member] of Object.entries(members)) {
    const header = member.in === 'header' ? response.headers.get(member.wire ?? name) : null;
    if (member.in === 'payload') output[name] = payloadOf(model, member, body);
    else if (header !== null) output[name] = header;
    else if (inBody[name] !== undefined) output[name] = inBody[name];
  }
  return output;
}

function scalarFromXml(kind: string, text: string): Value {
  if (kind === 'number') return Number(text);
  if (kind === 'boolean') return text === 'true';
  if (kind === 'timestamp') return toIso(text);
  return kind === 'blob' ? fromBase64(text) : text;
}

function fromXml(model: ServiceModel, ref: ShapeRef, element: XmlElement): Value {
  const shape = shapeOf(model, ref);
  if ('members' in shape) {
    const entries = Object.entries(shape.members).flatMap(([name, member]) => {
      const child = childOf(element, member.wire ?? name);
      return child ? [[name, fromXml(model, member.shape, child)] as const] : [];
    });
    return Object.fromEntries(entries);
  }
  if (shape.kind === 'list')
    return element.children.map((one) => fromXml(model, shape.member, one));
  if (shape.kind === 'map') {
    const entries = element.children.flatMap((entry): [string, Value][] => {
      const value = childOf(entry, 'value');
      return value ? [[childOf(entry, 'key')?.text ?? '', fromXml(model, shape.value, value)]] : [];
    });
    return Object.fromEntries(entries);
  }
  return scalarFromXml(shape.kind, element.text);
}

function queryOutput(operation: Operation, body: Uint8Array): Output {
  const answer = parseXml(textOf(body));
  // EC2 answers without the envelope.
  const isEc2 = modelOf(operation.service).protocol === 'ec2-query';
  const result = isEc2 ? answer : childOf(answer, `${operation.name}Result`);
  if (!result || !operation.output) return {};
  const value = fromXml(modelOf(operation.service), operation.output, result);
  return isValueMap(value) ? value : {};
}

interface ServiceFault {
  readonly code: string;
  readonly message: string;
}

/** `prefix#Code:uri` → `Code`. */
const bareCode = (text: string) => text.split(':')[0]?.split('#').at(-1) ?? text;
const asText = (value: unknown) => (typeof value === 'string' ? value : undefined);

function restFault(response: Response, body: Uint8Array): ServiceFault {
  const parsed = parseJson(body);
  const fields = isObject(parsed) ? parsed : {};
  const code =
    response.headers.get('x-amzn-errortype') ?? asText(fields['__type']) ?? asText(fields['code']);
  return {
    code: code ? bareCode(code) : String(response.status),
    message: asText(fields['message']) ?? asText(fields['Message']) ?? 'None',
  };
}

function queryFault(response: Response, body: Uint8Array): ServiceFault {
  const answer = parseXml(textOf(body));
  const error = childOf(childOf(answer, 'Errors') ?? answer, 'Error');
  return {
    code: childOf(error, 'Code')?.text ?? String(response.status),
    message: childOf(error, 'Message')?.text ?? 'None',
  };
}

/**
 * Reads the service's answer.
 * @throws AwsCliError 254 when it is an error
 */
export async function readResponse(operation: Operation, response: Response): Promise<Output> {
  const body = new Uint8Array(await response.arrayBuffer());
  const { protocol } = modelOf(operation.service);
  const isQuery = protocol === 'query' || protocol === 'ec2-query';
  if (response.status >= 300) {
    const { code, message } = isQuery ? queryFault(response, body) : restFault(response, body);
    throw serviceError(code, operation.name, message);
  }
  return isQuery ? queryOutput(operation, body) : restOutput(operation, response, body);
}
