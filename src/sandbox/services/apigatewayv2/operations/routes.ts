import type {
  CreateRouteRequest,
  DeleteRouteRequestParameterRequest,
  GetRouteRequest,
  GetRoutesRequest,
  UpdateRouteRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest, conflict, notFound } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, freshId, nonEmpty, own, values, withoutKey } from '../../records.ts';
import { apiOf, listOf, updated } from '../access.ts';
import { demandRoom, MAX_SCOPES } from '../limits.ts';
import type { ApiRecord, ParameterConstraints, Route } from '../state.ts';
import { noRoute } from '../texts.ts';
import { autoDeploy } from './deploy.ts';

const HTTP_KEY = /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*)$/;

/** Where each `{name}` stands, and that a greedy one comes last. */
function demandPath(path: string): void {
  const segments = path.split('/').slice(1);
  const names: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const variable = /^\{([^{}/+]+)(\+?)\}$/.exec(segment);
    if (/[{}]/.test(segment) && !variable)
      throw badRequest(
        "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end",
      );
    if (variable?.[2] === '+' && index < segments.length - 1)
      throw badRequest('Greedy path variables must be at the end of the route key');
    if (variable?.[1] !== undefined) names.push(variable[1]);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw badRequest(`Path parameters must be unique within a route: ${twice}`);
}

function demandKey({ api }: ApiRecord, key: string): void {
  if (api.ProtocolType === 'WEBSOCKET') {
    if (key === '' || key.length > 128) throw badRequest('Invalid route key specified');
    return;
  }
  if (key === '$default') return;
  const path = HTTP_KEY.exec(key)?.[2];
  if (path === undefined) {
    throw badRequest(
      'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
    );
  }
  demandPath(path);
}

/** Names of path variables do not tell routes apart: `GET /{a}` and `GET /{b}` are one. */
const shapeOf = (key: string) => key.replaceAll(/\{[^{}+]+(\+?)\}/g, '{$1}');

function demandFree(record: ApiRecord, key: string, routeId?: string): void {
  const isHttp = record.api.ProtocolType === 'HTTP';
  const other = values(record.routes).find(
    (route) =>
      route.RouteId !== routeId &&
      (route.RouteKey === key || (isHttp && shapeOf(route.RouteKey) === shapeOf(key))),
  );
  if (other) throw conflict(`Route with key ${other.RouteKey} already exists for this API`);
}

/** Which kind of authorizer each authorization type needs. */
function demandAuthorization({ api, authorizers }: ApiRecord, route: Route): void {
  const { AuthorizationType: type, AuthorizerId, AuthorizationScopes: scopes = [] } = route;
  const authorizer = AuthorizerId === undefined ? undefined : own(authorizers, AuthorizerId);
  if (api.ProtocolType === 'WEBSOCKET') {
    if (type !== 'NONE' && route.RouteKey !== '$connect')
      throw badRequest('Currently, authorization is restricted to the $connect route only');
    if (type === 'JWT')
      throw badRequest('Authorization type JWT is not supported for WEBSOCKET protocol type');
  }
  if (type === 'JWT' && authorizer?.AuthorizerType !== 'JWT') {
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.',
    );
  }
  if (type === 'CUSTOM' && authorizer?.AuthorizerType !== 'REQUEST') {
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM requires a valid REQUEST authorizer.',
    );
  }
  if (scopes.length > 0 && type !== 'JWT')
    throw badRequest('Authorization scopes are supported only for the JWT authorization type');
  if (scopes.length > MAX_SCOPES)
    throw badRequest(`A route can have at most ${MAX_SCOPES} authorization scopes`);
}

/** A target is an integration of the same API. */
function demandTarget({ integrations }: ApiRecord, target: string | undefined): void {
  if (target === undefined) return;
  const id = /^integrations\/([^/]+)$/.exec(target)?.[1];
  if (id === undefined)
    throw badRequest(`Invalid target specified: ${target}. Format should be integrations/{id}`);
  if (!own(integrations, id)) throw badRequest(`Invalid integration ID specified: ${id}`);
}

function check(record: ApiRecord, route: Route): Route {
  const isHttp = record.api.ProtocolType === 'HTTP';
  demandKey(record, route.RouteKey);
  demandTarget(record, route.Target);
  demandAuthorization(record, route);
  if (isHttp && (route.ApiKeyRequired || route.RequestModels || route.RequestParameters))
    throw badRequest(
      'API keys, request models and request parameters are not supported for HTTP APIs',
    );
  if (!isHttp && (route.RouteResponseSelectionExpression ?? '$default') !== '$default')
    throw badRequest('Route response selection expression must be $default');
  return route;
}

