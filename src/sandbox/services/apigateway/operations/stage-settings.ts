import { badRequest } from '../../../wire/errors.ts';
import { booleanOf, numberOf, textOf, type Patch } from '../../patch.ts';
import { own } from '../access.ts';
import type { MethodSetting, Stage } from '../state.ts';

/** What a method setting starts from, whichever member is set first (recorded on AWS). */
const DEFAULTS: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

const LOG_LEVELS = ['OFF', 'ERROR', 'INFO'];
const STRATEGIES = [
  'FAIL_WITH_403',
  'SUCCEED_WITH_RESPONSE_HEADER',
  'SUCCEED_WITHOUT_RESPONSE_HEADER',
];
const MAX_TTL_SECONDS = 3600;

function oneOf(patch: Patch, allowed: readonly string[]): string {
  const text = textOf(patch);
  if (!allowed.includes(text))
    throw badRequest(
      `Invalid patch value  '${text}' specified for path '${patch.path}'. Must be one of: [${allowed.join(', ')}]`,
    );
  return text;
}

const SETTERS: Readonly<Record<string, (setting: MethodSetting, patch: Patch) => void>> = {
  'metrics/enabled': (setting, patch) => {
    setting.metricsEnabled = booleanOf(patch);
  },
  'logging/dataTrace': (setting, patch) => {
    setting.dataTraceEnabled = booleanOf(patch);
  },
  'logging/loglevel': (setting, patch) => {
    setting.loggingLevel = oneOf(patch, LOG_LEVELS);
  },
  'throttling/burstLimit': (setting, patch) => {
    setting.throttlingBurstLimit = numberOf(patch, { min: -1, whole: true });
  },
  'throttling/rateLimit': (setting, patch) => {
    setting.throttlingRateLimit = numberOf(patch, { min: -1 });
  },
  'caching/enabled': (setting, patch) => {
    setting.cachingEnabled = booleanOf(patch);
  },
  'caching/ttlInSeconds': (setting, patch) => {
    const text = textOf(patch);
    const seconds = Number(text);
    if (text === '' || !Number.isInteger(seconds) || seconds < 0 || seconds > MAX_TTL_SECONDS) {
      throw badRequest(
        `Invalid cache TTL specified: ${text}. Must be between 0 and ${MAX_TTL_SECONDS} seconds`,
      );
    }
    setting.cacheTtlInSeconds = seconds;
  },
  'caching/dataEncrypted': (setting, patch) => {
    setting.cacheDataEncrypted = booleanOf(patch);
  },
  'caching/requireAuthorizationForCacheControl': (setting, patch) => {
    setting.requireAuthorizationForCacheControl = booleanOf(patch);
  },
  'caching/unauthorizedCacheControlHeaderStrategy': (setting, patch) => {
    setting.unauthorizedCacheControlHeaderStrategy = oneOf(patch, STRATEGIES);
  },
};

/** `/~1items~1{id}/GET/throttling/rateLimit` → key `~1items~1{id}/GET`, setting `throttling/rateLimit`. */
function split(path: string): { readonly key: string; readonly setting: string } {
  const segments = path.split('/').slice(1);
  return { key: segments.slice(0, -2).join('/'), setting: segments.slice(-2).join('/') };
}

export function isSettingPath(path: string): boolean {
  const { key, setting } = split(path);
  return key.includes('/') && Object.hasOwn(SETTERS, setting);
}

/** Sets or removes method settings; `remove` of `/path/METHOD` takes all of them away. */
export function patchSetting(stage: Stage, patch: Patch): void {
  if (patch.op === 'remove') {
    const whole = patch.path.slice(1);
    const { key } = isSettingPath(patch.path) ? split(patch.path) : { key: whole };
    // The settings for all methods may be removed where there are none (recorded).
    if (!own(stage.methodSettings, key) && key !== '*/*') {
      throw badRequest(
        `Cannot remove method setting ${whole} because there is no method setting for this method `,
      );
    }
    delete stage.methodSettings[key];
    return;
  }
  const { key, setting } = split(patch.path);
  const target = (stage.methodSettings[key] ??= { ...DEFAULTS });
  SETTERS[setting]?.(target, patch);
}
