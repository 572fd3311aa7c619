import type { FoundV2Api } from '../../state.ts';
import { readRequest } from '../client-request.ts';
import { passed, refused, type Answer, type ClientRequest, type TraceStep } from '../context.ts';
import { DOMAIN_STEP, domainVerdict } from '../domains.ts';
import { createNotes, type Notes } from '../notes.ts';
import { extendedRequestId } from '../request-ids.ts';
import { decode, type InvokeTarget } from '../target.ts';
import {
  httpFailure,
  type HttpExchange,
  type HttpFailure,
  type HttpRouted,
  type HttpVerdict,
  type V2Services,
} from './context.ts';
import { isPreflight, preflightAnswer, withCors } from './cors.ts';
import { resolveStage, type StagePlace } from './resolve-stage.ts';
import { routerOf } from './router.ts';
import { HTTP_STEPS } from './steps.ts';

/** How far a request to an HTTP API came. */
export interface HttpPassage {
  readonly request: ClientRequest;
  readonly requestId: string;
  readonly receivedAt: number;
  readonly stageName: string;
  /** Undefined when no stage was found. */
  readonly exchange: HttpExchange | undefined;
  readonly steps: readonly TraceStep[];
  readonly failure: HttpFailure | undefined;
  readonly answer: Answer;
}

/** Takes a request to an HTTP API through every step. Rejects when the client goes away. */
export async function serveHttp(
  services: V2Services,
  found: FoundV2Api,
  request: Request,
  target: InvokeTarget,
): Promise<HttpPassage> {
  const notes = createNotes(services.clock);
  const requestId = extendedRequestId(services.random);
  const receivedAt = services.clock.now();
  const mapped = domainVerdict(target);
  if (mapped) notes.add(DOMAIN_STEP, mapped);
  const { verdict, place } = resolveStage(found, target);
  const unresolved = notes.add('resolve-stage', verdict);
  const read = await readRequest(request, place?.target ?? target.whole);
  const common = { request: read, requestId, receivedAt, steps: notes.steps };
  if (!place) {
    const failure = unresolved ?? httpFailure(404);
    return {
      ...common,
      stageName: '$default',
      exchange: undefined,
      failure,
      answer: failureAnswer(failure),
    };
  }
  const exchange = exchangeOf(services, found, target, place, { ...common, original: request });
  const failure = await pass(exchange, notes);
  const answer = finish(exchange, failure);
  return { ...common, stageName: place.stage.StageName, exchange, failure, answer };
}

function exchangeOf(
  services: V2Services,
  found: FoundV2Api,
  { mapping, apiId }: InvokeTarget,
  { stage, deployment, target, prefix }: StagePlace,
  {
    request,
    requestId,
    receivedAt,
  }: Pick<HttpPassage, 'request' | 'requestId' | 'receivedAt'> & {
    readonly original: Request;
  },
): HttpExchange {
  const at = target.indexOf('?');
  return {
    services,
    found,
    apiId,
    stage,
    deployment,
    snapshot: deployment.snapshot,
    router: routerOf(deployment.snapshot),
    request,
    rawPath: `${prefix}${decode(request.path)}`,
    rawQuery: at < 0 ? '' : target.slice(at + 1),
    domainName: mapping?.domainName ?? `${apiId}.execute-api.${found.region}.amazonaws.com`,
    requestId,
    receivedAt,
    route: undefined,
    pathParameters: {},
    integration: undefined,
    authorized: undefined,
    authorizerError: undefined,
    backendRequest: undefined,
    backendAnswer: undefined,
    integrationLatencyMs: undefined,
    integrationError: undefined,
    answer: undefined,
  };
}

async function pass(exchange: HttpExchange, notes: Notes): Promise<HttpFailure | undefined> {
  const { request, snapshot } = exchange;
  const cors = snapshot.CorsConfiguration;
  if (cors && isPreflight(request)) {
    exchange.answer = preflightAnswer(cors, request);
    const isAllowed = exchange.answer.headers.has('access-control-allow-origin');
    notes.add(
      'cors-preflight',
      passed(
        isAllowed
          ? 'The gateway answers the preflight itself: no route, authorizer or backend is asked.'
          : `The API does not allow origin ${request.headers.get('origin')}: the answer has no CORS headers, and the browser stops.`,
        { origin: request.headers.get('origin') },
      ),
    );
    return undefined;
  }
  const unmatched = notes.add('match-route', matchRoute(exchange));
  if (unmatched || !isRouted(exchange)) return unmatched ?? httpFailure(404);
  for (const step of HTTP_STEPS) {
    const failure = notes.add(step.name, await attempt(() => step.run(exchange)));
    if (failure) return failure;
  }
  return undefined;
}

const isRouted = (exchange: HttpExchange): exchange is HttpRouted => exchange.route !== undefined;

/** In the deployed snapshot, not in what was edited since. */
function matchRoute(exchange: HttpExchange): HttpVerdict {
  const { request, router, snapshot, deployment, found } = exchange;
  const { method, path } = request;
  const match = router.match(method, path);
  if (!match) {
    const isEdited = routerMatches(found, method, path);
    const hint = isEdited ? ' The API has one, but it was not deployed to this stage.' : '';
    return refused(
      httpFailure(404),
      `No route of deployment ${deployment.DeploymentId} matches ${method} ${path}, and there is no $default route.${hint}`,
      { method, path },
    );
  }
  exchange.route = match.route;
  exchange.pathParameters = match.pathParameters;
  const id = match.route.Target?.replace('integrations/', '') ?? '';
  exchange.integration = Object.hasOwn(snapshot.integrations, id)
    ? snapshot.integrations[id]
    : undefined;
  return passed(`${method} ${path} is ${match.route.RouteKey}.`, { ...match.pathParameters });
}

const routerMatches = ({ record }: FoundV2Api, method: string, path: string): boolean =>
  Object.values(record.routes).some(({ RouteKey }) => RouteKey === `${method} ${path}`);

/** A fault of our own must not take the sandbox down: it is an answer with status 500, and in the trace. */
export async function attempt(run: () => HttpVerdict | Promise<HttpVerdict>): Promise<HttpVerdict> {
  try {
    return await run();
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message : String(fault);
    return refused(httpFailure(500), `The local sandbox itself failed in this step: ${detail}`);
  }
}

export function failureAnswer({ status, message, headers }: HttpFailure): Answer {
  return {
    status,
    headers: new Headers({ 'content-type': 'application/json', ...headers }),
    body: JSON.stringify({ message }),
  };
}

/** Refusals of the gateway carry the API's CORS headers too. */
function finish(exchange: HttpExchange, failure: HttpFailure | undefined): Answer {
  const cors = exchange.snapshot.CorsConfiguration;
  const answer = failure ? failureAnswer(failure) : exchange.answer;
  if (!answer) return failureAnswer(httpFailure(500));
  return cors && !isPreflight(exchange.request) ? withCors(cors, exchange.request, answer) : answer;
}
