import type { ThrottleSettings } from '../../services/apigateway/state.ts';
import { passed, refused, type Routed, type Step } from '../context.ts';
import { failure } from '../failures.ts';
import { effectiveSetting } from '../method-settings.ts';
import type { Limit } from '../token-buckets.ts';

/**
 * Token buckets in AWS's order: the client's limits in the usage plan (per method, then over all),
 * the stage's for the method, the account's in the Region.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export const throttle: Step = {
  name: 'throttle',
  run(exchange) {
    const limits = limitsOf(exchange);
    const exceeded = exchange.services.buckets.take(limits);
    if (exceeded) {
      const { name, ratePerSecond, burst } = exceeded;
      return refused(failure('THROTTLED'), `The token bucket of ${name} is empty.`, {
        limit: name,
        ratePerSecond,
        burst,
      });
    }
    return passed(`A token was left in ${limits.map(({ name }) => name).join(', ')}.`);
  },
};

function limitsOf(exchange: Routed): readonly Limit[] {
  const limits: Limit[] = [];
  addPlanLimits(limits, exchange);
  addStageLimit(limits, exchange);
  const { burstLimit, rateLimit } = exchange.state.account.throttleSettings;
  limits.push({
    key: `${exchange.accountId}/account/${exchange.region}`,
    name: 'the account',
    ratePerSecond: rateLimit,
    burst: burstLimit,
  });
  return limits;
}

function addLimit(
  limits: Limit[],
  key: string,
  name: string,
  throttling: ThrottleSettings | undefined,
): void {
  if (!throttling || (throttling.rateLimit === undefined && throttling.burstLimit === undefined))
    return;
  const ratePerSecond = throttling.rateLimit ?? Number.MAX_SAFE_INTEGER;
  const burst = throttling.burstLimit ?? Math.max(1, ratePerSecond);
  limits.push({ key, name, ratePerSecond, burst });
}

function addPlanLimits(
  limits: Limit[],
  { accountId, usagePlan: plan, apiKey, apiId, stageName, route, request }: Routed,
): void {
  if (!plan || !apiKey) return;
  const methods =
    plan.apiStages.find((each) => each.apiId === apiId && each.stage === stageName)?.throttle ?? {};
  const own = `${route.resource.path}/${request.method}`;
  const key = methods[own] ? own : `${route.resource.path}/${route.method.httpMethod}`;
  const scope = `${accountId}/plan/${plan.id}/${apiKey.id}`;
  addLimit(
    limits,
    `${scope}/${apiId}/${stageName}${key}`,
    `usage plan ${plan.name} for ${route.key}`,
    methods[key],
  );
  addLimit(limits, scope, `usage plan ${plan.name}`, plan.throttle);
}

/** Stage limits count per method, also when all methods share the same setting: one bucket each. */
function addStageLimit(
  limits: Limit[],
  { accountId, stage, route, request, apiId, stageName }: Routed,
): void {
  const effective = effectiveSetting(stage, route, request.method);
  if (!effective) return;
  const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = effective.setting;
  if (rate < 0 && burst < 0) return;
  addLimit(
    limits,
    `${accountId}/stage/${apiId}/${stageName}/${route.key}`,
    `stage ${stageName} for ${route.key}`,
    {
      ...(rate < 0 ? {} : { rateLimit: rate }),
      ...(burst < 0 ? {} : { burstLimit: burst }),
    },
  );
}
