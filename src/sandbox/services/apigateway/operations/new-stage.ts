import type { CreateStageRequest } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext } from '../../context.ts';
import { defined, nonEmpty } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { RestApiRecord, Stage } from '../state.ts';

export type StageInput = Pick<
  CreateStageRequest,
  | 'variables'
  | 'description'
  | 'cacheClusterEnabled'
  | 'cacheClusterSize'
  | 'documentationVersion'
  | 'tracingEnabled'
  | 'tags'
> & {
  readonly stageName: string;
  readonly deploymentId: string;
};

const STAGE_NAME = /^[a-zA-Z0-9_-]+$/;
const VARIABLE_NAME = /^[A-Za-z0-9_]+$/;
/** Source: docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
const VARIABLE_VALUE = /^[A-Za-z0-9-._~:/?#&=,]*$/;

export function checkVariable(name: string, value: string): void {
  if (!VARIABLE_NAME.test(name)) {
    throw badRequest(
      `Stage variable name '${name}' is invalid. Variable names can only have alphanumeric characters and underscores.`,
    );
  }
  if (!VARIABLE_VALUE.test(value)) {
    throw badRequest(
      `Stage variable value '${value}' is invalid. Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
    );
  }
}

/** A cache takes a while to come up: AVAILABLE after the settling time (4 minutes at AWS). */
export const startCache = (
  context: OperationContext,
  size: string | undefined,
): Partial<Stage> => ({
  cacheClusterEnabled: true,
  cacheClusterSize: size ?? '0.5',
  cacheClusterStatus: 'CREATE_IN_PROGRESS',
  cacheSettledAt: context.clock.now() + context.settleMs,
});

/** @returns a stage with AWS's defaults (recorded), not yet stored. */
export function newStage(
  context: OperationContext,
  record: RestApiRecord,
  input: StageInput,
): Stage {
  if (!STAGE_NAME.test(input.stageName)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
  demandRoom('Stages', record.stages);
  for (const [name, value] of Object.entries(input.variables ?? {})) checkVariable(name, value);
  const now = epochSeconds(context);
  return defined({
    stageName: input.stageName,
    deploymentId: input.deploymentId,
    description: nonEmpty(input.description),
    cacheClusterEnabled: false,
    cacheClusterSize: input.cacheClusterEnabled ? undefined : input.cacheClusterSize,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {},
    variables: input.variables && { ...input.variables },
    documentationVersion: input.documentationVersion,
    tracingEnabled: input.tracingEnabled ?? false,
    tags: input.tags && { ...input.tags },
    createdDate: now,
    lastUpdatedDate: now,
    ...(input.cacheClusterEnabled && startCache(context, input.cacheClusterSize)),
  });
}
