import type {
  GetMethodRequest,
  PutMethodRequest,
  UpdateMethodRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { booleanOf, textOf, unescapeSegment, type Patch, type PatchRule } from '../../patch.ts';
import { applyPatch } from '../../patch.ts';
import { defined, methodOf, own, resourceOf, withoutKey } from '../access.ts';
import type { Method, RestApiRecord } from '../state.ts';

const HTTP_METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];
const AUTHORIZATION_TYPES = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS', 'JWT'];

const NO_AUTHORIZER =
  'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.';
const needsAuthorizer = (type: string) => type !== 'NONE' && type !== 'AWS_IAM';
/** The authorizer's type that a method's authorization type wants. */
const fits = (authorizationType: string, type: string) =>
  authorizationType === (type === 'TOKEN' || type === 'REQUEST' ? 'CUSTOM' : type);

/** A method's authorization must fit the API's authorizers (text recorded). */
function checkAuthorization(record: RestApiRecord, method: Method): void {
  if (!AUTHORIZATION_TYPES.includes(method.authorizationType)) {
    throw badRequest(
      `Invalid authorization type specified: ${method.authorizationType}. Must be one of: [${AUTHORIZATION_TYPES.join(', ')}]`,
    );
  }
  if (!needsAuthorizer(method.authorizationType)) return;
  const authorizer = own(record.authorizers, method.authorizerId ?? '');
  if (!authorizer || !fits(method.authorizationType, authorizer.type))
    throw badRequest(NO_AUTHORIZER);
}

function checkReferences(record: RestApiRecord, method: Method): void {
  if (
    method.requestValidatorId !== undefined &&
    !own(record.requestValidators, method.requestValidatorId)
  ) {
    throw badRequest('Invalid Request Validator identifier specified');
  }
  for (const model of Object.values(method.requestModels ?? {})) {
    if (!own(record.models, model))
      throw badRequest(`Invalid model identifier specified: ${model}`);
  }
  for (const parameter of Object.keys(method.requestParameters ?? {})) {
    if (
      !/^method\.request\.(path|querystring|header|multivaluequerystring|multivalueheader)\..+$/.test(
        parameter,
      )
    ) {
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${parameter}]`,
      );
    }
  }
}

export function putMethod(context: OperationContext, input: Parsed<PutMethodRequest>): Method {
  const { record, resource } = resourceOf(context, input.restApiId, input.resourceId);
  const { httpMethod } = input;
  if (!HTTP_METHODS.includes(httpMethod)) {
    throw badRequest(`Invalid HttpMethod specified. Valid options are ${HTTP_METHODS.join(',')}`);
  }
  if (own(resource.resourceMethods ?? {}, httpMethod))
    throw conflict('Method already exists for this resource');
  const method: Method = defined({
    httpMethod,
    authorizationType: input.authorizationType,
    authorizerId: needsAuthorizer(input.authorizationType) ? input.authorizerId : undefined,
    apiKeyRequired: input.apiKeyRequired ?? false,
    requestValidatorId: input.requestValidatorId,
    operationName: input.operationName,
    requestParameters: input.requestParameters && { ...input.requestParameters },
    requestModels: input.requestModels && { ...input.requestModels },
    authorizationScopes: input.authorizationScopes && [...input.authorizationScopes],
  });
  checkAuthorization(record, method);
  checkReferences(record, method);
  resource.resourceMethods = { ...resource.resourceMethods, [httpMethod]: method };
  return method;
}

export const getMethod = (context: OperationContext, input: Parsed<GetMethodRequest>): Method =>
  methodOf(context, input).method;

export function deleteMethod(context: OperationContext, input: Parsed<GetMethodRequest>): void {
  const { resource } = methodOf(context, input);
  delete resource.resourceMethods?.[input.httpMethod];
}

type MethodRule = PatchRule<Method>;

const scopesRule: MethodRule = {
  path: '/authorizationScopes',
  ops: ['add', 'remove', 'replace'],
  apply(method, patch) {
    const scope = textOf(patch);
    const others = (method.authorizationScopes ?? []).filter((one) => one !== scope);
    method.authorizationScopes = patch.op === 'remove' ? others : [...others, scope];
  },
};

const parametersRule: MethodRule = {
  path: '/requestParameters/{name}',
  ops: ['add', 'remove', 'replace'],
  apply(method, patch) {
    const [name = ''] = patch.names;
    const others = withoutKey(method.requestParameters, name);
    const rest =
      patch.op === 'remove'
        ? others
        : { ...others, [name]: patch.value === undefined ? false : booleanOf(patch) };
    if (Object.keys(rest).length > 0) method.requestParameters = rest;
    else delete method.requestParameters;
  },
};

const modelsRule: MethodRule = {
  path: '/requestModels/{type}',
  ops: ['add', 'remove', 'replace'],
  apply(method, patch) {
    const [type = ''] = patch.names;
    const others = withoutKey(method.requestModels, type);
    const rest = patch.op === 'remove' ? others : { ...others, [type]: textOf(patch) };
    if (Object.keys(rest).length > 0) method.requestModels = rest;
    else delete method.requestModels;
  },
};

const setText = (key: 'operationName' | 'requestValidatorId' | 'authorizerId'): MethodRule => ({
  path: `/${key}`,
  ops: ['replace', 'remove'],
  apply(method, patch) {
    if (patch.op === 'remove' || patch.value === '') delete method[key];
    else method[key] = textOf(patch);
  },
});

const RULES: readonly MethodRule[] = [
  {
    path: '/authorizationType',
    ops: ['replace'],
    apply(method, patch) {
      method.authorizationType = textOf(patch);
      if (!needsAuthorizer(method.authorizationType)) delete method.authorizerId;
    },
  },
  {
    path: '/apiKeyRequired',
    ops: ['replace'],
    apply(method, patch) {
      method.apiKeyRequired = booleanOf(patch);
    },
  },
  setText('authorizerId'),
  setText('operationName'),
  setText('requestValidatorId'),
  scopesRule,
  parametersRule,
  modelsRule,
];

/** Methods refuse in words of their own (recorded). */
function refuseOddPatch({
  op,
  path = '',
}: {
  op?: Patch['op'] | undefined;
  path?: string | undefined;
}): void {
  const key = path.split('/')[1] ?? '';
  const isMap = ['requestParameters', 'requestModels', 'authorizationScopes'].includes(key);
  const rule = RULES.find((one) => one.path.split('/')[1] === key);
  if (rule && !isMap && op !== 'replace')
    throw badRequest('Invalid patch operation specified. Must be one of: [replace]');
  const wanted = key === 'authorizationScopes' ? 2 : isMap ? 3 : 2;
  if (!rule || path.split('/').length !== wanted)
    throw badRequest(`Invalid patch path ${path.split('/').map(unescapeSegment).join('/')}`);
}

export function updateMethod(
  context: OperationContext,
  input: Parsed<UpdateMethodRequest>,
): Method {
  const { record, resource, method } = methodOf(context, input);
  for (const operation of input.patchOperations ?? []) refuseOddPatch(operation);
  const patched = applyPatch(method, input.patchOperations, RULES);
  checkAuthorization(record, patched);
  checkReferences(record, patched);
  resource.resourceMethods = { ...resource.resourceMethods, [input.httpMethod]: patched };
  return patched;
}
