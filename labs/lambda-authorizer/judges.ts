/** Who is asked about GET /private, for how long the answer counts, and whom it lets in. */
import {
  blocked,
  dependsOn,
  deployCommand,
  executeApiSource,
  fail,
  findDeployedMethod,
  firstObstacle,
  judgeInvocation,
  pass,
  probeEvidence,
  servedEvidence,
  shownAuthorizer,
  type Evidence,
  type Finding,
  type ProbePort,
  type ServedAuthorizer,
} from 'gatewise/labs';
import { PRIVATE, type Snapshot } from './readings.ts';

const FUNCTION = 'authz';
const HEADER = 'method.request.header.Authorization';
const TTL_SECONDS = 300;
/** The seed's function knows the first and not the second. */
const PASS = { good: 'pass-4711', bad: 'pass-0000' } as const;

const redeploy = (apiId: string) => `then deploy again: ${deployCommand(apiId, PRIVATE.stageName)}`;

export function judgeAsks(seen: Snapshot): Finding {
  const deployed = findDeployedMethod(seen, PRIVATE);
  if (deployed.finding) return deployed.finding;
  const { route, evidence, api } = deployed;
  const { authorizationType = 'NONE', apiKeyRequired = false } = route.value;
  if (authorizationType !== 'CUSTOM')
    return fail(
      authorizationType === 'NONE'
        ? `What stage "prod" serves lets everybody call ${route.method} ${route.path}.`
        : `What stage "prod" serves asks for ${authorizationType} on ${route.method} ${route.path}.`,
      `Give the method the authorization type CUSTOM and the authorizer's id, ${redeploy(api.id)}`,
      ...evidence,
    );
  return apiKeyRequired
    ? fail(
        `The deployed ${route.method} ${route.path} asks for an API key besides, which no reader has.`,
        `Patch /apiKeyRequired to false, ${redeploy(api.id)}`,
        ...evidence,
      )
    : pass(
        `Stage "prod" asks a Lambda authorizer about ${route.method} ${route.path}.`,
        ...evidence,
      );
}

type Asked =
  | { readonly finding: Finding }
  | {
      readonly finding?: never;
      readonly apiId: string;
      readonly authorizer: ServedAuthorizer;
      readonly evidence: Evidence;
    };

/** The deployed method's authorizer, or why there is none to look at. */
function asked(seen: Snapshot): Asked {
  const judged = judgeAsks(seen);
  if (judged.verdict === 'blocked' && judged.reason !== 'depends-on') return { finding: judged };
  const { api } = seen.search;
  if (!api || judged.verdict !== 'pass')
    return { finding: dependsOn('asks-authorizer', 'GET /private asks no Lambda authorizer yet.') };
  const { authorizer } = seen;
  if (!authorizer)
    return {
      finding: blocked(
        'undecidable',
        'The export of stage "prod" does not show the authorizer of GET /private.',
        'AWS and the local sandbox do show it; this endpoint does not seem to export authorizers.',
        servedEvidence(api.id, PRIVATE.stageName, { authorizer: null }),
      ),
    };
  return {
    apiId: api.id,
    authorizer,
    evidence: servedEvidence(api.id, PRIVATE.stageName, shownAuthorizer(authorizer)),
  };
}

export function judgeAuthz(seen: Snapshot): Finding {
  const found = asked(seen);
  if (found.finding) return found.finding;
  const { authorizer, apiId, evidence } = found;
  if (seen.fn?.name !== FUNCTION)
    return fail(
      seen.fn
        ? `Authorizer "${authorizer.name}" calls function "${seen.fn.name}".`
        : `The URI of authorizer "${authorizer.name}" names no function: ${authorizer.uri ?? 'none'}`,
      `Let it call "${FUNCTION}" (update-authorizer, /authorizerUri), ${redeploy(apiId)}`,
      evidence,
    );
  const byHeader = authorizer.identitySources.some(
    (source) => source.toLowerCase() === HEADER.toLowerCase(),
  );
  return byHeader
    ? pass(
        `Authorizer "${authorizer.name}" (${authorizer.type}) calls "${FUNCTION}" with the header Authorization.`,
        evidence,
      )
    : fail(
        `Authorizer "${authorizer.name}" goes by ${authorizer.identitySources.join(', ') || 'nothing'}, and the readers' passes are in the header Authorization.`,
        `Set its identity source to ${HEADER}, ${redeploy(apiId)}`,
        evidence,
      );
}

