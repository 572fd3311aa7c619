import type { Resource } from '@aws-sdk/client-api-gateway';
import type { GatherTools } from './define.ts';
import type { DeployedSeen } from './deployed-method.ts';
import { readDeployed, readResources, type DeployedReadings } from './rest-api.ts';

/** One stage of a REST API, what is deployed there, and the API as it is edited now. */
export type RestReadings = DeployedReadings & {
  readonly resources: Promise<readonly Resource[] | undefined>;
};

/** {@link RestReadings}, answered. */
export interface RestSeen extends DeployedSeen {
  readonly resources: readonly Resource[] | undefined;
}

/** What most labs of REST APIs read: five calls, two of them at once. */
export const restReadings =
  (lab: { readonly name: string; readonly stage: string }) =>
  (tools: GatherTools): RestReadings => {
    const deployed = readDeployed(tools, lab);
    return { ...deployed, resources: readResources(tools, deployed.search) };
  };
