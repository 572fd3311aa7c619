import type {
  TestInvokeAuthorizerRequest,
  TestInvokeMethodRequest,
} from '@aws-sdk/client-api-gateway';
import type { OperationContext, Parsed } from '../../context.ts';
import { apiOf, own, stateOf } from '../access.ts';
import { noAuthorizer, noMethod, noResource } from '../texts.ts';

const foundIn = (context: OperationContext) => ({
  account: context.caller.accountId,
  region: context.region,
  state: stateOf(context),
});

/** Asks an authorizer as it is edited now; nothing that it says is kept. */
export async function testInvokeAuthorizer(
  context: OperationContext,
  input: Parsed<TestInvokeAuthorizerRequest>,
) {
  const { restApiId, authorizerId } = input;
  apiOf(context, restApiId);
  const result = await context.testAuthorizer(foundIn(context), restApiId, {
    authorizerId,
    pathWithQueryString: input.pathWithQueryString,
    body: input.body,
    headers: input.headers,
    multiValueHeaders: input.multiValueHeaders,
    stageVariables: input.stageVariables,
  });
  if (!result) throw noAuthorizer();
  return result;
}

/** Calls a method as it is edited now, past authorizers, keys and throttles. */
export async function testInvokeMethod(
  context: OperationContext,
  input: Parsed<TestInvokeMethodRequest>,
) {
  const { restApiId, resourceId, httpMethod } = input;
  const record = apiOf(context, restApiId);
  if (!own(record.resources, resourceId)) throw noResource();
  const result = await context.testInvoke(foundIn(context), restApiId, {
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
