import { decode } from './target.ts';
import type { Arrived, Routed, Staged } from './context.ts';
import type { Failure } from './failures.ts';
import { emptyMap, type Value, type ValueMap } from './mapping/vtl/index.ts';

/** Times as API Gateway's logs write them: `23/Nov/2026:11:00:00 +0000`. */
export function requestTime(atMs: number): string {
  const date = new Date(atMs);
  const [, day, month, year] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${date.toISOString().slice(11, 19)} +0000`;
}

/** How far the request came decides which variables have values. */
export type Progress = Arrived & Partial<Omit<Routed, keyof Arrived>>;

/**
 * `$context` for templates, access logs and gateway responses.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function contextVariables(exchange: Progress, failure?: Failure): ValueMap {
  const { request, route } = exchange;
  return {
    accountId: exchange.accountId,
    apiId: exchange.apiId,
    authorizer: exchange.authorizer ?? emptyMap(),
    awsEndpointRequestId: undefined,
    deploymentId: exchange.deployment?.id,
    domainName: exchange.domainName,
    domainPrefix: exchange.domainName.split('.')[0],
    error: failure ? errorVariables(failure) : emptyMap(),
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: request.method,
    identity: identityVariables(exchange),
    isCanaryRequest: exchange.isCanary,
    path: `${exchange.pathPrefix}${decode(request.path)}`,
    protocol: 'HTTP/1.1',
    requestId: exchange.requestId,
    requestOverride: exchange.overrides?.request,
    responseOverride: exchange.overrides?.response,
    requestTime: requestTime(exchange.receivedAt),
    requestTimeEpoch: exchange.receivedAt,
    resourceId: route?.resource.id,
    resourcePath: route?.resource.path,
    stage: exchange.stageName,
  };
}

function errorVariables(failure: Failure): ValueMap {
  return {
    message: failure.message,
    messageString: JSON.stringify(failure.message),
    responseType: failure.type,
    validationErrorString: failure.validationError,
  };
}

function identityVariables({ request, apiKey, caller }: Progress): ValueMap {
  return {
    accessKey: caller?.accessKeyId,
    accountId: caller?.accountId,
    apiKey: apiKey?.value,
    apiKeyId: apiKey?.id,
    caller: caller?.userId,
    sourceIp: request.sourceIp,
    user: caller?.userId,
    userAgent: request.headers.get('user-agent') ?? undefined,
    userArn: caller?.arn,
  };
}

/** `$context` of a routed request: made once, so that what one template sets the next one reads. */
export function sharedContext(exchange: Routed): Value {
  exchange.contextValue ??= contextVariables(exchange);
  return exchange.contextValue;
}

/** What stands behind a dotted path such as `identity.sourceIp`. */
export function readPath(variables: ValueMap, path: readonly string[]): Value {
  let value: Value = variables;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, key) ? (value as ValueMap)[key] : undefined;
  }
  return value;
}

/** Stage variables of the request, none before its stage is known. */
export const stageVariablesOf = (exchange: Progress): Readonly<Record<string, string>> =>
  (exchange as Partial<Staged>).stageVariables ?? {};
