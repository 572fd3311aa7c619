import { compileDeployment } from '../compiled.ts';
import {
  refused,
  passed,
  type Arrived,
  type FoundApi,
  type Staged,
  type Verdict,
} from '../context.ts';
import { failure } from '../failures.ts';

/** A verdict, and the request with what the step found out when it passed. */
export interface Arrival<T> {
  readonly verdict: Verdict;
  readonly next: T | undefined;
}

/**
 * Finds the API, its stage and the deployment the stage points at. With a canary, a share of the
 * requests goes to the canary's deployment, chosen at random. Whether the default endpoint is disabled
 * counts from the next deployment on.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html and
 * rest-api-disable-default-endpoint.html
 */
export function resolveStage(arrived: Arrived, found: FoundApi | undefined): Arrival<Staged> {
  const record = found?.state.restApis[arrived.apiId];
  if (!found || !record) return { verdict: unknownApi(arrived), next: undefined };
  const stage = Object.hasOwn(record.stages, arrived.stageName)
    ? record.stages[arrived.stageName]
    : undefined;
  if (!stage)
    return { verdict: unknownStage(arrived, Object.keys(record.stages)), next: undefined };

  const { canarySettings: canary } = stage;
  const isCanary =
    canary !== undefined && arrived.services.random.next() * 100 < canary.percentTraffic;
  const deploymentId = isCanary ? canary.deploymentId : stage.deploymentId;
  const deployment = record.deployments[deploymentId];
  if (!deployment) return { verdict: unknownStage(arrived, []), next: undefined };
  if (deployment.snapshot.disableExecuteApiEndpoint && !arrived.isMapped)
    return { verdict: disabledEndpoint(), next: undefined };

  const variables = stage.variables ?? {};
  const next: Staged = {
    ...arrived,
    accountId: found.account,
    region: found.region,
    state: found.state,
    record,
    stage,
    deployment,
    compiled: compileDeployment(deployment.snapshot),
    isCanary,
    stageVariables: isCanary ? { ...variables, ...canary.stageVariableOverrides } : variables,
  };
  const reason = `Stage ${stage.stageName} serves deployment ${deploymentId}${isCanary ? ', its canary' : ''}.`;
  return {
    verdict: passed(reason, {
      api: record.api.name,
      stage: stage.stageName,
      deploymentId,
      isCanary,
    }),
    next,
  };
}

function unknownApi({ apiId }: Arrived): Verdict {
  return refused(
    failure('DEFAULT_4XX', { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' }),
    `No API has the id ${apiId}.`,
    { apiId },
  );
}

function disabledEndpoint(): Verdict {
  return refused(
    failure('DEFAULT_4XX', { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' }),
    "The API's default endpoint is disabled: it answers through its custom domain names only.",
  );
}

function unknownStage({ stageName }: Arrived, stages: readonly string[]): Verdict {
  const known =
    stages.length === 0 ? 'It was never deployed to one.' : `Its stages: ${stages.join(', ')}.`;
  return refused(
    failure('DEFAULT_4XX', { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' }),
    `The API has no stage "${stageName}". ${known}`,
    { stage: stageName },
  );
}
