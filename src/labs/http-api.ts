import type { Api, Route, Stage } from '@aws-sdk/client-apigatewayv2';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import { ambiguous } from './look-fault.ts';
import { routeOf } from './rest-api.ts';
import { dependsOn, fail, pass, type Evidence, type Finding } from './verdict.ts';

/** An HTTP API as the labs read it. */
export interface FoundHttpApi extends Api {
  readonly ApiId: string;
}

/** What was found under the lab's name, or under the id that the learner chose. */
export interface HttpApiSearch {
  readonly wantedName: string;
  readonly region: string;
  readonly api?: FoundHttpApi;
  /** Names of all HTTP APIs of the Region. */
  readonly names: readonly string[];
}

const isHttp = (api: Api): api is FoundHttpApi =>
  api.ApiId !== undefined && api.ProtocolType === 'HTTP';

/**
 * Finds the lab's HTTP API by its name, or by `apiId` when the learner chose one.
 * @throws LookFault `ambiguous` when several bear the name
 */
export async function findHttpApi(
  { aws, apiId, region }: GatherTools,
  name: string,
): Promise<HttpApiSearch> {
  const apis = ((await aws.apigatewayv2.getApis()).Items ?? []).filter(isHttp);
  const matches = apis.filter((api) =>
    apiId === undefined ? api.Name === name : api.ApiId === apiId,
  );
  if (matches.length > 1) {
    const ids = matches.map(({ ApiId }) => ApiId);
    throw ambiguous(
      'HTTP APIs',
      name,
      ids,
      `Choose the one to look at, for example with --api-id ${ids[0] ?? ''}, or delete the others.`,
    );
  }
  const [api] = matches;
  return {
    wantedName: name,
    region,
    names: apis.map((one) => one.Name ?? ''),
    ...(api && { api }),
  };
}

/** An HTTP API with its stages and routes; both are empty when there is no API. */
export type HttpReadings = {
  readonly search: Promise<HttpApiSearch>;
  readonly stages: Promise<readonly Stage[]>;
  readonly routes: Promise<readonly Route[]>;
};

/** {@link HttpReadings}, answered. */
export interface HttpSeen {
  readonly search: HttpApiSearch;
  readonly stages: readonly Stage[];
  readonly routes: readonly Route[];
}

/** What most labs of HTTP APIs read: three calls, two of them at once. */
export function readHttpApi(tools: GatherTools, name: string): HttpReadings {
  const { apigatewayv2 } = tools.aws;
  const search = findHttpApi(tools, name);
  return {
    search,
    stages: search.then(async ({ api }) =>
      api ? ((await apigatewayv2.getStages({ ApiId: api.ApiId })).Items ?? []) : [],
    ),
    routes: search.then(async ({ api }) =>
      api ? ((await apigatewayv2.getRoutes({ ApiId: api.ApiId })).Items ?? []) : [],
    ),
  };
}

/** @param fields what of the API was looked at */
export const httpApiEvidence = (
  { api, names }: HttpApiSearch,
  fields: Readonly<Record<string, unknown>> = {},
): Evidence => ({
  call: commandLine({ service: 'apigatewayv2', operation: 'GetApis', input: {} }),
  fields: api ? { ApiId: api.ApiId, Name: api.Name, ...fields } : { names },
});

/** Judges that the API is there and bears the lab's name. */
export function judgeHttpApi(search: HttpApiSearch): Finding {
  const { api, wantedName, region, names } = search;
  if (!api) {
    const others =
      names.length === 0
        ? 'There is no HTTP API at all'
        : `There are only ${names.map((name) => `"${name}"`).join(', ')}`;
    return fail(
      `No HTTP API named "${wantedName}" in ${region}. ${others}.`,
      `Create it: aws apigatewayv2 create-api --name ${wantedName} --protocol-type HTTP. A REST API is another kind, and if you built it in another Region, name that one with --region.`,
      httpApiEvidence(search),
    );
  }
  return api.Name === wantedName
    ? pass(`HTTP API ${api.ApiId} is named "${wantedName}".`, httpApiEvidence(search))
    : fail(
        `HTTP API ${api.ApiId} is named "${api.Name ?? ''}".`,
        `Rename it: aws apigatewayv2 update-api --api-id ${api.ApiId} --name ${wantedName}`,
        httpApiEvidence(search),
      );
}

