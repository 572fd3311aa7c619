import type { Deployment, Method, Resource, RestApi, Stage } from '@aws-sdk/client-api-gateway';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import { ambiguous } from './look-fault.ts';
import { blocked, dependsOn, fail, pass, type Evidence, type Finding } from './verdict.ts';

/** A REST API as the labs read it. */
export interface FoundApi extends RestApi {
  readonly id: string;
}

/** What was found under the lab's name, or under the id that the learner chose. */
export interface ApiSearch {
  readonly wantedName: string;
  readonly region: string;
  readonly api?: FoundApi;
  /** Names of all REST APIs of the Region. */
  readonly names: readonly string[];
}

const hasId = (api: RestApi): api is FoundApi => api.id !== undefined;

/**
 * Finds the lab's REST API by its name, or by `apiId` when the learner chose one.
 * @throws LookFault `ambiguous` when several bear the name
 */
export async function findRestApi(
  { aws, apiId, region }: GatherTools,
  name: string,
): Promise<ApiSearch> {
  const apis = ((await aws.apigateway.getRestApis()).items ?? []).filter(hasId);
  const matches = apis.filter((api) =>
    apiId === undefined ? api.name === name : api.id === apiId,
  );
  if (matches.length > 1) {
    const ids = matches.map(({ id }) => id);
    throw ambiguous(
      'REST APIs',
      name,
      ids,
      `Choose the one to look at, for example with --api-id ${ids[0] ?? ''}, or delete the others.`,
    );
  }
  const [api] = matches;
  return {
    wantedName: name,
    region,
    names: apis.map((one) => one.name ?? ''),
    ...(api && { api }),
  };
}

/** One stage and what is deployed there. Undefined where there is nothing to read. */
export type DeployedReadings = {
  readonly search: Promise<ApiSearch>;
  readonly stage: Promise<Stage | undefined>;
  readonly deployment: Promise<Deployment | undefined>;
};

/** Reads what a stage of the lab's REST API serves: three calls, one after the other. */
export function readDeployed(
  tools: GatherTools,
  { name, stage }: { name: string; stage: string },
): DeployedReadings {
  const { apigateway } = tools.aws;
  const search = findRestApi(tools, name);
  const found = search.then(async ({ api }) =>
    api
      ? (await apigateway.getStages({ restApiId: api.id })).item?.find(
          ({ stageName }) => stageName === stage,
        )
      : undefined,
  );
  const deployment = Promise.all([search, found]).then(([{ api }, live]) =>
    api && live?.deploymentId !== undefined
      ? apigateway.getDeployment({
          restApiId: api.id,
          deploymentId: live.deploymentId,
          embed: ['apisummary'],
        })
      : undefined,
  );
  return { search, stage: found, deployment };
}

/** Reads the API as it is edited now, with its methods and integrations. */
export const readResources = async (
  { aws }: GatherTools,
  search: Promise<ApiSearch>,
): Promise<readonly Resource[] | undefined> => {
  const { api } = await search;
  return (
    api &&
    ((await aws.apigateway.getResources({ restApiId: api.id, embed: ['methods'] })).items ?? [])
  );
};

export const apiEvidence = ({ api, names }: ApiSearch): Evidence => ({
  call: commandLine({ service: 'apigateway', operation: 'GetRestApis', input: {} }),
  fields: api ? { id: api.id, name: api.name } : { names },
});

/** Judges that the API is there and bears the lab's name. */
export function judgeRestApi(search: ApiSearch): Finding {
  const { api, wantedName, region, names } = search;
  const create = `aws apigateway create-rest-api --name ${wantedName}`;
  if (!api) {
    const others =
      names.length === 0
        ? 'There is no REST API at all'
        : `There are only ${names.map((name) => `"${name}"`).join(', ')}`;
    return fail(
      `No REST API named "${wantedName}" in ${region}. ${others}.`,
      `Create it: ${create}. If you built it in another Region, name that one with --region.`,
      apiEvidence(search),
    );
  }
  return api.name === wantedName
    ? pass(`REST API ${api.id} is named "${wantedName}".`, apiEvidence(search))
    : fail(
        `REST API ${api.id} is named "${api.name ?? ''}".`,
        `Rename it: aws apigateway update-rest-api --rest-api-id ${api.id} --patch-operations op=replace,path=/name,value=${wantedName}`,
        apiEvidence(search),
      );
}

const SPECIFICITY = { literal: 0, variable: 1, greedy: 2 } as const;
const kindOf = (segment: string): keyof typeof SPECIFICITY =>
  segment.endsWith('+}') ? 'greedy' : segment.startsWith('{') ? 'variable' : 'literal';
const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '');

function matchesPath(template: string, path: string): boolean {
  const pattern = segmentsOf(template);
  const segments = segmentsOf(path);
  const isGreedy = pattern.at(-1)?.endsWith('+}') ?? false;
  if (isGreedy ? segments.length < pattern.length : segments.length !== pattern.length)
    return false;
  return pattern.every(
    (segment, index) => kindOf(segment) !== 'literal' || segment === segments[index],
  );
}

const isMoreSpecific = (one: string, other: string): number => {
  const [first, second] = [segmentsOf(one), segmentsOf(other)];
  for (const [index, segment] of first.entries()) {
    const difference = SPECIFICITY[kindOf(segment)] - SPECIFICITY[kindOf(second[index] ?? '{+}')];
    if (difference !== 0) return difference;
  }
  return 0;
};

