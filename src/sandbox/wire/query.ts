/** The query protocols from the model, EC2's dialect included: form fields → input, output → XML. */
import {
  findOperation,
  modelOf,
  shapeOf,
  structureOf,
  type Member,
  type Operation,
  type ServiceModel,
  type ServiceName,
  type ShapeRef,
} from '../operations.ts';
import { AwsError, serialization } from './errors.ts';
import { isObject } from './json.ts';
import type { Input } from './json-values.ts';
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

const isEc2 = ({ protocol }: ServiceModel) => protocol === 'ec2-query';
/** SQS spoke this dialect before JSON: lists and maps lie flat, under names of their own. */
const isSqs = ({ service }: ServiceModel) => service === 'sqs';

/** Its model knows JSON alone, and so no namespace. */
const SQS_NAMESPACE = 'http://queue.amazonaws.com/doc/2012-11-05/';
const namespaceOf = (model: ServiceModel): string =>
  model.xmlNamespace ?? (isSqs(model) ? SQS_NAMESPACE : '');

/** Source: docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html */
const SQS_FIELDS: Readonly<Record<string, string>> = {
  AttributeNames: 'AttributeName',
  Attributes: 'Attribute',
  Failed: 'BatchResultErrorEntry',
  MessageAttributeNames: 'MessageAttributeName',
  MessageAttributes: 'MessageAttribute',
  MessageSystemAttributeNames: 'MessageSystemAttributeName',
  MessageSystemAttributes: 'MessageSystemAttribute',
  Messages: 'Message',
  QueueUrls: 'QueueUrl',
  queueUrls: 'QueueUrl',
  TagKeys: 'TagKey',
  Tags: 'Tag',
  tags: 'Tag',
};

/** The words for a map's key and value. */
function entryWords(model: ServiceModel, prefix: string): readonly [key: string, value: string] {
  if (!isSqs(model)) return ['key', 'value'];
  return /(^|\.)Tag(\.|$)/.test(prefix) ? ['Key', 'Value'] : ['Name', 'Value'];
}

const capitalized = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The request field of a member: EC2 begins its names with a capital letter, unless it says another. */
const fieldOf = (model: ServiceModel, name: string, { wire = name, field }: Member): string =>
  isEc2(model) ? (field ?? capitalized(wire)) : isSqs(model) ? (SQS_FIELDS[name] ?? wire) : wire;

function readMap(
  model: ServiceModel,
  valueRef: ShapeRef,
  form: Form,
  prefix: string,
): Input | undefined {
  const result: Input = {};
  const [key, value] = entryWords(model, prefix);
  const at = (index: number) => `${prefix}.${isSqs(model) ? '' : 'entry.'}${index}`;
  for (let index = 1; hasPrefix(form, at(index)); index += 1)
    result[form.get(`${at(index)}.${key}`) ?? ''] = read(
      model,
      valueRef,
      form,
      `${at(index)}.${value}`,
    );
  return Object.keys(result).length > 0 ? result : undefined;
}

