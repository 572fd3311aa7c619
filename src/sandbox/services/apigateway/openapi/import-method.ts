import type {
  ConnectionType,
  ContentHandlingStrategy,
  IntegrationType,
} from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../../wire/errors.ts';
import { apiOf } from '../access.ts';
import { createModel } from '../operations/models.ts';
import { putIntegration } from '../operations/integrations.ts';
import { putIntegrationResponse } from '../operations/integration-responses.ts';
import { putMethod } from '../operations/methods.ts';
import { putMethodResponse } from '../operations/method-responses.ts';
import type { Import } from './import.ts';
import type { Guard, Shared } from './import-shared.ts';
import {
  booleanOf,
  isObject,
  listOf,
  modelNameOf,
  objectOf,
  resolve,
  textOf,
  textsOf,
  type Json,
  type JsonObject,
} from './document.ts';

interface Found {
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly operation: JsonObject;
  readonly pathParameters: readonly Json[];
}

const PLACES: Readonly<Record<string, string>> = {
  query: 'querystring',
  header: 'header',
  path: 'path',
};

/** The API's model for a schema: by its reference, else one made for this place. */
function modelFor(
  task: Import,
  schema: unknown,
  { httpMethod, resourceId }: Found,
): string | undefined {
  const named = modelNameOf(schema);
  if (named !== undefined) return named;
  if (!isObject(schema)) return undefined;
  const { models } = apiOf(task.context, task.restApiId);
  let name = `Model${httpMethod}${resourceId}`;
  for (let number = 2; Object.hasOwn(models, name); number += 1)
    name = `Model${httpMethod}${resourceId}${number}`;
  createModel(task.context, {
    restApiId: task.restApiId,
    name,
    contentType: 'application/json',
    schema: JSON.stringify(schema),
  });
  return name;
}

/** Parameters and models of the request, for both versions of OpenAPI. */
function requestOf(task: Import, found: Found) {
  const { root, isSwagger } = task.document;
  const all = [...found.pathParameters, ...listOf(found.operation['parameters'])].map((one) =>
    objectOf(resolve(root, one)),
  );
  const requestParameters: Record<string, boolean> = {};
  const requestModels: Record<string, string> = {};
  for (const parameter of all) {
    const place = PLACES[textOf(parameter['in']) ?? ''];
    const name = textOf(parameter['name']);
    if (place !== undefined && name !== undefined)
      requestParameters[`method.request.${place}.${name}`] = parameter['required'] === true;
    if (textOf(parameter['in']) !== 'body') continue;
    const model = modelFor(task, parameter['schema'], found);
    const consumes = listOf(found.operation['consumes'] ?? root['consumes']);
    if (model !== undefined)
      for (const type of consumes.length > 0 ? consumes : ['application/json'])
        requestModels[textOf(type) ?? 'application/json'] = model;
  }
  const body = isSwagger ? {} : objectOf(resolve(root, found.operation['requestBody']));
  for (const [type, content] of Object.entries(objectOf(body['content']))) {
    const model = modelFor(task, objectOf(content)['schema'], found);
    if (model !== undefined) requestModels[type] = model;
  }
  return { requestParameters, requestModels };
}

function securityOf({ document }: Import, { guards }: Shared, operation: JsonObject) {
  const { root } = document;
  const security = listOf(operation['security'] ?? root['security']).flatMap((one) =>
    Object.entries(objectOf(one)),
  );
  const asked = security.flatMap(([name, scopes]) => {
    const guard = guards.get(name);
    return guard ? [{ guard, scopes: listOf(scopes).flatMap((one) => textOf(one) ?? []) }] : [];
  });
  const auth = objectOf(operation['x-amazon-apigateway-auth'] ?? root['x-amazon-apigateway-auth']);
  const isIam =
    asked.some(({ guard }) => guard.kind === 'iam') ||
    textOf(auth['type'])?.toUpperCase() === 'AWS_IAM';
  const found = asked.find(({ guard }) => guard.kind === 'authorizer');
  const guard: Guard | undefined = found?.guard;
  const scopes = found?.scopes ?? [];
  return {
    apiKeyRequired: asked.some(({ guard: { kind } }) => kind === 'api-key'),
    ...(guard?.kind === 'authorizer'
      ? {
          authorizationType: guard.authorizationType,
          authorizerId: guard.id,
          ...(scopes.length > 0 && { authorizationScopes: scopes }),
        }
      : { authorizationType: isIam ? 'AWS_IAM' : 'NONE' }),
  };
}

