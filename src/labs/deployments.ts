import type { Deployment, Stage } from '@aws-sdk/client-api-gateway';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import type { ApiSearch } from './rest-api.ts';
import { stageEvidence } from './stage-setting.ts';
import type { Evidence } from './verdict.ts';

const secondsOf = ({ createdDate }: Deployment) => createdDate?.getTime() ?? 0;

/** @returns all deployments of the lab's REST API, newest first; none when there is no API */
export async function readDeployments(
  { aws }: GatherTools,
  search: Promise<ApiSearch>,
): Promise<readonly Deployment[]> {
  const { api } = await search;
  if (!api) return [];
  const { items = [] } = await aws.apigateway.getDeployments({ restApiId: api.id });
  return [...items].sort((one, other) => secondsOf(other) - secondsOf(one));
}

/** Which deployments there are, and which one the stage shows. */
export const deploymentsEvidence = (
  apiId: string,
  { stageName = '', deploymentId, canarySettings }: Stage,
  deployments: readonly Deployment[],
): readonly [Evidence, Evidence] => [
  stageEvidence(apiId, stageName, {
    deploymentId,
    ...(canarySettings && {
      canarySettings: {
        deploymentId: canarySettings.deploymentId,
        percentTraffic: canarySettings.percentTraffic,
      },
    }),
  }),
  {
    call: commandLine({
      service: 'apigateway',
      operation: 'GetDeployments',
      input: { restApiId: apiId },
    }),
    fields: { newestFirst: deployments.map(({ id }) => id) },
  },
];
