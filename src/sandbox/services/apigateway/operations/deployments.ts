import type {
  CreateDeploymentRequest,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  UpdateDeploymentRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { applyPatch, textRule, type PatchRule } from '../../patch.ts';
import { apiOf, defined, freshId, nonEmpty, omit, own, pageOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { Deployment, DeploymentSnapshot, RestApiRecord, Stage } from '../state.ts';
import { noDeployment } from '../texts.ts';
import { newStage } from './new-stage.ts';

/** A deep copy of everything the data plane reads: later edits do not reach it. */
const freeze = (record: RestApiRecord): DeploymentSnapshot =>
  structuredClone(
    defined({
      binaryMediaTypes: record.api.binaryMediaTypes ?? [],
      minimumCompressionSize: record.api.minimumCompressionSize,
      apiKeySource: record.api.apiKeySource,
      endpointConfiguration: record.api.endpointConfiguration,
      policy: record.api.policy,
      disableExecuteApiEndpoint: record.api.disableExecuteApiEndpoint,
      resources: record.resources,
      models: record.models,
      requestValidators: record.requestValidators,
      authorizers: record.authorizers,
      gatewayResponses: record.gatewayResponses,
    }),
  );

/** Path → method → authorization, as `embed=apisummary` shows what is deployed. */
function summaryOf({ snapshot }: Deployment) {
  const withMethods = values(snapshot.resources).filter(
    ({ resourceMethods = {} }) => Object.keys(resourceMethods).length > 0,
  );
  return Object.fromEntries(
    withMethods.map(({ path, resourceMethods = {} }) => [
      path,
      Object.fromEntries(
        Object.entries(resourceMethods).map(([name, { authorizationType, apiKeyRequired }]) => [
          name,
          { authorizationType, apiKeyRequired },
        ]),
      ),
    ]),
  );
}

const show = (deployment: Deployment, embed?: readonly string[]) => {
  const rest = omit(deployment, 'snapshot');
  return embed?.includes('apisummary') ? { ...rest, apiSummary: summaryOf(deployment) } : rest;
};

function demandDeployable(record: RestApiRecord): void {
  const methods = values(record.resources).flatMap(({ resourceMethods = {} }) =>
    Object.values(resourceMethods),
  );
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some(({ methodIntegration }) => !methodIntegration))
    throw badRequest('No integration defined for method');
}

const CANARY = 'Invalid deployment content specified.';

/** A canary needs a stage that is there (texts recorded). */
function canaryStage(record: RestApiRecord, stageName: string | undefined): Stage {
  if (!stageName) {
    throw badRequest(
      `${CANARY}Non null and non empty stageName must be provided for canary deployment. Provided value is ${stageName === undefined ? 'null' : stageName}`,
    );
  }
  const stage = own(record.stages, stageName);
  if (!stage)
    throw badRequest(
      `${CANARY}Stage ${stageName} must already be created before making a canary release deployment`,
    );
  return stage;
}

export function createDeployment(
  context: OperationContext,
  input: Parsed<CreateDeploymentRequest>,
): object {
  const record = apiOf(context, input.restApiId);
  const canary = input.canarySettings && {
    stage: canaryStage(record, input.stageName),
    settings: input.canarySettings,
  };
  demandDeployable(record);
  demandRoom('Deployments', record.deployments);
  const id = freshId(context, 6, record.deployments);
  const deployment: Deployment = defined({
    id,
    description: nonEmpty(input.description),
    createdDate: epochSeconds(context),
    snapshot: freeze(record),
  });
  const stageName = nonEmpty(input.stageName);
  const known = stageName === undefined ? undefined : own(record.stages, stageName);
  const made =
    stageName !== undefined && !known
      ? newStage(context, record, {
          ...input,
          stageName,
          deploymentId: id,
          description: input.stageDescription,
        })
      : undefined;
  record.deployments[id] = deployment;
  if (made) record.stages[made.stageName] = made;
  if (canary) {
    canary.stage.canarySettings = defined({
      percentTraffic: canary.settings.percentTraffic ?? 0,
      deploymentId: id,
      stageVariableOverrides: canary.settings.stageVariableOverrides && {
        ...canary.settings.stageVariableOverrides,
      },
      useStageCache: canary.settings.useStageCache ?? false,
    });
  } else if (known) redeploy(known, id, input, epochSeconds(context));
  return show(deployment);
}

/** Deploying to a stage that is there moves it; what the call names, it also sets. */
function redeploy(
  stage: Stage,
  deploymentId: string,
  input: Parsed<CreateDeploymentRequest>,
  now: number,
): void {
  stage.deploymentId = deploymentId;
  stage.lastUpdatedDate = now;
  if (input.stageDescription) stage.description = input.stageDescription;
  if (input.variables) stage.variables = { ...stage.variables, ...input.variables };
  if (input.tracingEnabled !== undefined) stage.tracingEnabled = input.tracingEnabled;
}

function deploymentOf(context: OperationContext, restApiId: string, deploymentId: string) {
  const record = apiOf(context, restApiId);
  const deployment = own(record.deployments, deploymentId);
  if (!deployment) throw noDeployment();
  return { record, deployment };
}

export const getDeployment = (
  context: OperationContext,
  { restApiId, deploymentId, embed }: Parsed<GetDeploymentRequest>,
) => show(deploymentOf(context, restApiId, deploymentId).deployment, embed);

/** Newest first, as AWS lists them (documented in its console; assumed for the API). */
export function getDeployments(context: OperationContext, input: Parsed<GetDeploymentsRequest>) {
  const page = pageOf(values(apiOf(context, input.restApiId).deployments).reverse(), input);
  return { ...page, items: page.items.map((one) => show(one)) };
}

export function deleteDeployment(
  context: OperationContext,
  { restApiId, deploymentId }: Parsed<GetDeploymentRequest>,
): void {
  const { record } = deploymentOf(context, restApiId, deploymentId);
  const isUsed = values(record.stages).some(
    (stage) =>
      stage.deploymentId === deploymentId || stage.canarySettings?.deploymentId === deploymentId,
  );
  if (isUsed)
    throw badRequest('Active stages pointing to this deployment must be moved or deleted');
  delete record.deployments[deploymentId];
}

const RULES: readonly PatchRule<Deployment>[] = [textRule('description', ['replace', 'remove'])];

export function updateDeployment(
  context: OperationContext,
  input: Parsed<UpdateDeploymentRequest>,
): object {
  const { record, deployment } = deploymentOf(context, input.restApiId, input.deploymentId);
  const patched = applyPatch(deployment, input.patchOperations, RULES);
  record.deployments[patched.id] = patched;
  return show(patched);
}
