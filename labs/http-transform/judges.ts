/** The integration as it is set, and what callers get. */
import type { Integration } from '@aws-sdk/client-api-gateway';
import {
  dependsOn,
  deployCommand,
  fail,
  findLiveMethod,
  firstObstacle,
  judgeOpenMethod,
  pass,
  probeEvidence,
  type Evidence,
  type Finding,
  type ProbePort,
  type RestSeen,
} from 'gatewise/labs';
import { QUOTE, quoteOf, QUOTES, STAGE, UNKNOWN, type Quote } from './contract.ts';

export const judgeServed = (seen: RestSeen): Finding => judgeOpenMethod(seen, QUOTE);

/** The live method with its integration, or why there is none to look at. */
function integrationOf({ search: { api }, resources }: RestSeen) {
  if (!api || !resources)
    return { finding: dependsOn('quote-served', 'There is no REST API "quotes" yet.') };
  const live = findLiveMethod(api, resources, QUOTE, ({ methodIntegration = {} }) => ({
    type: methodIntegration.type,
    uri: methodIntegration.uri,
    requestParameters: methodIntegration.requestParameters,
  }));
  if (live.finding) return { finding: dependsOn('quote-served', live.finding.saw) };
  const { route, resource, evidence } = live;
  const place = `--rest-api-id ${api.id} --resource-id ${resource.id ?? ''} --http-method ${route.method}`;
  return { route, evidence, place, integration: route.value.methodIntegration };
}

export function judgeIntegration(seen: RestSeen): Finding {
  const found = integrationOf(seen);
  if (found.finding) return found.finding;
  const { route, integration, evidence, place } = found;
  const put = `aws apigateway put-integration ${place} --type HTTP --integration-http-method GET --uri …`;
  if (!integration)
    return fail(`${route.method} ${route.path} has no integration.`, `Put one: ${put}`, evidence);
  const { type = 'unknown' } = integration;
  if (type === 'HTTP') return pass(`${route.method} ${route.path} has the type HTTP.`, evidence);
  return fail(
    type === 'HTTP_PROXY'
      ? `${route.method} ${route.path} has the type HTTP_PROXY, which hands the server's answer on as it is.`
      : `${route.method} ${route.path} has an integration of type ${type}.`,
    `Use the form that the gateway may rewrite: ${put}`,
    evidence,
  );
}

/** Placeholders of the address, without stage variables. */
const placeholdersOf = (uri: string) =>
  [...uri.matchAll(/(?<!\$)\{([\w.-]+)\}/g)].map(([, name = '']) => name);

/** A template may write the path itself; only a call tells what comes of it. */
const writesPath = ({ requestTemplates = {} }: Integration) =>
  Object.values(requestTemplates).some((template) => template.includes('requestOverride'));

export function judgeMapped(seen: RestSeen): Finding {
  const obstacle = firstObstacle(seen, { 'http-integration': judgeIntegration });
  const found = integrationOf(seen);
  if (obstacle) return obstacle;
  if (found.finding) return found.finding;
  const { route, integration = {}, evidence, place } = found;
  const names = placeholdersOf(integration.uri ?? '');
  const patch = `aws apigateway update-integration ${place} --patch-operations`;
  if (writesPath(integration)) return pass('A template writes the path.', evidence);
  if (names.length === 0)
    return fail(
      `The address ${integration.uri ?? ''} is the same for every symbol.`,
      `Leave a place in it: ${patch} op=replace,path=/uri,value=…/v1/instruments/{symbol}`,
      evidence,
    );
  const unmapped = names.filter(
    (name) =>
      !integration.requestParameters?.[`integration.request.path.${name}`]?.startsWith(
        'method.request.path.',
      ),
  );
  return unmapped.length === 0
    ? pass(`The path of ${route.path} is mapped into the address.`, evidence)
    : fail(
        `Nothing of the request fills {${unmapped.join('}, {')}} in the address, so the server is asked for the braces.`,
        `Connect it with the method's parameter: ${patch} op=add,path=/requestParameters/integration.request.path.${unmapped[0] ?? 'symbol'},value=method.request.path.symbol`,
        evidence,
      );
}

export const judgeBuilt = (seen: RestSeen): Finding =>
  firstObstacle(seen, {
    'quote-served': judgeServed,
    'http-integration': judgeIntegration,
    'symbol-mapped': judgeMapped,
  }) ?? pass('The integration is built; what it answers, a call tells.');

const requestOf = ({ search: { api } }: RestSeen, symbol: string) => {
  const { method, path } = quoteOf(symbol);
  return { apiId: api?.id ?? '', stage: STAGE, method, path } as const;
};

const redeploy = (apiId: string) =>
  `The stage serves what was deployed, so deploy after every change: ${deployCommand(apiId, STAGE)}`;

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** What is wrong with the body, or undefined when it is the quote and nothing else. */
function problemOf(body: string, { symbol, price }: Quote): string | undefined {
  const value = parsed(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'The body is no JSON object.';
  const fields = new Map<string, unknown>(Object.entries(value));
  const others = [...fields.keys()].filter((name) => name !== 'symbol' && name !== 'price');
  if (others.length > 0) return `It shows more than it should: ${others.join(', ')}.`;
  if (fields.get('symbol') !== symbol) return `Its symbol should be "${symbol}".`;
  if (fields.get('price') === price) return undefined;
  return fields.get('price') === String(price)
    ? 'Its price is a text; the server gives a number.'
    : `Its price should be ${price}, the last price that the server names.`;
}

export async function probeQuotes(port: ProbePort, seen: RestSeen): Promise<Finding> {
  const evidence: Evidence[] = [];
  for (const quote of QUOTES) {
    const request = requestOf(seen, quote.symbol);
    const answer = await port.send(request);
    evidence.push(probeEvidence(request, answer));
    if (answer.status !== 200)
      return fail(
        `GET /prod${request.path} was answered with ${answer.status}: ${answer.body.slice(0, 200)}`,
        `Look at the trace: what did the server say, and which response was chosen? ${redeploy(request.apiId)}`,
        ...evidence,
      );
    const problem = problemOf(answer.body, quote);
    if (problem !== undefined)
      return fail(
        `GET /prod${request.path} was answered with ${answer.body.slice(0, 200)} ${problem}`,
        `The response template for application/json makes the body: {"symbol": $input.json('$.instrument.ticker'), "price": $input.json('$.lastTrade.price')}. ${redeploy(request.apiId)}`,
        ...evidence,
      );
  }
  return pass('Callers get symbol and price, and nothing else.', ...evidence);
}

export async function probeUnknown(port: ProbePort, seen: RestSeen): Promise<Finding> {
  const request = requestOf(seen, UNKNOWN);
  const answer = await port.send(request);
  const evidence = probeEvidence(request, answer);
  return answer.status === 404
    ? pass('An unknown symbol is answered with 404.', evidence)
    : fail(
        `GET /prod${request.path}, an unknown symbol, was answered with ${answer.status}; the server says 404.`,
        `Give the server's status a response of its own: put-method-response and put-integration-response with --status-code 404, the latter with --selection-pattern 404. ${redeploy(request.apiId)}`,
        evidence,
      );
}
