import type { Clock, Random } from '#core';
import type { FoundDomain, FoundV2Api } from '../state.ts';
import { readRequest } from './client-request.ts';
import type { Answer, Arrived, FoundApi, Services } from './context.ts';
import { mappedTarget, unmappedTrace } from './domains.ts';
import { failure } from './failures.ts';
import type { InvokeFunction } from './functions.ts';
import { gatewayResponse } from './gateway-responses.ts';
import { createAuthorizerCache } from './authorizer-cache.ts';
import { executionLogOf } from './execution-log.ts';
import type { V2Services } from './http/context.ts';
import { createTokenCheck, type TokenDeps } from './http/jwt.ts';
import { httpAccessLog, httpMetric, httpTrace } from './http/records.ts';
import { serveHttp } from './http/serve.ts';
import type { ApiPlace, Journal } from './journal.ts';
import { createTemplateEngine } from './mapping/vtl/index.ts';
import { run, type Passage } from './pipeline.ts';
import type { CallPrivate } from './private-calls.ts';
import {
  accessLogOf,
  metricOf,
  traceOf,
  type AccessLogLine,
  type AnyMetricSample,
  type Ending,
  type Trace,
} from './records.ts';
import { extendedRequestId, requestId } from './request-ids.ts';
import { createResponseCache } from './response-cache.ts';
import { createAccountRings } from './ring.ts';
import { createTokenBuckets } from './token-buckets.ts';
import type { InvokeTarget } from './target.ts';
import type { AskWebAcl } from './web-acls.ts';
import {
  testAuthorizer,
  type AuthorizerInvocation,
  type AuthorizerTestResult,
} from './test-authorizer.ts';
import { testInvoke, type TestInvocation, type TestResult } from './test-invoke.ts';
import { socketAccessLog, socketMetric, socketTrace } from './websocket/records.ts';
import { createSockets, type Opening, type Sockets } from './websocket/serve.ts';

export type { Authentication, FoundApi, TraceStep } from './context.ts';
export type { AuthorizerInvocation, AuthorizerTestResult } from './test-authorizer.ts';
export type { TestInvocation, TestResult } from './test-invoke.ts';
export type { FunctionCall, FunctionOutcome, InvokeFunction } from './functions.ts';
export type {
  AccessLogLine,
  AnyMetricSample,
  HttpMetricSample,
  MetricSample,
  Trace,
  WebSocketMetricSample,
} from './records.ts';
export { unmappedAnswer } from './domains.ts';
export { reachOut } from './reach-out.ts';
export { domainCall, invokeTarget, type InvokeTarget } from './target.ts';
export type { ClientSocket } from './websocket/context.ts';
export {
  MAX_FRAME_BYTES,
  MAX_MESSAGE_BYTES,
  type ManagedConnections,
  type Opening,
  type SocketSession,
} from './websocket/serve.ts';

/** What the data plane needs from the sandbox around it. */
export interface GatewayDeps {
  /** Finds a REST API by its id, in whichever account and Region it lives. */
  findApi(apiId: string): FoundApi | undefined;
  /** Finds an HTTP or WebSocket API by its id. */
  findV2Api?(apiId: string): FoundV2Api | undefined;
  readonly clock: Clock;
  /** Request ids and canary choices come from it. */
  readonly random: Random;
  /** Calls HTTP backends; without it such integrations answer with a clear error. */
  readonly fetch?: Services['fetch'];
  /** Checks SigV4 signatures for AWS_IAM methods; without it such methods answer with a clear error. */
  readonly authenticate?: Services['authenticate'];
  /** Calls Lambda functions; without it integrations and authorizers with one say so. */
  readonly invokeFunction?: InvokeFunction | undefined;
  /** Calls AWS services; without it integrations with one answer with a clear error. */
  readonly callService?: Services['callService'];
  /** Checks tokens of the sandbox's user pools; without it Cognito authorizers answer with a clear error. */
  readonly checkPoolToken?: Services['checkPoolToken'];
  /** Calls what stands behind VPC links; without it such integrations answer with a clear error. */
  readonly callPrivate?: CallPrivate | undefined;
  /** Asks the web ACLs of stages; without it they are not asked. */
  readonly askWebAcl?: AskWebAcl | undefined;
  /** Keeps what requests leave behind; without it only the records of this gateway know. */
  readonly journal?: Journal | undefined;
  /** Keys of token issuers that live in the sandbox, its own user pools. */
  readonly localKeys?: TokenDeps['localKeys'];
}

