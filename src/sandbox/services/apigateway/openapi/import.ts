import type { ImportRestApiRequest, PutRestApiRequest } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { apiOf, stateOf, values } from '../access.ts';
import type { RestApi, RestApiRecord } from '../state.ts';
import {
  checkPolicy,
  createRestApi,
  deleteRestApi,
  emptyParts,
  showApi,
} from '../operations/rest-apis.ts';
import { createResource } from '../operations/resources.ts';
import { createModel } from '../operations/models.ts';
import { prefixOf } from './base-path.ts';
import { importMethod } from './import-method.ts';
import { importShared, type Shared } from './import-shared.ts';
import {
  isObject,
  listOf,
  objectOf,
  parseOpenApi,
  textOf,
  textsOf,
  type JsonObject,
  type OpenApi,
} from './document.ts';

/** What an import works on; `warnings` gathers what AWS would say and still take. */
export interface Import {
  readonly context: OperationContext;
  readonly document: OpenApi;
  readonly restApiId: string;
  readonly warnings: string[];
}

/** Makes the resource of a path and those above it, where they are not there. */
function resourceAt({ context, restApiId }: Import, path: string): string {
  const { api, resources } = apiOf(context, restApiId);
  let parentId = api.rootResourceId;
  for (const pathPart of path.split('/').filter((part) => part !== '')) {
    const known = values(resources).find(
      (one) => one.parentId === parentId && one.pathPart === pathPart,
    );
    parentId = known?.id ?? createResource(context, { restApiId, parentId, pathPart }).id;
  }
  return parentId;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const ANY = 'x-amazon-apigateway-any-method';

function importPaths(task: Import, shared: Shared, prefix: string): void {
  for (const [path, raw] of Object.entries(objectOf(task.document.root['paths']))) {
    const item = objectOf(raw);
    const resourceId = resourceAt(task, `${prefix}${path}`);
    for (const [key, operation] of Object.entries(item)) {
      const isMethod = METHODS.includes(key) || key === ANY;
      if (!isMethod || !isObject(operation)) continue;
      const httpMethod = key === ANY ? 'ANY' : key.toUpperCase();
      importMethod(task, shared, {
        resourceId,
        httpMethod,
        operation,
        pathParameters: listOf(item['parameters']),
      });
    }
  }
}

/** References lead to models of the same API, as AWS writes them. */
function schemaText({ context, restApiId }: Import, schema: JsonObject): string {
  const { region } = context;
  return JSON.stringify(schema).replaceAll(
    /"#\/(?:definitions|components\/schemas)\/([^"/]+)"/g,
    (_, name: string) =>
      JSON.stringify(
        `https://apigateway.${region}.amazonaws.com/restapis/${restApiId}/models/${name}`,
      ),
  );
}

function importModels(task: Import): void {
  const { root, isSwagger } = task.document;
  const schemas = objectOf(
    isSwagger ? root['definitions'] : objectOf(root['components'])['schemas'],
  );
  const { models } = apiOf(task.context, task.restApiId);
  for (const [name, schema] of Object.entries(schemas)) {
    if (!/^[a-zA-Z0-9]+$/.test(name)) {
      task.warnings.push(`Model name must be alphanumeric: ${name}. It was left out.`);
      continue;
    }
    Reflect.deleteProperty(models, name);
    createModel(task.context, {
      restApiId: task.restApiId,
      name,
      contentType: 'application/json',
      schema: schemaText(task, objectOf(schema)),
    });
  }
}

function apiKeySourceOf(root: JsonObject): 'HEADER' | 'AUTHORIZER' | undefined {
  const source = textOf(root['x-amazon-apigateway-api-key-source'])?.toUpperCase();
  if (source === undefined || source === 'HEADER' || source === 'AUTHORIZER') return source;
  throw badRequest(
    `Invalid API key source specified: ${source}. Must be one of: [HEADER, AUTHORIZER]`,
  );
}

