import type { Authorizer } from '../../services/apigateway/state.ts';
import type { AuthorizerResult } from '../authorizer-cache.ts';
import { passed, refused, type Routed, type Verdict } from '../context.ts';
import { failure, type Failure } from '../failures.ts';
import { callInTime, functionArnOf, type InvokeFunction } from '../functions.ts';
import { fillUri } from '../integration-uri.ts';
import { matchesWhole } from '../mapping/vtl/java-regex.ts';
import type { ValueMap } from '../mapping/vtl/index.ts';
import { policyEffect } from '../policy-response.ts';
import { methodArn, requestAuthorizerEvent, tokenAuthorizerEvent } from '../proxy-event.ts';
import { identityValue, sourcesOf } from './identity.ts';

/** A policy with whom it is about, as an authorizer of a REST API answers it. */
export type PolicyResult = Extract<AuthorizerResult, { kind: 'policy' }>;

/** Used where the authorizer says no time of its own, in seconds (documented). */
const USUAL_TTL_SECONDS = 300;
/** Documented as the longest that an authorizer's integration may take: that of the API's own. */
const TIMEOUT_MS = 29_000;

const unauthorized = (reason: string): Verdict => refused(failure('UNAUTHORIZED'), reason);

/** An authorizer that cannot be called, or that answers what no authorizer may. */
const broken = (type: 'AUTHORIZER_CONFIGURATION_ERROR' | 'AUTHORIZER_FAILURE', reason: string) =>
  refused<Failure>(failure(type), reason);

/**
 * Asks a Lambda function whether the call may pass, or what it said before.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 * @returns undefined where the sandbox has no functions
 */
export async function authorizeByLambda(
  exchange: Routed,
  authorizer: Authorizer,
): Promise<Verdict | undefined> {
  const ttl = authorizer.authorizerResultTtlInSeconds ?? USUAL_TTL_SECONDS;
  const identity = readIdentity(exchange, authorizer, ttl > 0);
  if ('decision' in identity) return identity;
  const { authorizerCache, invokeFunction } = exchange.services;
  if (!invokeFunction) return undefined;
  const key = cacheKey(exchange, authorizer, identity.values);
  const known = ttl > 0 ? authorizerCache.read(key) : undefined;
  const result = known ?? (await ask(exchange, authorizer, identity.values, invokeFunction));
  if ('decision' in result) return result;
  if (result.kind !== 'policy')
    return broken('AUTHORIZER_CONFIGURATION_ERROR', 'What was kept is no policy.');
  if (ttl > 0 && !known) authorizerCache.write(key, result, ttl);
  return judge(exchange, authorizer, result, known ? 'kept' : 'fresh');
}

/**
 * Asks the function now, whatever was kept, and judges nothing of what it says: TestInvokeAuthorizer.
 * @returns undefined where the sandbox has no functions
 */
export async function askNow(
  exchange: Routed,
  authorizer: Authorizer,
): Promise<PolicyResult | Verdict | undefined> {
  const { invokeFunction } = exchange.services;
  const identity = readIdentity(exchange, authorizer, true);
  if ('decision' in identity) return identity;
  if (!invokeFunction) return undefined;
  const result = await ask(exchange, authorizer, identity.values, invokeFunction);
  if ('decision' in result || result.kind === 'policy') return result;
  return broken('AUTHORIZER_CONFIGURATION_ERROR', 'What was answered is no policy.');
}

/** Blank identity sources are refused without asking, unless nothing is kept of a REQUEST authorizer. */
function readIdentity(
  exchange: Routed,
  authorizer: Authorizer,
  isKept: boolean,
): { readonly values: readonly string[] } | Verdict {
  const { type, name, identityValidationExpression: pattern } = authorizer;
  const sources = sourcesOf(authorizer);
  const values = sources.map((source) => identityValue(exchange, source) ?? '');
  const missing = values.indexOf('');
  if (missing >= 0 && (type === 'TOKEN' || isKept)) {
    return unauthorized(
      `Identity source ${sources[missing]} is missing or empty, so authorizer ${name} is not called.`,
    );
  }
  if (type === 'TOKEN' && pattern && !matchesWhole(pattern, values[0] ?? '')) {
    return unauthorized(
      `The token does not match ${pattern}, so authorizer ${name} is not called.`,
    );
  }
  return { values };
}

const cacheKey = (
  { accountId, apiId, stage }: Routed,
  { id }: Authorizer,
  identity: readonly string[],
): string =>
  `${accountId}/${apiId}/${stage.stageName}/${stage.authorizerCacheFlushes ?? 0}/${id}/${JSON.stringify(identity)}`;

