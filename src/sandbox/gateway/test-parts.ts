import type { DeploymentSnapshot, RestApiRecord, Stage } from '../services/apigateway/state.ts';
import type { Services } from './context.ts';

/** What the two kinds of test calls are given alike; the members are AWS's. */
export interface TestMessage {
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** A request that nobody sent. */
export function testRequest(
  { body, headers = {}, multiValueHeaders = {} }: TestMessage,
  httpMethod: string,
): Request {
  const all = new Headers(headers);
  for (const [name, values] of Object.entries(multiValueHeaders)) {
    all.delete(name);
    for (const value of values) all.append(name, value);
  }
  const hasBody =
    body !== undefined && body !== '' && httpMethod !== 'GET' && httpMethod !== 'HEAD';
  return new Request('http://test-invoke-stage/', {
    method: httpMethod,
    headers: all,
    ...(hasBody ? { body } : {}),
  });
}

/** The API as it is edited now, in the form of a deployment. */
export function liveSnapshot({
  api,
  resources,
  models,
  requestValidators,
  authorizers,
  gatewayResponses,
}: RestApiRecord): DeploymentSnapshot {
  return {
    binaryMediaTypes: api.binaryMediaTypes ?? [],
    apiKeySource: api.apiKeySource,
    endpointConfiguration: api.endpointConfiguration,
    disableExecuteApiEndpoint: false,
    resources,
    models,
    requestValidators,
    authorizers,
    gatewayResponses,
  };
}

/** A stage that nobody made. */
export const testStage = (name: string): Stage => ({
  stageName: name,
  deploymentId: name,
  cacheClusterEnabled: false,
  cacheClusterStatus: 'NOT_AVAILABLE',
  methodSettings: {},
  tracingEnabled: false,
  createdDate: 0,
  lastUpdatedDate: 0,
});

export interface TestLog {
  add(event: string): void;
  addAll(events: readonly string[]): void;
  text(): string;
}

/** AWS's log events each carry the time, as `Mon Nov 23 12:00:00 UTC 2026`. */
export function createTestLog({ clock }: Pick<Services, 'clock'>, id: string): TestLog {
  const lines = [`Execution log for request ${id}`];
  const add = (event: string) => {
    const [weekday, day, month, year, time] = new Date(clock.now()).toUTCString().split(' ');
    lines.push(`${weekday?.slice(0, 3)} ${month} ${day} ${time} UTC ${year} : ${event}`);
  };
  return {
    add,
    addAll: (events) => events.forEach(add),
    text: () => `${lines.join('\n')}\n`,
  };
}
