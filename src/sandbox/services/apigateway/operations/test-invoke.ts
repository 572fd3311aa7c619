import type { TestInvokeMethodRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext, Parsed } from '../../context.ts';
import { apiOf, own, stateOf } from '../access.ts';
import { noMethod, noResource } from '../texts.ts';

/** Calls a method as it is edited now, past authorizers, keys and throttles. */
export async function testInvokeMethod(
  context: OperationContext,
  input: Parsed<TestInvokeMethodRequest>,
) {
  const { restApiId, resourceId, httpMethod } = input;
  const record = apiOf(context, restApiId);
  if (!own(record.resources, resourceId)) throw noResource();
  const found = {
    account: context.caller.accountId,
    region: context.region,
    state: stateOf(context),
  };
  const result = await context.testInvoke(found, restApiId, {
    resourceId,
    httpMethod,
    pathWithQueryString: input.pathWithQueryString,
    body: input.body,
    headers: input.headers,
    multiValueHeaders: input.multiValueHeaders,
    stageVariables: input.stageVariables,
  });
  if (!result) throw noMethod();
  return result;
}
