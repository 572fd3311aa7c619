/** The preflight and the real answer, by their settings and then by two calls. */
import {
  corsHeadersOf,
  CORS_HEADERS,
  corsProblems,
  dependsOn,
  deployCommand,
  fail,
  findLiveMethod,
  firstObstacle,
  judgeOpenMethod,
  pass,
  preflightRequest,
  probeEvidence,
  type CorsHeader,
  type CorsWish,
  type Finding,
  type MethodPlace,
  type ProbePort,
  type RestSeen,
} from 'gatewise/labs';
import { ITEMS, ORIGIN, PAGE, PREFLIGHT } from './contract.ts';
import { mappedHeaders, type MappedHeader } from './mapped-headers.ts';

export const judgeServed = (seen: RestSeen): Finding => judgeOpenMethod(seen, ITEMS);

export const judgePreflightOpen = (seen: RestSeen): Finding =>
  seen.search.api
    ? judgeOpenMethod(seen, PREFLIGHT)
    : dependsOn('items-served', 'There is no REST API "web" yet.');

/** What a browser would see; what only a call tells is taken to be as wished. */
function asSeen(name: CorsHeader, header: MappedHeader): readonly (readonly [string, string])[] {
  if (header === undefined) return [];
  if (header !== 'decided-by-the-call') return [[name, header.fixed]];
  const wished: Record<CorsHeader, string> = {
    'access-control-allow-origin': PAGE.origin,
    'access-control-allow-methods': '*',
    'access-control-allow-headers': (PAGE.headers ?? []).join(','),
  };
  return [[name, wished[name]]];
}

/** Judges what the gateway is set to write. Where the settings do not tell, it passes and the probe decides. */
function judgeMapped(
  { search: { api }, resources = [] }: RestSeen,
  place: MethodPlace,
  wish: CorsWish,
): Finding {
  if (!api) return dependsOn('items-served', 'There is no REST API "web" yet.');
  const live = findLiveMethod(api, resources, place, ({ methodIntegration }) => ({
    type: methodIntegration?.type,
    headers: Object.values(methodIntegration?.integrationResponses ?? {}).map(
      ({ responseParameters = {} }) => responseParameters,
    ),
  }));
  if (live.finding) return live.finding;
  const { route, resource, evidence } = live;
  const mapped = mappedHeaders(route.value.methodIntegration ?? {});
  if (!mapped) return pass('Only a call tells which headers the answer has.', evidence);
  const problems = corsProblems(
    Object.fromEntries(CORS_HEADERS.flatMap((name) => asSeen(name, mapped[name]))),
    wish,
  );
  return problems.length === 0
    ? pass('The answer is set to have the headers.', evidence)
    : fail(
        `The answer of ${route.method} ${route.path}: ${problems.join(' ')}`,
        `Declare the headers in the method response, give them values in the integration response (aws apigateway put-integration-response --rest-api-id ${api.id} --resource-id ${resource.id ?? ''} --http-method ${route.method} …), then deploy: ${deployCommand(api.id, place.stageName)}`,
        evidence,
      );
}

export const judgePreflight = (seen: RestSeen): Finding =>
  firstObstacle(seen, { 'preflight-open': judgePreflightOpen }) ??
  judgeMapped(seen, PREFLIGHT, PAGE);

export const judgeAnswer = (seen: RestSeen): Finding =>
  firstObstacle(seen, { 'items-served': judgeServed }) ??
  judgeMapped(seen, ITEMS, { origin: ORIGIN });

const placeOf = ({ search: { api } }: RestSeen) => ({
  apiId: api?.id ?? '',
  stage: ITEMS.stageName,
  path: ITEMS.path,
});

const mend = (apiId: string) =>
  `Mend it, then deploy, since the stage serves what was deployed: ${deployCommand(apiId, ITEMS.stageName)}`;

export async function probePreflight(port: ProbePort, seen: RestSeen): Promise<Finding> {
  const request = preflightRequest(placeOf(seen), PAGE);
  const answer = await port.send(request);
  const evidence = probeEvidence(request, answer, CORS_HEADERS);
  if (answer.status < 200 || answer.status > 299)
    return fail(
      `The preflight was answered with ${answer.status}; a browser goes on after 200 to 299 only.`,
      answer.status === 500
        ? `A 500 from a mock means that its request template gave no status that an integration response takes. ${mend(request.apiId)}`
        : mend(request.apiId),
      evidence,
    );
  const problems = corsProblems(corsHeadersOf(answer), PAGE);
  return problems.length === 0
    ? pass(`The preflight was answered with ${answer.status} and permits the page.`, evidence)
    : fail(`The answer to the preflight: ${problems.join(' ')}`, mend(request.apiId), evidence);
}

export async function probeAnswer(port: ProbePort, seen: RestSeen): Promise<Finding> {
  const request = { ...placeOf(seen), method: ITEMS.method, headers: { origin: ORIGIN } } as const;
  const answer = await port.send(request);
  const evidence = probeEvidence(request, answer, CORS_HEADERS.slice(0, 1));
  if (answer.status !== 200)
    return fail(
      `GET /prod/items was answered with ${answer.status}.`,
      mend(request.apiId),
      evidence,
    );
  const problems = corsProblems(corsHeadersOf(answer), { origin: ORIGIN });
  return problems.length === 0
    ? pass('The page may read the answer.', evidence)
    : fail(`The answer of GET /items: ${problems.join(' ')}`, mend(request.apiId), evidence);
}
