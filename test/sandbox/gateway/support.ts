import { seededRandom } from '#core';
import {
  createGateway,
  type Gateway,
  type GatewayDeps,
} from '../../../src/sandbox/gateway/index.ts';
import {
  emptyApiGatewayState,
  type ApiGatewayState,
  type ApiKey,
  type DeploymentSnapshot,
  type Integration,
  type Method,
  type MethodSetting,
  type RestApiRecord,
  type Stage,
  type UsagePlan,
} from '../../../src/sandbox/services/apigateway/state.ts';

export const ACCOUNT = '123456789012';
export const START = Date.UTC(2026, 10, 23, 12, 0, 0);

/** A clock that stands still until a test moves it. */
export function movableClock(startMs = START) {
  let now = startMs;
  return {
    now: () => now,
    pass(ms: number) {
      now += ms;
    },
  };
}

export const mockIntegration = (overrides: Partial<Integration> = {}): Integration => ({
  type: 'MOCK',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  passthroughBehavior: 'WHEN_NO_MATCH',
  timeoutInMillis: 29_000,
  cacheNamespace: 'res',
  cacheKeyParameters: [],
  integrationResponses: {
    '200': { statusCode: '200', responseTemplates: { 'application/json': '{"message":"hello"}' } },
  },
  ...overrides,
});

/** Every integration response finds its method response, where the overrides do not say otherwise. */
export function method(overrides: Partial<Method> = {}): Method {
  const methodIntegration = overrides.methodIntegration ?? mockIntegration();
  const statuses = Object.keys(methodIntegration.integrationResponses ?? {});
  return {
    httpMethod: 'GET',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    methodIntegration,
    methodResponses: Object.fromEntries(statuses.map((statusCode) => [statusCode, { statusCode }])),
    ...overrides,
  };
}

export const setting = (overrides: Partial<MethodSetting> = {}): MethodSetting => ({
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: -1,
  throttlingRateLimit: -1,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
  ...overrides,
});

/** Methods by path and HTTP method. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Method>>>>;

export function snapshotOf(
  routes: Routes,
  overrides: Partial<DeploymentSnapshot> = {},
): DeploymentSnapshot {
  const resources = Object.entries(routes).map(([path, methods], index) => {
    const id = `r${index}`;
    return [id, { id, path, resourceMethods: { ...methods } }] as const;
  });
  return {
    binaryMediaTypes: [],
    apiKeySource: 'HEADER',
    endpointConfiguration: { types: ['REGIONAL'] },
    disableExecuteApiEndpoint: false,
    resources: Object.fromEntries(resources),
    models: {},
    requestValidators: {},
    authorizers: {},
    gatewayResponses: {},
    ...overrides,
  };
}

export const stageOf = (overrides: Partial<Stage> = {}): Stage => ({
  stageName: 'dev',
  deploymentId: 'dep1',
  cacheClusterEnabled: false,
  cacheClusterStatus: 'NOT_AVAILABLE',
  methodSettings: {},
  tracingEnabled: false,
  createdDate: 0,
  lastUpdatedDate: 0,
  ...overrides,
});

export interface World {
  readonly state: ApiGatewayState;
  readonly record: RestApiRecord;
  readonly clock: ReturnType<typeof movableClock>;
  readonly gateway: Gateway;
  /** Calls the API `api1` on stage `dev`, with a path such as `GET /items?x=1`. */
  call(target: string, init?: RequestInit & { stage?: string }): Promise<Response>;
}

/** One API, `api1`, with one deployment on stage `dev`. */
export function worldOf(
  routes: Routes,
  options: {
    readonly snapshot?: Partial<DeploymentSnapshot>;
    readonly stage?: Partial<Stage>;
    readonly deps?: Partial<GatewayDeps>;
  } = {},
): World {
  const snapshot = snapshotOf(routes, options.snapshot);
  const record: RestApiRecord = {
    api: {
      id: 'api1',
      name: 'shop',
      createdDate: 0,
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['REGIONAL'] },
      disableExecuteApiEndpoint: false,
      rootResourceId: 'root',
    },
    resources: {},
    models: {},
    requestValidators: {},
    authorizers: {},
    gatewayResponses: {},
    deployments: { dep1: { id: 'dep1', createdDate: 0, snapshot } },
    stages: { dev: stageOf(options.stage) },
    documentationParts: {},
    documentationVersions: {},
  };
  const state = emptyApiGatewayState();
  state.restApis['api1'] = record;
  const clock = movableClock();
  const gateway = createGateway({
    clock,
    random: seededRandom(7),
    findApi: (apiId) =>
      apiId === 'api1' ? { account: ACCOUNT, region: 'us-east-1', state } : undefined,
    ...options.deps,
  });
  return {
    state,
    record,
    clock,
    gateway,
    call(target, { stage = 'dev', ...init } = {}) {
      const [httpMethod = 'GET', path = '/'] = target.split(' ');
      const request = new Request('http://api1.execute-api.localhost/', {
        ...init,
        method: httpMethod,
      });
      return gateway.handle(request, { apiId: 'api1', stage, path, whole: `/${stage}${path}` });
    },
  };
}

export const apiKey = (overrides: Partial<ApiKey> = {}): ApiKey => ({
  id: 'key1',
  value: 'secret-of-free-customer',
  name: 'free-customer',
  enabled: true,
  createdDate: 0,
  lastUpdatedDate: 0,
  stageKeys: [],
  ...overrides,
});

/** Puts a key into a plan for stage `dev` of `api1`. */
export function grant(state: ApiGatewayState, plan: Partial<UsagePlan> = {}, key = apiKey()): void {
  const full: UsagePlan = {
    id: 'plan1',
    name: 'Free',
    apiStages: [{ apiId: 'api1', stage: 'dev' }],
    ...plan,
  };
  state.apiKeys[key.id] = key;
  state.usagePlans[full.id] = full;
  state.usagePlanKeys[full.id] = [...(state.usagePlanKeys[full.id] ?? []), key.id];
}

export const KEY_HEADER = { 'x-api-key': 'secret-of-free-customer' };
