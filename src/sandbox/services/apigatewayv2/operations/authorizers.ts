import type {
  CreateAuthorizerRequest,
  GetAuthorizerRequest,
  GetAuthorizersRequest,
  UpdateAuthorizerRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, freshId, nonEmpty, own, values } from '../../records.ts';
import { apiOf, listOf, updated } from '../access.ts';
import { demandRoom, MAX_AUDIENCES } from '../limits.ts';
import type { ApiRecord, Authorizer } from '../state.ts';
import { noAuthorizer } from '../texts.ts';
import { autoDeploy } from './deploy.ts';

const MAX_TTL_SECONDS = 3600;
const HTTP_SOURCE = /^\$(request\.(header|querystring)\.\S+|context\.\S+|stageVariables\.\S+)$/;
const WEBSOCKET_SOURCE =
  /^(route\.request\.(header|querystring)\.\S+|context\.\S+|stageVariables\.\S+)$/;

function demandJwt({ api }: ApiRecord, authorizer: Authorizer): void {
  const { JwtConfiguration: jwt, IdentitySource } = authorizer;
  if (api.ProtocolType !== 'HTTP')
    throw badRequest('JWT authorizers are supported only for HTTP APIs');
  if (!jwt?.Issuer) throw badRequest('JwtConfiguration.Issuer is required for JWT authorizers');
  if (!/^https:\/\/[^\s/]+/.test(jwt.Issuer))
    throw badRequest(`Invalid issuer: ${jwt.Issuer}. Issuer must be an HTTPS URL.`);
  if (!jwt.Audience?.length)
    throw badRequest('JwtConfiguration.Audience is required for JWT authorizers');
  if (jwt.Audience.length > MAX_AUDIENCES)
    throw badRequest(`An authorizer can have at most ${MAX_AUDIENCES} audiences`);
  if (IdentitySource.length !== 1)
    throw badRequest('A JWT authorizer needs exactly one identity source');
}

