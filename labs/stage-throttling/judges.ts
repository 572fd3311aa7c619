/** The stage's limits for all methods and for one, and a quick series of calls. */
import type { MethodSetting } from '@aws-sdk/client-api-gateway';
import {
  blocked,
  burst,
  effectiveSetting,
  fail,
  firstObstacle,
  judgeOpenMethod,
  pass,
  requireDeployedMethod,
  requireStage,
  settingPath,
  stageEvidence,
  type DeployedSeen,
  type Finding,
  type ProbePort,
} from 'gatewise/labs';

export const SEARCH = { stageName: 'prod', method: 'GET', path: '/search' } as const;
const DEFAULT = { rate: 500, burst: 250 } as const;
const LOWER = { rate: 50, burst: 25 } as const;
const ALL = '*/*';

type Limit = typeof DEFAULT | typeof LOWER;

const isLimit = (setting: MethodSetting | undefined, { rate, burst: size }: Limit) =>
  setting?.throttlingRateLimit === rate && setting.throttlingBurstLimit === size;

/** A negative limit means that none is set. */
function words(setting: MethodSetting | undefined): string {
  const { throttlingRateLimit: rate = -1, throttlingBurstLimit: size = -1 } = setting ?? {};
  if (rate < 0 && size < 0) return 'no limit of its own';
  return `${rate < 0 ? 'any number of' : rate} requests per second with a burst of ${size < 0 ? 'any size' : size}`;
}

const limitsOf = (settings: Readonly<Record<string, MethodSetting>>) =>
  Object.fromEntries(
    Object.entries(settings).map(([key, { throttlingRateLimit, throttlingBurstLimit }]) => [
      key,
      { throttlingRateLimit, throttlingBurstLimit },
    ]),
  );

const set = (apiId: string, path: string, { rate, burst: size }: Limit) =>
  `aws apigateway update-stage --rest-api-id ${apiId} --stage-name ${SEARCH.stageName} --patch-operations 'op=replace,path=${path}/throttling/rateLimit,value=${rate}' 'op=replace,path=${path}/throttling/burstLimit,value=${size}'`;

export function judgeDefault(seen: DeployedSeen): Finding {
  const found = requireStage(seen, SEARCH.stageName, 'serves-search');
  if (found.finding) return found.finding;
  const { api, stage } = found;
  const settings = stage.methodSettings ?? {};
  const evidence = stageEvidence(api.id, SEARCH.stageName, { methodSettings: limitsOf(settings) });
  if (!isLimit(settings[ALL], DEFAULT))
    return fail(
      `The setting for all methods gives ${words(settings[ALL])}.`,
      `Set both: ${set(api.id, '/*/*', DEFAULT)}`,
      evidence,
    );
  for (const [path, methods] of Object.entries(seen.deployment?.apiSummary ?? {}))
    for (const method of Object.keys(methods)) {
      if (path === SEARCH.path) continue;
      const own = effectiveSetting(stage, { path, method }, method);
      if (isLimit(own?.value, DEFAULT)) continue;
      return fail(
        `${method} ${path} has a setting of its own, with ${words(own?.value)}.`,
        `Give it what all methods have: ${set(api.id, settingPath({ path, method }), DEFAULT)}`,
        evidence,
      );
    }
  return pass(
    `All methods are limited to ${DEFAULT.rate} requests per second, burst ${DEFAULT.burst}.`,
    evidence,
  );
}

export function judgeSearch(seen: DeployedSeen): Finding {
  const deployed = requireDeployedMethod(seen, SEARCH, 'serves-search');
  if (deployed.finding) return deployed.finding;
  const found = requireStage(seen, SEARCH.stageName, 'serves-search');
  if (found.finding) return found.finding;
  const { api, stage } = found;
  const setting = effectiveSetting(stage, deployed.route, SEARCH.method);
  const evidence = stageEvidence(api.id, SEARCH.stageName, {
    methodSettings: setting ? limitsOf({ [setting.key]: setting.value }) : {},
  });
  return isLimit(setting?.value, LOWER)
    ? pass(
        `GET /search is limited to ${LOWER.rate} requests per second, burst ${LOWER.burst}, by "${setting?.key ?? ''}".`,
        evidence,
      )
    : fail(
        `What counts for GET /search (${setting ? `"${setting.key}"` : 'no setting'}) gives ${words(setting?.value)}.`,
        `Give the method its own: ${set(api.id, settingPath(SEARCH), LOWER)}`,
        evidence,
      );
}

export const judgeRefused = (seen: DeployedSeen): Finding =>
  firstObstacle(seen, {
    'serves-search': (all) => judgeOpenMethod(all, SEARCH),
    'search-limit': judgeSearch,
  }) ?? pass('GET /search has its limit.');

/** Enough to empty a bucket of 25 while it fills at 50 a second. */
const MOST = 400;

export async function probeRefused(port: ProbePort, { search }: DeployedSeen): Promise<Finding> {
  const request = {
    apiId: search.api?.id ?? '',
    stage: SEARCH.stageName,
    method: SEARCH.method,
    path: SEARCH.path,
  } as const;
  const startedAt = port.elapsedMs();
  const { sent, statuses, found } = await burst(port, request, { status: 429, atMost: MOST });
  const seconds = (port.elapsedMs() - startedAt) / 1000;
  const evidence = {
    call: `GET /prod/search of ${request.apiId}, up to ${MOST} times at once`,
    fields: { sent, statuses },
  };
  const off = Object.keys(statuses).find((status) => status !== '200' && status !== '429');
  if (off !== undefined)
    return fail(
      `GET /prod/search answered ${off}.`,
      'Let it answer 200 within its limit, then deploy again.',
      evidence,
    );
  if (found) return pass(`After ${sent} quick requests came 429.`, evidence);
  return sent <= LOWER.burst + LOWER.rate * seconds
    ? blocked(
        'undecidable',
        `${sent} requests took ${seconds.toFixed(1)} s, too slow to get beyond the limit.`,
        'Close what keeps this machine busy, then verify again.',
        evidence,
      )
    : fail(
        `All ${sent} quick requests got through.`,
        'Find out which stage and method was called, and mend its limit.',
        evidence,
      );
}