/** The data plane: serves the deployed REST APIs of every account. */
export interface Gateway {
  /** Answers one call of a deployed API; a refusal is an answer too. */
  handle(request: Request, target: InvokeTarget): Promise<Response>;
  /**
   * Where a custom domain name's mappings send a request. One that none of them takes leaves a trace.
   * @param name as the client wrote it
   */
  mapped(
    found: FoundDomain,
    name: string,
    request: { readonly method: string; readonly url: string },
  ): InvokeTarget | undefined;
  /** Answers a handshake with a deployed WebSocket API. */
  connect(request: Request, target: InvokeTarget): Promise<Opening>;
  /** Connections of WebSocket APIs. */
  readonly sockets: Sockets;
  /**
   * Calls a method as it is now, without authorizer, key or throttle: TestInvokeMethod.
   * @returns undefined when the API has no such method
   */
  testInvokeMethod(
    found: FoundApi,
    apiId: string,
    invocation: TestInvocation,
  ): Promise<TestResult | undefined>;
  /**
   * Asks an authorizer as it is now, and keeps nothing of it: TestInvokeAuthorizer.
   * @returns undefined when the API has no such authorizer
   */
  testInvokeAuthorizer(
    found: FoundApi,
    apiId: string,
    invocation: AuthorizerInvocation,
  ): Promise<AuthorizerTestResult | undefined>;
  /** Newest first. */
  traces(accountId: string, limit: number): readonly Trace[];
  /** Newest first. */
  accessLogs(accountId: string, limit: number): readonly AccessLogLine[];
  /** Newest first. */
  metrics(accountId: string, limit: number): readonly AnyMetricSample[];
  /** Forgets records, caches and token buckets: what a reset or a restored state asks for. */
  reset(accountId?: string): void;
}

const KEPT_RECORDS = 200;

export function createGateway(deps: GatewayDeps): Gateway {
  const services: V2Services = {
    clock: deps.clock,
    random: deps.random,
    templates: createTemplateEngine(deps.clock),
    buckets: createTokenBuckets(deps.clock),
    cache: createResponseCache(deps.clock),
    fetch: deps.fetch,
    callPrivate: deps.callPrivate,
    callService: deps.callService,
    checkPoolToken: deps.checkPoolToken,
    askWebAcl: deps.askWebAcl,
    authenticate: deps.authenticate,
    invokeFunction: deps.invokeFunction,
    authorizerCache: createAuthorizerCache(deps.clock),
    tokens: createTokenCheck(deps),
  };
  const traces = createAccountRings<Trace>(KEPT_RECORDS);
  const accessLogs = createAccountRings<AccessLogLine>(KEPT_RECORDS);
  const metrics = createAccountRings<AnyMetricSample>(KEPT_RECORDS);

  function keepLine(place: ApiPlace, line: AccessLogLine | undefined, asRole: boolean): void {
    if (!line) return;
    accessLogs.add(place.account, line);
    deps.journal?.accessLog(place, line, asRole);
  }

  function keepMetric(place: ApiPlace, metric: AnyMetricSample | undefined): void {
    if (!metric) return;
    metrics.add(place.account, metric);
    deps.journal?.metric(place, metric);
  }

  function keep(place: ApiPlace, { exchange, steps }: Passage, ending: Ending): void {
    traces.add(place.account, traceOf(exchange, steps, ending));
    keepLine(place, accessLogOf(exchange, ending), true);
    keepMetric(place, metricOf(exchange, ending));
    const lines = deps.journal && executionLogOf(exchange, steps, ending);
    if (!lines) return;
    const { apiId, stageName: stage } = exchange;
    deps.journal?.executionLog(place, { apiId, stage, lines, atMs: ending.endedAt });
  }

  const sockets = createSockets({
    services,
    findV2Api: (apiId) => deps.findV2Api?.(apiId),
    keep(exchange, end) {
      const { found } = exchange;
      traces.add(found.account, socketTrace(exchange, end));
      keepLine(found, socketAccessLog(exchange, end), true);
      keepMetric(found, socketMetric(exchange, end));
    },
  });

  async function handleHttp(
    found: FoundV2Api,
    request: Request,
    target: InvokeTarget,
  ): Promise<Response> {
    const passage = await serveHttp(services, found, request, target).catch(() => undefined);
    if (!passage) return brokenOff();
    const endedAt = deps.clock.now();
    traces.add(found.account, httpTrace(target.apiId, found, passage, endedAt));
    keepLine(found, httpAccessLog(passage, endedAt), false);
    keepMetric(found, httpMetric(passage, endedAt));
    const { answer, requestId: id } = passage;
    return responseOf(passage.request.method, answer, { 'apigw-requestid': id });
  }

  return {
    mapped(found, name, request) {
      const target = mappedTarget(found.record, name, request.url);
      if (!target) traces.add(found.account, unmappedTrace(deps, found, name, request));
      return target;
    },
    async handle(request, target) {
      const v2 = deps.findV2Api?.(target.apiId);
      // A WebSocket API speaks no plain HTTP (assumed status).
      if (v2?.record.api.ProtocolType === 'WEBSOCKET') return forbidden();
      if (v2) return handleHttp(v2, request, target);
      const found = deps.findApi(target.apiId);
      const arrived = await arrive(services, request, target, found?.region).catch(() => undefined);
      if (!arrived) return brokenOff();
      const passage = await run(arrived, found, target);
      const answer = answerOf(passage);
      const ending = { answer, failure: passage.failure, endedAt: deps.clock.now() };
      if (found) keep(found, passage, ending);
      return toResponse(arrived, answer);
    },
    async connect(request, target) {
      const found = deps.findV2Api?.(target.apiId);
      if (found?.record.api.ProtocolType !== 'WEBSOCKET')
        return { ok: false, response: forbidden() };
      return sockets
        .open(found, request, target)
        .catch((): Opening => ({ ok: false, response: brokenOff() }));
    },
    sockets,
    testInvokeMethod: (found, apiId, invocation) => testInvoke(services, found, apiId, invocation),
    testInvokeAuthorizer: (found, apiId, invocation) =>
      testAuthorizer(services, found, apiId, invocation),
    traces: (accountId, limit) => traces.latest(accountId, limit),
    accessLogs: (accountId, limit) => accessLogs.latest(accountId, limit),
    metrics: (accountId, limit) => metrics.latest(accountId, limit),
    reset(accountId) {
      for (const rings of [traces, accessLogs, metrics]) rings.clear(accountId);
      const keyStart = accountId === undefined ? '' : `${accountId}/`;
      services.buckets.clear(keyStart);
      services.cache.clear(keyStart);
      services.authorizerCache.clear(keyStart);
      services.tokens.clear();
      sockets.reset(accountId);
    },
  };
}

