import type { ExportApiRequest } from '@aws-sdk/client-apigatewayv2';
import { stringify } from 'yaml';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import type { Json, JsonObject } from '../../apigateway/openapi/document.ts';
import { defined, own, values } from '../../records.ts';
import { apiOf } from '../access.ts';
import type { Api, Authorizer, Cors, Integration, Route } from '../state.ts';
import { noStage } from '../texts.ts';

/** What an export is made from: a stage's deployment, or the API as it is now. */
interface Export {
  readonly api: Api;
  readonly stageName: string;
  readonly routes: Readonly<Record<string, Route>>;
  readonly integrations: Readonly<Record<string, Integration>>;
  readonly authorizers: Readonly<Record<string, Authorizer>>;
  readonly cors: Cors | undefined;
  readonly hasExtensions: boolean;
}

const ANY = 'x-amazon-apigateway-any-method';
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

function integrationOf(given: Integration): Json {
  return asJson(
    defined({
      payloadFormatVersion: given.PayloadFormatVersion,
      integrationSubtype: given.IntegrationSubtype,
      type: given.IntegrationType.toLowerCase(),
      httpMethod: given.IntegrationMethod,
      uri: given.IntegrationUri,
      connectionType: given.ConnectionType,
      connectionId: given.ConnectionId,
      credentials: given.CredentialsArn,
      requestParameters: given.RequestParameters,
      responseParameters: given.ResponseParameters,
      timeoutInMillis: given.TimeoutInMillis,
      tlsConfig: given.TlsConfig && { serverNameToVerify: given.TlsConfig.ServerNameToVerify },
    }),
  );
}

function securityOf({ authorizers }: Export, route: Route): Json[] {
  if (route.AuthorizationType === 'AWS_IAM') return [{ sigv4: [] }];
  const authorizer = own(authorizers, route.AuthorizerId ?? '');
  return authorizer ? [{ [authorizer.Name]: [...(route.AuthorizationScopes ?? [])] }] : [];
}

function operationOf(task: Export, route: Route): JsonObject {
  const integration = own(task.integrations, (route.Target ?? '').replace('integrations/', ''));
  const security = securityOf(task, route);
  return {
    ...(route.OperationName !== undefined && { operationId: route.OperationName }),
    responses: { default: { description: `Default response for ${route.RouteKey}` } },
    ...(security.length > 0 && { security }),
    ...(route.RouteKey === '$default' && { isDefaultRoute: true }),
    ...(task.hasExtensions &&
      integration && { 'x-amazon-apigateway-integration': integrationOf(integration) }),
  };
}

const parametersOf = (path: string): Json[] =>
  [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    description: `Generated path parameter for ${name}`,
    required: true,
    schema: { type: 'string' },
  }));

/** ANY is an extension: without extensions such routes cannot be told. */
function pathsOf(task: Export): JsonObject {
  const paths: Record<string, JsonObject> = {};
  const routes = values(task.routes).toSorted((one, other) =>
    one.RouteKey < other.RouteKey ? -1 : 1,
  );
  for (const route of routes) {
    const [method = '', path = '/$default'] = route.RouteKey.split(' ');
    const isAny = method === 'ANY' || method === '$default';
    if (isAny && !task.hasExtensions) continue;
    const parameters = parametersOf(path);
    const item = (paths[path] ??= parameters.length > 0 ? { parameters } : {});
    item[isAny ? ANY : method.toLowerCase()] = operationOf(task, route);
  }
  return paths;
}

/** What an OpenAPI 3.0 reader sees of an authorizer, and what API Gateway does. */
function schemeOf({ hasExtensions }: Export, authorizer: Authorizer): JsonObject {
  const isJwt = authorizer.AuthorizerType === 'JWT';
  const { JwtConfiguration: jwt } = authorizer;
  const extension = defined({
    identitySource: authorizer.IdentitySource.join(','),
    ...(isJwt
      ? {
          jwtConfiguration: { audience: jwt?.Audience, issuer: jwt?.Issuer },
          type: 'jwt',
        }
      : {
          authorizerUri: authorizer.AuthorizerUri,
          authorizerCredentials: authorizer.AuthorizerCredentialsArn,
          authorizerPayloadFormatVersion: authorizer.AuthorizerPayloadFormatVersion,
          authorizerResultTtlInSeconds: authorizer.AuthorizerResultTtlInSeconds,
          enableSimpleResponses: authorizer.EnableSimpleResponses,
          type: 'request',
        }),
  });
  return {
    ...(isJwt ? { type: 'oauth2', flows: {} } : { type: 'apiKey', name: 'Unused', in: 'header' }),
    ...(hasExtensions && { 'x-amazon-apigateway-authorizer': asJson(extension) }),
  };
}

