import type { GatewayResponseType } from '@aws-sdk/client-api-gateway';
import { createAuthorizer } from '../operations/authorizers.ts';
import { putGatewayResponse } from '../operations/gateway-responses.ts';
import { createRequestValidator } from '../operations/request-validators.ts';
import { apiOf, defined, values } from '../access.ts';
import { badRequest } from '../../../wire/errors.ts';
import type { Import } from './import.ts';
import type { JwtConfiguration } from '../state.ts';
import {
  booleanOf,
  isObject,
  listOf,
  objectOf,
  textOf,
  textsOf,
  type JsonObject,
} from './document.ts';

/** How a security scheme of the document guards a method. */
export type Guard =
  | { readonly kind: 'api-key' }
  | { readonly kind: 'iam' }
  | {
      readonly kind: 'authorizer';
      readonly id: string;
      /** What methods call it. */
      readonly authorizationType: 'CUSTOM' | 'COGNITO_USER_POOLS' | 'JWT';
    };

/** What methods refer to by name. */
export interface Shared {
  readonly guards: ReadonlyMap<string, Guard>;
  /** Ids of request validators. */
  readonly validators: ReadonlyMap<string, string>;
}

const AUTHORIZER_TYPES = {
  token: 'TOKEN',
  request: 'REQUEST',
  cognito_user_pools: 'COGNITO_USER_POOLS',
  jwt: 'JWT',
} as const;
type AuthorizerType = (typeof AUTHORIZER_TYPES)[keyof typeof AUTHORIZER_TYPES];

const typeNamed = (name: string): AuthorizerType | undefined =>
  Object.entries(AUTHORIZER_TYPES).find(([known]) => known === name)?.[1];

const texts = (value: unknown): string[] => listOf(value).flatMap((one) => textOf(one) ?? []);

/** The extension's members are assumed to be those of CreateAuthorizer. */
function jwtOf(value: unknown): JwtConfiguration {
  const given = objectOf(value);
  return {
    defaultAlgorithms: texts(given['defaultAlgorithms']),
    issuers: listOf(given['issuers']).map((one) => {
      const { issuer, audiences, additionalClaims } = objectOf(one);
      return defined({
        issuer: textOf(issuer) ?? '',
        audiences: texts(audiences),
        additionalClaims:
          isObject(one) && additionalClaims ? claimsOf(additionalClaims) : undefined,
      });
    }),
  };
}

const claimsOf = (value: unknown) =>
  listOf(value).map((one) => {
    const { claimName, format, expectedValues, required } = objectOf(one);
    return defined({
      claimName: textOf(claimName) ?? '',
      format: textOf(format) ?? '',
      expectedValues: expectedValues === undefined ? undefined : texts(expectedValues),
      required: booleanOf(required),
    });
  });

function importAuthorizer(task: Import, name: string, scheme: JsonObject): Guard {
  const { context, restApiId } = task;
  const given = objectOf(scheme['x-amazon-apigateway-authorizer']);
  const type = typeNamed(textOf(given['type'])?.toLowerCase() ?? '');
  if (!type)
    throw badRequest(
      `Unable to create authorizer '${name}': the type must be token, request, cognito_user_pools or jwt.`,
    );
  const { authorizers } = apiOf(context, restApiId);
  // A merge replaces the authorizer of the same name and leaves its id, so that methods keep it.
  const known = values(authorizers).find((one) => one.name === name);
  if (known) Reflect.deleteProperty(authorizers, known.id);
  const ttl = given['authorizerResultTtlInSeconds'];
  const header = textOf(scheme['name']);
  const made = createAuthorizer(context, {
    restApiId,
    name,
    type,
    authType: textOf(scheme['x-amazon-apigateway-authtype']),
    authorizerUri: textOf(given['authorizerUri']),
    authorizerCredentials: textOf(given['authorizerCredentials']),
    identitySource:
      textOf(given['identitySource']) ??
      (type === 'REQUEST' || header === undefined ? undefined : `method.request.header.${header}`),
    identityValidationExpression: textOf(given['identityValidationExpression']),
    authorizerResultTtlInSeconds: typeof ttl === 'number' ? ttl : undefined,
    ...(type === 'COGNITO_USER_POOLS' && { providerARNs: texts(given['providerARNs']) }),
    ...(type === 'JWT' && { jwtConfiguration: jwtOf(given['jwtConfiguration']) }),
  });
  if (known) {
    Reflect.deleteProperty(authorizers, made.id);
    authorizers[known.id] = { ...made, id: known.id };
  }
  return {
    kind: 'authorizer',
    id: known?.id ?? made.id,
    authorizationType: type === 'TOKEN' || type === 'REQUEST' ? 'CUSTOM' : type,
  };
}

function guardOf(task: Import, name: string, scheme: JsonObject): Guard | undefined {
  if (scheme['x-amazon-apigateway-authorizer']) return importAuthorizer(task, name, scheme);
  const isApiKey = textOf(scheme['type']) === 'apiKey';
  if (textOf(scheme['x-amazon-apigateway-authtype'])?.toLowerCase() === 'awssigv4')
    return { kind: 'iam' };
  if (isApiKey && textOf(scheme['name'])?.toLowerCase() === 'x-api-key') return { kind: 'api-key' };
  task.warnings.push(
    `Security scheme ${name} was not imported: API Gateway knows x-api-key, awsSigv4 and x-amazon-apigateway-authorizer.`,
  );
  return undefined;
}

function importGuards(task: Import): Map<string, Guard> {
  const { root, isSwagger } = task.document;
  const schemes = objectOf(
    isSwagger ? root['securityDefinitions'] : objectOf(root['components'])['securitySchemes'],
  );
  const guards = new Map<string, Guard>();
  for (const [name, scheme] of Object.entries(schemes)) {
    const guard = guardOf(task, name, objectOf(scheme));
    if (guard) guards.set(name, guard);
  }
  return guards;
}

function importValidators({ context, document, restApiId }: Import): Map<string, string> {
  const ids = new Map<string, string>();
  const { requestValidators } = apiOf(context, restApiId);
  const given = objectOf(document.root['x-amazon-apigateway-request-validators']);
  for (const [name, one] of Object.entries(given)) {
    const { validateRequestBody, validateRequestParameters } = objectOf(one);
    const settings = {
      validateRequestBody: validateRequestBody === true,
      validateRequestParameters: validateRequestParameters === true,
    };
    const known = values(requestValidators).find((validator) => validator.name === name);
    if (known) Object.assign(known, settings);
    ids.set(
      name,
      known?.id ?? createRequestValidator(context, { restApiId, name, ...settings }).id,
    );
  }
  return ids;
}

function importGatewayResponses({ context, document, restApiId }: Import): void {
  const given = objectOf(document.root['x-amazon-apigateway-gateway-responses']);
  for (const [responseType, one] of Object.entries(given)) {
    const { statusCode, responseParameters, responseTemplates } = objectOf(one);
    putGatewayResponse(context, {
      restApiId,
      // AWS checks the name as it does that of PutGatewayResponse.
      responseType: responseType as GatewayResponseType,
      statusCode: textOf(statusCode),
      responseParameters: textsOf(responseParameters),
      ...(isObject(responseTemplates) && { responseTemplates: textsOf(responseTemplates) }),
    });
  }
}

/** Brings in what methods refer to: validators, authorizers, gateway responses. */
export function importShared(task: Import): Shared {
  importGatewayResponses(task);
  return { guards: importGuards(task), validators: importValidators(task) };
}
