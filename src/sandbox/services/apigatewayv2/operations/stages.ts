import type {
  CreateStageRequest,
  DeleteRouteSettingsRequest,
  GetStageRequest,
  GetStagesRequest,
  UpdateStageRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest, conflict, notFound } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { defined, nonEmpty, own, values, withoutKey } from '../../records.ts';
import { apiOf, listOf, merged, updated } from '../access.ts';
import { demandRoom, MAX_LOG_FORMAT_BYTES, MAX_STAGE_VARIABLES } from '../limits.ts';
import type { ApiRecord, RouteSettings, Stage } from '../state.ts';
import { noDeployment, noStage } from '../texts.ts';
import { autoDeploy } from './deploy.ts';

type SettingsInput = NonNullable<CreateStageRequest['DefaultRouteSettings']>;

/** Without throttling of its own a route has the account's limits. */
const defaultSettings = ({ api }: ApiRecord): RouteSettings =>
  api.ProtocolType === 'HTTP'
    ? { DetailedMetricsEnabled: false }
    : { DataTraceEnabled: false, DetailedMetricsEnabled: false, LoggingLevel: 'OFF' };

function settingsOf({ api }: ApiRecord, given: SettingsInput): RouteSettings {
  if (api.ProtocolType === 'HTTP' && (given.LoggingLevel ?? given.DataTraceEnabled) !== undefined)
    throw badRequest('Execution logs are not supported on protocolType HTTP');
  const { ThrottlingBurstLimit: burst = 0, ThrottlingRateLimit: rate = 0 } = given;
  if (burst < 0 || rate < 0 || !Number.isInteger(burst))
    throw badRequest('Throttling limits must be 0 or more, and the burst limit a whole number');
  return defined({ ...given });
}

function routeSettingsOf(
  record: ApiRecord,
  given: Readonly<Record<string, SettingsInput>> | undefined,
): Record<string, RouteSettings> {
  const entries = Object.entries(given ?? {}).map(([key, settings]) => {
    if (!values(record.routes).some(({ RouteKey }) => RouteKey === key))
      throw notFound(`Unable to find Route by key ${key} within the provided RouteSettings`);
    return [key, settingsOf(record, settings)] as const;
  });
  return Object.fromEntries(entries);
}

function logSettings(given: CreateStageRequest['AccessLogSettings']): Stage['AccessLogSettings'] {
  if (!given) return undefined;
  const { DestinationArn, Format } = given;
  if (
    DestinationArn !== undefined &&
    !/^arn:aws[a-z-]*:(logs|firehose):[a-z0-9-]+:\d{12}:/.test(DestinationArn)
  )
    throw badRequest(
      'Invalid ARN specified for the access log destination. It must be a CloudWatch Logs log group.',
    );
  if ((Format?.length ?? 0) > MAX_LOG_FORMAT_BYTES)
    throw badRequest(`The access log format can have at most ${MAX_LOG_FORMAT_BYTES} bytes`);
  return defined({ DestinationArn: DestinationArn?.replace(/:\*$/, ''), Format });
}