function read(model: ServiceModel, ref: ShapeRef, form: Form, prefix: string): unknown {
  const shape = shapeOf(model, ref);
  if (shape.kind === 'list') {
    const items: unknown[] = [];
    const isFlat = isEc2(model) || isSqs(model);
    const at = (index: number) => `${prefix}.${isFlat ? '' : 'member.'}${index}`;
    for (let index = 1; hasPrefix(form, at(index)); index += 1)
      items.push(read(model, shape.member, form, at(index)));
    return items.length > 0 || form.has(prefix) ? items : undefined;
  }
  if (shape.kind === 'map') return readMap(model, shape.value, form, prefix);
  if ('members' in shape) {
    const result: Input = {};
    for (const [name, member] of Object.entries(shape.members)) {
      const field = fieldOf(model, name, member);
      const value = read(model, member.shape, form, prefix === '' ? field : `${prefix}.${field}`);
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

/** No input of any service has more levels; a name of nothing but dots must not cost anything. */
const MAX_LEVELS = 12;
const starts = new WeakMap<Form, ReadonlySet<string>>();

/** The beginnings of all names, up to each dot. Looked up often: once for every member of a list. */
function startsOf(form: Form): ReadonlySet<string> {
  const known = starts.get(form);
  if (known) return known;
  const found = new Set<string>();
  for (const name of form.keys()) {
    let at = name.indexOf('.');
    for (let level = 0; at >= 0 && level < MAX_LEVELS; level += 1) {
      found.add(name.slice(0, at));
      at = name.indexOf('.', at + 1);
    }
  }
  starts.set(form, found);
  return found;
}

const hasPrefix = (form: Form, prefix: string) => form.has(prefix) || startsOf(form).has(prefix);

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
    const tag = isEc2(model) ? 'item' : 'member';
    return value.map((one) => `<${tag}>${write(model, shape.member, one)}</${tag}>`).join('');
  }
  if (shape.kind === 'map' && isObject(value)) {
    return Object.entries(value)
      .map(
        ([key, one]) =>
          `<entry><key>${escapeXml(key)}</key><value>${write(model, shape.value, one)}</value></entry>`,
      )
      .join('');
  }
  if ('members' in shape && isObject(value)) {
    return Object.entries(shape.members)
      .filter(([name]) => value[name] !== undefined && value[name] !== null)
      .map(([name, member]) => {
        if (isSqs(model)) return writeFlat(model, member, name, value[name]);
        const tag = member.wire ?? name;
        return `<${tag}>${write(model, member.shape, value[name])}</${tag}>`;
      })
      .join('');
  }
  if (shape.kind === 'timestamp' && typeof value === 'number') {
    return new Date(value * 1000).toISOString().replace('.000Z', 'Z');
  }
  return escapeXml(String(value));
}

/** A list or map of SQS: its members one after the other, each under the name of all. */
function writeFlat(
  model: ServiceModel,
  { shape: ref }: Member,
  name: string,
  value: unknown,
): string {
  const shape = shapeOf(model, ref);
  const isResult = name === 'Successful' && shape.kind === 'list';
  const tag = isResult ? shape.member : (SQS_FIELDS[name] ?? name);
  const parts = (() => {
    if (shape.kind === 'list' && Array.isArray(value))
      return value.map((one) => write(model, shape.member, one));
    if (shape.kind !== 'map' || !isObject(value)) return [write(model, ref, value)];
    const [keyWord, valueWord] = entryWords(model, tag);
    return Object.entries(value).map(
      ([key, one]) =>
        `<${keyWord}>${escapeXml(key)}</${keyWord}><${valueWord}>${write(model, shape.value, one)}</${valueWord}>`,
    );
  })();
  return parts.map((part) => `<${tag}>${part}</${tag}>`).join('');
}

const answer = (status: number, requestId: string, xml: string) =>
  new Response(xml, {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  });

/** @returns the HTTP answer of a successful operation. */
export function writeForm(operation: Operation, output: unknown, requestId: string): Response {
  const model = modelOf(operation.service);
  const { name } = operation;
  const values = operation.output === undefined ? '' : write(model, operation.output, output ?? {});
  const inside = isEc2(model)
    ? `<requestId>${requestId}</requestId>${values}`
    : `${operation.output === undefined ? '' : `<${name}Result>${values}</${name}Result>`}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return answer(
    200,
    requestId,
    `<${name}Response xmlns="${namespaceOf(model)}">${inside}</${name}Response>`,
  );
}

/**
 * What SQS called an error before it talked JSON; clients of that time still look for it.
 * Source: smithy.io/2.0/aws/protocols/aws-query-protocol.html#compatibility
 */
export function queryCode(service: ServiceName, code: string): string {
  if (service !== 'sqs') return code;
  const shape = Object.hasOwn(modelOf(service).shapes, code)
    ? modelOf(service).shapes[code]
    : undefined;
  const known = shape && 'members' in shape ? shape.code : undefined;
  return known ?? code.replace(/Exception$/, '');
}

/** @returns the HTTP answer of a refusal. */
export function writeFormError(service: ServiceName, error: AwsError, requestId: string): Response {
  const model = modelOf(service);
  const code = `<Code>${escapeXml(queryCode(service, error.code))}</Code><Message>${escapeXml(error.message)}</Message>`;
  const side = error.status < 500 ? 'Sender' : 'Receiver';
  return answer(
    error.status,
    requestId,
    isEc2(model)
      ? `<Response><Errors><Error>${code}</Error></Errors><RequestID>${requestId}</RequestID></Response>`
      : `<ErrorResponse xmlns="${namespaceOf(model)}"><Error><Type>${side}</Type>${code}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

/** Members of the structure that are required, checked as IAM and STS word it, or EC2. */
export function validateForm(operation: Operation, input: Input): void {
  const missing = (structureOf(modelOf(operation.service), operation.input).required ?? []).filter(
    (name) => input[name] === undefined,
  );
  const [first] = missing;
  if (first === undefined) return;
  if (isEc2(modelOf(operation.service)))
    throw new AwsError('MissingParameter', 400, `The request must contain the parameter ${first}`);
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
