import type { GetExportRequest } from '@aws-sdk/client-api-gateway';
import { stringify } from 'yaml';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { apiOf, defined, omit, own, values } from '../access.ts';
import { noStage } from '../texts.ts';
import type {
  Authorizer,
  DeploymentSnapshot,
  Integration,
  Method,
  RestApi,
  Stage,
} from '../state.ts';
import type { Json, JsonObject } from './document.ts';

/** What an export is made from, and how. */
interface Export {
  readonly api: RestApi;
  readonly region: string;
  readonly stage: Stage;
  readonly snapshot: DeploymentSnapshot;
  readonly isSwagger: boolean;
  readonly hasIntegrations: boolean;
  readonly hasAuthorizers: boolean;
}

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const filled = (record: object | undefined) => record && Object.keys(record).length > 0;

const PLACES: Readonly<Record<string, string>> = {
  path: 'path',
  querystring: 'query',
  header: 'header',
};
const typed = ({ isSwagger }: Export): JsonObject =>
  isSwagger ? { type: 'string' } : { schema: { type: 'string' } };
const refTo = ({ isSwagger }: Export, model: string): JsonObject => ({
  $ref: `#/${isSwagger ? 'definitions' : 'components/schemas'}/${model}`,
});

/** Path parameters count as declared, since the path names them. */
function parametersOf(task: Export, path: string, method: Method): Json[] {
  const declared = Object.entries(method.requestParameters ?? {}).flatMap(([key, required]) => {
    const [, place = '', name = ''] = /^method\.request\.(\w+)\.(.+)$/.exec(key) ?? [];
    const where = PLACES[place];
    return where === undefined || where === 'path' ? [] : [{ where, name, required }];
  });
  const inPath = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = '']) => ({
    where: 'path',
    name,
    required: true,
  }));
  return [...inPath, ...declared].map(({ where, name, required }) => ({
    name,
    in: where,
    ...(required && { required }),
    ...typed(task),
  }));
}

function responsesOf(task: Export, method: Method): JsonObject {
  return Object.fromEntries(
    values(method.methodResponses ?? {}).map(
      ({ statusCode, responseParameters, responseModels }) => {
        const headers = Object.fromEntries(
          Object.keys(responseParameters ?? {}).map((key) => [
            key.replace('method.response.header.', ''),
            typed(task),
          ]),
        );
        const [model] = Object.values(responseModels ?? {});
        const content = Object.fromEntries(
          Object.entries(responseModels ?? {}).map(([type, name]) => [
            type,
            { schema: refTo(task, name) },
          ]),
        );
        const response: JsonObject = {
          description: `${statusCode} response`,
          ...(filled(headers) && { headers }),
          ...(task.isSwagger && model !== undefined && { schema: refTo(task, model) }),
          ...(!task.isSwagger && { content }),
        };
        return [statusCode, response];
      },
    ),
  );
}

function integrationOf(given: Integration): Json {
  const responses = Object.fromEntries(
    values(given.integrationResponses ?? {}).map(({ selectionPattern, ...response }) => [
      selectionPattern ?? 'default',
      response,
    ]),
  );
  return asJson(
    defined({
      httpMethod: given.httpMethod,
      uri: given.uri,
      credentials: given.credentials,
      responses: filled(responses) ? responses : undefined,
      requestParameters: filled(given.requestParameters) ? given.requestParameters : undefined,
      requestTemplates: filled(given.requestTemplates) ? given.requestTemplates : undefined,
      passthroughBehavior: given.passthroughBehavior.toLowerCase(),
      connectionType: given.connectionType,
      connectionId: given.connectionId,
      integrationTarget: given.integrationTarget,
      contentHandling: given.contentHandling,
      // The default is left out, as AWS does.
      timeoutInMillis: given.timeoutInMillis === 29_000 ? undefined : given.timeoutInMillis,
      cacheNamespace: given.cacheKeyParameters.length > 0 ? given.cacheNamespace : undefined,
      cacheKeyParameters:
        given.cacheKeyParameters.length > 0 ? given.cacheKeyParameters : undefined,
      tlsConfig: given.tlsConfig,
      type: given.type.toLowerCase(),
    }),
  );
}

function securityOf({ snapshot, hasAuthorizers }: Export, method: Method): Json[] {
  const security: Json[] = [];
  if (method.apiKeyRequired) security.push({ api_key: [] });
  const authorizer = own(snapshot.authorizers, method.authorizerId ?? '');
  if (hasAuthorizers && method.authorizationType === 'AWS_IAM') security.push({ sigv4: [] });
  if (hasAuthorizers && authorizer)
    security.push({ [authorizer.name]: [...(method.authorizationScopes ?? [])] });
  return security;
}

