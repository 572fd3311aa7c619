import type { MethodSetting } from '../../services/apigateway/state.ts';
import { passed, refused, skipped, type Routed, type Step, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { requestSource } from '../mapping/parameters.ts';
import { textOf } from '../media-types.ts';
import { effectiveSetting } from '../method-settings.ts';
import { MAX_CACHED_BYTES } from '../response-cache.ts';

/**
 * Answers from the stage cache. By default only GET is cached; other methods need a setting of their own.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
 */
export const readCache: Step = {
  name: 'read-cache',
  run(exchange) {
    const setting = cacheSetting(exchange);
    if (typeof setting === 'string') return skipped(setting);
    const key = cacheKey(exchange);
    exchange.cacheKey = key;
    exchange.cache = 'miss';
    if (wantsRefresh(exchange)) {
      const verdict = refreshEntry(exchange, setting);
      if (verdict) return verdict;
    }
    const known = exchange.services.cache.read(key);
    if (!known) return passed('The cache has no entry, the backend is asked.', { cache: 'miss' });
    exchange.cache = 'hit';
    exchange.answer = known;
    return passed('The cache answered, the backend is not asked.', { cache: 'hit' });
  },
};

/** Keeps a backend's successful answer for the time to live. */
export const writeCache: Step = {
  name: 'write-cache',
  isBackend: true,
  run(exchange) {
    const { cacheKey: key, answer, services } = exchange;
    const setting = cacheSetting(exchange);
    if (typeof setting === 'string' || key === undefined || !answer)
      return skipped('The answer is not to be cached.');
    if (answer.status >= 300)
      return skipped(`An answer with status ${answer.status} is not cached.`);
    if (answer.body.length > MAX_CACHED_BYTES)
      return skipped(`The answer is larger than ${MAX_CACHED_BYTES} bytes.`);
    services.cache.write(key, answer, setting.cacheTtlInSeconds);
    return passed(`Kept for ${setting.cacheTtlInSeconds} s.`, {
      ttlSeconds: setting.cacheTtlInSeconds,
    });
  },
};

/** The setting that caches this request, or why none does. */
function cacheSetting({ stage, route, request, isCanary }: Routed): MethodSetting | string {
  if (!stage.cacheClusterEnabled) return 'The stage has no cache.';
  if (isCanary && stage.canarySettings?.useStageCache === false)
    return 'The canary does not use the stage cache.';
  const effective = effectiveSetting(stage, route, request.method);
  if (!effective?.setting.cachingEnabled) return 'Caching is off for this method.';
  if (effective.scope === 'stage' && request.method !== 'GET')
    return 'By default only GET methods are cached.';
  return effective.setting.cacheTtlInSeconds <= 0
    ? 'A time to live of 0 turns caching off.'
    : effective.setting;
}

/** Method and cache key parameters; flushing the stage's cache changes every key. */
function cacheKey(exchange: Routed): string {
  const { accountId, apiId, stage, route, request } = exchange;
  const integration = route.method.methodIntegration;
  const read = requestSource(exchange, textOf(request.body));
  const parameters = (integration?.cacheKeyParameters ?? []).map((name) => [
    name,
    read(name) ?? null,
  ]);
  const parts = [
    apiId,
    stage.stageName,
    stage.cacheFlushes ?? 0,
    integration?.cacheNamespace ?? route.resource.id,
    request.method,
    parameters,
  ];
  return `${accountId}/${JSON.stringify(parts)}`;
}

const wantsRefresh = ({ request }: Routed) =>
  /(?:^|,)\s*max-age=0\s*(?:,|$)/i.test(request.headers.get('cache-control') ?? '');

const WARNING = '199 Cache-control headers were ignored because the caller was unauthorized.';

/** `Cache-Control: max-age=0`, from a caller who may, drops the entry. */
function refreshEntry(exchange: Routed, setting: MethodSetting): Verdict | undefined {
  if (!setting.requireAuthorizationForCacheControl || exchange.caller) {
    exchange.services.cache.remove(exchange.cacheKey ?? '');
    exchange.cache = 'refresh';
    return passed('The client asked for a fresh answer: the entry was dropped.', {
      cache: 'refresh',
    });
  }
  const strategy = setting.unauthorizedCacheControlHeaderStrategy;
  if (strategy === 'FAIL_WITH_403') {
    return refused(failure('ACCESS_DENIED'), 'The client may not invalidate cache entries.', {
      strategy,
    });
  }
  if (strategy === 'SUCCEED_WITH_RESPONSE_HEADER') {
    exchange.warning = WARNING;
  }
  return undefined;
}
