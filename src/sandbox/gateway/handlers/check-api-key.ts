import type { ApiGatewayState, ApiKey, UsagePlan } from '../../services/apigateway/state.ts';
import { passed, refused, skipped, type Routed, type Step, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';

/**
 * The API key and the usage plan it brings: the key must exist, be enabled, and belong to a plan
 * that this stage is in. Every other case is one and the same 403.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export const checkApiKey: Step = {
  name: 'api-key',
  run(exchange) {
    const { route, compiled, request, state } = exchange;
    if (!route.method.apiKeyRequired) return skipped('The method asks for no API key.');
    const isFromAuthorizer = compiled.snapshot.apiKeySource === 'AUTHORIZER';
    const value = isFromAuthorizer ? exchange.usageKey : request.headers.get('x-api-key');
    if (!value) {
      return forbidden(
        isFromAuthorizer
          ? 'The API takes keys from its authorizer, and none gave one.'
          : 'The request has no x-api-key header.',
      );
    }
    const key = keyByValue(state, value);
    if (!key) return forbidden('No API key of the account has this value.');
    if (!key.enabled) return forbidden(`API key ${label(key)} is disabled.`, key);
    const plan = planOf(exchange, key);
    if (!plan) {
      return forbidden(
        `API key ${label(key)} is in no usage plan that has stage ${exchange.stageName} of this API.`,
        key,
      );
    }
    exchange.apiKey = key;
    exchange.usagePlan = plan;
    return passed(
      `API key ${label(key)} is enabled and in usage plan ${plan.name}, which has this stage.`,
      {
        apiKeyId: key.id,
        usagePlan: plan.name,
        usagePlanId: plan.id,
      },
    );
  },
};

const label = ({ name, id }: ApiKey) => name ?? id;

function forbidden(reason: string, key?: ApiKey): Verdict {
  return refused(failure('INVALID_API_KEY'), reason, key ? { apiKeyId: key.id } : {});
}

const idsByValue = new WeakMap<ApiGatewayState['apiKeys'], Map<string, string>>();

/** Keeps an index beside the state; an entry counts only while the state says the same. */
function keyByValue({ apiKeys }: ApiGatewayState, value: string): ApiKey | undefined {
  const index = idsByValue.get(apiKeys) ?? new Map<string, string>();
  idsByValue.set(apiKeys, index);
  const known = apiKeys[index.get(value) ?? ''];
  if (known?.value === value) return known;
  index.clear();
  for (const key of Object.values(apiKeys)) index.set(key.value, key.id);
  return apiKeys[index.get(value) ?? ''];
}

function planOf({ state, apiId, stageName }: Routed, key: ApiKey): UsagePlan | undefined {
  for (const [planId, keyIds] of Object.entries(state.usagePlanKeys)) {
    if (!keyIds.includes(key.id)) continue;
    const plan = state.usagePlans[planId];
    if (plan?.apiStages.some((each) => each.apiId === apiId && each.stage === stageName))
      return plan;
  }
  return undefined;
}