function operationOf(task: Export, path: string, method: Method): JsonObject {
  const parameters = parametersOf(task, path, method);
  const models = Object.entries(method.requestModels ?? {});
  const [first] = models;
  if (task.isSwagger && first)
    parameters.push({ in: 'body', name: first[1], required: true, schema: refTo(task, first[1]) });
  const content = Object.fromEntries(
    models.map(([type, name]) => [type, { schema: refTo(task, name) }]),
  );
  const validator = own(task.snapshot.requestValidators, method.requestValidatorId ?? '');
  const security = securityOf(task, method);
  return {
    ...(method.operationName !== undefined && { operationId: method.operationName }),
    ...(task.isSwagger && models.length > 0 && { consumes: models.map(([type]) => type) }),
    ...(parameters.length > 0 && { parameters }),
    ...(!task.isSwagger && models.length > 0 && { requestBody: { content, required: true } }),
    responses: responsesOf(task, method),
    ...(security.length > 0 && { security }),
    ...(task.hasIntegrations &&
      validator && { 'x-amazon-apigateway-request-validator': validator.name }),
    ...(task.hasIntegrations &&
      method.methodIntegration && {
        'x-amazon-apigateway-integration': integrationOf(method.methodIntegration),
      }),
  };
}

function pathsOf(task: Export): JsonObject {
  const withMethods = values(task.snapshot.resources).filter((one) => filled(one.resourceMethods));
  return Object.fromEntries(
    withMethods
      .toSorted((one, other) => (one.path < other.path ? -1 : 1))
      .map(({ path, resourceMethods = {} }) => [
        path,
        Object.fromEntries(
          values(resourceMethods).map((method) => [
            method.httpMethod === 'ANY'
              ? 'x-amazon-apigateway-any-method'
              : method.httpMethod.toLowerCase(),
            operationOf(task, path, method),
          ]),
        ),
      ]),
  );
}

function schemeOf(authorizer: Authorizer): Json {
  const header = /^method\.request\.header\.(.+)$/.exec(authorizer.identitySource ?? '')?.[1];
  const isRequest = authorizer.type === 'REQUEST';
  return asJson({
    type: 'apiKey',
    name: isRequest ? 'Unused' : (header ?? 'Authorization'),
    in: 'header',
    'x-amazon-apigateway-authtype': authorizer.authType,
    'x-amazon-apigateway-authorizer': defined({
      type: authorizer.type.toLowerCase(),
      authorizerUri: authorizer.authorizerUri,
      authorizerCredentials: authorizer.authorizerCredentials,
      authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
      identitySource: isRequest ? authorizer.identitySource : undefined,
      identityValidationExpression: authorizer.identityValidationExpression,
      providerARNs: authorizer.providerARNs,
      jwtConfiguration: authorizer.jwtConfiguration,
    }),
  });
}

function schemesOf(task: Export): JsonObject {
  const methods = values(task.snapshot.resources).flatMap(({ resourceMethods = {} }) =>
    values(resourceMethods),
  );
  const used = new Set(methods.map(({ authorizerId }) => authorizerId));
  const needsKey = methods.some(({ apiKeyRequired }) => apiKeyRequired);
  const needsIam = methods.some(({ authorizationType }) => authorizationType === 'AWS_IAM');
  const authorizers = values(task.snapshot.authorizers).filter(({ id }) => used.has(id));
  return {
    ...(needsKey && { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } }),
    ...(task.hasAuthorizers &&
      needsIam && {
        sigv4: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
      }),
    ...(task.hasAuthorizers &&
      Object.fromEntries(authorizers.map((one) => [one.name, schemeOf(one)]))),
  };
}

/** Models that methods use, and those they refer to, with references inside the document. */
function schemasOf(task: Export, paths: JsonObject): JsonObject {
  const schemas: JsonObject = {};
  const visit = (text: string) => {
    for (const [, name = ''] of text.matchAll(
      /"#\/(?:definitions|components\/schemas)\/([a-zA-Z0-9]+)"/g,
    )) {
      const model = own(task.snapshot.models, name);
      if (Object.hasOwn(schemas, name) || !model?.schema) continue;
      const root = task.isSwagger ? 'definitions' : 'components/schemas';
      const schema = model.schema.replaceAll(
        /"https:\/\/apigateway\.[^"]+\/models\/([a-zA-Z0-9]+)"/g,
        `"#/${root}/$1"`,
      );
      schemas[name] = omit(JSON.parse(schema) as JsonObject, '$schema');
      visit(schema);
    }
  };
  visit(JSON.stringify(paths));
  return schemas;
}

