import { badRequest } from '../../../wire/errors.ts';
import {
  booleanOf,
  listOf,
  objectOf,
  textOf,
  type Json,
  type JsonObject,
} from '../../apigateway/openapi/document.ts';
import { newAuthorizer } from '../operations/authorizers.ts';
import type { Import } from './import.ts';

/** How a security scheme of the document guards a route. */
type Guard =
  { readonly type: 'AWS_IAM' } | { readonly type: 'JWT' | 'CUSTOM'; readonly authorizerId: string };

/** Schemes by the names that operations call them. */
export type Guards = ReadonlyMap<string, Guard>;

const texts = (value: unknown): string[] => listOf(value).flatMap((one) => textOf(one) ?? []);
const ttlOf = (value: Json | undefined) =>
  value === undefined || value === null ? undefined : Number(value);

/** Named by a scheme of the type openIdConnect, where the extension names none (documented). */
function issuerOf(scheme: JsonObject, jwt: JsonObject): string | undefined {
  return (
    textOf(jwt['issuer']) ??
    textOf(scheme['openIdConnectUrl'])?.replace(/\/\.well-known\/openid-configuration$/, '')
  );
}

/**
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
function importAuthorizer({ context, record }: Import, name: string, scheme: JsonObject): Guard {
  const given = objectOf(scheme['x-amazon-apigateway-authorizer']);
  const type = textOf(given['type'])?.toLowerCase();
  if (type !== 'jwt' && type !== 'request')
    throw badRequest(`Unable to create authorizer '${name}': the type must be jwt or request.`);
  const sources = (textOf(given['identitySource']) ?? '$request.header.Authorization')
    .split(',')
    .map((one) => one.trim());
  const jwt = objectOf(given['jwtConfiguration']);
  const version = textOf(given['authorizerPayloadFormatVersion']);
  const authorizer = newAuthorizer(context, record, {
    Name: name,
    AuthorizerType: type === 'jwt' ? 'JWT' : 'REQUEST',
    IdentitySource: sources,
    ...(type === 'jwt'
      ? { JwtConfiguration: { Issuer: issuerOf(scheme, jwt), Audience: texts(jwt['audience']) } }
      : {
          AuthorizerUri: textOf(given['authorizerUri']),
          AuthorizerCredentialsArn: textOf(given['authorizerCredentials']),
          AuthorizerPayloadFormatVersion: version && versionOf(version),
          AuthorizerResultTtlInSeconds: ttlOf(given['authorizerResultTtlInSeconds']),
          EnableSimpleResponses: booleanOf(given['enableSimpleResponses']),
        }),
  });
  record.authorizers[authorizer.AuthorizerId] = authorizer;
  return { type: type === 'jwt' ? 'JWT' : 'CUSTOM', authorizerId: authorizer.AuthorizerId };
}

/** YAML and JSON make a number of `1.0`. */
export const versionOf = (text: string): string => (/^\d+$/.test(text) ? `${text}.0` : text);

export function importGuards(task: Import): Guards {
  const schemes = objectOf(objectOf(task.document.root['components'])['securitySchemes']);
  const guards = new Map<string, Guard>();
  for (const [name, raw] of Object.entries(schemes)) {
    const scheme = objectOf(raw);
    if (scheme['x-amazon-apigateway-authorizer'])
      guards.set(name, importAuthorizer(task, name, scheme));
    else if (textOf(scheme['x-amazon-apigateway-authtype'])?.toLowerCase() === 'awssigv4')
      guards.set(name, { type: 'AWS_IAM' });
    else
      task.warnings.push(
        `Security scheme ${name} was not imported: HTTP APIs know awsSigv4 and x-amazon-apigateway-authorizer.`,
      );
  }
  return guards;
}

/** One of IAM, a Lambda authorizer or a JWT authorizer; more than one is an error (documented; text assumed). */
export function authorizationOf({ document }: Import, guards: Guards, operation: JsonObject) {
  const { root } = document;
  const asked = listOf(operation['security'] ?? root['security'])
    .flatMap((one) => Object.entries(objectOf(one)))
    .flatMap(([name, scopes]) => {
      const guard = guards.get(name);
      return guard ? [{ guard, scopes: texts(scopes) }] : [];
    });
  if (asked.length > 1)
    throw badRequest(
      'Unable to import: an operation can have one of IAM authorization, a Lambda authorizer, or a JWT authorizer.',
    );
  const [first] = asked;
  const auth = objectOf(operation['x-amazon-apigateway-auth'] ?? root['x-amazon-apigateway-auth']);
  if (!first)
    return textOf(auth['type'])?.toUpperCase() === 'AWS_IAM'
      ? { AuthorizationType: 'AWS_IAM' as const }
      : {};
  const { guard, scopes } = first;
  if (guard.type === 'AWS_IAM') return { AuthorizationType: guard.type };
  return {
    AuthorizationType: guard.type,
    AuthorizerId: guard.authorizerId,
    ...(scopes.length > 0 && { AuthorizationScopes: scopes }),
  };
}