function demandStage(record: ApiRecord, stage: Stage): void {
  const isHttp = record.api.ProtocolType === 'HTTP';
  const { DeploymentId } = stage;
  if (
    !(isHttp && stage.StageName === '$default') &&
    !/^[a-zA-Z0-9_-]{1,128}$/.test(stage.StageName)
  )
    throw badRequest('Stage name only allows a-zA-Z0-9-_');
  if (isHttp && stage.ClientCertificateId !== undefined)
    throw badRequest('Client certificates are not supported for HTTP APIs');
  if (DeploymentId !== undefined && !own(record.deployments, DeploymentId))
    throw noDeployment(DeploymentId);
  if (Object.keys(stage.StageVariables).length > MAX_STAGE_VARIABLES)
    throw badRequest(`A stage can have at most ${MAX_STAGE_VARIABLES} variables`);
  for (const [name, value] of Object.entries(stage.StageVariables)) {
    if (!/^\w{1,64}$/.test(name) || !/^[A-Za-z0-9-._~:/?#&=,@]{1,512}$/.test(value))
      throw badRequest(`Invalid stage variable specified: ${name}`);
  }
}

/** With auto-deploy the gateway alone chooses the deployment. */
function demandFreeDeployment(autoDeploys: boolean, deploymentId: string | undefined): void {
  if (autoDeploys && deploymentId !== undefined)
    throw badRequest('Deployment ID cannot be set for a stage with auto-deploy enabled');
}

/** A stage that fits the API; not yet part of it. */
export function newStage(
  context: OperationContext,
  record: ApiRecord,
  input: Omit<Parsed<CreateStageRequest>, 'ApiId'>,
): Stage {
  demandFreeDeployment(input.AutoDeploy ?? false, input.DeploymentId);
  if (own(record.stages, input.StageName)) throw conflict('Stage already exists');
  demandRoom('Stages', record.stages);
  const now = epochSeconds(context);
  const stage: Stage = defined({
    StageName: input.StageName,
    AccessLogSettings: logSettings(input.AccessLogSettings),
    AutoDeploy: input.AutoDeploy ?? false,
    ClientCertificateId: nonEmpty(input.ClientCertificateId),
    CreatedDate: now,
    DefaultRouteSettings: {
      ...defaultSettings(record),
      ...settingsOf(record, input.DefaultRouteSettings ?? {}),
    },
    DeploymentId: nonEmpty(input.DeploymentId),
    Description: nonEmpty(input.Description),
    LastUpdatedDate: now,
    RouteSettings: routeSettingsOf(record, input.RouteSettings),
    StageVariables: { ...input.StageVariables },
    Tags: { ...input.Tags },
  });
  demandStage(record, stage);
  return stage;
}

export function createStage(context: OperationContext, input: Parsed<CreateStageRequest>): Stage {
  const record = apiOf(context, input.ApiId);
  const stage = newStage(context, record, input);
  record.stages[stage.StageName] = stage;
  if (stage.AutoDeploy && Object.keys(record.routes).length > 0) autoDeploy(context, record);
  return stage;
}

export function stageOf(context: OperationContext, apiId: string, stageName: string) {
  const record = apiOf(context, apiId);
  const stage = own(record.stages, stageName);
  if (!stage) throw noStage();
  return { record, stage };
}

export const getStage = (
  context: OperationContext,
  { ApiId, StageName }: Parsed<GetStageRequest>,
): Stage => stageOf(context, ApiId, StageName).stage;

export const getStages = (context: OperationContext, input: Parsed<GetStagesRequest>) =>
  listOf(values(apiOf(context, input.ApiId).stages), input);

export function deleteStage(
  context: OperationContext,
  { ApiId, StageName }: Parsed<GetStageRequest>,
): void {
  const { record } = stageOf(context, ApiId, StageName);
  const domains =
    context.sandbox.accounts[context.caller.accountId]?.[context.region]?.apigateway.domainNames;
  const isMapped = values(domains ?? {}).some(({ basePathMappings }) =>
    values(basePathMappings).some(
      ({ restApiId, stage }) => restApiId === ApiId && stage === StageName,
    ),
  );
  if (isMapped)
    throw badRequest(
      'Deleting stages with base path mappings is not permitted. Remove the API mappings of the stage first.',
    );
  delete record.stages[StageName];
}

export function updateStage(context: OperationContext, input: Parsed<UpdateStageRequest>): Stage {
  const { record, stage } = stageOf(context, input.ApiId, input.StageName);
  const autoDeploys = input.AutoDeploy ?? stage.AutoDeploy;
  demandFreeDeployment(autoDeploys, input.DeploymentId);
  const changed = updated<Stage>(stage, {
    AccessLogSettings: logSettings(input.AccessLogSettings),
    AutoDeploy: input.AutoDeploy,
    ClientCertificateId: input.ClientCertificateId,
    DefaultRouteSettings: input.DefaultRouteSettings && {
      ...stage.DefaultRouteSettings,
      ...settingsOf(record, input.DefaultRouteSettings),
    },
    DeploymentId: input.DeploymentId,
    Description: input.Description,
    LastUpdatedDate: epochSeconds(context),
    RouteSettings: { ...stage.RouteSettings, ...routeSettingsOf(record, input.RouteSettings) },
    StageVariables: merged(stage.StageVariables, input.StageVariables),
  });
  demandStage(record, changed);
  record.stages[stage.StageName] = changed;
  if (autoDeploys && !stage.AutoDeploy) autoDeploy(context, record);
  return changed;
}

export function deleteAccessLogSettings(
  context: OperationContext,
  { ApiId, StageName }: Parsed<GetStageRequest>,
): void {
  const { stage } = stageOf(context, ApiId, StageName);
  delete stage.AccessLogSettings;
}

export function deleteRouteSettings(
  context: OperationContext,
  { ApiId, StageName, RouteKey }: Parsed<DeleteRouteSettingsRequest>,
): void {
  const { stage } = stageOf(context, ApiId, StageName);
  if (!own(stage.RouteSettings, RouteKey))
    throw notFound(`Unable to find RouteSettings by key ${RouteKey} within the provided Stage`);
  stage.RouteSettings = withoutKey(stage.RouteSettings, RouteKey);
}

export function resetAuthorizersCache(
  context: OperationContext,
  { ApiId, StageName }: Parsed<GetStageRequest>,
): void {
  const { record, stage } = stageOf(context, ApiId, StageName);
  if (record.api.ProtocolType !== 'HTTP')
    throw badRequest('Resetting the authorizers cache is supported only for HTTP APIs');
  stage.authorizerCacheResets = (stage.authorizerCacheResets ?? 0) + 1;
}
