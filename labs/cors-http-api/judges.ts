/** The API's CORS setting, part by part, and then what a browser is told. */
import {
  corsHeadersOf,
  CORS_HEADERS,
  corsProblems,
  fail,
  firstObstacle,
  httpApiEvidence,
  judgeOpenRoute,
  pass,
  preflightRequest,
  probeEvidence,
  requireHttpApi,
  type Evidence,
  type Finding,
  type HttpSeen,
  type ProbePort,
} from 'gatewise/labs';
import { HEADERS, METHODS, ORIGIN, PAGE, READ, STRANGER, WRITE } from './contract.ts';

const SETTING = `AllowOrigins=${ORIGIN},AllowMethods=GET,PUT,AllowHeaders=authorization,content-type`;

export function judgeServed(seen: HttpSeen): Finding {
  const read = judgeOpenRoute(seen, READ);
  if (read.verdict !== 'pass') return read;
  const write = judgeOpenRoute(seen, WRITE);
  return write.verdict === 'pass'
    ? pass('The stage serves GET and PUT /items.', ...read.evidence, ...write.evidence)
    : write;
}

/** The setting as it is, and the command that puts all of it right: a new setting replaces the old one. */
function settingOf(seen: HttpSeen) {
  const found = requireHttpApi(seen, 'items-served');
  if (found.finding) return found;
  const { ApiId, CorsConfiguration: cors = {} } = found.api;
  const {
    AllowOrigins: origins = [],
    AllowMethods: methods = [],
    AllowHeaders: headers = [],
  } = cors;
  return {
    origins,
    methods,
    headers,
    evidence: httpApiEvidence(seen.search, { CorsConfiguration: cors }),
    nextStep: `Set it; the setting is replaced as a whole: aws apigatewayv2 update-api --api-id ${ApiId} --cors-configuration ${SETTING}`,
  };
}

const listed = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));

export function judgeOrigin(seen: HttpSeen): Finding {
  const setting = settingOf(seen);
  if ('finding' in setting) return setting.finding;
  const { origins, evidence, nextStep } = setting;
  const others = origins.filter((origin) => origin !== ORIGIN);
  if (others.length > 0)
    return fail(
      `The API permits pages of ${others.join(', ')}; ${ORIGIN} alone is wanted.`,
      nextStep,
      evidence,
    );
  return origins.includes(ORIGIN)
    ? pass(`The API permits pages of ${ORIGIN} and of no other origin.`, evidence)
    : fail('The API permits no origin.', nextStep, evidence);
}

export function judgeMethods(seen: HttpSeen): Finding {
  const setting = settingOf(seen);
  if ('finding' in setting) return setting.finding;
  const { methods, evidence, nextStep } = setting;
  const offered = methods.map((method) => method.toUpperCase());
  const missing = METHODS.filter((method) => !offered.includes(method) && !offered.includes('*'));
  return missing.length === 0
    ? pass(`The API permits ${listed(methods)}.`, evidence)
    : fail(
        `Of the methods, the API permits ${listed(methods)}; ${missing.join(' and ')} is missing.`,
        nextStep,
        evidence,
      );
}

export function judgeHeaders(seen: HttpSeen): Finding {
  const setting = settingOf(seen);
  if ('finding' in setting) return setting.finding;
  const { headers, evidence, nextStep } = setting;
  const offered = headers.map((name) => name.toLowerCase());
  // In a browser a star stands for every header but this one: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
  const isOffered = (name: string) =>
    offered.includes(name) || (offered.includes('*') && name !== 'authorization');
  const missing = HEADERS.filter((name) => !isOffered(name));
  const star = offered.includes('*') ? ' A browser does not take "*" for authorization.' : '';
  return missing.length === 0
    ? pass(`The API permits the headers ${listed(headers)}.`, evidence)
    : fail(
        `Of the headers, the API permits ${listed(headers)}; ${missing.join(' and ')} is missing.${star}`,
        nextStep,
        evidence,
      );
}

export const judgeAll = (seen: HttpSeen): Finding =>
  firstObstacle(seen, {
    'items-served': judgeServed,
    'origin-allowed': judgeOrigin,
    'methods-allowed': judgeMethods,
    'headers-allowed': judgeHeaders,
  }) ?? pass('The setting is complete.');

const placeOf = ({ search: { api } }: HttpSeen) => ({
  apiId: api?.ApiId ?? '',
  stage: READ.stageName,
  path: READ.path,
});

export async function probeItems(port: ProbePort, seen: HttpSeen): Promise<Finding> {
  const request = { ...placeOf(seen), method: READ.method } as const;
  const answer = await port.send(request);
  const evidence = probeEvidence(request, answer);
  return answer.status === 200
    ? pass('GET /items answered with 200.', evidence)
    : fail(
        `GET /items answered with ${answer.status}: ${answer.body.slice(0, 200)}`,
        'A 404 means that the route is not deployed, a 500 that API Gateway may not invoke the function or that the function fails. Mend it, and deploy where the stage does not by itself.',
        evidence,
      );
}

const deploy = (apiId: string) =>
  `If the stage does not deploy by itself, the setting is not live yet: aws apigatewayv2 create-deployment --api-id ${apiId} --stage-name '${READ.stageName}'. On AWS a change can take a minute.`;

export async function probeBrowser(port: ProbePort, seen: HttpSeen): Promise<Finding> {
  const place = placeOf(seen);
  const evidence: Evidence[] = [];
  const ask = async (request: Parameters<ProbePort['send']>[0]) => {
    const answer = await port.send(request);
    evidence.push(probeEvidence(request, answer, CORS_HEADERS));
    return answer;
  };
  const preflight = await ask(preflightRequest(place, PAGE));
  if (preflight.status < 200 || preflight.status > 299)
    return fail(
      `The preflight was answered with ${preflight.status}; a browser goes on after 200 to 299 only.`,
      deploy(place.apiId),
      ...evidence,
    );
  const problems = corsProblems(corsHeadersOf(preflight), PAGE);
  if (problems.length > 0)
    return fail(
      `The answer to the preflight: ${problems.join(' ')}`,
      deploy(place.apiId),
      ...evidence,
    );
  const real = await ask({ ...place, method: READ.method, headers: { origin: ORIGIN } });
  const unread = corsProblems(corsHeadersOf(real), { origin: ORIGIN });
  if (unread.length > 0)
    return fail(`The answer of GET /items: ${unread.join(' ')}`, deploy(place.apiId), ...evidence);
  const strangers = await ask(preflightRequest(place, { ...PAGE, origin: STRANGER }));
  const isLetIn =
    corsProblems(corsHeadersOf(strangers), { ...PAGE, origin: STRANGER }).length === 0;
  return isLetIn
    ? fail(`A page of ${STRANGER} is permitted as well.`, deploy(place.apiId), ...evidence)
    : pass('The page may ask and read, and a page of another site may not.', ...evidence);
}
