/** The stage's canary, its share, and which versions callers get. */
import {
  dependsOn,
  fail,
  firstObstacle,
  judgeOpenMethod,
  pass,
  requireStage,
  stageEvidence,
  type DeployedSeen,
  type Evidence,
  type Finding,
  type ProbePort,
} from 'gatewise/labs';

export const OFFER = { stageName: 'prod', method: 'GET', path: '/offer' } as const;
const PERCENT = 10;

const canaryEvidence = (
  apiId: string,
  { deploymentId, canarySettings }: NonNullable<DeployedSeen['stage']>,
): Evidence =>
  stageEvidence(apiId, OFFER.stageName, {
    deploymentId,
    canarySettings: canarySettings && {
      deploymentId: canarySettings.deploymentId,
      percentTraffic: canarySettings.percentTraffic,
    },
  });

export function judgeCanary(seen: DeployedSeen): Finding {
  const found = requireStage(seen, OFFER.stageName, 'serves-offer');
  if (found.finding) return found.finding;
  const { api, stage } = found;
  const evidence = canaryEvidence(api.id, stage);
  const { canarySettings } = stage;
  const make = `aws apigateway create-deployment --rest-api-id ${api.id} --stage-name prod --canary-settings percentTraffic=${PERCENT}`;
  if (!canarySettings)
    return fail(
      'Stage "prod" has no canary: every request gets the same deployment.',
      `Deploy the new version as a canary: ${make}. If the stage shows the new version already, point it back to the old deployment first.`,
      evidence,
    );
  return canarySettings.deploymentId === stage.deploymentId
    ? fail(
        `Stage and canary show the same deployment, ${stage.deploymentId ?? 'none'}, so nobody meets a difference.`,
        `Point the stage back to the old deployment: aws apigateway update-stage --rest-api-id ${api.id} --stage-name prod --patch-operations op=replace,path=/deploymentId,value=…`,
        evidence,
      )
    : pass(
        `Stage "prod" shows ${stage.deploymentId ?? ''}, its canary ${canarySettings.deploymentId ?? ''}.`,
        evidence,
      );
}

export function judgeShare(seen: DeployedSeen): Finding {
  const found = requireStage(seen, OFFER.stageName, 'serves-offer');
  if (found.finding) return found.finding;
  const { api, stage } = found;
  if (!stage.canarySettings) return dependsOn('canary', 'Stage "prod" has no canary yet.');
  const { percentTraffic = 0 } = stage.canarySettings;
  const evidence = canaryEvidence(api.id, stage);
  return percentTraffic === PERCENT
    ? pass(`The canary gets ${PERCENT} % of the requests.`, evidence)
    : fail(
        `The canary gets ${percentTraffic} % of the requests; ${PERCENT} % are wanted.`,
        `Set the share: aws apigateway update-stage --rest-api-id ${api.id} --stage-name prod --patch-operations op=replace,path=/canarySettings/percentTraffic,value=${PERCENT}`,
        evidence,
      );
}

export const judgeTenth = (seen: DeployedSeen): Finding =>
  firstObstacle(seen, {
    'serves-offer': (all) => judgeOpenMethod(all, OFFER),
    canary: judgeCanary,
    'ten-percent': judgeShare,
  }) ?? pass('The canary is set.');

const CALLS = 200;
const AT_ONCE = 40;

const versionOf = (body: string): 'old' | 'new' | 'neither' => {
  const named = /"version"\s*:\s*"(old|new)"/.exec(body)?.[1];
  return named === 'old' || named === 'new' ? named : 'neither';
};

/**
 * A tenth of 200 calls is 20. That none of them meets a canary of 10 % happens once in a billion times,
 * that half of them do still less often; both would mean another build.
 */
export async function probeShare(port: ProbePort, { search }: DeployedSeen): Promise<Finding> {
  const request = {
    apiId: search.api?.id ?? '',
    stage: OFFER.stageName,
    method: OFFER.method,
    path: OFFER.path,
  } as const;
  const counts = { old: 0, new: 0, neither: 0 };
  for (let sent = 0; sent < CALLS; sent += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => port.send(request)));
    for (const { body } of answers) counts[versionOf(body)] += 1;
  }
  const evidence = { call: `GET /prod/offer of ${request.apiId}, ${CALLS} times`, fields: counts };
  if (counts.neither > 0)
    return fail(
      `${counts.neither} of ${CALLS} answers name neither version.`,
      'Let the old deployment answer {"version":"old"} and the new one {"version":"new"}.',
      evidence,
    );
  if (counts.new === 0)
    return fail(
      `None of ${CALLS} calls got the new version.`,
      'The canary shows a deployment made before the change. Change the answer to {"version":"new"}, then deploy as a canary again.',
      evidence,
    );
  return counts.new < CALLS / 2
    ? pass(`${counts.new} of ${CALLS} calls got the new version, the rest the old one.`, evidence)
    : fail(
        `${counts.new} of ${CALLS} calls got the new version; it should be about one in ten.`,
        'Stage and canary are the wrong way round: the stage has to show the old deployment, the canary the new one.',
        evidence,
      );
}
