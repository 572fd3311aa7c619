import type {
  CreateRestApiRequest,
  GetRestApiRequest,
  GetRestApisRequest,
  UpdateRestApiRequest,
} from '@aws-sdk/client-api-gateway';
import { parsePolicy } from '#policy';
import { badRequest, validation } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { applyPatch, booleanOf, numberOf, textOf, textRule, type PatchRule } from '../../patch.ts';
import { apiOf, defined, freshId, nonEmpty, pageOf, stateOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { EndpointConfiguration, Model, RestApi, RestApiRecord } from '../state.ts';

/** What answers show: the policy with its quotes escaped, as AWS sends it. */
export const showApi = (api: RestApi): RestApi =>
  api.policy === undefined ? api : { ...api, policy: JSON.stringify(api.policy).slice(1, -1) };

/** Every new API has these two models (documented). */
const defaultModels = (context: OperationContext): Record<string, Model> => {
  const model = (name: string, description: string, schema: object): Model => ({
    id: freshId(context, 6),
    name,
    description,
    schema: JSON.stringify(schema, null, 2),
    contentType: 'application/json',
  });
  return {
    Empty: model('Empty', 'This is a default empty schema model', {
      $schema: 'http://json-schema.org/draft-04/schema#',
      title: 'Empty Schema',
      type: 'object',
    }),
    Error: model('Error', 'This is a default error schema model', {
      $schema: 'http://json-schema.org/draft-04/schema#',
      title: 'Error Schema',
      type: 'object',
      properties: { message: { type: 'string' } },
    }),
  };
};

function endpointOf(given: CreateRestApiRequest['endpointConfiguration']): EndpointConfiguration {
  const types = given?.types && given.types.length > 0 ? [...given.types] : ['EDGE'];
  if (types.length > 1) throw badRequest('RestApi can only have one endpoint type');
  const isPrivate = types[0] === 'PRIVATE';
  if (given?.vpcEndpointIds?.length && !isPrivate) {
    throw badRequest('Only Private APIs can have VPC Endpoints associated with them');
  }
  if (isPrivate && given?.ipAddressType === 'ipv4') {
    throw badRequest('Invalid IP address type. Only dualstack is supported for private APIs');
  }
  return defined({
    types,
    ipAddressType: given?.ipAddressType ?? (isPrivate ? 'dualstack' : 'ipv4'),
    vpcEndpointIds: given?.vpcEndpointIds && [...given.vpcEndpointIds],
  });
}

/** Kept as written: answers show the very text. */
export function checkPolicy(policy: string | undefined): string | undefined {
  if (policy === undefined || policy === '') return undefined;
  if (parsePolicy(policy, 'resource').ok) return policy;
  throw badRequest(
    'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
  );
}

const MAX_COMPRESSION_BYTES = 10_485_760;
function checkCompression(size: number | undefined): number | undefined {
  if (size !== undefined && (size < 0 || size > MAX_COMPRESSION_BYTES || !Number.isInteger(size))) {
    throw badRequest(
      `Invalid minimum compression size, must be between 0 and ${MAX_COMPRESSION_BYTES}`,
    );
  }
  return size;
}

/** @returns the ids of every API of every account: an id names one API in the whole sandbox. */
const everyApi = ({ sandbox }: OperationContext): Record<string, unknown>[] =>
  Object.values(sandbox.accounts).flatMap((regions) =>
    Object.values(regions).map(({ apigateway }) => apigateway.restApis),
  );

export function createRestApi(
  context: OperationContext,
  input: Parsed<CreateRestApiRequest>,
): RestApi {
  const state = stateOf(context);
  if (input.name === '') throw badRequest('API name cannot be empty');
  demandRoom('APIs', state.restApis);
  const source = input.cloneFrom ? apiOf(context, input.cloneFrom) : undefined;
  const id = freshId(context, 10, ...everyApi(context));
  const rootResourceId = freshId(context, 10);
  const api: RestApi = defined({
    id,
    name: input.name,
    description: nonEmpty(input.description),
    createdDate: epochSeconds(context),
    version: nonEmpty(input.version),
    binaryMediaTypes: input.binaryMediaTypes?.length ? [...input.binaryMediaTypes] : undefined,
    minimumCompressionSize: checkCompression(input.minimumCompressionSize),
    apiKeySource: input.apiKeySource ?? 'HEADER',
    endpointConfiguration: endpointOf(input.endpointConfiguration),
    policy: checkPolicy(input.policy),
    tags: input.tags && { ...input.tags },
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    rootResourceId,
    securityPolicy: input.securityPolicy,
    endpointAccessMode: input.endpointAccessMode,
  });
  state.restApis[id] = source ? cloneOf(source, api) : emptyRecord(context, api);
  return showApi(api);
}

/** What an API is made of before anything is built, but for its deployments and stages. */
export const emptyParts = (context: OperationContext, api: RestApi) => ({
  resources: { [api.rootResourceId]: { id: api.rootResourceId, path: '/' } },
  models: defaultModels(context),
  requestValidators: {},
  authorizers: {},
  gatewayResponses: {},
});

const emptyRecord = (context: OperationContext, api: RestApi): RestApiRecord => ({
  api,
  ...emptyParts(context, api),
  deployments: {},
  stages: {},
  documentationParts: {},
  documentationVersions: {},
});

/** Everything but deployments and stages; the root keeps its own new id. */
function cloneOf(source: RestApiRecord, api: RestApi): RestApiRecord {
  const copy = structuredClone(source);
  const oldRoot = source.api.rootResourceId;
  const resources = Object.fromEntries(
    Object.values(copy.resources).map((resource) => {
      const id = resource.id === oldRoot ? api.rootResourceId : resource.id;
      const parent = resource.parentId === oldRoot ? { parentId: api.rootResourceId } : {};
      return [id, { ...resource, id, ...parent }];
    }),
  );
  return { ...copy, api, resources, deployments: {}, stages: {} };
}

export const getRestApi = (
  context: OperationContext,
  { restApiId }: Parsed<GetRestApiRequest>,
): RestApi => showApi(apiOf(context, restApiId).api);

export function getRestApis(context: OperationContext, input: GetRestApisRequest) {
  const page = pageOf(values(stateOf(context).restApis), input);
  return { ...page, items: page.items.map(({ api }) => showApi(api)) };
}

export function deleteRestApi(
  context: OperationContext,
  { restApiId }: Parsed<GetRestApiRequest>,
): void {
  const state = stateOf(context);
  apiOf(context, restApiId);
  for (const { basePathMappings } of values(state.domainNames)) {
    if (values(basePathMappings).some((mapping) => mapping.restApiId === restApiId)) {
      throw badRequest(
        'Please remove all base path mappings related to the API in your domains before you attempt to delete the API.',
      );
    }
  }
  delete state.restApis[restApiId];
  for (const plan of values(state.usagePlans))
    plan.apiStages = plan.apiStages.filter(({ apiId }) => apiId !== restApiId);
}

const listOf = (api: RestApi) => (api.binaryMediaTypes ??= []);
const ENDPOINT_TYPES = ['EDGE', 'REGIONAL', 'PRIVATE'];

const RULES: readonly PatchRule<RestApi>[] = [
  {
    path: '/name',
    ops: ['replace'],
    apply(api, patch) {
      const name = textOf(patch);
      if (name === '') throw badRequest('API name cannot be empty');
      api.name = name;
    },
  },
  textRule('description', ['replace', 'remove', 'add']),
  textRule('version', ['replace', 'remove']),
  {
    path: '/apiKeySource',
    ops: ['replace'],
    apply(api, patch) {
      const source = textOf(patch);
      if (source !== 'HEADER' && source !== 'AUTHORIZER') {
        throw badRequest(
          `Invalid API key source specified: ${source}. Must be one of: [HEADER, AUTHORIZER]`,
        );
      }
      api.apiKeySource = source;
    },
  },
  {
    path: '/policy',
    ops: ['replace', 'remove'],
    apply(api, patch) {
      const policy = patch.op === 'remove' ? undefined : checkPolicy(textOf(patch));
      if (policy === undefined) delete api.policy;
      else api.policy = policy;
    },
  },
  {
    path: '/minimumCompressionSize',
    ops: ['replace', 'remove'],
    apply(api, patch) {
      if (patch.op === 'remove' || !patch.value) delete api.minimumCompressionSize;
      else
        api.minimumCompressionSize = numberOf(patch, {
          min: 0,
          max: MAX_COMPRESSION_BYTES,
          whole: true,
        });
    },
  },
  {
    path: '/disableExecuteApiEndpoint',
    ops: ['replace'],
    apply(api, patch) {
      api.disableExecuteApiEndpoint = booleanOf(patch);
    },
  },
  {
    path: '/binaryMediaTypes/{type}',
    ops: ['add', 'remove', 'replace'],
    apply(api, { op, names: [type = ''], value }) {
      const types = listOf(api);
      if (op === 'add' && !types.includes(type)) types.push(type);
      if (op === 'remove') api.binaryMediaTypes = types.filter((one) => one !== type);
      if (op === 'replace')
        api.binaryMediaTypes = [...types.filter((one) => one !== type), value ?? type];
      if (api.binaryMediaTypes?.length === 0) delete api.binaryMediaTypes;
    },
  },
  {
    path: '/endpointConfiguration/types/{type}',
    ops: ['replace'],
    apply(api, patch) {
      const [from = ''] = patch.names;
      const type = textOf(patch);
      const { types } = api.endpointConfiguration;
      const index = /^\d+$/.test(from) ? Number(from) : types.indexOf(from);
      if (!ENDPOINT_TYPES.includes(type))
        throw validation(
          `Invalid endpoint type specified: ${type}. Must be one of: [${ENDPOINT_TYPES.join(', ')}]`,
        );
      if (types[index] === undefined)
        throw badRequest(
          `Invalid patch path  '${patch.path}': the API's endpoint type is ${types.join(', ')}`,
        );
      types[index] = type;
      api.endpointConfiguration.ipAddressType =
        type === 'PRIVATE' ? 'dualstack' : (api.endpointConfiguration.ipAddressType ?? 'ipv4');
    },
  },
  {
    path: '/endpointConfiguration/ipAddressType',
    ops: ['replace'],
    apply(api, patch) {
      const type = textOf(patch);
      if (type !== 'ipv4' && type !== 'dualstack')
        throw badRequest(
          `Invalid IP address type specified: ${type}. Must be one of: [ipv4, dualstack]`,
        );
      api.endpointConfiguration.ipAddressType = type;
    },
  },
  {
    path: '/endpointConfiguration/vpcEndpointIds',
    ops: ['add', 'remove'],
    apply({ endpointConfiguration: endpoint }, patch) {
      if (endpoint.types[0] !== 'PRIVATE')
        throw badRequest('Only Private APIs can have VPC Endpoints associated with them');
      const id = textOf(patch);
      const others = (endpoint.vpcEndpointIds ?? []).filter((one) => one !== id);
      endpoint.vpcEndpointIds = patch.op === 'add' ? [...others, id] : others;
    },
  },
  textRule('securityPolicy'),
  textRule('endpointAccessMode'),
];

export function updateRestApi(
  context: OperationContext,
  { restApiId, patchOperations }: Parsed<UpdateRestApiRequest>,
): RestApi {
  const record = apiOf(context, restApiId);
  record.api = applyPatch(record.api, patchOperations, RULES);
  // An update always answers with tags, even without any (recorded).
  return { ...showApi(record.api), tags: record.api.tags ?? {} };
}