/**
 * Picks the route that takes a request, as an HTTP API does: a path without the method does not end the
 * search, a greedy path comes after all others, and `$default` last.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function httpRouteOf(
  routes: readonly Route[],
  method: string,
  path: string,
): Route | undefined {
  const table: Record<string, Record<string, Route>> = {};
  for (const route of routes) {
    const [verb = '', template] = route.RouteKey?.split(' ') ?? [];
    if (template === undefined || (verb !== method && verb !== 'ANY')) continue;
    table[template] = { ...table[template], [verb]: route };
  }
  return (
    routeOf(table, method, path)?.value ?? routes.find(({ RouteKey }) => RouteKey === '$default')
  );
}

/** A stage that serves something, or why there is none. */
export type HttpStageFound =
  | { readonly finding: Finding }
  | {
      readonly finding?: never;
      readonly api: FoundHttpApi;
      readonly stage: Stage;
      readonly evidence: Evidence;
    };

/** Finds a stage that has a deployment, for the objective that asks for the API as well. */
export function findHttpStage({ search, stages }: HttpSeen, stageName: string): HttpStageFound {
  const { api } = search;
  if (!api) return { finding: judgeHttpApi(search) };
  const stage = stages.find((one) => one.StageName === stageName);
  const evidence = {
    call: commandLine({
      service: 'apigatewayv2',
      operation: 'GetStages',
      input: { ApiId: api.ApiId },
    }),
    fields: stage
      ? { StageName: stageName, AutoDeploy: stage.AutoDeploy, DeploymentId: stage.DeploymentId }
      : { stages: stages.map(({ StageName }) => StageName) },
  };
  if (!stage)
    return {
      finding: fail(
        `HTTP API ${api.ApiId} has no stage "${stageName}".`,
        `Create it: aws apigatewayv2 create-stage --api-id ${api.ApiId} --stage-name '${stageName}' --auto-deploy`,
        evidence,
      ),
    };
  return stage.DeploymentId === undefined
    ? {
        finding: fail(
          `Stage "${stageName}" has no deployment.`,
          `Deploy it: aws apigatewayv2 create-deployment --api-id ${api.ApiId} --stage-name '${stageName}'`,
          evidence,
        ),
      }
    : { api, stage, evidence };
}

/** Judges that the API has a route for the request, open to everybody, and that the stage serves something. */
export function judgeOpenRoute(
  seen: HttpSeen,
  place: { readonly stageName: string; readonly method: string; readonly path: string },
): Finding {
  const found = findHttpStage(seen, place.stageName);
  if (found.finding) return found.finding;
  const { api, evidence } = found;
  const { method, path } = place;
  const call = commandLine({
    service: 'apigatewayv2',
    operation: 'GetRoutes',
    input: { ApiId: api.ApiId },
  });
  const route = httpRouteOf(seen.routes, method, path);
  if (!route)
    return fail(
      `API ${api.ApiId} has no route that takes ${method} ${path}.`,
      `Create it: aws apigatewayv2 create-route --api-id ${api.ApiId} --route-key '${method} ${path}' --target integrations/…`,
      evidence,
      { call, fields: { routes: seen.routes.map(({ RouteKey }) => RouteKey) } },
    );
  const { RouteKey, Target, AuthorizationType = 'NONE' } = route;
  const routes = { call, fields: { RouteKey, Target, AuthorizationType } };
  if (Target === undefined)
    return fail(
      `Route ${RouteKey ?? ''} has no integration.`,
      `Give it one: aws apigatewayv2 update-route --api-id ${api.ApiId} --route-id ${route.RouteId ?? ''} --target integrations/…`,
      evidence,
      routes,
    );
  return AuthorizationType === 'NONE'
    ? pass(`Route ${RouteKey ?? ''} takes ${method} ${path} from everybody.`, evidence, routes)
    : fail(
        `Route ${RouteKey ?? ''} asks for ${AuthorizationType} authorization.`,
        `Open it: aws apigatewayv2 update-route --api-id ${api.ApiId} --route-id ${route.RouteId ?? ''} --authorization-type NONE`,
        evidence,
        routes,
      );
}

/** The API for an objective that builds on another. @param objectiveId the one that asks for the API */
export const requireHttpApi = (
  { search: { api, wantedName } }: Pick<HttpSeen, 'search'>,
  objectiveId: string,
): { readonly finding: Finding } | { readonly finding?: never; readonly api: FoundHttpApi } =>
  api ? { api } : { finding: dependsOn(objectiveId, `There is no HTTP API "${wantedName}" yet.`) };