const constraints = (
  given: Readonly<Record<string, { Required?: boolean | undefined }>> | undefined,
): Record<string, ParameterConstraints> | undefined =>
  given &&
  Object.fromEntries(
    Object.entries(given).map(([name, { Required = false }]) => [name, { Required }]),
  );

/** A route that fits the API; not yet part of it. */
export function newRoute(
  context: OperationContext,
  record: ApiRecord,
  input: Omit<Parsed<CreateRouteRequest>, 'ApiId'>,
): Route {
  demandKey(record, input.RouteKey);
  demandFree(record, input.RouteKey);
  demandRoom('Routes', record.routes);
  return check(
    record,
    defined({
      RouteId: freshId(context, 7, record.routes),
      RouteKey: input.RouteKey,
      ApiKeyRequired: input.ApiKeyRequired ?? false,
      AuthorizationScopes: input.AuthorizationScopes?.length
        ? [...input.AuthorizationScopes]
        : undefined,
      AuthorizationType: input.AuthorizationType ?? 'NONE',
      AuthorizerId: nonEmpty(input.AuthorizerId),
      ModelSelectionExpression: input.ModelSelectionExpression,
      OperationName: nonEmpty(input.OperationName),
      RequestModels: input.RequestModels && { ...input.RequestModels },
      RequestParameters: constraints(input.RequestParameters),
      RouteResponseSelectionExpression: input.RouteResponseSelectionExpression,
      Target: nonEmpty(input.Target),
      responses: {},
    }),
  );
}

export function createRoute(context: OperationContext, input: Parsed<CreateRouteRequest>): Route {
  const record = apiOf(context, input.ApiId);
  const route = newRoute(context, record, input);
  record.routes[route.RouteId] = route;
  autoDeploy(context, record);
  return route;
}

export function routeOf(context: OperationContext, apiId: string, routeId: string) {
  const record = apiOf(context, apiId);
  const route = own(record.routes, routeId);
  if (!route) throw noRoute(routeId);
  return { record, route };
}

export const getRoute = (
  context: OperationContext,
  { ApiId, RouteId }: Parsed<GetRouteRequest>,
): Route => routeOf(context, ApiId, RouteId).route;

export const getRoutes = (context: OperationContext, input: Parsed<GetRoutesRequest>) =>
  listOf(values(apiOf(context, input.ApiId).routes), input);

export function deleteRoute(
  context: OperationContext,
  { ApiId, RouteId }: Parsed<GetRouteRequest>,
): void {
  const { record } = routeOf(context, ApiId, RouteId);
  delete record.routes[RouteId];
  autoDeploy(context, record);
}

export function updateRoute(context: OperationContext, input: Parsed<UpdateRouteRequest>): Route {
  const { record, route } = routeOf(context, input.ApiId, input.RouteId);
  if (input.RouteKey !== undefined && input.RouteKey !== route.RouteKey) {
    if (route.ApiGatewayManaged)
      throw badRequest('The key of a route that API Gateway manages cannot be changed');
    demandKey(record, input.RouteKey);
    demandFree(record, input.RouteKey, route.RouteId);
  }
  const changed = updated<Route>(route, {
    RouteKey: input.RouteKey,
    ApiKeyRequired: input.ApiKeyRequired,
    AuthorizationScopes: input.AuthorizationScopes && [...input.AuthorizationScopes],
    AuthorizationType: input.AuthorizationType,
    AuthorizerId: input.AuthorizerId,
    ModelSelectionExpression: input.ModelSelectionExpression,
    OperationName: input.OperationName,
    RequestModels: input.RequestModels && { ...route.RequestModels, ...input.RequestModels },
    RequestParameters: input.RequestParameters && {
      ...route.RequestParameters,
      ...constraints(input.RequestParameters),
    },
    RouteResponseSelectionExpression: input.RouteResponseSelectionExpression,
    Target: input.Target,
  });
  // Without authorization there is nothing left that the authorizer and its scopes could do.
  if (changed.AuthorizationType === 'NONE' || changed.AuthorizationType === 'AWS_IAM') {
    delete changed.AuthorizerId;
    delete changed.AuthorizationScopes;
  }
  record.routes[route.RouteId] = check(record, changed);
  autoDeploy(context, record);
  return changed;
}

export function deleteRouteRequestParameter(
  context: OperationContext,
  { ApiId, RouteId, RequestParameterKey: key }: Parsed<DeleteRouteRequestParameterRequest>,
): void {
  const { record, route } = routeOf(context, ApiId, RouteId);
  if (!own(route.RequestParameters ?? {}, key))
    throw notFound(`Invalid request parameter key specified: ${key}`);
  route.RequestParameters = withoutKey(route.RequestParameters, key);
  autoDeploy(context, record);
}
