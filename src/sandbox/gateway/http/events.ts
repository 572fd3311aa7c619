import { base64Encode } from '../../base64.ts';
import { mediaType, textOf } from '../media-types.ts';
import { requestTime } from '../variables.ts';
import { routeArn, type HttpRouted } from './context.ts';

const TEXT = /^text\/|^application\/(json|javascript|xml|.+\+json|.+\+xml)$/;

/** Text types travel as text, everything else in base64 (assumed from reports; forms too). */
function bodyOf({ request }: HttpRouted): { body?: string; isBase64Encoded: boolean } {
  if (request.body.length === 0) return { isBase64Encoded: false };
  const isText = TEXT.test(mediaType(request.headers.get('content-type')));
  return isText
    ? { body: textOf(request.body), isBase64Encoded: false }
    : { body: base64Encode(request.body), isBase64Encoded: true };
}

/** Query parameters with the mappings applied, if any were. */
const queryOf = ({ request, backendRequest }: HttpRouted) => backendRequest?.query ?? request.query;
const headersOf = ({ request, backendRequest }: HttpRouted) =>
  backendRequest?.headers ?? request.headers;

const orNothing = (record: Readonly<Record<string, string>>) =>
  Object.keys(record).length === 0 ? undefined : record;

function cookiesOf(headers: Headers): string[] | undefined {
  const cookies = headers
    .get('cookie')
    ?.split(/; ?/)
    .filter((one) => one !== '');
  return cookies?.length ? cookies : undefined;
}

const joined = (query: ReadonlyMap<string, readonly string[]>) =>
  orNothing(Object.fromEntries([...query].map(([name, values]) => [name, values.join(',')])));

const withoutCookies = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name !== 'cookie'));

function authorizerOf({ authorized }: HttpRouted): object | undefined {
  if (authorized?.kind === 'jwt')
    return { jwt: { claims: authorized.claims, scopes: authorized.scopes } };
  if (authorized?.kind === 'lambda') return { lambda: authorized.context };
  if (authorized?.kind === 'iam') {
    const { accessKeyId, accountId, arn, userId } = authorized.caller;
    return {
      iam: {
        accessKey: accessKeyId,
        accountId,
        callerId: userId,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: arn,
        userId,
      },
    };
  }
  return undefined;
}

function contextOf(exchange: HttpRouted) {
  const { found, request, domainName, receivedAt, route, stage } = exchange;
  return {
    accountId: found.account,
    apiId: exchange.apiId,
    authorizer: authorizerOf(exchange),
    domainName,
    domainPrefix: domainName.split('.')[0],
    http: {
      method: request.method,
      path: exchange.rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: request.headers.get('user-agent') ?? '',
    },
    requestId: exchange.requestId,
    routeKey: route.RouteKey,
    stage: stage.StageName,
    time: requestTime(receivedAt),
    timeEpoch: receivedAt,
  };
}

/**
 * The event of payload format 2.0.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventV2(exchange: HttpRouted): object {
  const headers = headersOf(exchange);
  return {
    version: '2.0',
    routeKey: exchange.route.RouteKey,
    rawPath: exchange.rawPath,
    rawQueryString: exchange.rawQuery,
    cookies: cookiesOf(headers),
    headers: withoutCookies(headers),
    queryStringParameters: joined(queryOf(exchange)),
    requestContext: contextOf(exchange),
    pathParameters: orNothing(exchange.pathParameters),
    stageVariables: orNothing(exchange.stage.StageVariables),
    ...bodyOf(exchange),
  };
}

function contextV1(exchange: HttpRouted) {
  const { authorized, request, receivedAt } = exchange;
  const caller = authorized?.kind === 'iam' ? authorized.caller : undefined;
  return {
    accountId: exchange.found.account,
    apiId: exchange.apiId,
    authorizer:
      authorized?.kind === 'lambda'
        ? { ...authorized.context, principalId: authorized.principalId }
        : authorized?.kind === 'jwt'
          ? { claims: authorized.claims, scopes: authorized.scopes }
          : undefined,
    domainName: exchange.domainName,
    domainPrefix: exchange.domainName.split('.')[0],
    extendedRequestId: exchange.requestId,
    httpMethod: request.method,
    identity: {
      accessKey: caller?.accessKeyId ?? null,
      accountId: caller?.accountId ?? null,
      caller: caller?.userId ?? null,
      cognitoAmr: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.sourceIp,
      user: caller?.userId ?? null,
      userAgent: request.headers.get('user-agent') ?? '',
      userArn: caller?.arn ?? null,
    },
    path: exchange.rawPath,
    protocol: 'HTTP/1.1',
    requestId: exchange.requestId,
    requestTime: requestTime(receivedAt),
    requestTimeEpoch: receivedAt,
    resourceId: exchange.route.RouteKey,
    resourcePath: resourceOf(exchange),
    stage: exchange.stage.StageName,
  };
}

const resourceOf = ({ route }: HttpRouted) => route.RouteKey.split(' ')[1] ?? '$default';

/** The event of payload format 1.0, which is that of REST APIs but for a few members. */
export function eventV1(exchange: HttpRouted): object {
  const [headers, query] = [headersOf(exchange), queryOf(exchange)];
  const { body = null, isBase64Encoded } = bodyOf(exchange);
  return {
    version: '1.0',
    resource: resourceOf(exchange),
    path: exchange.rawPath,
    httpMethod: exchange.request.method,
    headers: Object.fromEntries(headers),
    multiValueHeaders: Object.fromEntries([...headers].map(([name, value]) => [name, [value]])),
    queryStringParameters:
      orNothing(Object.fromEntries([...query].map(([name, all]) => [name, all.at(-1) ?? '']))) ??
      null,
    multiValueQueryStringParameters: query.size === 0 ? null : Object.fromEntries(query),
    requestContext: contextV1(exchange),
    pathParameters: orNothing(exchange.pathParameters) ?? null,
    stageVariables: orNothing(exchange.stage.StageVariables) ?? null,
    body,
    isBase64Encoded,
  };
}

/**
 * What a Lambda authorizer gets: the event of its format without the body.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function authorizerEvent(
  exchange: HttpRouted,
  format: string,
  identity: readonly string[],
): object {
  const arn = routeArn(exchange);
  if (format === '2.0') {
    const event: Record<string, unknown> = {
      ...eventV2(exchange),
      type: 'REQUEST',
      routeArn: arn,
      identitySource: identity.length === 0 ? null : identity,
    };
    delete event['body'];
    delete event['isBase64Encoded'];
    return event;
  }
  const event: Record<string, unknown> = {
    ...eventV1(exchange),
    type: 'REQUEST',
    methodArn: arn,
    identitySource: identity.join(','),
    authorizationToken: identity.join(','),
  };
  delete event['body'];
  delete event['isBase64Encoded'];
  return event;
}