function extensionsOf({ api, snapshot, hasIntegrations }: Export): JsonObject {
  if (!hasIntegrations) return {};
  const { binaryMediaTypes, gatewayResponses, requestValidators, policy } = snapshot;
  const responses = values(gatewayResponses).map(
    ({ responseType, statusCode, responseParameters, responseTemplates }) => [
      responseType,
      defined({
        statusCode,
        responseParameters: filled(responseParameters) ? responseParameters : undefined,
        responseTemplates,
      }),
    ],
  );
  const validators = values(requestValidators).map(
    ({ name, validateRequestBody, validateRequestParameters }) => [
      name,
      { validateRequestParameters, validateRequestBody },
    ],
  );
  return {
    ...(responses.length > 0 && {
      'x-amazon-apigateway-gateway-responses': asJson(Object.fromEntries(responses)),
    }),
    ...(validators.length > 0 && {
      'x-amazon-apigateway-request-validators': asJson(Object.fromEntries(validators)),
    }),
    ...(binaryMediaTypes.length > 0 && {
      'x-amazon-apigateway-binary-media-types': [...binaryMediaTypes],
    }),
    ...(api.apiKeySource !== 'HEADER' && {
      'x-amazon-apigateway-api-key-source': api.apiKeySource,
    }),
    ...(policy !== undefined && { 'x-amazon-apigateway-policy': JSON.parse(policy) as Json }),
  };
}

function documentOf(task: Export): JsonObject {
  const { api, stage, region, isSwagger } = task;
  const version = api.version ?? new Date(api.createdDate * 1000).toISOString();
  const info: JsonObject = {
    title: api.name,
    ...(api.description !== undefined && { description: api.description }),
    version,
  };
  const host = `${api.id}.execute-api.${region}.amazonaws.com`;
  const paths = pathsOf(task);
  const schemas = schemasOf(task, paths);
  const schemes = schemesOf(task);
  if (isSwagger)
    return {
      swagger: '2.0',
      info,
      host,
      basePath: `/${stage.stageName}`,
      schemes: ['https'],
      paths,
      ...(filled(schemes) && { securityDefinitions: schemes }),
      ...(filled(schemas) && { definitions: schemas }),
      ...extensionsOf(task),
    };
  return {
    openapi: '3.0.1',
    info,
    servers: [
      {
        url: `https://${host}/{basePath}`,
        variables: { basePath: { default: stage.stageName } },
      },
    ],
    paths,
    components: {
      ...(filled(schemas) && { schemas }),
      ...(filled(schemes) && { securitySchemes: schemes }),
    },
    ...extensionsOf(task),
  };
}

/**
 * Writes what a stage serves as an OpenAPI document.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
 */
export function getExport(context: OperationContext, input: Parsed<GetExportRequest>) {
  const { exportType, parameters = {} } = input;
  const record = apiOf(context, input.restApiId);
  const stage = own(record.stages, input.stageName);
  const deployment = stage && own(record.deployments, stage.deploymentId);
  if (!stage || !deployment) throw noStage();
  if (exportType !== 'oas30' && exportType !== 'swagger')
    throw badRequest(`No API exporter for type '${exportType}'`);
  const extensions = (parameters['extensions'] ?? '').split(',');
  const document = documentOf({
    api: record.api,
    region: context.region,
    stage,
    snapshot: deployment.snapshot,
    isSwagger: exportType === 'swagger',
    hasIntegrations: extensions.some((one) => one === 'apigateway' || one === 'integrations'),
    hasAuthorizers: extensions.some((one) => one === 'apigateway' || one === 'authorizers'),
  });
  const isYaml = /yaml/.test(input.accepts ?? '');
  const text = isYaml ? stringify(document) : JSON.stringify(document, undefined, 2);
  const version = record.api.version ?? new Date(record.api.createdDate * 1000).toISOString();
  return {
    body: new TextEncoder().encode(text),
    contentType: 'application/octet-stream',
    contentDisposition: `attachment; filename="${exportType}_${version}.${isYaml ? 'yaml' : 'json'}"`,
  };
}
