import type { ApiPlace, Journal } from '../../gateway/journal.ts';
import type { AnyMetricSample } from '../../gateway/records.ts';
import type { CloudWatchState, Dimension } from './state.ts';
import { measure } from './store.ts';

const NAMESPACE = 'AWS/ApiGateway';

const UNITS: Readonly<Record<string, string>> = {
  DataProcessed: 'Bytes',
  IntegrationLatency: 'Milliseconds',
  Latency: 'Milliseconds',
};

const pair = (Name: string, Value: string): Dimension => ({ Name, Value });

/** Metrics that are there only where something happened: a stage without a cache has no misses. */
const SPARSE = new Set(['CacheHitCount', 'CacheMissCount', 'ConnectCount', 'MessageCount']);

/**
 * The dimensions under which a request is counted: per API, per stage, and per method where the
 * stage's detailed metrics are on.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
function dimensionsOf(sample: AnyMetricSample): Dimension[][] {
  if ('apiName' in sample) {
    const api = pair('ApiName', sample.apiName);
    const stage = pair('Stage', sample.stage);
    const { resource, method, isDetailed } = sample;
    return [
      [api],
      [api, stage],
      ...(isDetailed && resource !== null
        ? [[api, stage, pair('Method', method), pair('Resource', resource)]]
        : []),
    ];
  }
  const [api, stage] = [pair('ApiId', sample.apiId), pair('Stage', sample.stage)];
  const { route } = sample;
  if (route === null) return [[api], [api, stage]];
  const [method = '', resource] = route.split(' ');
  const detail =
    'ConnectCount' in sample.values
      ? [pair('Route', route)]
      : [pair('Method', method), pair('Resource', resource ?? route)];
  return [[api], [api, stage], [api, stage, ...detail]];
}

/** @returns the part of the journal that CloudWatch keeps */
export function metricsForGateway(
  stateAt: (place: ApiPlace) => CloudWatchState,
): Pick<Journal, 'metric'> {
  return {
    metric(place, sample) {
      const state = stateAt(place);
      for (const dimensions of dimensionsOf(sample)) {
        for (const [name, value] of Object.entries(sample.values)) {
          if (value === null || (value === 0 && SPARSE.has(name))) continue;
          measure(state, {
            namespace: NAMESPACE,
            name,
            dimensions,
            unit: UNITS[name] ?? 'Count',
            atMs: sample.atMs,
            point: [1, value, value, value],
          });
        }
      }
    },
  };
}
