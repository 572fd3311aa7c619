import type {
  CreateStageRequest,
  GetStageRequest,
  GetStagesRequest,
  UpdateStageRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { apiOf, defined, own, values, stateOf } from '../access.ts';
import type { RestApiRecord, Stage } from '../state.ts';
import { noStage } from '../texts.ts';
import { newStage } from './new-stage.ts';
import { patchStage } from './stage-patch.ts';

/** Lets a cache that is being made or removed get to its end once its time has come. */
function settle({ clock }: OperationContext, stage: Stage): Stage {
  if (stage.cacheSettledAt !== undefined && clock.now() >= stage.cacheSettledAt) {
    stage.cacheClusterStatus = stage.cacheClusterEnabled ? 'AVAILABLE' : 'NOT_AVAILABLE';
    delete stage.cacheSettledAt;
  }
  return stage;
}

/** The stage with the API it belongs to. */
export function stageOf(
  context: OperationContext,
  restApiId: string,
  stageName: string,
): { record: RestApiRecord; stage: Stage } {
  const record = apiOf(context, restApiId);
  const stage = own(record.stages, stageName);
  if (!stage) throw noStage();
  return { record, stage: settle(context, stage) };
}

export function createStage(context: OperationContext, input: Parsed<CreateStageRequest>): Stage {
  const record = apiOf(context, input.restApiId);
  if (own(record.stages, input.stageName)) throw conflict('Stage already exists');
  if (!own(record.deployments, input.deploymentId))
    throw badRequest('Deployment id does not exist');
  const stage = newStage(context, record, input);
  const canary = input.canarySettings;
  if (canary) {
    const deploymentId = canary.deploymentId ?? input.deploymentId;
    if (!own(record.deployments, deploymentId)) throw badRequest('Deployment id does not exist');
    stage.canarySettings = defined({
      percentTraffic: canary.percentTraffic ?? 0,
      deploymentId,
      stageVariableOverrides: canary.stageVariableOverrides && { ...canary.stageVariableOverrides },
      useStageCache: canary.useStageCache ?? false,
    });
  }
  record.stages[stage.stageName] = stage;
  return stage;
}

export const getStage = (
  context: OperationContext,
  { restApiId, stageName }: Parsed<GetStageRequest>,
): Stage => stageOf(context, restApiId, stageName).stage;

export function getStages(
  context: OperationContext,
  { restApiId, deploymentId }: Parsed<GetStagesRequest>,
) {
  const stages = values(apiOf(context, restApiId).stages).map((stage) => settle(context, stage));
  const item =
    deploymentId === undefined
      ? stages
      : stages.filter((stage) => stage.deploymentId === deploymentId);
  return { item };
}

export function deleteStage(
  context: OperationContext,
  { restApiId, stageName }: Parsed<GetStageRequest>,
): void {
  const { record } = stageOf(context, restApiId, stageName);
  delete record.stages[stageName];
  for (const plan of values(stateOf(context).usagePlans)) {
    plan.apiStages = plan.apiStages.filter(
      ({ apiId, stage }) => apiId !== restApiId || stage !== stageName,
    );
  }
}

export function updateStage(context: OperationContext, input: Parsed<UpdateStageRequest>): Stage {
  const { record, stage } = stageOf(context, input.restApiId, input.stageName);
  const patched = patchStage(context, record, stage, input.patchOperations ?? []);
  patched.lastUpdatedDate = epochSeconds(context);
  record.stages[patched.stageName] = patched;
  return patched;
}

export function flushStageCache(
  context: OperationContext,
  { restApiId, stageName }: Parsed<GetStageRequest>,
): void {
  const { stage } = stageOf(context, restApiId, stageName);
  stage.cacheFlushes = (stage.cacheFlushes ?? 0) + 1;
}

export function flushStageAuthorizersCache(
  context: OperationContext,
  { restApiId, stageName }: Parsed<GetStageRequest>,
): void {
  const { stage } = stageOf(context, restApiId, stageName);
  stage.authorizerCacheFlushes = (stage.authorizerCacheFlushes ?? 0) + 1;
}
