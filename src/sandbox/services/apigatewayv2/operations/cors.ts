import type { Cors as CorsInput } from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../../../wire/errors.ts';
import { defined } from '../../records.ts';
import type { Cors } from '../state.ts';

const MAX_AGE = 86_400;
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', '*']);
/** `https://*`, `http://*`, `*`, or an origin: scheme and host, a star only where the host begins. */
const ORIGIN =
  /^(\*|[a-z][a-z0-9+.-]*:\/\/(\*|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\*(\.[A-Za-z0-9-]+)+)(:\d+)?)$/;

/**
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html. The text about
 * credentials is AWS's own, the others are assumed.
 */
export function corsOf(input: CorsInput): Cors {
  const { AllowOrigins: origins, AllowMethods: methods, MaxAge: age } = input;
  if (input.AllowCredentials && origins?.includes('*'))
    throw badRequest("allow-credentials is not supported if 'allow-origin' is *");
  for (const origin of origins ?? []) {
    if (!ORIGIN.test(origin))
      throw badRequest(
        `Invalid format for origin ${origin}. Format should be 'http(s)://{Origin}' or '*'.`,
      );
  }
  for (const method of methods ?? []) {
    if (!METHODS.has(method.toUpperCase()))
      throw badRequest(`Invalid HTTP method specified in allowMethods: ${method}`);
  }
  if (age !== undefined && (age < -1 || age > MAX_AGE || !Number.isInteger(age)))
    throw badRequest(`Invalid maxAge specified: ${age}. Must be between -1 and ${MAX_AGE}`);
  const list = (values: readonly string[] | undefined) =>
    values?.length ? [...values] : undefined;
  return defined({
    AllowCredentials: input.AllowCredentials,
    AllowHeaders: list(input.AllowHeaders?.map((one) => one.toLowerCase())),
    AllowMethods: list(methods?.map((one) => one.toUpperCase())),
    AllowOrigins: list(origins),
    ExposeHeaders: list(input.ExposeHeaders?.map((one) => one.toLowerCase())),
    MaxAge: age,
  });
}
