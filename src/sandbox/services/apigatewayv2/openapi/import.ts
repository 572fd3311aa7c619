import type { ImportApiRequest, ReimportApiRequest } from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { prefixOf } from '../../apigateway/openapi/base-path.ts';
import {
  isObject,
  listOf,
  objectOf,
  parseOpenApi,
  resolve,
  textOf,
  textsOf,
  type JsonObject,
  type OpenApi,
} from '../../apigateway/openapi/document.ts';
import { defined } from '../../records.ts';
import { apiOf, stateOf } from '../access.ts';
import { newApi } from '../operations/apis.ts';
import { corsOf } from '../operations/cors.ts';
import { autoDeploy } from '../operations/deploy.ts';
import { newIntegration } from '../operations/integrations.ts';
import { newRoute } from '../operations/routes.ts';
import type { Api, ApiRecord, Cors } from '../state.ts';
import { authorizationOf, importGuards, versionOf, type Guards } from './import-security.ts';

/** What an import works on: a record that is not yet part of the account. */
export interface Import {
  readonly context: OperationContext;
  readonly document: OpenApi;
  readonly record: ApiRecord;
  /** What AWS would say of it and still take. */
  readonly warnings: string[];
  /** What is right in OpenAPI and means nothing to an HTTP API. */
  readonly info: string[];
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html */
function documentOf(body: string): OpenApi {
  const document = parseOpenApi(body);
  if (document.isSwagger)
    throw badRequest(
      'Invalid OpenAPI input. HTTP APIs support only the OpenAPI 3.0 specification.',
    );
  return document;
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-cors.html */
function corsIn({ root }: OpenApi): Cors | undefined {
  const given = root['x-amazon-apigateway-cors'];
  if (!isObject(given)) return undefined;
  const texts = (name: string) =>
    isObject(given) && given[name] !== undefined
      ? listOf(given[name]).flatMap((one) => textOf(one) ?? [])
      : undefined;
  const { allowCredentials, maxAge } = given;
  return corsOf(
    defined({
      AllowCredentials: typeof allowCredentials === 'boolean' ? allowCredentials : undefined,
      AllowHeaders: texts('allowHeaders'),
      AllowMethods: texts('allowMethods'),
      AllowOrigins: texts('allowOrigins'),
      ExposeHeaders: texts('exposeHeaders'),
      MaxAge: typeof maxAge === 'number' ? maxAge : undefined,
    }),
  );
}

const responseMappings = (given: JsonObject) =>
  Object.fromEntries(Object.entries(given).map(([status, one]) => [status, textsOf(one)]));

/**
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 * @returns the route's target, or undefined where there is none that an HTTP API could have
 */
function importIntegration(task: Import, routeKey: string, raw: unknown): string | undefined {
  const { context, document, record } = task;
  const given = resolve(document.root, raw);
  if (!isObject(given)) return undefined;
  const type = textOf(given['type'])?.toUpperCase();
  if (type !== 'AWS_PROXY' && type !== 'HTTP_PROXY') {
    task.warnings.push(
      `The integration of ${routeKey} was left out: HTTP APIs support the types aws_proxy and http_proxy, not ${type ?? 'none'}.`,
    );
    return undefined;
  }
  const timeout = given['timeoutInMillis'];
  const connection = textOf(given['connectionType'])?.toUpperCase();
  const server = textOf(objectOf(given['tlsConfig'])['serverNameToVerify']);
  const integration = newIntegration(context, record, {
    IntegrationType: type,
    IntegrationSubtype: textOf(given['integrationSubtype']),
    IntegrationMethod: textOf(given['httpMethod'])?.replace(
      'x-amazon-apigateway-any-method',
      'ANY',
    ),
    IntegrationUri: textOf(given['uri']),
    PayloadFormatVersion: versionOf(textOf(given['payloadFormatVersion']) ?? '1.0'),
    ConnectionType: connection === 'VPC_LINK' ? connection : undefined,
    ConnectionId: textOf(given['connectionId']),
    CredentialsArn: textOf(given['credentials']),
    TimeoutInMillis: typeof timeout === 'number' ? timeout : undefined,
    ...(isObject(given['requestParameters']) && {
      RequestParameters: textsOf(given['requestParameters']),
    }),
    ...(isObject(given['responseParameters']) && {
      ResponseParameters: responseMappings(given['responseParameters']),
    }),
    ...(server !== undefined && { TlsConfig: { ServerNameToVerify: server } }),
  });
  record.integrations[integration.IntegrationId] = integration;
  return `integrations/${integration.IntegrationId}`;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const ANY = 'x-amazon-apigateway-any-method';

/** What HTTP APIs have no use for (documented for requestBody and schemas). */
function noteUnused(task: Import, routeKey: string, operation: JsonObject): void {
  for (const name of ['requestBody', 'x-amazon-apigateway-request-validator'])
    if (operation[name] !== undefined)
      task.info.push(`${name} of ${routeKey} is not supported for HTTP APIs. It was ignored.`);
}

function importRoutes(task: Import, guards: Guards, prefix: string): void {
  const { context, record } = task;
  for (const [path, item] of Object.entries(objectOf(task.document.root['paths']))) {
    for (const [key, operation] of Object.entries(objectOf(item))) {
      if (!(METHODS.includes(key) || key === ANY) || !isObject(operation)) continue;
      const method = key === ANY ? 'ANY' : key.toUpperCase();
      const isDefault = key === ANY && operation['isDefaultRoute'] === true;
      const routeKey = isDefault ? '$default' : `${method} ${prefix}${path}`;
      noteUnused(task, routeKey, operation);
      const route = newRoute(context, record, {
        RouteKey: routeKey,
        OperationName: textOf(operation['operationId']),
        Target: importIntegration(task, routeKey, operation['x-amazon-apigateway-integration']),
        ...authorizationOf(task, guards, operation),
      });
      record.routes[route.RouteId] = route;
    }
  }
}

interface Options {
  readonly Basepath?: string | undefined;
  readonly FailOnWarnings?: boolean | undefined;
}

/** Fills the record by the document. Throws before anything of it is part of the account. */
function importInto(task: Import, { Basepath, FailOnWarnings }: Options): Api {
  const { record, document, warnings, info } = task;
  const { root } = document;
  if (root['components'] && objectOf(root['components'])['schemas'])
    info.push('components.schemas is not supported for HTTP APIs. It was ignored.');
  importRoutes(task, importGuards(task), prefixOf(document, Basepath));
  if (FailOnWarnings && warnings.length > 0)
    throw badRequest(`Warnings found during import:\n\t${warnings.join('\n\t')}`);
  record.api = defined({
    ...record.api,
    ImportInfo: info.length > 0 ? [...info] : undefined,
    Warnings: warnings.length > 0 ? [...warnings] : undefined,
  });
  return record.api;
}

const textIn = ({ root }: OpenApi, name: string) => textOf(objectOf(root['info'])[name]);
const isEndpointDisabled = ({ root }: OpenApi): boolean =>
  objectOf(root['x-amazon-apigateway-endpoint-configuration'])['disableExecuteApiEndpoint'] ===
  true;

/** Makes an HTTP API from an OpenAPI document, without a stage; all of it or nothing. */
export function importApi(context: OperationContext, input: Parsed<ImportApiRequest>): Api {
  const document = documentOf(input.Body);
  const record = newApi(context, {
    Name: textIn(document, 'title') ?? '',
    ProtocolType: 'HTTP',
    Description: textIn(document, 'description'),
    Version: textIn(document, 'version'),
    CorsConfiguration: corsIn(document),
    DisableExecuteApiEndpoint: isEndpointDisabled(document),
  });
  const api = importInto({ context, document, record, warnings: [], info: [] }, input);
  stateOf(context).apis[api.ApiId] = record;
  return api;
}

/**
 * Puts what the document says in the place of the API's routes, integrations, authorizers and CORS; its
 * id, stages and deployments stay (that CORS goes where the document has none is assumed).
 */
export function reimportApi(context: OperationContext, input: Parsed<ReimportApiRequest>): Api {
  const known = apiOf(context, input.ApiId);
  if (known.api.ProtocolType !== 'HTTP')
    throw badRequest('Reimport is supported for HTTP APIs only');
  const document = documentOf(input.Body);
  const record: ApiRecord = {
    ...known,
    api: defined({
      ...known.api,
      Name: textIn(document, 'title') ?? known.api.Name,
      Description: textIn(document, 'description'),
      Version: textIn(document, 'version'),
      CorsConfiguration: corsIn(document),
      DisableExecuteApiEndpoint: isEndpointDisabled(document),
    }),
    routes: {},
    integrations: {},
    authorizers: {},
  };
  const api = importInto({ context, document, record, warnings: [], info: [] }, input);
  stateOf(context).apis[api.ApiId] = record;
  autoDeploy(context, record);
  return api;
}