/** Takes one operation of the document in: method, responses, integration and its responses. */
export function importMethod(task: Import, shared: Shared, found: Found): void {
  const { context, restApiId, document } = task;
  const { resourceId, httpMethod, operation } = found;
  const { resources } = apiOf(context, restApiId);
  const methods = resources[resourceId]?.resourceMethods;
  if (methods) Reflect.deleteProperty(methods, httpMethod);
  const { requestParameters, requestModels } = requestOf(task, found);
  const validator = textOf(
    operation['x-amazon-apigateway-request-validator'] ??
      document.root['x-amazon-apigateway-request-validator'],
  );
  const requestValidatorId = validator === undefined ? undefined : shared.validators.get(validator);
  if (validator !== undefined && requestValidatorId === undefined)
    throw badRequest(`Invalid request validator specified: ${validator}`);
  const place = { restApiId, resourceId, httpMethod };
  putMethod(context, {
    ...place,
    ...securityOf(task, shared, operation),
    operationName: textOf(operation['operationId']),
    requestValidatorId,
    ...(Object.keys(requestParameters).length > 0 && { requestParameters }),
    ...(Object.keys(requestModels).length > 0 && { requestModels }),
  });
  importResponses(task, found);
  const integration = operation['x-amazon-apigateway-integration'];
  if (isObject(integration)) importIntegration(task, found, integration);
}

function importResponses(task: Import, found: Found): void {
  const { context, restApiId, document } = task;
  const { resourceId, httpMethod, operation } = found;
  for (const [statusCode, raw] of Object.entries(objectOf(operation['responses']))) {
    if (!/^[1-5]\d\d$/.test(statusCode)) {
      task.warnings.push(
        `Response ${statusCode} of ${httpMethod} was left out: API Gateway needs a status code.`,
      );
      continue;
    }
    const response = objectOf(resolve(document.root, raw));
    const headers = Object.keys(objectOf(response['headers'])).map(
      (name) => [`method.response.header.${name}`, false] as const,
    );
    const responseModels: Record<string, string> = {};
    const schemas: [string, unknown][] = document.isSwagger
      ? [['application/json', response['schema']]]
      : Object.entries(objectOf(response['content'])).map(([type, one]) => [
          type,
          objectOf(one)['schema'],
        ]);
    for (const [type, schema] of schemas) {
      const model = modelFor(task, schema, found);
      if (model !== undefined) responseModels[type] = model;
    }
    putMethodResponse(context, {
      restApiId,
      resourceId,
      httpMethod,
      statusCode,
      ...(headers.length > 0 && { responseParameters: Object.fromEntries(headers) }),
      ...(Object.keys(responseModels).length > 0 && { responseModels }),
    });
  }
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
function importIntegration(
  { context, restApiId }: Import,
  { resourceId, httpMethod }: Found,
  given: JsonObject,
): void {
  const place = { restApiId, resourceId, httpMethod };
  const timeout = given['timeoutInMillis'];
  const tls = objectOf(given['tlsConfig'])['insecureSkipVerification'];
  const upper = (name: string) => textOf(given[name])?.toUpperCase();
  const maps = (name: string) => (isObject(given[name]) ? textsOf(given[name]) : undefined);
  putIntegration(context, {
    ...place,
    // The operation itself refuses what is none of these.
    type: (upper('type') ?? 'MOCK') as IntegrationType,
    integrationHttpMethod: textOf(given['httpMethod']),
    uri: textOf(given['uri']),
    connectionType: upper('connectionType') as ConnectionType | undefined,
    connectionId: textOf(given['connectionId']),
    integrationTarget: textOf(given['integrationTarget']),
    credentials: textOf(given['credentials']),
    requestParameters: maps('requestParameters'),
    requestTemplates: maps('requestTemplates'),
    passthroughBehavior: upper('passthroughBehavior'),
    contentHandling: upper('contentHandling') as ContentHandlingStrategy | undefined,
    timeoutInMillis: typeof timeout === 'number' ? timeout : undefined,
    cacheNamespace: textOf(given['cacheNamespace']),
    cacheKeyParameters: listOf(given['cacheKeyParameters']).flatMap((one) => textOf(one) ?? []),
    ...(booleanOf(tls) !== undefined && { tlsConfig: { insecureSkipVerification: tls === true } }),
  });
  for (const [pattern, raw] of Object.entries(objectOf(given['responses']))) {
    const response = objectOf(raw);
    putIntegrationResponse(context, {
      ...place,
      statusCode: textOf(response['statusCode']) ?? '200',
      ...(pattern !== 'default' && { selectionPattern: pattern }),
      responseParameters: isObject(response['responseParameters'])
        ? textsOf(response['responseParameters'])
        : undefined,
      responseTemplates: isObject(response['responseTemplates'])
        ? textsOf(response['responseTemplates'])
        : undefined,
      contentHandling: textOf(response['contentHandling'])?.toUpperCase() as
        ContentHandlingStrategy | undefined,
    });
  }
}
