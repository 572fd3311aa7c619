import type { Answer } from '../context.ts';
import type { Value, ValueMap } from '../mapping/vtl/index.ts';
import { readPath, requestTime } from '../variables.ts';
import type { HttpExchange, HttpFailure } from './context.ts';

/** How the request ended, where it has. */
export interface HttpEnding {
  readonly answer: Answer;
  readonly failure: HttpFailure | undefined;
  readonly endedAt: number;
}

/**
 * `$context` for parameter mappings, authorizers and access logs.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export function httpContext(exchange: HttpExchange, ending?: HttpEnding): ValueMap {
  const { request, found, stage, receivedAt, integrationLatencyMs: latency } = exchange;
  const integrationStatus = exchange.backendAnswer?.status;
  return {
    accountId: found.account,
    apiId: exchange.apiId,
    authorizer: authorizerVariables(exchange),
    dataProcessed: request.body.length + (ending?.answer.body.length ?? 0),
    domainName: exchange.domainName,
    domainPrefix: exchange.domainName.split('.')[0],
    error: errorVariables(ending?.failure),
    extendedRequestId: exchange.requestId,
    httpMethod: request.method,
    identity: identityVariables(exchange),
    integration: {
      error: exchange.integrationError,
      integrationStatus,
      latency,
      status: integrationStatus,
    },
    integrationErrorMessage: exchange.integrationError,
    integrationLatency: latency,
    integrationStatus,
    path: exchange.rawPath,
    protocol: 'HTTP/1.1',
    requestId: exchange.requestId,
    requestTime: requestTime(receivedAt),
    requestTimeEpoch: receivedAt,
    responseLatency: ending && ending.endedAt - receivedAt,
    responseLength: ending?.answer.body.length,
    routeKey: exchange.route?.RouteKey,
    stage: stage.StageName,
    status: ending?.answer.status,
  };
}

function authorizerVariables({ authorized, authorizerError }: HttpExchange): ValueMap {
  const error = authorizerError;
  if (authorized?.kind === 'jwt') return { error, claims: { ...authorized.claims } };
  if (authorized?.kind === 'lambda')
    return { ...authorized.context, error, principalId: authorized.principalId };
  return { error };
}

const errorVariables = (failure: HttpFailure | undefined): ValueMap =>
  failure
    ? { message: failure.message, messageString: JSON.stringify(failure.message) }
    : { message: undefined, messageString: undefined };

function identityVariables({ request, authorized }: HttpExchange): ValueMap {
  const caller = authorized?.kind === 'iam' ? authorized.caller : undefined;
  return {
    accountId: caller?.accountId,
    caller: caller?.userId,
    sourceIp: request.sourceIp,
    user: caller?.userId,
    userAgent: request.headers.get('user-agent') ?? undefined,
    userArn: caller?.arn,
  };
}

/** What `context.identity.sourceIp` and the like stand for. */
export const contextValue = (exchange: HttpExchange, path: string): Value =>
  readPath(httpContext(exchange), path.split('.'));
