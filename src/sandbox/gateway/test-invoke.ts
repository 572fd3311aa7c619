import { compileDeployment } from './compiled.ts';
import { readRequest } from './client-request.ts';
import type { Answer, FoundApi, Routed, Services, Step } from './context.ts';
import {
  answerLines,
  endpointRequestLines,
  endpointResponseLines,
  requestLines,
} from './execution-log.ts';
import type { Failure } from './failures.ts';
import { gatewayResponse } from './gateway-responses.ts';
import { integrate } from './handlers/integrate.ts';
import { mapRequest } from './handlers/map-request.ts';
import { mapResponse } from './handlers/map-response.ts';
import { validateRequest } from './handlers/validate-request.ts';
import { routed } from './handlers/match-route.ts';
import { textOf } from './media-types.ts';
import { extendedRequestId, requestId } from './request-ids.ts';
import type { Route } from './router.ts';
import {
  createTestLog,
  liveSnapshot,
  testRequest,
  testStage,
  type TestLog,
  type TestMessage,
} from './test-parts.ts';

/** What TestInvokeMethod is asked; the members are AWS's. */
export interface TestInvocation extends TestMessage {
  readonly resourceId: string;
  readonly httpMethod: string;
  /** Path with filled-in parameters and query; by default the resource's own path. */
  readonly pathWithQueryString?: string | undefined;
  readonly stageVariables?: Readonly<Record<string, string>> | undefined;
}

/** What TestInvokeMethod answers. */
export interface TestResult {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  /** The execution log, one event per line. */
  readonly log: string;
  /** Milliseconds. */
  readonly latency: number;
}

/** A test passes no authorizer, key or throttle. */
const TEST_STEPS: readonly Step[] = [validateRequest, mapRequest, integrate, mapResponse];
const TEST_STAGE = 'test-invoke-stage';

/**
 * Calls a method as it is now, not as it was deployed.
 * Source: docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html
 * @returns undefined when the API has no such method
 */
export async function testInvoke(
  services: Services,
  found: FoundApi,
  apiId: string,
  invocation: TestInvocation,
): Promise<TestResult | undefined> {
  const exchange = await exchangeOf(services, found, apiId, invocation);
  if (!exchange) return undefined;
  const log = createTestLog(services, exchange.requestId);
  log.addAll(requestLines(exchange, true));
  const failure = await runTestSteps(exchange, log);
  const answer = failure ? gatewayResponse(exchange, failure) : (exchange.answer ?? emptyAnswer());
  log.addAll(answerLines(answer, failure, true));
  const headers = [...answer.headers];
  return {
    status: answer.status,
    body: textOf(answer.body),
    headers: Object.fromEntries(headers),
    multiValueHeaders: Object.fromEntries(headers.map(([name, value]) => [name, [value]])),
    log: log.text(),
    latency: services.clock.now() - exchange.receivedAt,
  };
}

const emptyAnswer = (): Answer => ({ status: 200, headers: new Headers(), body: '' });

async function exchangeOf(
  services: Services,
  found: FoundApi,
  apiId: string,
  invocation: TestInvocation,
): Promise<Routed | undefined> {
  const record = found.state.restApis[apiId];
  const resource = record?.resources[invocation.resourceId];
  const method =
    resource?.resourceMethods?.[invocation.httpMethod] ?? resource?.resourceMethods?.['ANY'];
  if (!record || !resource || !method) return undefined;
  const httpMethod = invocation.httpMethod === 'ANY' ? 'GET' : invocation.httpMethod;
  const target = invocation.pathWithQueryString || resource.path;
  const request = await readRequest(
    testRequest(invocation, httpMethod),
    target.startsWith('/') ? target : `/${target}`,
  );
  const snapshot = liveSnapshot(record);
  const compiled = compileDeployment(snapshot);
  const match = compiled.router.match(httpMethod, request.path);
  const pathParameters = match?.resource.id === resource.id ? match.pathParameters : {};
  const route: Route = { resource, method, key: `${method.httpMethod} ${resource.path}` };
  const stage = testStage(TEST_STAGE);
  const deployment = { id: TEST_STAGE, createdDate: 0, snapshot };
  const staged = {
    services,
    apiId,
    stageName: TEST_STAGE,
    domainName: 'testPrefix.testDomainName',
    pathPrefix: `/${TEST_STAGE}`,
    isMapped: false,
    request,
    requestId: requestId(services.random),
    extendedRequestId: extendedRequestId(services.random),
    receivedAt: services.clock.now(),
    accountId: found.account,
    region: found.region,
    state: found.state,
    record,
    stage,
    deployment,
    compiled,
    isCanary: false,
    stageVariables: invocation.stageVariables ?? {},
  };
  return routed(staged, route, pathParameters);
}

async function runTestSteps(exchange: Routed, log: TestLog): Promise<Failure | undefined> {
  for (const step of TEST_STEPS) {
    const verdict = await step.run(exchange);
    if (step === mapRequest) log.addAll(endpointRequestLines(exchange, true));
    if (step === integrate) log.addAll(endpointResponseLines(exchange));
    if (verdict.decision !== 'fail') continue;
    log.add(`Execution failed: ${verdict.reason}`);
    return verdict.failure;
  }
  return undefined;
}
