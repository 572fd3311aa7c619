/**
 * Answers of the query protocol as JSON, which AWS sends to callers that accept it (known): what API
 * Gateway's integrations with SQS and STS get, and what their response templates read.
 */
import {
  modelOf,
  shapeOf,
  structureOf,
  type Operation,
  type ServiceModel,
  type ServiceName,
  type ShapeRef,
} from '../operations.ts';
import type { AwsError } from './errors.ts';
import { isObject } from './json.ts';
import { queryCode } from './query.ts';

/** Every member is there, null where it has no value; maps are lists of names and values. */
function shown(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  const shape = shapeOf(model, ref);
  if (shape.kind === 'list' && Array.isArray(value))
    return value.map((one) => shown(model, shape.member, one));
  if (shape.kind === 'map' && isObject(value))
    return Object.entries(value).map(([Name, one]) => ({
      Name,
      Value: shown(model, shape.value, one),
    }));
  if (!('members' in shape) || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(shape.members).map(([name, member]) => [
      name === 'Messages' ? 'messages' : name,
      shown(model, member.shape, value[name]),
    ]),
  );
}

const respond = (status: number, requestId: string, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
  });

/** @returns the HTTP answer of a successful operation */
export function writeFormAsJson(
  operation: Operation,
  output: unknown,
  requestId: string,
): Response {
  const { name } = operation;
  const model = modelOf(operation.service);
  const hasOutput =
    Object.keys(structureOf(model, operation.output).members).length > 0 &&
    operation.output !== undefined;
  return respond(200, requestId, {
    [`${name}Response`]: {
      ...(hasOutput && { [`${name}Result`]: shown(model, operation.output ?? '', output ?? {}) }),
      ResponseMetadata: { RequestId: requestId },
    },
  });
}

/** @returns the HTTP answer of a refusal */
export const writeFormErrorAsJson = (
  service: ServiceName,
  error: AwsError,
  requestId: string,
): Response =>
  respond(error.status, requestId, {
    Error: {
      Code: queryCode(service, error.code),
      Message: error.message,
      Type: error.status < 500 ? 'Sender' : 'Receiver',
    },
    RequestId: requestId,
  });
