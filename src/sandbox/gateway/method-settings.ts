import type { MethodSetting, Stage } from '../services/apigateway/state.ts';
import type { Route } from './router.ts';

/** The stage settings that count for a method, and whether they are its own or the stage's. */
export interface EffectiveSetting {
  readonly setting: MethodSetting;
  readonly scope: 'method' | 'stage';
}

/** `~1products/GET`, `products/GET` and `/products/GET` name the same method. */
function normalise(key: string): string {
  const plain = key.replaceAll('~1', '/');
  return plain.startsWith('/') ? plain.slice(1) : plain;
}

/**
 * A method's own settings replace the stage's (`*` + `/*`) altogether.
 * Source: docs.aws.amazon.com/apigateway/latest/api/API_Stage.html
 */
export function effectiveSetting(
  stage: Stage,
  route: Route,
  httpMethod: string,
): EffectiveSetting | undefined {
  const path = route.resource.path === '/' ? '' : route.resource.path.slice(1);
  const own = new Set(
    [httpMethod, route.method.httpMethod].map((method) => `${path}/${method}`.replace(/^\//, '')),
  );
  for (const [key, setting] of Object.entries(stage.methodSettings)) {
    if (key !== '*/*' && own.has(normalise(key))) return { setting, scope: 'method' };
  }
  const common = stage.methodSettings['*/*'];
  return common && { setting: common, scope: 'stage' };
}
