import type {
  CreateApiRequest,
  GetApiRequest,
  GetApisRequest,
  UpdateApiRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { defined, freshId, nonEmpty, values } from '../../records.ts';
import { apiOf, listOf, stateOf, updated } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { Api, ApiRecord, ProtocolType } from '../state.ts';
import { corsOf } from './cors.ts';
import { autoDeploy } from './deploy.ts';
import { quickCreate, updateQuickCreated } from './quick-create.ts';

const HTTP_SELECTION = '$request.method $request.path';
const KEY_SELECTION = '$request.header.x-api-key';
const MAX_NAME = 128;

/** Ids of APIs of both services: an id names one API in the whole sandbox. */
const everyApi = ({ sandbox }: OperationContext): Record<string, unknown>[] =>
  Object.values(sandbox.accounts).flatMap((regions) =>
    Object.values(regions).flatMap(({ apigateway, apigatewayv2 }) => [
      apigateway.restApis,
      apigatewayv2.apis,
    ]),
  );

function demandName(name: string): void {
  if (name === '' || name.length > MAX_NAME)
    throw badRequest(`Invalid API name specified: it must have 1 to ${MAX_NAME} characters`);
}

/** A WebSocket API chooses its route by the message, an HTTP API by method and path, always. */
function selectionOf(protocol: ProtocolType, given: string | undefined): string {
  if (protocol === 'HTTP') {
    const plain = given?.replaceAll(/[{}]/g, '');
    if (plain !== undefined && plain !== HTTP_SELECTION)
      throw badRequest(
        'Invalid route selection expression specified. For HTTP APIs it must be ${request.method} ${request.path}',
      );
    return HTTP_SELECTION;
  }
  if (given === undefined || given === '')
    throw badRequest('Route selection expression is required for WEBSOCKET protocol type');
  if (!/^(\\?\$\{?(request\.body|request\.header|context)[\w.-]*\}?|[\w\s./$\\{}-])+$/.test(given))
    throw badRequest(`Invalid route selection expression specified: ${given}`);
  return given;
}

/** Makes the record of an API, without anything below it. */
export function newApi(
  context: OperationContext,
  input: Omit<Parsed<CreateApiRequest>, 'Target' | 'RouteKey' | 'CredentialsArn'>,
): ApiRecord {
  const state = stateOf(context);
  demandName(input.Name);
  demandRoom('APIs', state.apis);
  const isHttp = input.ProtocolType === 'HTTP';
  if (!isHttp && input.CorsConfiguration)
    throw badRequest('CORS configuration is not supported for WEBSOCKET protocol type');
  const RouteSelectionExpression = selectionOf(input.ProtocolType, input.RouteSelectionExpression);
  const ApiId = freshId(context, 10, ...everyApi(context));
  const api: Api = defined({
    ApiId,
    Name: input.Name,
    Description: nonEmpty(input.Description),
    ProtocolType: input.ProtocolType,
    RouteSelectionExpression,
    ApiKeySelectionExpression: input.ApiKeySelectionExpression ?? KEY_SELECTION,
    ApiEndpoint: `${isHttp ? 'https' : 'wss'}://${ApiId}.execute-api.${context.region}.amazonaws.com`,
    CorsConfiguration: input.CorsConfiguration && corsOf(input.CorsConfiguration),
    CreatedDate: epochSeconds(context),
    DisableExecuteApiEndpoint: input.DisableExecuteApiEndpoint ?? false,
    DisableSchemaValidation: isHttp ? undefined : input.DisableSchemaValidation,
    IpAddressType: input.IpAddressType ?? 'ipv4',
    Tags: { ...input.Tags },
    Version: nonEmpty(input.Version),
  });
  return {
    api,
    routes: {},
    integrations: {},
    authorizers: {},
    models: {},
    deployments: {},
    stages: {},
  };
}

export function createApi(context: OperationContext, input: Parsed<CreateApiRequest>): Api {
  const record = newApi(context, input);
  if (input.Target !== undefined) quickCreate(context, record, { ...input, Target: input.Target });
  else if (input.RouteKey !== undefined)
    throw badRequest('Target must be specified for quick create when a route key is specified');
  stateOf(context).apis[record.api.ApiId] = record;
  return record.api;
}

export const getApi = (context: OperationContext, { ApiId }: Parsed<GetApiRequest>): Api =>
  apiOf(context, ApiId).api;

export const getApis = (context: OperationContext, input: Parsed<GetApisRequest>) =>
  listOf(
    values(stateOf(context).apis).map(({ api }) => api),
    input,
  );

/** Everything below the API goes with it; what leads to it from a domain name must go first. */
export function deleteApi(context: OperationContext, { ApiId }: Parsed<GetApiRequest>): void {
  apiOf(context, ApiId);
  demandUnmapped(context, ApiId);
  delete stateOf(context).apis[ApiId];
}

function demandUnmapped(context: OperationContext, apiId: string): void {
  const regions = context.sandbox.accounts[context.caller.accountId] ?? {};
  const domains = values(regions[context.region]?.apigateway.domainNames ?? {});
  if (
    domains.some(({ basePathMappings }) =>
      values(basePathMappings).some(({ restApiId }) => restApiId === apiId),
    )
  ) {
    throw badRequest(
      'Please remove all base path mappings related to the API in your domains before you attempt to delete the API.',
    );
  }
}

export function updateApi(context: OperationContext, input: Parsed<UpdateApiRequest>): Api {
  const record = apiOf(context, input.ApiId);
  const { ProtocolType } = record.api;
  if (input.Name !== undefined) demandName(input.Name);
  if (ProtocolType === 'WEBSOCKET' && input.CorsConfiguration)
    throw badRequest('CORS configuration is not supported for WEBSOCKET protocol type');
  const api = updated<Api>(record.api, {
    Name: input.Name,
    Description: input.Description,
    Version: input.Version,
    RouteSelectionExpression:
      input.RouteSelectionExpression === undefined
        ? undefined
        : selectionOf(ProtocolType, input.RouteSelectionExpression),
    ApiKeySelectionExpression: input.ApiKeySelectionExpression,
    CorsConfiguration: input.CorsConfiguration && corsOf(input.CorsConfiguration),
    DisableExecuteApiEndpoint: input.DisableExecuteApiEndpoint,
    DisableSchemaValidation: ProtocolType === 'HTTP' ? undefined : input.DisableSchemaValidation,
    IpAddressType: input.IpAddressType,
  });
  updateQuickCreated(record, input);
  record.api = api;
  autoDeploy(context, record);
  return api;
}

export function deleteCorsConfiguration(
  context: OperationContext,
  { ApiId }: Parsed<GetApiRequest>,
): void {
  const record = apiOf(context, ApiId);
  delete record.api.CorsConfiguration;
  autoDeploy(context, record);
}
