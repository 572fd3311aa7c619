/** The awsJson protocols from the model: `X-Amz-Target` names the operation, the body holds all else. */
import { findOperation, modelOf, type Operation, type ServiceName } from '../operations.ts';
import { AwsError } from './errors.ts';
import { isObject } from './json.ts';
import { parseJsonBody, readJson, writeJson, type Input } from './json-values.ts';

/** @returns the operation that `X-Amz-Target` names; throws UnknownOperationException. */
export function routeTarget(service: ServiceName, request: Request): Operation {
  const target = request.headers.get('x-amz-target') ?? '';
  const [prefix, name = ''] = target.split('.');
  const operation = prefix === modelOf(service).target ? findOperation(service, name) : undefined;
  if (operation) return operation;
  throw new AwsError('UnknownOperationException', 400, `The operation ${target} is not known.`);
}

/** @returns the operation's input by member names; throws SerializationException. */
export function parseJsonRequest(operation: Operation, body: Uint8Array): Input {
  const sent = parseJsonBody(body);
  if (operation.input === undefined) return {};
  const input = readJson(modelOf(operation.service), operation.input, sent, '');
  return isObject(input) ? input : {};
}

const respond = (service: ServiceName, status: number, requestId: string, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': `application/x-amz-json-${modelOf(service).jsonVersion ?? '1.1'}`,
      'x-amzn-requestid': requestId,
    },
  });

/** @returns the HTTP answer of a successful operation. */
export const writeJsonResponse = (
  operation: Operation,
  output: unknown,
  requestId: string,
): Response =>
  respond(
    operation.service,
    200,
    requestId,
    operation.output === undefined
      ? {}
      : writeJson(modelOf(operation.service), operation.output, output ?? {}),
  );

/** @returns the HTTP answer of a refusal. */
export const writeJsonError = (
  service: ServiceName,
  error: AwsError,
  requestId: string,
): Response =>
  // DynamoDB and SQS of old spell the second word with a capital letter; clients read both.
  respond(service, error.status, requestId, { __type: error.code, message: error.message });
