import type { Authorizer } from '../services/apigateway/state.ts';
import { authorizeByCognito } from './authorizers/cognito.ts';
import { identityValue, sourcesOf } from './authorizers/identity.ts';
import { authorizeByJwt } from './authorizers/jwt.ts';
import { askNow } from './authorizers/lambda.ts';
import { readRequest } from './client-request.ts';
import { compileDeployment } from './compiled.ts';
import type { FoundApi, Routed, Services, Verdict } from './context.ts';
import { failure } from './failures.ts';
import { routed } from './handlers/match-route.ts';
import { extendedRequestId, requestId } from './request-ids.ts';
import {
  createTestLog,
  liveSnapshot,
  testRequest,
  testStage,
  type TestMessage,
} from './test-parts.ts';

/** What TestInvokeAuthorizer is asked; the members are AWS's. */
export interface AuthorizerInvocation extends TestMessage {
  readonly authorizerId: string;
  readonly pathWithQueryString?: string | undefined;
  readonly stageVariables?: Readonly<Record<string, string>> | undefined;
}

/** What TestInvokeAuthorizer answers. */
export interface AuthorizerTestResult {
  /** The status that a client would have got; 0 when the authorizer said something (documented). */
  readonly clientStatus: number;
  /** The execution log, one event per line. */
  readonly log: string;
  /** Milliseconds. */
  readonly latency: number;
  readonly principalId?: string;
  /** The policy document of a Lambda authorizer, JSON text. It is not judged. */
  readonly policy?: string;
  /** Of a token. */
  readonly claims?: Readonly<Record<string, string>>;
}

/** The stage in the ARN that a function is told. */
const TEST_STAGE = 'ESTestInvoke-stage';

/**
 * Asks an authorizer as it is now.
 * Source: docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeAuthorizer.html; the log's words are
 * assumed after reports
 * @returns undefined when the API has no such authorizer
 */
export async function testAuthorizer(
  services: Services,
  found: FoundApi,
  apiId: string,
  invocation: AuthorizerInvocation,
): Promise<AuthorizerTestResult | undefined> {
  const authorizers = found.state.restApis[apiId]?.authorizers ?? {};
  const authorizer = Object.hasOwn(authorizers, invocation.authorizerId)
    ? authorizers[invocation.authorizerId]
    : undefined;
  const exchange = authorizer && (await exchangeOf(services, found, apiId, invocation));
  if (!exchange) return undefined;
  const log = createTestLog(services, exchange.requestId);
  log.addAll([
    `Starting authorizer: ${authorizer.id} for request: ${exchange.requestId}`,
    `Incoming identity: ${sourcesOf(authorizer)
      .map((source) => masked(identityValue(exchange, source) ?? ''))
      .join(', ')}`,
  ]);
  const said = await outcomeOf(exchange, authorizer);
  const end = (clientStatus: number) => ({
    clientStatus,
    log: log.text(),
    latency: services.clock.now() - exchange.receivedAt,
  });
  if ('failure' in said) {
    log.add(`Execution failed: ${said.reason}`);
    return end(said.failure.status);
  }
  log.addAll([
    ...(said.policy === undefined
      ? []
      : [
          `Authorizer result body before parsing: ${said.policy}`,
          `Using valid authorizer policy for principal: ${masked(said.principalId ?? '')}`,
        ]),
    'Successfully completed authorizer execution',
  ]);
  return { ...end(0), ...said };
}

/** All but the last six characters. */
const masked = (text: string) =>
  `${'*'.repeat(Math.max(0, Math.min(text.length - 6, 64)))}${text.slice(-6)}`;

type Refusal = Extract<Verdict, { decision: 'fail' }>;
type Said = Pick<AuthorizerTestResult, 'principalId' | 'policy' | 'claims'>;

async function outcomeOf(exchange: Routed, authorizer: Authorizer): Promise<Said | Refusal> {
  if (authorizer.type === 'COGNITO_USER_POOLS' || authorizer.type === 'JWT') {
    const verdict =
      authorizer.type === 'JWT'
        ? await authorizeByJwt(exchange, authorizer)
        : await authorizeByCognito(exchange, authorizer);
    if (verdict?.decision === 'fail') return verdict;
    return verdict ? { claims: claimsOf(exchange) } : notThere('user pools');
  }
  const result = await askNow(exchange, authorizer);
  if (!result) return notThere('functions');
  if ('kind' in result)
    return {
      ...(result.principalId !== undefined && { principalId: result.principalId }),
      policy: JSON.stringify(result.document),
    };
  return result.decision === 'fail' ? result : {};
}

const notThere = (what: string): Refusal => ({
  decision: 'fail',
  failure: failure('AUTHORIZER_CONFIGURATION_ERROR'),
  reason: `This sandbox runs without ${what}.`,
});

/** Both kinds of token authorizers hand over claims as text. */
function claimsOf({ authorizer }: Routed): Record<string, string> {
  const claims = authorizer?.['claims'];
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return {};
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]));
}

async function exchangeOf(
  services: Services,
  found: FoundApi,
  apiId: string,
  { pathWithQueryString = '/', stageVariables = {}, ...message }: AuthorizerInvocation,
): Promise<Routed | undefined> {
  const record = found.state.restApis[apiId];
  if (!record) return undefined;
  const target = pathWithQueryString.startsWith('/')
    ? pathWithQueryString
    : `/${pathWithQueryString}`;
  const snapshot = liveSnapshot(record);
  const resource = { id: record.api.rootResourceId, path: '/' };
  const method = { httpMethod: 'GET', authorizationType: 'CUSTOM', apiKeyRequired: false };
  return routed(
    {
      services,
      apiId,
      stageName: TEST_STAGE,
      domainName: 'testPrefix.testDomainName',
      pathPrefix: `/${TEST_STAGE}`,
      isMapped: false,
      request: await readRequest(testRequest(message, 'GET'), target),
      requestId: requestId(services.random),
      extendedRequestId: extendedRequestId(services.random),
      receivedAt: services.clock.now(),
      accountId: found.account,
      region: found.region,
      state: found.state,
      record,
      stage: testStage(TEST_STAGE),
      deployment: { id: TEST_STAGE, createdDate: 0, snapshot },
      compiled: compileDeployment(snapshot),
      isCanary: false,
      stageVariables,
    },
    { resource, method, key: 'GET /' },
    {},
  );
}