async function ask(
  exchange: Routed,
  authorizer: Authorizer,
  identity: readonly string[],
  invoke: InvokeFunction,
): Promise<AuthorizerResult | Verdict> {
  const { name, id, type, authorizerCredentials } = authorizer;
  const { region, accountId, apiId, stageVariables } = exchange;
  const uri = fillUri(authorizer.authorizerUri ?? '', new Map(), stageVariables);
  const functionArn = functionArnOf(uri);
  if (functionArn === undefined)
    return broken('AUTHORIZER_CONFIGURATION_ERROR', `"${uri}" names no Lambda function.`);
  const event =
    type === 'TOKEN'
      ? tokenAuthorizerEvent(exchange, identity[0] ?? '')
      : requestAuthorizerEvent(exchange);
  const outcome = await callInTime(
    invoke,
    {
      functionArn,
      event: JSON.stringify(event),
      sourceArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/authorizers/${id}`,
      account: accountId,
      role: authorizerCredentials,
    },
    TIMEOUT_MS,
  );
  if (outcome === 'timeout')
    return broken('AUTHORIZER_FAILURE', `Authorizer ${name} did not answer in ${TIMEOUT_MS} ms.`);
  if (outcome.kind !== 'answer')
    return broken(
      'AUTHORIZER_CONFIGURATION_ERROR',
      `Authorizer ${name} could not be called: ${outcome.detail}`,
    );
  if (outcome.isError) {
    return messageIn(outcome.payload) === 'Unauthorized'
      ? unauthorized(`Authorizer ${name} threw "Unauthorized".`)
      : broken('AUTHORIZER_FAILURE', `Authorizer ${name} ended with an error: ${outcome.payload}`);
  }
  const result = readResult(outcome.payload);
  return typeof result === 'string'
    ? broken('AUTHORIZER_CONFIGURATION_ERROR', `Authorizer ${name} ${result}`)
    : result;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function messageIn(payload: string): unknown {
  const value = parsed(payload);
  return isRecord(value) ? value['errorMessage'] : undefined;
}

/** @returns what is wrong with it, as the end of a sentence, where it is no answer of an authorizer */
function readResult(payload: string): PolicyResult | string {
  const value = parsed(payload);
  if (!isRecord(value)) return 'returned no JSON object.';
  const { principalId, policyDocument, context = {}, usageIdentifierKey } = value;
  if (typeof principalId !== 'string' || principalId === '') return 'returned no principalId.';
  if (!isRecord(policyDocument)) return 'returned no policyDocument.';
  const entries = isRecord(context) ? Object.entries(context) : [];
  const nested = entries.find(([, one]) => typeof one === 'object' && one !== null);
  if (nested) return `returned a context whose "${nested[0]}" is no text, number or truth.`;
  return {
    kind: 'policy',
    principalId,
    document: policyDocument,
    context: Object.fromEntries(entries.map(([key, one]) => [key, String(one)])),
    ...(typeof usageIdentifierKey === 'string' && { usageIdentifierKey }),
  };
}

function judge(
  exchange: Routed,
  { name }: Authorizer,
  { principalId, document, context, usageIdentifierKey }: PolicyResult,
  age: 'kept' | 'fresh',
): Verdict {
  const arn = methodArn(exchange);
  const values = { authorizer: name, result: age, methodArn: arn };
  const effect = policyEffect(document, arn, exchange.request.sourceIp);
  if (effect === 'unreadable') {
    return broken(
      'AUTHORIZER_CONFIGURATION_ERROR',
      `Authorizer ${name} returned a policy that cannot be read.`,
    );
  }
  if (effect !== 'allow') return denied(name, effect, arn, values);
  const authorizerValues: ValueMap = { ...context, principalId };
  exchange.authorizer = authorizerValues;
  exchange.usageKey = usageIdentifierKey;
  return passed(`The policy of authorizer ${name} allows the call.`, values);
}

/** The texts are those that clients see (facts: authorizer-deny-403). */
function denied(
  name: string,
  effect: 'deny' | 'none',
  arn: string,
  values: Record<string, string>,
): Verdict {
  const plain = 'User is not authorized to access this resource';
  return effect === 'deny'
    ? refused(
        failure('ACCESS_DENIED', {
          message: `${plain} with an explicit deny in an identity-based policy`,
          member: 'Message',
        }),
        `The policy of authorizer ${name} denies ${arn}.`,
        values,
      )
    : refused(
        failure('ACCESS_DENIED', { member: 'Message' }),
        `The policy of authorizer ${name} (${values['result']}) does not allow ${arn}. A kept policy counts for every method that uses the authorizer.`,
        values,
      );
}
