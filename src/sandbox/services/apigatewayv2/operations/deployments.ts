import type {
  CreateDeploymentRequest,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  UpdateDeploymentRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { nonEmpty, own, values } from '../../records.ts';
import { apiOf, listOf, updated } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { Deployment } from '../state.ts';
import { noDeployment, noStage } from '../texts.ts';
import { deploy, serve } from './deploy.ts';

export function createDeployment(
  context: OperationContext,
  input: Parsed<CreateDeploymentRequest>,
): Deployment {
  const record = apiOf(context, input.ApiId);
  const stageName = nonEmpty(input.StageName);
  const stage = stageName === undefined ? undefined : own(record.stages, stageName);
  if (stageName !== undefined && !stage) throw noStage();
  if (stage?.AutoDeploy)
    throw badRequest('Deployments cannot be created for a stage with auto-deploy enabled');
  demandRoom('Deployments', record.deployments);
  const deployment = deploy(context, record, { description: nonEmpty(input.Description) });
  if (stage) serve(context, stage, deployment.DeploymentId);
  return deployment;
}

function deploymentOf(context: OperationContext, apiId: string, deploymentId: string) {
  const record = apiOf(context, apiId);
  const deployment = own(record.deployments, deploymentId);
  if (!deployment) throw noDeployment(deploymentId);
  return { record, deployment };
}

export const getDeployment = (
  context: OperationContext,
  { ApiId, DeploymentId }: Parsed<GetDeploymentRequest>,
): Deployment => deploymentOf(context, ApiId, DeploymentId).deployment;

/** Newest first (assumed). */
export const getDeployments = (context: OperationContext, input: Parsed<GetDeploymentsRequest>) =>
  listOf(values(apiOf(context, input.ApiId).deployments).reverse(), input);

export function deleteDeployment(
  context: OperationContext,
  { ApiId, DeploymentId }: Parsed<GetDeploymentRequest>,
): void {
  const { record } = deploymentOf(context, ApiId, DeploymentId);
  if (values(record.stages).some((stage) => stage.DeploymentId === DeploymentId))
    throw badRequest('Active stages pointing to this deployment must be moved or deleted');
  delete record.deployments[DeploymentId];
}

export function updateDeployment(
  context: OperationContext,
  input: Parsed<UpdateDeploymentRequest>,
): Deployment {
  const { record, deployment } = deploymentOf(context, input.ApiId, input.DeploymentId);
  // The snapshot stays the same object: what was compiled from it is still right.
  const changed = updated<Deployment>(deployment, { Description: input.Description });
  record.deployments[deployment.DeploymentId] = changed;
  return changed;
}
