import type {
  CreateAuthorizerRequest,
  GetAuthorizerRequest,
  GetAuthorizersRequest,
  UpdateAuthorizerRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, numberOf, textOf, textRule, type PatchRule } from '../../patch.ts';
import { apiOf, defined, freshId, own, pageOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { Authorizer, JwtConfiguration } from '../state.ts';
import { noAuthorizer } from '../texts.ts';

const MAX_TTL_SECONDS = 3600;
/** Asymmetric ones: no shared secret can be said (assumed; AWS names no list in what could be read). */
export const JWT_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
];
/** Types that read a token from the Authorization header unless told otherwise. */
const hasTokenHeader = (type: string) => type === 'COGNITO_USER_POOLS' || type === 'JWT';
const AUTH_TYPES: Readonly<Record<string, string>> = {
  COGNITO_USER_POOLS: 'cognito_user_pools',
  JWT: 'jwt',
};

/**
 * Members that a JWT authorizer needs (documented; texts assumed). The issuer's discovery document is
 * read at the first call, and not here.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-jwt-authorizer-create.html
 */
function checkJwt({ jwtConfiguration: jwt }: Authorizer): void {
  if (!jwt || jwt.issuers.length === 0)
    throw badRequest('Invalid request: a JWT authorizer needs jwtConfiguration with an issuer');
  const unknown = jwt.defaultAlgorithms.find((one) => !JWT_ALGORITHMS.includes(one));
  if (unknown !== undefined || jwt.defaultAlgorithms.length === 0)
    throw badRequest(
      `Invalid JWT algorithm specified: ${unknown ?? 'none'}. Must be one of: [${JWT_ALGORITHMS.join(', ')}]`,
    );
  for (const { issuer, audiences } of jwt.issuers) {
    if (!/^https:\/\/[^/?#]+[^?#]*$/.test(issuer))
      throw badRequest(
        `Invalid JWT issuer specified: ${issuer}. Issuer must be an absolute https URL with no query string or fragment`,
      );
    if (audiences.length === 0)
      throw badRequest(`Invalid request: issuer ${issuer} needs at least one audience`);
  }
}

const isPool = ({ type }: Authorizer) => type === 'COGNITO_USER_POOLS';

/** Which members each type of authorizer needs (documented; texts assumed). */
function check(authorizer: Authorizer): void {
  const { authorizerResultTtlInSeconds: ttl } = authorizer;
  if (authorizer.name === '') throw badRequest('Authorizer name cannot be empty');
  if (ttl !== undefined && (ttl < 0 || ttl > MAX_TTL_SECONDS || !Number.isInteger(ttl))) {
    throw badRequest(
      `Invalid Authorizer TTL specified: ${ttl}. Must be between 0 and ${MAX_TTL_SECONDS} seconds`,
    );
  }
  if (authorizer.type === 'JWT') {
    checkJwt(authorizer);
    return;
  }
  if (isPool(authorizer)) {
    if (!authorizer.providerARNs?.length)
      throw badRequest('Invalid request: a COGNITO_USER_POOLS authorizer needs providerARNs');
    return;
  }
  if (!authorizer.authorizerUri)
    throw badRequest('Invalid Authorizer URI: the authorizer URI cannot be empty');
  if (!/^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\//.test(authorizer.authorizerUri)) {
    throw badRequest(
      `Invalid Authorizer URI: ${authorizer.authorizerUri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  }
  if (authorizer.type === 'TOKEN' && !authorizer.identitySource)
    throw badRequest('Identity source is required for a TOKEN authorizer');
}

/** The SDK's types do not know JWT authorizers yet, the model does. */
type CreateInput = Omit<Parsed<CreateAuthorizerRequest>, 'type'> & {
  readonly type: Parsed<CreateAuthorizerRequest>['type'] | 'JWT';
  readonly jwtConfiguration?: JwtConfiguration;
};

export function createAuthorizer(context: OperationContext, input: CreateInput): Authorizer {
  const record = apiOf(context, input.restApiId);
  if (values(record.authorizers).some(({ name }) => name === input.name))
    throw conflict(`Authorizer name already exists: ${input.name}`);
  demandRoom('Authorizers', record.authorizers);
  const id = freshId(context, 6, record.authorizers);
  const authorizer: Authorizer = defined({
    id,
    name: input.name,
    type: input.type,
    providerARNs: input.providerARNs && [...input.providerARNs],
    authType: input.authType ?? AUTH_TYPES[input.type] ?? 'custom',
    authorizerUri: input.authorizerUri,
    authorizerCredentials: input.authorizerCredentials,
    identitySource:
      input.identitySource ??
      (hasTokenHeader(input.type) ? 'method.request.header.Authorization' : undefined),
    identityValidationExpression: input.identityValidationExpression,
    authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds,
    jwtConfiguration: input.jwtConfiguration && structuredClone(input.jwtConfiguration),
  });
  check(authorizer);
  record.authorizers[id] = authorizer;
  return authorizer;
}

function authorizerOf(context: OperationContext, restApiId: string, id: string) {
  const record = apiOf(context, restApiId);
  const authorizer = own(record.authorizers, id);
  if (!authorizer) throw noAuthorizer();
  return { record, authorizer };
}

export const getAuthorizer = (
  context: OperationContext,
  input: Parsed<GetAuthorizerRequest>,
): Authorizer => authorizerOf(context, input.restApiId, input.authorizerId).authorizer;

export const getAuthorizers = (context: OperationContext, input: Parsed<GetAuthorizersRequest>) =>
  pageOf(values(apiOf(context, input.restApiId).authorizers), input);

export function deleteAuthorizer(
  context: OperationContext,
  input: Parsed<GetAuthorizerRequest>,
): void {
  const { record, authorizer } = authorizerOf(context, input.restApiId, input.authorizerId);
  for (const { path, resourceMethods = {} } of values(record.resources)) {
    const user = Object.values(resourceMethods).find(
      ({ authorizerId }) => authorizerId === authorizer.id,
    );
    if (user)
      throw conflict(
        `Cannot delete authorizer '${authorizer.name}', is referenced in method: ${path}/${user.httpMethod}`,
      );
  }
  delete record.authorizers[authorizer.id];
}

const RULES: readonly PatchRule<Authorizer>[] = [
  {
    path: '/name',
    ops: ['replace'],
    apply(authorizer, patch) {
      authorizer.name = textOf(patch);
    },
  },
  textRule('authorizerUri'),
  textRule('authorizerCredentials', ['replace', 'remove']),
  textRule('identitySource', ['replace', 'remove']),
  textRule('identityValidationExpression', ['replace', 'remove']),
  textRule('authType'),
  {
    path: '/authorizerResultTtlInSeconds',
    ops: ['replace', 'remove'],
    apply(authorizer, patch) {
      if (patch.op === 'remove') delete authorizer.authorizerResultTtlInSeconds;
      else authorizer.authorizerResultTtlInSeconds = numberOf(patch, { whole: true });
    },
  },
  {
    path: '/providerARNs',
    ops: ['add', 'remove'],
    apply(authorizer, patch) {
      const arn = textOf(patch);
      const others = (authorizer.providerARNs ?? []).filter((one) => one !== arn);
      authorizer.providerARNs = patch.op === 'add' ? [...others, arn] : others;
    },
  },
];

export function updateAuthorizer(
  context: OperationContext,
  input: Parsed<UpdateAuthorizerRequest>,
): Authorizer {
  const { record, authorizer } = authorizerOf(context, input.restApiId, input.authorizerId);
  const patched = applyPatch(authorizer, input.patchOperations, RULES);
  check(patched);
  record.authorizers[patched.id] = patched;
  return patched;
}