function demandRequest({ api }: ApiRecord, authorizer: Authorizer): void {
  const { AuthorizerUri: uri, AuthorizerResultTtlInSeconds: ttl = 0 } = authorizer;
  if (authorizer.JwtConfiguration)
    throw badRequest('JwtConfiguration is supported only for JWT authorizers');
  if (!uri) throw badRequest('Authorizer URI is required for REQUEST authorizers');
  if (!/^arn:aws[a-z-]*:(apigateway:[a-z0-9-]+:lambda:path\/|lambda:)/.test(uri)) {
    throw badRequest(
      `Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  }
  if (api.ProtocolType === 'WEBSOCKET') {
    if (authorizer.AuthorizerPayloadFormatVersion !== undefined || authorizer.EnableSimpleResponses)
      throw badRequest(
        'Authorizer payload format versions and simple responses are supported only for HTTP APIs',
      );
    return;
  }
  const version = authorizer.AuthorizerPayloadFormatVersion;
  if (version === undefined)
    throw badRequest(
      'AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizers',
    );
  if (version !== '1.0' && version !== '2.0')
    throw badRequest(
      `Invalid AuthorizerPayloadFormatVersion specified: ${version}. Must be one of: [1.0, 2.0]`,
    );
  if (authorizer.EnableSimpleResponses && version !== '2.0')
    throw badRequest('Simple responses need authorizer payload format version 2.0');
  if (ttl > 0 && authorizer.IdentitySource.length === 0)
    throw badRequest(
      'Identity source must be set if authorizer caching is enabled (TTL is greater than 0)',
    );
}

/** Which members each type needs (documented; texts assumed but for the one about caching). */
function check(record: ApiRecord, authorizer: Authorizer): Authorizer {
  if (authorizer.Name === '') throw badRequest('Authorizer name cannot be empty');
  const ttl = authorizer.AuthorizerResultTtlInSeconds;
  if (ttl !== undefined && (ttl < 0 || ttl > MAX_TTL_SECONDS || !Number.isInteger(ttl))) {
    throw badRequest(
      `Invalid Authorizer TTL specified: ${ttl}. Must be between 0 and ${MAX_TTL_SECONDS} seconds`,
    );
  }
  const pattern = record.api.ProtocolType === 'HTTP' ? HTTP_SOURCE : WEBSOCKET_SOURCE;
  const wrong = authorizer.IdentitySource.find((source) => !pattern.test(source));
  if (wrong !== undefined)
    throw badRequest(`Invalid mapping expression specified in identity source: ${wrong}`);
  if (authorizer.AuthorizerType === 'JWT') demandJwt(record, authorizer);
  else demandRequest(record, authorizer);
  return authorizer;
}

function demandName(record: ApiRecord, name: string, id?: string): void {
  if (values(record.authorizers).some((one) => one.Name === name && one.AuthorizerId !== id))
    throw conflict(`Authorizer name already exists: ${name}`);
}

const jwtOf = (given: CreateAuthorizerRequest['JwtConfiguration']) =>
  given &&
  defined({ Audience: given.Audience && [...given.Audience], Issuer: nonEmpty(given.Issuer) });

export function newAuthorizer(
  context: OperationContext,
  record: ApiRecord,
  input: Omit<Parsed<CreateAuthorizerRequest>, 'ApiId'>,
): Authorizer {
  demandName(record, input.Name);
  demandRoom('Authorizers', record.authorizers);
  return check(
    record,
    defined({
      AuthorizerId: freshId(context, 6, record.authorizers),
      Name: input.Name,
      AuthorizerType: input.AuthorizerType,
      AuthorizerCredentialsArn: nonEmpty(input.AuthorizerCredentialsArn),
      AuthorizerPayloadFormatVersion: nonEmpty(input.AuthorizerPayloadFormatVersion),
      AuthorizerResultTtlInSeconds: input.AuthorizerResultTtlInSeconds,
      AuthorizerUri: nonEmpty(input.AuthorizerUri),
      EnableSimpleResponses: input.EnableSimpleResponses,
      IdentitySource: [...input.IdentitySource],
      IdentityValidationExpression: nonEmpty(input.IdentityValidationExpression),
      JwtConfiguration: jwtOf(input.JwtConfiguration),
    }),
  );
}

export function createAuthorizer(
  context: OperationContext,
  input: Parsed<CreateAuthorizerRequest>,
): Authorizer {
  const record = apiOf(context, input.ApiId);
  const authorizer = newAuthorizer(context, record, input);
  record.authorizers[authorizer.AuthorizerId] = authorizer;
  autoDeploy(context, record);
  return authorizer;
}

function authorizerOf(context: OperationContext, apiId: string, authorizerId: string) {
  const record = apiOf(context, apiId);
  const authorizer = own(record.authorizers, authorizerId);
  if (!authorizer) throw noAuthorizer(authorizerId);
  return { record, authorizer };
}

export const getAuthorizer = (
  context: OperationContext,
  { ApiId, AuthorizerId }: Parsed<GetAuthorizerRequest>,
): Authorizer => authorizerOf(context, ApiId, AuthorizerId).authorizer;

export const getAuthorizers = (context: OperationContext, input: Parsed<GetAuthorizersRequest>) =>
  listOf(values(apiOf(context, input.ApiId).authorizers), input);

export function deleteAuthorizer(
  context: OperationContext,
  { ApiId, AuthorizerId }: Parsed<GetAuthorizerRequest>,
): void {
  const { record, authorizer } = authorizerOf(context, ApiId, AuthorizerId);
  const user = values(record.routes).find((route) => route.AuthorizerId === AuthorizerId);
  if (user) {
    throw conflict(
      `Cannot delete authorizer '${authorizer.Name}', is referenced in route: ${user.RouteKey}`,
    );
  }
  delete record.authorizers[AuthorizerId];
  autoDeploy(context, record);
}

export function updateAuthorizer(
  context: OperationContext,
  input: Parsed<UpdateAuthorizerRequest>,
): Authorizer {
  const { record, authorizer } = authorizerOf(context, input.ApiId, input.AuthorizerId);
  if (input.Name !== undefined) demandName(record, input.Name, authorizer.AuthorizerId);
  const jwt = jwtOf(input.JwtConfiguration);
  const changed = check(
    record,
    updated<Authorizer>(authorizer, {
      Name: input.Name,
      AuthorizerType: input.AuthorizerType,
      AuthorizerCredentialsArn: input.AuthorizerCredentialsArn,
      AuthorizerPayloadFormatVersion: input.AuthorizerPayloadFormatVersion,
      AuthorizerResultTtlInSeconds: input.AuthorizerResultTtlInSeconds,
      AuthorizerUri: input.AuthorizerUri,
      EnableSimpleResponses: input.EnableSimpleResponses,
      IdentitySource: input.IdentitySource && [...input.IdentitySource],
      IdentityValidationExpression: input.IdentityValidationExpression,
      JwtConfiguration: jwt && { ...authorizer.JwtConfiguration, ...jwt },
    }),
  );
  record.authorizers[authorizer.AuthorizerId] = changed;
  autoDeploy(context, record);
  return changed;
}