export function judgeTtl(seen: Snapshot): Finding {
  const found = asked(seen);
  if (found.finding) return found.finding;
  const { authorizer, apiId, evidence } = found;
  const { ttlSeconds, name } = authorizer;
  return ttlSeconds === TTL_SECONDS
    ? pass(`An answer of authorizer "${name}" is kept for ${TTL_SECONDS} s.`, evidence)
    : fail(
        ttlSeconds === 0
          ? `No answer of authorizer "${name}" is kept; ${TTL_SECONDS} s are wanted.`
          : `An answer of authorizer "${name}" is kept for ${ttlSeconds} s on stage "prod"; ${TTL_SECONDS} s are wanted.`,
        `Change it: aws apigateway update-authorizer --rest-api-id ${apiId} --authorizer-id ${authorizer.id ?? '…'} --patch-operations op=replace,path=/authorizerResultTtlInSeconds,value=${TTL_SECONDS}, ${redeploy(apiId)}`,
        evidence,
      );
}

export function judgeMay(seen: Snapshot): Finding {
  const found = asked(seen);
  if (found.finding) return found.finding;
  const { authorizer, apiId, evidence } = found;
  const { invocation, search } = seen;
  if (!invocation)
    return dependsOn('authz-decides', `Authorizer "${authorizer.name}" names no function yet.`);
  if (authorizer.id === undefined)
    return fail(
      `Stage "prod" still asks authorizer "${authorizer.name}", which the API does not have any more.`,
      `Give the method the authorizer that there is now, ${redeploy(apiId)}`,
      evidence,
    );
  const source = executeApiSource(
    search.region,
    invocation.fn.account,
    apiId,
    `authorizers/${authorizer.id}`,
  );
  return judgeInvocation(invocation, source);
}

export const judgePasses = (seen: Snapshot): Finding =>
  firstObstacle(seen, {
    'asks-authorizer': judgeAsks,
    'authz-decides': judgeAuthz,
    'may-invoke': judgeMay,
  }) ?? pass('The authorizer can be asked.');

const isRefusal = (status: number) => status === 401 || status === 403;

/** A stranger's pass may be refused by its look (401) as well as by the function (403). */
export async function probePasses(port: ProbePort, { search }: Snapshot): Promise<Finding> {
  const request = {
    apiId: search.api?.id ?? '',
    stage: PRIVATE.stageName,
    method: PRIVATE.method,
    path: PRIVATE.path,
  } as const;
  const withPass = (value: string) => ({ ...request, headers: { Authorization: value } });
  const [nobody, stranger, reader] = [request, withPass(PASS.bad), withPass(PASS.good)];
  const answers = {
    nobody: await port.send(nobody),
    stranger: await port.send(stranger),
    reader: await port.send(reader),
  };
  const evidence = [
    probeEvidence(nobody, answers.nobody),
    probeEvidence(stranger, answers.stranger),
    probeEvidence(reader, answers.reader),
  ];
  if (Object.values(answers).some(({ status }) => status >= 500))
    return fail(
      `GET /prod/private answered ${answers.nobody.status} without a pass, ${answers.stranger.status} with a wrong one and ${answers.reader.status} with a good one.`,
      'A 500 says that the authorizer cannot be asked, that its answer is no policy, or that the method has no answer of its own. Try it: aws apigateway test-invoke-authorizer. Then deploy again.',
      ...evidence,
    );
  if (!isRefusal(answers.nobody.status) || !isRefusal(answers.stranger.status))
    return fail(
      isRefusal(answers.nobody.status)
        ? `GET /prod/private answered ${answers.stranger.status} to the pass ${PASS.bad}, which nobody was given.`
        : `GET /prod/private answered ${answers.nobody.status} to a call without a pass.`,
      `Let function "${FUNCTION}" decide as it was handed over, and deploy again.`,
      ...evidence,
    );
  return answers.reader.status === 200
    ? pass('A good pass opens GET /private; a wrong one and none do not.', ...evidence)
    : fail(
        `GET /prod/private answered ${answers.reader.status} to the good pass ${PASS.good}: ${answers.reader.body.slice(0, 200)}`,
        'A 401 says that the pass did not reach the function: look at identity sources and validation expression. A 403 says that the policy did not allow it. Then deploy again.',
        ...evidence,
      );
}
