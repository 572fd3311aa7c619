import type { RouteSettings } from '../../../services/apigatewayv2/state.ts';
import { passed, refused } from '../../context.ts';
import { own } from '../../own.ts';
import type { Limit } from '../../token-buckets.ts';
import { httpFailure, type HttpRouted, type HttpStep } from '../context.ts';

/**
 * Token buckets: the route's settings or else the stage's defaults, then the account's in the Region.
 * Each route has a bucket of its own, also where all share the defaults.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export const throttle: HttpStep = {
  name: 'throttle',
  run(exchange) {
    const limits = limitsOf(exchange);
    const exceeded = exchange.services.buckets.take(limits);
    if (exceeded) {
      const { name, ratePerSecond, burst } = exceeded;
      return refused(httpFailure(429), `The token bucket of ${name} is empty.`, {
        limit: name,
        ratePerSecond,
        burst,
      });
    }
    return passed(`A token was left in ${limits.map(({ name }) => name).join(', ')}.`);
  },
};

/** The buckets a call of the route draws from. */
export function limitsOf({
  found: { account, region, throttle: ofAccount },
  apiId,
  stage,
  route,
}: Pick<HttpRouted, 'found' | 'apiId' | 'stage' | 'route'>): Limit[] {
  const settings = settingsOf(stage, route.RouteKey);
  const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = settings;
  const limits: Limit[] = [];
  if (burst !== undefined || rate !== undefined) {
    limits.push({
      key: `${account}/stage/${apiId}/${stage.StageName}/${route.RouteKey}`,
      name: `stage ${stage.StageName} for ${route.RouteKey}`,
      ratePerSecond: rate ?? ofAccount.rateLimit,
      burst: burst ?? ofAccount.burstLimit,
    });
  }
  limits.push({
    key: `${account}/account/${region}`,
    name: 'the account',
    ratePerSecond: ofAccount.rateLimit,
    burst: ofAccount.burstLimit,
  });
  return limits;
}

/** A route's own settings replace the stage's, member by member. */
export const settingsOf = (
  stage: Pick<HttpRouted['stage'], 'RouteSettings' | 'DefaultRouteSettings'>,
  routeKey: string,
): RouteSettings => ({ ...stage.DefaultRouteSettings, ...own(stage.RouteSettings, routeKey) });
