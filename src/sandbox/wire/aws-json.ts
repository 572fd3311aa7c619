/** The awsJson protocols from the model: `X-Amz-Target` names the operation, the body holds all else. */
import { findOperation, modelOf, type Operation, type ServiceName } from '../operations.ts';
import { AwsError } from './errors.ts';
import { isObject } from './json.ts';
import { queryCode } from './query.ts';
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

const respond = (
  service: ServiceName,
  status: number,
  requestId: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
) =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': `application/x-amz-json-${modelOf(service).jsonVersion ?? '1.1'}`,
      'x-amzn-requestid': requestId,
      ...headers,
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

/** Where a service's error codes live, for the services that say so (documented for DynamoDB). */
const NAMESPACES: Readonly<Partial<Record<ServiceName, string>>> = {
  dynamodb: 'com.amazonaws.dynamodb.v20120810',
  sqs: 'com.amazonaws.sqs',
};
const SHARED_NAMESPACES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'com.amazon.coral.service',
  SerializationException: 'com.amazon.coral.service',
  UnknownOperationException: 'com.amazon.coral.service',
  ValidationException: 'com.amazon.coral.validate',
};

function qualified(service: ServiceName, code: string): string {
  const own = NAMESPACES[service];
  return own === undefined ? code : `${SHARED_NAMESPACES[code] ?? own}#${code}`;
}

/** @returns the HTTP answer of a refusal. */
export function writeJsonError(service: ServiceName, error: AwsError, requestId: string): Response {
  const side = error.status < 500 ? 'Sender' : 'Receiver';
  return respond(
    service,
    error.status,
    requestId,
    // Some services spell the second word with a capital letter; clients read both.
    { __type: qualified(service, error.code), message: error.message, ...error.members },
    service === 'sqs' ? { 'x-amzn-query-error': `${queryCode(service, error.code)};${side}` } : {},
  );
}
