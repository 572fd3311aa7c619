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
      return refused(failure('THROTTLED'), `The token bucket of ${name} is empty.`, { limit: name, ratePerSecond, burst });
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
    key: `account/${exchange.accountId}/${exchange.region}`,
    name: 'the account',
    ratePerSecond: rateLimit,
    burst: burstLimit,
  });
  return limits;
}

function addLimit(limits: Limit[], key: string, name: string, throttling: ThrottleSettings | undefined): void {
  if (!throttling || (throttling.rateLimit === undefined && throttling.burstLimit === undefined)) return;
  const ratePerSecond = throttling.rateLimit ?? Infinity;
  const burst = throttling.burstLimit ?? Math.max(1, ratePerSecond);
  limits.push({ key, name, ratePerSecond, burst });
}

function addPlanLimits(limits: Limit[], { usagePlan: plan, apiKey, apiId, stageName, route, request }: Routed): void {
  if (!plan || !apiKey) return;
  const methods = plan.apiStages.find((each) => each.apiId === apiId && each.stage === stageName)?.throttle ?? {};
  const own = `${route.resource.path}/${request.method}`;
  const key = methods[own] ? own : `${route.resource.path}/${route.method.httpMethod}`;
  const scope = `plan/${plan.id}/${apiKey.id}`;
  addLimit(limits, `${scope}/${apiId}/${stageName}${key}`, `usage plan ${plan.name} for ${route.key}`, methods[key]);
  addLimit(limits, scope, `usage plan ${plan.name}`, plan.throttle);
}

/** A method's own limit has its own bucket; methods without one share the stage's. */
function addStageLimit(limits: Limit[], { stage, route, request, apiId, stageName }: Routed): void {
  const effective = effectiveSetting(stage, route, request.method);
  if (!effective) return;
  const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = effective.setting;
  if (rate < 0 && burst < 0) return;
  const isOwn = effective.scope === 'method';
  addLimit(
    limits,
    `stage/${apiId}/${stageName}/${isOwn ? route.key : '*'}`,
    isOwn ? `stage ${stageName} for ${route.key}` : `stage ${stageName}`,
    { ...(rate < 0 ? {} : { rateLimit: rate }), ...(burst < 0 ? {} : { burstLimit: burst }) },
  );
}