function schemesOf(task: Export): JsonObject {
  const used = new Set(values(task.routes).map(({ AuthorizerId }) => AuthorizerId));
  const needsIam = values(task.routes).some((route) => route.AuthorizationType === 'AWS_IAM');
  const authorizers = values(task.authorizers).filter(({ AuthorizerId }) => used.has(AuthorizerId));
  return {
    ...(needsIam && {
      sigv4: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        ...(task.hasExtensions && { 'x-amazon-apigateway-authtype': 'awsSigv4' }),
      },
    }),
    ...Object.fromEntries(authorizers.map((one) => [one.Name, schemeOf(task, one)])),
  };
}

const corsJson = (cors: Cors): Json =>
  asJson(
    defined({
      allowMethods: cors.AllowMethods,
      allowHeaders: cors.AllowHeaders,
      exposeHeaders: cors.ExposeHeaders,
      maxAge: cors.MaxAge,
      allowCredentials: cors.AllowCredentials,
      allowOrigins: cors.AllowOrigins,
    }),
  );

function documentOf(task: Export): JsonObject {
  const { api, stageName, cors, hasExtensions } = task;
  const schemes = schemesOf(task);
  return {
    openapi: '3.0.1',
    info: {
      title: api.Name,
      ...(api.Description !== undefined && { description: api.Description }),
      version: api.Version ?? new Date(api.CreatedDate * 1000).toISOString(),
    },
    servers: [
      {
        url: `${api.ApiEndpoint}/{basePath}`,
        variables: { basePath: { default: stageName === '$default' ? '' : stageName } },
      },
    ],
    paths: pathsOf(task),
    ...(Object.keys(schemes).length > 0 && { components: { securitySchemes: schemes } }),
    ...(hasExtensions && cors && { 'x-amazon-apigateway-cors': corsJson(cors) }),
    ...(hasExtensions && { 'x-amazon-apigateway-importexport-version': '1.0' }),
  };
}

function taskOf(context: OperationContext, input: Parsed<ExportApiRequest>): Export {
  const record = apiOf(context, input.ApiId);
  const { StageName, IncludeExtensions: hasExtensions = true } = input;
  if (record.api.ProtocolType !== 'HTTP')
    throw badRequest('Export is supported for HTTP APIs only');
  if (StageName === undefined)
    return { ...record, stageName: '', cors: record.api.CorsConfiguration, hasExtensions };
  const stage = own(record.stages, StageName);
  const deployment = stage && own(record.deployments, stage.DeploymentId ?? '');
  if (!deployment) throw noStage();
  const { snapshot } = deployment;
  return {
    ...snapshot,
    api: record.api,
    stageName: StageName,
    cors: snapshot.CorsConfiguration,
    hasExtensions,
  };
}

/**
 * Writes an HTTP API as an OpenAPI document: what a stage serves, or the API as it is now.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-export.html
 */
export function exportApi(context: OperationContext, input: Parsed<ExportApiRequest>) {
  const { Specification, OutputType, ExportVersion = '1.0' } = input;
  if (Specification !== 'OAS30')
    throw badRequest(`Invalid specification specified: ${Specification}. Must be OAS30`);
  if (OutputType !== 'JSON' && OutputType !== 'YAML')
    throw badRequest(`Invalid output type specified: ${OutputType}. Must be one of: [JSON, YAML]`);
  if (ExportVersion !== '1.0')
    throw badRequest(`Invalid export version specified: ${ExportVersion}. Must be 1.0`);
  const document = documentOf(taskOf(context, input));
  const text = OutputType === 'YAML' ? stringify(document) : JSON.stringify(document, null, 2);
  return { body: new TextEncoder().encode(text) };
}
