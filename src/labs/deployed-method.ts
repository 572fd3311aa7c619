import type { Deployment, Method, Resource, Stage } from '@aws-sdk/client-api-gateway';
import { commandLine } from './aws-reader.ts';
import {
  findDeployed,
  judgeRestApi,
  liveRoute,
  type ApiSearch,
  type Deployed,
} from './rest-api.ts';
import type { FoundApi, Route } from './rest-api.ts';
import { dependsOn, fail, type Evidence, type Finding } from './verdict.ts';

/** What {@link readDeployed} reads, answered. */
export interface DeployedSeen {
  readonly search: ApiSearch;
  readonly stage: Stage | undefined;
  readonly deployment: Deployment | undefined;
}

/** Where a lab's request goes. */
export interface MethodPlace {
  readonly stageName: string;
  readonly method: string;
  /** A request's path, such as `/products`. */
  readonly path: string;
}

/** Finds the deployed method for the objective that asks for the API as well: without it, it fails. */
export const findDeployedMethod = (seen: DeployedSeen, place: MethodPlace): Deployed =>
  seen.search.api
    ? findDeployed(seen, { ...place, apiObjective: '' })
    : { finding: judgeRestApi(seen.search) };

/**
 * Finds the deployed method for an objective that builds on it.
 * @param objectiveId the objective that asks for the method
 */
export function requireDeployedMethod(
  seen: DeployedSeen,
  place: MethodPlace,
  objectiveId: string,
): Deployed {
  const deployed = findDeployedMethod(seen, place);
  const { finding } = deployed;
  if (!finding || (finding.verdict === 'blocked' && finding.reason !== 'depends-on'))
    return deployed;
  return { finding: dependsOn(objectiveId, finding.saw) };
}

/** Stage and API without a look at the method, or why there are none yet. */
export type StageFound =
  | { readonly finding: Finding }
  | { readonly finding?: never; readonly api: FoundApi; readonly stage: Stage };

/** @param objectiveId the objective that asks for the stage */
export function requireStage(
  { search, stage }: Pick<DeployedSeen, 'search' | 'stage'>,
  stageName: string,
  objectiveId: string,
): StageFound {
  const { api, wantedName } = search;
  return api && stage
    ? { api, stage }
    : {
        finding: dependsOn(
          objectiveId,
          `There is no stage "${stageName}" of a REST API "${wantedName}" yet.`,
        ),
      };
}

/** The line that deploys to a stage. */
export const deployCommand = (apiId: string, stageName: string): string =>
  `aws apigateway create-deployment --rest-api-id ${apiId} --stage-name ${stageName}`;

/** The method as it is edited now, with its resource, or why there is none. */
export type LiveMethod =
  | { readonly finding: Finding }
  | {
      readonly finding?: never;
      readonly route: Route<Method>;
      readonly resource: Resource;
      readonly evidence: Evidence;
    };

/**
 * Finds the method that takes a request in the API as it is edited now. What only shows there, such as
 * an integration, says what the next deployment will serve; whether it is deployed, a probe tells.
 * @param shown what the evidence shows of the method
 */
export function findLiveMethod(
  api: FoundApi,
  resources: readonly Resource[],
  { method, path }: MethodPlace,
  shown: (value: Method) => Readonly<Record<string, unknown>>,
): LiveMethod {
  const call = commandLine({
    service: 'apigateway',
    operation: 'GetResources',
    input: { restApiId: api.id, embed: ['methods'] },
  });
  const route = liveRoute(resources, method, path);
  const resource = resources.find((one) => one.path === route?.path);
  if (!route || !resource) {
    const paths = resources.map((one) => one.path);
    return {
      finding: fail(
        `API ${api.id} has no method that takes ${method} ${path}. Its paths: ${paths.join(', ')}.`,
        `Create the resource and put the method ${method} on it, with its integration.`,
        { call, fields: { paths } },
      ),
    };
  }
  const evidence = {
    call,
    fields: { path: route.path, method: route.method, ...shown(route.value) },
  };
  return { route, resource, evidence };
}
