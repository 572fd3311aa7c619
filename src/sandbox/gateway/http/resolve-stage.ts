import type { FoundV2Api } from '../../state.ts';
import { passed, refused } from '../context.ts';
import { own } from '../own.ts';
import { decode, type InvokeTarget } from '../target.ts';
import { httpFailure, type HttpVerdict } from './context.ts';
import type { Deployment, Stage } from '../../services/apigatewayv2/state.ts';

/** Where in an API a request leads. */
export interface StagePlace {
  readonly stage: Stage;
  readonly deployment: Deployment;
  /** Raw path below the stage with its query string; starts with `/`. */
  readonly target: string;
  /** What stands before it in `$context.path`: `/{stage}`, an API mapping, or nothing. */
  readonly prefix: string;
}

/** A stage by name in the path, else `$default` with the whole path. */
export function stageIn(
  { record: { stages } }: FoundV2Api,
  { mapping, whole }: InvokeTarget,
): { readonly name: string; readonly target: string; readonly prefix: string } {
  if (mapping) return { name: mapping.stage, target: mapping.path, prefix: mapping.prefix };
  const [, first = '', rest = '', query = ''] = /^\/([^/?]*)([^?]*)(\?.*)?$/.exec(whole) ?? [];
  const name = decode(first);
  if (name === '$default' || !own(stages, name)) {
    const isNamed = name === '$default';
    return { name: '$default', target: isNamed ? `${rest || '/'}${query}` : whole, prefix: '' };
  }
  return { name, target: `${rest || '/'}${query}`, prefix: `/${name}` };
}

/** Finds the stage and the deployment it serves. */
export function resolveStage(
  found: FoundV2Api,
  target: InvokeTarget,
): { readonly verdict: HttpVerdict; readonly place: StagePlace | undefined } {
  const { record } = found;
  const { name, ...where } = stageIn(found, target);
  const fail = (reason: string) => ({
    verdict: refused(httpFailure(404), reason, { stage: name }),
    place: undefined,
  });
  const stage = own(record.stages, name);
  if (!stage) {
    const names = Object.keys(record.stages);
    const known = names.length === 0 ? 'It has none.' : `Its stages: ${names.join(', ')}.`;
    return fail(
      name === '$default'
        ? `The path begins with no stage of the API, and there is no $default stage. ${known}`
        : `The API has no stage "${name}". ${known}`,
    );
  }
  const deployment = own(record.deployments, stage.DeploymentId ?? '');
  if (!deployment)
    return fail(`Stage ${name} serves no deployment yet: create one, or turn on auto-deploy.`);
  if (deployment.snapshot.DisableExecuteApiEndpoint && !target.mapping) {
    return fail(
      "The API's default endpoint is disabled: it answers through its custom domain names only.",
    );
  }
  const { DeploymentId } = deployment;
  return {
    verdict: passed(`Stage ${name} serves deployment ${DeploymentId}.`, {
      api: record.api.Name,
      stage: name,
      deploymentId: DeploymentId,
    }),
    place: { stage, deployment, ...where },
  };
}
