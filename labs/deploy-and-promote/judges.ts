/** Which deployment the stage shows, which others there are, and what callers get. */
import type { Deployment } from '@aws-sdk/client-api-gateway';
import {
  deployCommand,
  deployedRoute,
  deploymentsEvidence,
  dependsOn,
  fail,
  judgeOpenMethod,
  pass,
  probeEvidence,
  requireStage,
  type DeployedSeen,
  type Finding,
  type ProbePort,
} from 'gatewise/labs';
import { STAGE, V1, V2 } from './contract.ts';

export interface Snapshot extends DeployedSeen {
  /** Newest first. */
  readonly deployments: readonly Deployment[];
}

export const judgeV2 = (seen: Snapshot): Finding =>
  seen.search.api
    ? judgeOpenMethod(seen, V2)
    : dependsOn('v1-live', 'There is no REST API "versions" yet.');

export function judgeNewest(seen: Snapshot): Finding {
  const found = requireStage(seen, STAGE, 'v1-live');
  if (found.finding) return found.finding;
  const { api, stage } = found;
  const evidence = deploymentsEvidence(api.id, stage, seen.deployments);
  const [newest] = seen.deployments;
  if (!newest || stage.deploymentId !== newest.id)
    return fail(
      `Stage "${STAGE}" shows deployment ${stage.deploymentId ?? 'none'}; ${newest?.id ?? 'none'} is newer.`,
      `Move the stage: aws apigateway update-stage --rest-api-id ${api.id} --stage-name ${STAGE} --patch-operations op=replace,path=/deploymentId,value=${newest?.id ?? '…'}. A deployment that nobody needs can be deleted instead.`,
      ...evidence,
    );
  return seen.deployments.length > 1 || deployedRoute(seen.deployment ?? {}, V2.method, V2.path)
    ? pass(`Stage "${STAGE}" shows the newest deployment, ${newest.id ?? ''}.`, ...evidence)
    : fail(
        `Stage "${STAGE}" shows deployment ${newest.id ?? ''}, and nothing was deployed after it.`,
        `Build GET /v2, then deploy: ${deployCommand(api.id, STAGE)}`,
        ...evidence,
      );
}

export function judgeKept(seen: Snapshot): Finding {
  const found = requireStage(seen, STAGE, 'v1-live');
  if (found.finding) return found.finding;
  const { api, stage } = found;
  const others = seen.deployments.filter(({ id }) => id !== stage.deploymentId);
  const evidence = deploymentsEvidence(api.id, stage, seen.deployments);
  if (others.length > 0)
    return pass(
      `Deployment ${others.map(({ id }) => id).join(', ')} is there to go back to.`,
      ...evidence,
    );
  return deployedRoute(seen.deployment ?? {}, V2.method, V2.path)
    ? fail(
        `The only deployment is ${stage.deploymentId ?? 'none'}, so there is nothing to go back to.`,
        'A deployment that was deleted does not come back. Take GET /v2 out, deploy, put it in again and deploy again; then leave both deployments alone.',
        ...evidence,
      )
    : fail(
        `There is one deployment, ${stage.deploymentId ?? 'none'}, and it is the one in use.`,
        `Deploy version 2 beside it, and keep both: ${deployCommand(api.id, STAGE)}`,
        ...evidence,
      );
}

async function probe(
  port: ProbePort,
  { search }: Snapshot,
  path: string,
  version: string,
): Promise<Finding> {
  const request = { apiId: search.api?.id ?? '', stage: STAGE, method: 'GET', path } as const;
  const answer = await port.send(request);
  const evidence = probeEvidence(request, answer);
  const isRight =
    answer.status === 200 && new RegExp(`"version"\\s*:\\s*"?${version}\\b`).test(answer.body);
  return isRight
    ? pass(`GET /${STAGE}${path} answered 200 with version ${version}.`, evidence)
    : fail(
        `GET /${STAGE}${path} answered ${answer.status} with ${answer.body === '' ? 'nothing' : answer.body.slice(0, 200)}`,
        `Let it answer 200 with {"version":"${version}"}, then deploy: ${deployCommand(request.apiId, STAGE)}`,
        evidence,
      );
}

export const probeV1 = (port: ProbePort, seen: Snapshot) => probe(port, seen, V1.path, '1');
export const probeV2 = (port: ProbePort, seen: Snapshot) => probe(port, seen, V2.path, '2');
