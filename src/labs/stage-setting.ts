import type { MethodSetting, Stage } from '@aws-sdk/client-api-gateway';
import { commandLine } from './aws-reader.ts';
import { settingFor, type Route } from './rest-api.ts';
import type { Evidence } from './verdict.ts';

/** The stage's setting that counts for a request, and whether it is the method's own or everybody's. */
export interface EffectiveSetting {
  readonly key: string;
  readonly scope: 'method' | 'stage';
  readonly value: MethodSetting;
}

/**
 * A method's own setting replaces the stage's for all methods altogether.
 * Source: https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html
 * @param method the request's; a resource that answers it with ANY may bear the setting under either
 */
export function effectiveSetting(
  stage: Stage,
  { path, method: own }: Pick<Route<unknown>, 'path' | 'method'>,
  method: string,
): EffectiveSetting | undefined {
  const found = [method, own]
    .map((name) => settingFor(stage.methodSettings, { path, method: name }))
    .filter((one) => one !== undefined);
  const setting = found.find(({ key }) => key !== '*/*') ?? found[0];
  return setting && { ...setting, scope: setting.key === '*/*' ? 'stage' : 'method' };
}

/** The key as a patch names it: `/~1products/GET`, or `/*` + `/*` for all methods. */
export const settingPath = ({ path, method }: { path: string; method: string }): string =>
  `/~1${path.replace(/^\//, '').replaceAll('/', '~1')}/${method}`;

/** @param fields what of the stage was looked at */
export const stageEvidence = (
  apiId: string,
  stageName: string,
  fields: Readonly<Record<string, unknown>>,
): Evidence => ({
  call: commandLine({ service: 'apigateway', operation: 'GetStages', input: { restApiId: apiId } }),
  fields: { stageName, ...fields },
});
