import { base64Encode } from '../base64.ts';
import type { Routed } from './context.ts';
import { isBinary, textOf } from './media-types.ts';
import { decode } from './target.ts';
import { requestTime } from './variables.ts';

/** The `execute-api` ARN of the call, with the path as it was sent. */
export const methodArn = ({ region, accountId, apiId, stageName, request }: Routed): string =>
  `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stageName}/${request.method}${request.path === '' ? '/' : request.path}`;

/** The `execute-api` ARN of the method: what a function's policy is asked about. */
export const resourceArn = ({ region, accountId, apiId, stageName, route }: Routed): string =>
  `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stageName}/${route.method.httpMethod === 'ANY' ? '*' : route.method.httpMethod}${route.resource.path}`;

const orNull = <T extends object>(record: T): T | null =>
  Object.keys(record).length === 0 ? null : record;

const lastOf = (values: readonly string[]) => values.at(-1) ?? '';

/** Headers, query, path and stage variables, as both kinds of events carry them. */
function partsOf({ request, pathParameters, stageVariables }: Routed) {
  const query = [...request.query];
  const headers = [...request.headers];
  return {
    headers: orNull(Object.fromEntries(headers)),
    multiValueHeaders: orNull(Object.fromEntries(headers.map(([name, value]) => [name, [value]]))),
    queryStringParameters: orNull(
      Object.fromEntries(query.map(([name, values]) => [name, lastOf(values)])),
    ),
    multiValueQueryStringParameters: orNull(Object.fromEntries(query)),
    pathParameters: orNull({ ...pathParameters }),
    stageVariables: orNull({ ...stageVariables }),
  };
}

function identityOf({ request, caller, apiKey }: Routed) {
  return {
    accessKey: caller?.accessKeyId ?? null,
    accountId: caller?.accountId ?? null,
    ...(apiKey && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
    caller: caller?.userId ?? null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.sourceIp,
    user: caller?.userId ?? null,
    userAgent: request.headers.get('user-agent'),
    userArn: caller?.arn ?? null,
  };
}

function contextOf(exchange: Routed) {
  const { request, route, authorizer } = exchange;
  return {
    accountId: exchange.accountId,
    apiId: exchange.apiId,
    ...(authorizer && { authorizer }),
    deploymentId: exchange.deployment.id,
    domainName: exchange.domainName,
    domainPrefix: exchange.domainName.split('.')[0],
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: request.method,
    identity: identityOf(exchange),
    path: `${exchange.pathPrefix}${decode(request.path)}`,
    protocol: 'HTTP/1.1',
    requestId: exchange.requestId,
    requestTime: requestTime(exchange.receivedAt),
    requestTimeEpoch: exchange.receivedAt,
    resourceId: route.resource.id,
    resourcePath: route.resource.path,
    stage: exchange.stageName,
  };
}

/** With the base path of a custom domain name in it, which the default endpoint's stage is not (assumed from reports). */
const pathOf = ({ isMapped, pathPrefix, request }: Routed): string =>
  `${isMapped ? pathPrefix : ''}${decode(request.path)}` || '/';

/**
 * The event of a Lambda proxy integration.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(exchange: Routed): object {
  const { request, route, compiled } = exchange;
  const { binaryMediaTypes } = compiled.snapshot;
  const isBase64Encoded =
    request.body.length > 0 && isBinary(binaryMediaTypes, request.headers.get('content-type'));
  const body = isBase64Encoded ? base64Encode(request.body) : textOf(request.body);
  return {
    resource: route.resource.path,
    path: pathOf(exchange),
    httpMethod: request.method,
    ...partsOf(exchange),
    requestContext: contextOf(exchange),
    body: request.body.length === 0 ? null : body,
    isBase64Encoded,
  };
}

/**
 * What an authorizer of type REQUEST gets: the event of a proxy integration without the body.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export const requestAuthorizerEvent = (exchange: Routed): object => ({
  type: 'REQUEST',
  methodArn: methodArn(exchange),
  resource: exchange.route.resource.path,
  path: pathOf(exchange),
  httpMethod: exchange.request.method,
  ...partsOf(exchange),
  requestContext: contextOf(exchange),
});

/** What an authorizer of type TOKEN gets. */
export const tokenAuthorizerEvent = (exchange: Routed, token: string): object => ({
  type: 'TOKEN',
  methodArn: methodArn(exchange),
  authorizationToken: token,
});