/** The API's own settings, as the document states them. */
function settingsOf({ root }: OpenApi) {
  const binaryMediaTypes = listOf(root['x-amazon-apigateway-binary-media-types']).flatMap(
    (one) => textOf(one) ?? [],
  );
  const source = apiKeySourceOf(root);
  const policy = root['x-amazon-apigateway-policy'];
  const compression = root['x-amazon-apigateway-minimum-compression-size'];
  const endpoint = objectOf(root['x-amazon-apigateway-endpoint-configuration']);
  return {
    binaryMediaTypes,
    apiKeySource: source,
    policy: isObject(policy) ? JSON.stringify(policy) : textOf(policy),
    minimumCompressionSize: typeof compression === 'number' ? compression : undefined,
    vpcEndpointIds: listOf(endpoint['vpcEndpointIds']).flatMap((one) => textOf(one) ?? []),
    disableExecuteApiEndpoint: endpoint['disableExecuteApiEndpoint'] === true || undefined,
  };
}

function importAll(task: Import, parameters: Readonly<Record<string, string>>): void {
  importModels(task);
  const shared = importShared(task);
  importPaths(
    task,
    shared,
    prefixOf(task.document, parameters['basepath'] ?? parameters['basePath']),
  );
}

function demandQuiet({ warnings }: Import, failOnWarnings: boolean | undefined): void {
  if (failOnWarnings && warnings.length > 0)
    throw badRequest(`Warnings found during import: ${warnings.join(' ')}`);
}

const shown = (record: RestApiRecord, { warnings }: Import): RestApi => ({
  ...showApi(record.api),
  ...(warnings.length > 0 && { warnings: [...warnings] }),
});

/**
 * Makes an API from an OpenAPI document; all of it or nothing.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 */
export function importRestApi(
  context: OperationContext,
  input: Parsed<Omit<ImportRestApiRequest, 'body'>> & { readonly body?: unknown },
): RestApi {
  const document = parseOpenApi(input.body);
  const info = objectOf(document.root['info']);
  const { parameters = {} } = input;
  const { vpcEndpointIds, ...settings } = settingsOf(document);
  const type = parameters['endpointConfigurationTypes'];
  const { id } = createRestApi(context, {
    name: textOf(info['title']) ?? '',
    description: textOf(info['description']),
    version: textOf(info['version']),
    ...settings,
    endpointConfiguration: {
      ...(type !== undefined && { types: [type as 'REGIONAL' | 'EDGE' | 'PRIVATE'] }),
      ...(vpcEndpointIds.length > 0 && { vpcEndpointIds }),
    },
  });
  const task: Import = { context, document, restApiId: id, warnings: [] };
  try {
    importAll(task, parameters);
    demandQuiet(task, input.failOnWarnings);
  } catch (error) {
    deleteRestApi(context, { restApiId: id });
    throw error;
  }
  return shown(apiOf(context, id), task);
}

/**
 * Changes an API by an OpenAPI document: `merge` replaces methods and models that the document names,
 * `overwrite` everything but the API's id, stages and deployments. All of it or nothing.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-update.html
 */
export function putRestApi(
  context: OperationContext,
  input: Parsed<Omit<PutRestApiRequest, 'body'>> & { readonly body?: unknown },
): RestApi {
  const { restApiId, parameters = {} } = input;
  const record = apiOf(context, restApiId);
  const document = parseOpenApi(input.body);
  const before = structuredClone(record);
  const isOverwrite = input.mode === 'overwrite';
  if (isOverwrite) Object.assign(record, emptyParts(context, record.api));
  const task: Import = { context, document, restApiId, warnings: [] };
  try {
    describe(record, document, isOverwrite);
    importAll(task, parameters);
    demandQuiet(task, input.failOnWarnings);
  } catch (error) {
    stateOf(context).restApis[restApiId] = before;
    throw error;
  }
  return { ...shown(record, task), tags: record.api.tags ?? {} };
}

function describe({ api }: RestApiRecord, document: OpenApi, isOverwrite: boolean): void {
  const info = textsOf(document.root['info']);
  const { binaryMediaTypes, apiKeySource, policy, minimumCompressionSize } = settingsOf(document);
  if (info['title']) api.name = info['title'];
  if (info['version']) api.version = info['version'];
  if (info['description']) api.description = info['description'];
  if (binaryMediaTypes.length > 0) api.binaryMediaTypes = binaryMediaTypes;
  else if (isOverwrite) delete api.binaryMediaTypes;
  if (apiKeySource !== undefined) api.apiKeySource = apiKeySource;
  if (policy !== undefined) api.policy = checkPolicy(policy) ?? policy;
  if (minimumCompressionSize !== undefined) api.minimumCompressionSize = minimumCompressionSize;
}
