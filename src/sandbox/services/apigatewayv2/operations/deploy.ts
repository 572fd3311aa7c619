import { badRequest } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext } from '../../context.ts';
import { defined, freshId, values } from '../../records.ts';
import type { ApiRecord, Deployment, DeploymentSnapshot, Stage } from '../state.ts';

/** Automatic deployments that no stage serves any more are dropped beyond this many (own). */
const KEPT_AUTOMATIC = 5;

/** A deep copy of everything the data plane reads: later edits do not reach it. */
const freeze = ({
  api,
  routes,
  integrations,
  authorizers,
  models,
}: ApiRecord): DeploymentSnapshot =>
  structuredClone(
    defined({
      RouteSelectionExpression: api.RouteSelectionExpression,
      ApiKeySelectionExpression: api.ApiKeySelectionExpression,
      DisableExecuteApiEndpoint: api.DisableExecuteApiEndpoint,
      CorsConfiguration: api.CorsConfiguration,
      routes,
      integrations,
      authorizers,
      models,
    }),
  );

/** Makes a deployment of what the API is now. Throws where nothing can be deployed. */
export function deploy(
  context: OperationContext,
  record: ApiRecord,
  { description, isAutomatic = false }: { description?: string | undefined; isAutomatic?: boolean },
): Deployment {
  if (Object.keys(record.routes).length === 0)
    throw badRequest('Unable to deploy API because no routes exist in this API');
  const deployment: Deployment = defined({
    DeploymentId: freshId(context, 6, record.deployments),
    AutoDeployed: isAutomatic,
    CreatedDate: epochSeconds(context),
    DeploymentStatus: 'DEPLOYED',
    Description: description,
    snapshot: freeze(record),
  });
  record.deployments[deployment.DeploymentId] = deployment;
  return deployment;
}

/** Points a stage at a deployment. */
export function serve(context: OperationContext, stage: Stage, deploymentId: string): void {
  stage.DeploymentId = deploymentId;
  stage.LastUpdatedDate = epochSeconds(context);
}

/**
 * Stages with auto-deploy follow every change of the API. On AWS that takes a moment; here it has
 * happened before the change answers.
 */
export function autoDeploy(context: OperationContext, record: ApiRecord): void {
  const stages = values(record.stages).filter(({ AutoDeploy }) => AutoDeploy);
  if (stages.length === 0) return;
  if (Object.keys(record.routes).length === 0) {
    for (const stage of stages) {
      stage.LastDeploymentStatusMessage =
        'Deployment attempt failed: Unable to deploy API because no routes exist in this API';
    }
    return;
  }
  const { DeploymentId } = deploy(context, record, {
    isAutomatic: true,
    description: 'Automatic deployment triggered by changes to the Api configuration',
  });
  for (const stage of stages) {
    serve(context, stage, DeploymentId);
    stage.LastDeploymentStatusMessage = `Successfully deployed stage with deployment ID '${DeploymentId}'`;
  }
  dropOldOnes(record);
}

function dropOldOnes(record: ApiRecord): void {
  const served = new Set(values(record.stages).map((stage) => stage.DeploymentId));
  const idle = values(record.deployments).filter(
    ({ AutoDeployed, DeploymentId }) => AutoDeployed && !served.has(DeploymentId),
  );
  for (const { DeploymentId } of idle.slice(0, Math.max(0, idle.length - KEPT_AUTOMATIC)))
    delete record.deployments[DeploymentId];
}