/** Where a request ends up. */
export interface Route<T> {
  /** The resource's path, which may hold variables. */
  readonly path: string;
  /** `ANY` when no method of its own takes the request. */
  readonly method: string;
  readonly value: T;
}

/**
 * Picks what takes a request, as API Gateway does: a literal segment before a variable before a
 * greedy one, and the method itself before `ANY`.
 */
export function routeOf<T>(
  routes: Readonly<Record<string, Readonly<Record<string, T>>>>,
  method: string,
  path: string,
): Route<T> | undefined {
  const template = Object.keys(routes)
    .filter((candidate) => matchesPath(candidate, path))
    .sort(isMoreSpecific)[0];
  const methods = template === undefined ? undefined : routes[template];
  for (const name of [method, 'ANY']) {
    const value = methods?.[name];
    if (template !== undefined && value !== undefined)
      return { path: template, method: name, value };
  }
  return undefined;
}

/** @returns the method that takes the request in the API as it is edited now, deployed or not */
export const liveRoute = (
  resources: readonly Resource[],
  method: string,
  path: string,
): Route<Method> | undefined =>
  routeOf(
    Object.fromEntries(
      resources.map((resource) => [resource.path ?? '', resource.resourceMethods ?? {}]),
    ),
    method,
    path,
  );

/** What the deployment's snapshot says of a method. */
export interface DeployedMethod {
  readonly authorizationType?: string | undefined;
  readonly apiKeyRequired?: boolean | undefined;
}

/** @returns the method that takes the request in what the stage serves */
export const deployedRoute = (
  deployment: Deployment,
  method: string,
  path: string,
): Route<DeployedMethod> | undefined => routeOf(deployment.apiSummary ?? {}, method, path);

/** What is wrong before one can even look at the deployed method, or the deployed method. */
export type Deployed =
  | { readonly finding: Finding }
  | {
      readonly finding?: never;
      readonly api: FoundApi;
      readonly route: Route<DeployedMethod>;
      readonly evidence: readonly Evidence[];
    };

interface DeployedSeen {
  readonly search: ApiSearch;
  readonly stage: Stage | undefined;
  readonly deployment: Deployment | undefined;
}

/**
 * Finds the method in the snapshot that the stage serves; later edits of the API are not in it.
 * @param apiObjective the objective that asks for the API
 */
export function findDeployed(
  { search, stage, deployment }: DeployedSeen,
  {
    stageName,
    method,
    path,
    apiObjective,
  }: { stageName: string; method: string; path: string; apiObjective: string },
): Deployed {
  const { api, wantedName } = search;
  if (!api)
    return { finding: dependsOn(apiObjective, `There is no REST API "${wantedName}" yet.`) };
  const deploy = `aws apigateway create-deployment --rest-api-id ${api.id} --stage-name ${stageName}`;
  const stages = commandLine({
    service: 'apigateway',
    operation: 'GetStages',
    input: { restApiId: api.id },
  });
  if (!stage || !deployment) {
    const saw = stage
      ? `Stage "${stageName}" has no deployment.`
      : `API ${api.id} has no stage named "${stageName}".`;
    return {
      finding: fail(saw, `Deploy it: ${deploy}`, {
        call: stages,
        fields: { stageName: stage?.stageName },
      }),
    };
  }
  const snapshot = Object.keys(deployment.apiSummary ?? {});
  const route = deployedRoute(deployment, method, path);
  const evidence: Evidence[] = [
    { call: stages, fields: { stageName, deploymentId: stage.deploymentId } },
    {
      call: commandLine({
        service: 'apigateway',
        operation: 'GetDeployment',
        input: { restApiId: api.id, deploymentId: stage.deploymentId, embed: ['apisummary'] },
      }),
      fields: route ? { [`${route.method} ${route.path}`]: route.value } : { apiSummary: snapshot },
    },
  ];
  if (route) return { api, route, evidence };
  if (snapshot.length === 0) {
    const saw = `The answer does not say what deployment ${stage.deploymentId ?? ''} holds.`;
    return {
      finding: blocked(
        'undecidable',
        saw,
        'AWS and the local sandbox do say it; this endpoint does not seem to know apisummary.',
        ...evidence,
      ),
    };
  }
  return {
    finding: fail(
      `What stage "${stageName}" serves (deployment ${stage.deploymentId ?? ''}) has no ${method} ${path}.`,
      `Build the method, then deploy again, since a deployment never changes: ${deploy}`,
      ...evidence,
    ),
  };
}

/** Tokens per second and size of the bucket. */
export interface Throttle {
  readonly rateLimit?: number | undefined;
  readonly burstLimit?: number | undefined;
}

/** `~1products/GET`, `/products/GET` and `products/GET` are the same key. */
const settingKey = (key: string) => key.replaceAll('~1', '/').replace(/^\//, '');

/** @returns the value for a method: under the method's own key, else under all methods' */
export function settingFor<T>(
  settings: Readonly<Record<string, T>> | undefined,
  { path, method }: { path: string; method: string },
): { readonly key: string; readonly value: T } | undefined {
  const entries = Object.entries(settings ?? {});
  for (const wanted of [settingKey(`${path}/${method}`), '*/*']) {
    const found = entries.find(([key]) => settingKey(key) === wanted);
    if (found) return { key: found[0], value: found[1] };
  }
  return undefined;
}