const forbidden = () => Response.json({ message: 'Forbidden' }, { status: 403 });
/** The client went away while it sent its body: nobody is left to read much. */
const brokenOff = () => Response.json({ message: 'Bad Request' }, { status: 400 });

async function arrive(
  services: Services,
  request: Request,
  target: InvokeTarget,
  region = 'us-east-1',
): Promise<Arrived> {
  return {
    services,
    apiId: target.apiId,
    stageName: target.stage,
    domainName: target.mapping?.domainName ?? `${target.apiId}.execute-api.${region}.amazonaws.com`,
    pathPrefix: target.mapping?.prefix ?? `/${target.stage}`,
    isMapped: target.mapping !== undefined,
    request: await readRequest(request, target.path),
    requestId: requestId(services.random),
    extendedRequestId: extendedRequestId(services.random),
    receivedAt: services.clock.now(),
  };
}

function answerOf({ exchange, failure: refusal }: Passage): Answer {
  const answer = refusal ? undefined : exchange.answer;
  if (refusal?.answer) return refusal.answer;
  if (!answer) return gatewayResponse(exchange, refusal ?? failure('DEFAULT_5XX'));
  if (exchange.warning === undefined) return answer;
  const headers = new Headers(answer.headers);
  headers.set('warning', exchange.warning);
  return { ...answer, headers };
}

/** Statuses that HTTP gives no body. */
const BODYLESS = new Set([204, 205, 304]);

const toResponse = (
  { request, requestId: id, extendedRequestId: extended }: Arrived,
  answer: Answer,
): Response =>
  responseOf(request.method, answer, { 'x-amzn-requestid': id, 'x-amz-apigw-id': extended });

function responseOf(
  method: string,
  answer: Answer,
  ids: Readonly<Record<string, string>>,
): Response {
  const headers = new Headers(answer.headers);
  for (const [name, id] of Object.entries(ids)) headers.set(name, id);
  const hasBody = method !== 'HEAD' && !BODYLESS.has(answer.status);
  const body = typeof answer.body === 'string' ? answer.body : answer.body.slice();
  return new Response(hasBody ? body : null, { status: answer.status, headers });
}
