import { passed, refused, type Routed, type Staged } from '../context.ts';
import { failure } from '../failures.ts';
import { createOverrides } from '../mapping/render.ts';
import type { Route } from '../router.ts';
import type { Arrival } from './resolve-stage.ts';

/**
 * Finds the resource and method in the deployed snapshot, not in what was edited since. REST APIs
 * answer a path or method they do not have with 403, not 404; HEAD and OPTIONS need methods of their own.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function matchRoute(staged: Staged): Arrival<Routed> {
  const { method, path } = staged.request;
  const match = staged.compiled.router.match(method, path);
  if (!match?.route) {
    const reason = match
      ? `Resource ${match.resource.path} has no ${method} method in deployment ${staged.deployment.id}.`
      : `No resource of deployment ${staged.deployment.id} matches ${path}.${undeployedHint(staged)}`;
    return {
      verdict: refused(failure('MISSING_AUTHENTICATION_TOKEN'), reason, { method, path }),
      next: undefined,
    };
  }
  const next = routed(staged, match.route, match.pathParameters);
  return {
    verdict: passed(`${method} ${path} is ${match.route.key}.`, { ...match.pathParameters }),
    next,
  };
}

/** A request at its method: nothing but the route is known yet. */
export function routed(
  staged: Staged,
  route: Route,
  pathParameters: Routed['pathParameters'],
): Routed {
  return {
    ...staged,
    route,
    pathParameters,
    apiKey: undefined,
    usagePlan: undefined,
    caller: undefined,
    usageKey: undefined,
    authorizer: undefined,
    backendRequest: undefined,
    backendAnswer: undefined,
    selection: undefined,
    integrationLatencyMs: undefined,
    answer: undefined,
    cache: 'off',
    cacheKey: undefined,
    warning: undefined,
    overrides: createOverrides(),
    contextValue: undefined,
  };
}

/** The most common cause: the resource was added after the deployment. */
function undeployedHint({ record, request }: Staged): string {
  const path = request.path === '' ? '/' : request.path;
  const isEdited = Object.values(record.resources).some(
    (resource) => resource.path === path && Object.keys(resource.resourceMethods ?? {}).length > 0,
  );
  return isEdited
    ? ' The API has it, but it was not deployed to this stage: create a deployment.'
    : '';
}
