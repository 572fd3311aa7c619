/** The AWS query protocol from the model: form fields → input, output → XML. */
import {
  findOperation,
  modelOf,
  shapeOf,
  structureOf,
  type Operation,
  type ServiceModel,
  type ServiceName,
  type ShapeRef,
} from '../operations.ts';
import { AwsError, serialization } from './errors.ts';
import { isObject } from './json.ts';
import type { Input } from './rest-json.ts';
import { parseQuery } from './url.ts';

export type Form = ReadonlyMap<string, string>;

const decoder = new TextDecoder();

/** @returns the request's fields, from its body and its query string. */
export const readForm = (query: string, body: Uint8Array): Form =>
  new Map([...parseQuery(query), ...parseQuery(decoder.decode(body))]);

/** @returns the operation that `Action` names; throws InvalidAction. */
export function routeForm(service: ServiceName, form: Form): Operation {
  const action = form.get('Action');
  if (action === undefined)
    throw new AwsError(
      'MissingAction',
      400,
      'The request is missing an action or a required parameter.',
    );
  const operation = findOperation(service, action);
  if (operation) return operation;
  throw new AwsError(
    'InvalidAction',
    400,
    `Could not find operation ${action} for version ${form.get('Version') ?? 'NO_VERSION_SPECIFIED'}`,
  );
}

function read(model: ServiceModel, ref: ShapeRef, form: Form, prefix: string): unknown {
  const shape = shapeOf(model, ref);
  if (shape.kind === 'list') {
    const items: unknown[] = [];
    for (let index = 1; hasPrefix(form, `${prefix}.member.${index}`); index += 1) {
      items.push(read(model, shape.member, form, `${prefix}.member.${index}`));
    }
    return items.length > 0 || form.has(prefix) ? items : undefined;
  }
  if ('members' in shape) {
    const result: Input = {};
    for (const [name, member] of Object.entries(shape.members)) {
      const value = read(model, member.shape, form, prefix === '' ? name : `${prefix}.${name}`);
      if (value !== undefined) result[name] = value;
    }
    return Object.keys(result).length > 0 ? result : undefined;
  }
  const text = form.get(prefix);
  if (text === undefined) return undefined;
  if (shape.kind === 'boolean') return text === 'true';
  if (shape.kind !== 'number') return text;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number))
    throw new AwsError(
      'MalformedInput',
      400,
      `${prefix} must be a number, but "${text}" was sent.`,
    );
  return number;
}

const hasPrefix = (form: Form, prefix: string) =>
  form.has(prefix) || [...form.keys()].some((key) => key.startsWith(`${prefix}.`));

/** @returns the operation's input by member names. */
export function parseForm(operation: Operation, form: Form): Input {
  if (operation.input === undefined) return {};
  const input = read(modelOf(operation.service), operation.input, form, '');
  if (input === undefined) return {};
  if (!isObject(input)) throw serialization('The request is not a form.');
  return input;
}

const escapeXml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

function write(model: ServiceModel, ref: ShapeRef, value: unknown): string {
  const shape = shapeOf(model, ref);
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.map((one) => `<member>${write(model, shape.member, one)}</member>`).join('');
  }
  if ('members' in shape && isObject(value)) {
    return Object.entries(shape.members)
      .filter(([name]) => value[name] !== undefined && value[name] !== null)
      .map(([name, member]) => `<${name}>${write(model, member.shape, value[name])}</${name}>`)
      .join('');
  }
  if (shape.kind === 'timestamp' && typeof value === 'number') {
    return new Date(value * 1000).toISOString().replace('.000Z', 'Z');
  }
  return escapeXml(String(value));
}

const answer = (status: number, requestId: string, xml: string) =>
  new Response(xml, {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  });

/** @returns the HTTP answer of a successful operation. */
export function writeForm(operation: Operation, output: unknown, requestId: string): Response {
  const model = modelOf(operation.service);
  const result =
    operation.output === undefined
      ? ''
      : `<${operation.name}Result>${write(model, operation.output, output)}</${operation.name}Result>`;
  return answer(
    200,
    requestId,
    `<${operation.name}Response xmlns="${model.xmlNamespace ?? ''}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation.name}Response>`,
  );
}

/** @returns the HTTP answer of a refusal. */
export function writeFormError(service: ServiceName, error: AwsError, requestId: string): Response {
  const side = error.status < 500 ? 'Sender' : 'Receiver';
  return answer(
    error.status,
    requestId,
    `<ErrorResponse xmlns="${modelOf(service).xmlNamespace ?? ''}"><Error><Type>${side}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

/** Members of the structure that are required, checked as STS words it. */
export function validateForm(operation: Operation, input: Input): void {
  const missing = (structureOf(modelOf(operation.service), operation.input).required ?? []).filter(
    (name) => input[name] === undefined,
  );
  if (missing.length === 0) return;
  const problems = missing.map(
    (name) =>
      `Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`,
  );
  throw new AwsError(
    'ValidationError',
    400,
    `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`,
  );
}
