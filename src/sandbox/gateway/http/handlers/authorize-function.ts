import type { Authorizer } from '../../../services/apigatewayv2/state.ts';
import { passed, refused } from '../../context.ts';
import { callInTime, functionArnOf } from '../../functions.ts';
import type { Value, ValueMap } from '../../mapping/vtl/index.ts';
import type { AuthorizerResult } from '../../authorizer-cache.ts';
import { httpFailure, routeArn, type HttpRouted, type HttpVerdict } from '../context.ts';
import { authorizerEvent } from '../events.ts';
import { evaluate, requestVariables } from '../expressions.ts';
import { policyEffect } from '../../policy-response.ts';

const AUTHORIZER_TIMEOUT_MS = 10_000;

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
export async function authorizeByFunction(
  exchange: HttpRouted,
  authorizer: Authorizer,
): Promise<HttpVerdict> {
  const read = requestVariables(exchange);
  const identity = authorizer.IdentitySource.map((source) => evaluate(source, read) ?? '');
  const missing = identity.indexOf('');
  if (missing >= 0) {
    return refused(
      httpFailure(401),
      `Identity source ${authorizer.IdentitySource[missing]} is missing or empty, so authorizer ${authorizer.Name} is not called.`,
    );
  }
  const ttl = authorizer.AuthorizerResultTtlInSeconds ?? 0;
  const key = cacheKey(exchange, authorizer, identity);
  const known = ttl > 0 ? exchange.services.authorizerCache.read(key) : undefined;
  const result = known ?? (await ask(exchange, authorizer, identity));
  if ('decision' in result) return result;
  if (ttl > 0 && !known) exchange.services.authorizerCache.write(key, result, ttl);
  return judge(exchange, authorizer, result, known ? 'kept' : 'fresh');
}

const cacheKey = (
  { found, apiId, stage }: HttpRouted,
  { AuthorizerId }: Authorizer,
  identity: readonly string[],
): string =>
  `${found.account}/${apiId}/${stage.StageName}/${stage.authorizerCacheResets ?? 0}/${AuthorizerId}/${JSON.stringify(identity)}`;

async function ask(
  exchange: HttpRouted,
  authorizer: Authorizer,
  identity: readonly string[],
): Promise<AuthorizerResult | HttpVerdict> {
  const { services, found, apiId } = exchange;
  const fail = (detail: string) => {
    exchange.authorizerError = detail;
    return refused(httpFailure(500), detail, { authorizer: authorizer.Name });
  };
  if (!services.invokeFunction) return fail('The local sandbox has no Lambda functions here.');
  const functionArn = functionArnOf(authorizer.AuthorizerUri ?? '');
  if (functionArn === undefined)
    return fail(`"${authorizer.AuthorizerUri}" names no Lambda function.`);
  const format = authorizer.AuthorizerPayloadFormatVersion ?? '1.0';
  const outcome = await callInTime(
    services.invokeFunction,
    {
      functionArn,
      event: JSON.stringify(authorizerEvent(exchange, format, identity)),
      sourceArn: `arn:aws:execute-api:${found.region}:${found.account}:${apiId}/authorizers/${authorizer.AuthorizerId}`,
      account: found.account,
      role: authorizer.AuthorizerCredentialsArn,
    },
    AUTHORIZER_TIMEOUT_MS,
  );
  if (outcome === 'timeout')
    return fail(`Authorizer ${authorizer.Name} did not answer within ${AUTHORIZER_TIMEOUT_MS} ms.`);
  if (outcome.kind !== 'answer')
    return fail(`Authorizer ${authorizer.Name} could not be called: ${outcome.detail}`);
  if (outcome.isError)
    return fail(`Authorizer ${authorizer.Name} ended with an error: ${outcome.payload}`);
  const result = readResult(outcome.payload, authorizer);
  return typeof result === 'string' ? fail(result) : result;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const contextOf = (value: unknown): ValueMap =>
  isRecord(value) ? (structuredClone(value) as Record<string, Value>) : {};

/** @returns what is wrong with it, as text, where it is no answer of an authorizer */
function readResult(payload: string, authorizer: Authorizer): AuthorizerResult | string {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    value = undefined;
  }
  if (!isRecord(value)) return `Authorizer ${authorizer.Name} returned no JSON object.`;
  const context = contextOf(value['context']);
  if (authorizer.EnableSimpleResponses) {
    const { isAuthorized } = value;
    return typeof isAuthorized === 'boolean'
      ? { kind: 'simple', isAuthorized, context }
      : `Authorizer ${authorizer.Name} has simple responses enabled and returned no boolean isAuthorized.`;
  }
  if (!isRecord(value['policyDocument']))
    return `Authorizer ${authorizer.Name} returned no policyDocument. It has simple responses disabled.`;
  const { principalId } = value;
  return {
    kind: 'policy',
    principalId: typeof principalId === 'string' ? principalId : undefined,
    document: value['policyDocument'],
    context,
  };
}

function judge(
  exchange: HttpRouted,
  { Name }: Authorizer,
  result: AuthorizerResult,
  age: 'kept' | 'fresh',
): HttpVerdict {
  const values = { authorizer: Name, result: age };
  if (result.kind === 'policy') {
    const effect = policyEffect(result.document, routeArn(exchange), exchange.request.sourceIp);
    if (effect === 'unreadable') {
      exchange.authorizerError = 'The policy could not be read.';
      return refused(httpFailure(500), `Authorizer ${Name} returned a policy without statements.`);
    }
    if (effect !== 'allow') {
      const reason =
        effect === 'deny'
          ? `The policy of authorizer ${Name} denies ${routeArn(exchange)}.`
          : `The policy of authorizer ${Name} does not allow ${routeArn(exchange)}.`;
      return refused(httpFailure(403), reason, values);
    }
    exchange.authorized = {
      kind: 'lambda',
      context: result.context,
      ...(result.principalId !== undefined && { principalId: result.principalId }),
    };
    return passed(`The policy of authorizer ${Name} allows the call.`, values);
  }
  if (!result.isAuthorized)
    return refused(httpFailure(403), `Authorizer ${Name} says isAuthorized false.`, values);
  exchange.authorized = { kind: 'lambda', context: result.context };
  return passed(`Authorizer ${Name} says isAuthorized true.`, values);
}
