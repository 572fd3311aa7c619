import type {
  CreateRouteResponseRequest,
  GetRouteResponseRequest,
  GetRouteResponsesRequest,
  UpdateRouteResponseRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, freshId, own, values } from '../../records.ts';
import { listOf, updated } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { RouteResponse } from '../state.ts';
import { noRouteResponse } from '../texts.ts';
import { autoDeploy } from './deploy.ts';
import { routeOf } from './routes.ts';

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html */
function demandDefault(key: string): void {
  if (key !== '$default')
    throw badRequest('Invalid route response key specified: only $default is supported');
}

export function createRouteResponse(
  context: OperationContext,
  input: Parsed<CreateRouteResponseRequest>,
): RouteResponse {
  const { record, route } = routeOf(context, input.ApiId, input.RouteId);
  if (record.api.ProtocolType === 'HTTP')
    throw badRequest('Route responses are not supported for HTTP APIs');
  demandDefault(input.RouteResponseKey);
  if (values(route.responses).some((one) => one.RouteResponseKey === input.RouteResponseKey))
    throw conflict(
      `Route response with key ${input.RouteResponseKey} already exists for this route`,
    );
  demandRoom('Route Responses', route.responses);
  const response: RouteResponse = defined({
    RouteResponseId: freshId(context, 6, route.responses),
    RouteResponseKey: input.RouteResponseKey,
    ModelSelectionExpression: input.ModelSelectionExpression,
    ResponseModels: input.ResponseModels && { ...input.ResponseModels },
  });
  route.responses[response.RouteResponseId] = response;
  autoDeploy(context, record);
  return response;
}

function responseOf(context: OperationContext, input: Parsed<GetRouteResponseRequest>) {
  const { record, route } = routeOf(context, input.ApiId, input.RouteId);
  const response = own(route.responses, input.RouteResponseId);
  if (!response) throw noRouteResponse(input.RouteResponseId);
  return { record, route, response };
}

export const getRouteResponse = (
  context: OperationContext,
  input: Parsed<GetRouteResponseRequest>,
): RouteResponse => responseOf(context, input).response;

export const getRouteResponses = (
  context: OperationContext,
  input: Parsed<GetRouteResponsesRequest>,
) => listOf(values(routeOf(context, input.ApiId, input.RouteId).route.responses), input);

export function deleteRouteResponse(
  context: OperationContext,
  input: Parsed<GetRouteResponseRequest>,
): void {
  const { record, route } = responseOf(context, input);
  delete route.responses[input.RouteResponseId];
  autoDeploy(context, record);
}

export function updateRouteResponse(
  context: OperationContext,
  input: Parsed<UpdateRouteResponseRequest>,
): RouteResponse {
  const { record, route, response } = responseOf(context, input);
  if (input.RouteResponseKey !== undefined) demandDefault(input.RouteResponseKey);
  const changed = updated<RouteResponse>(response, {
    RouteResponseKey: input.RouteResponseKey,
    ModelSelectionExpression: input.ModelSelectionExpression,
    ResponseModels: input.ResponseModels && { ...input.ResponseModels },
  });
  route.responses[response.RouteResponseId] = changed;
  autoDeploy(context, record);
  return changed;
}
