/** Who gets through the resource policy and the stage's web ACL, by address. */
import {
  addressesLetIn,
  blocked,
  deployCommand,
  fail,
  firstObstacle,
  judgeOpenMethod,
  pass,
  probeEvidence,
  requireDeployedMethod,
  undecidedAddresses,
  type AddressGates,
  type DeployedSeen,
  type Finding,
  type FoundApi,
  type FoundWebAcl,
  type ProbePort,
} from 'gatewise/labs';

export const ADMIN = { stageName: 'prod', method: 'GET', path: '/admin' } as const;
export const OFFICE = '203.0.113.0/24';
/** Before the range, its first address, its last, and the one after it. */
const EDGES = [
  { from: '203.0.112.255', isOffice: false },
  { from: '203.0.113.0', isOffice: true },
  { from: '203.0.113.255', isOffice: true },
  { from: '203.0.114.0', isOffice: false },
] as const;

/** What was read, answered. */
export interface OfficeSeen extends DeployedSeen {
  readonly account: string;
  readonly webAcl: FoundWebAcl | undefined;
}

/** What stands between an address and GET /admin, or why there is nothing to judge yet. */
function gatesOf(
  seen: OfficeSeen,
): (AddressGates & { readonly finding?: never }) | { readonly finding: Finding } {
  const deployed = requireDeployedMethod(seen, ADMIN, 'serves-admin');
  if (deployed.finding) return deployed;
  const { account, webAcl, search } = seen;
  return { api: deployed.api, account, region: search.region, webAcl };
}

const some = (blocks: readonly string[]) =>
  blocks.length > 3 ? `${blocks.slice(0, 3).join(', ')} and more` : blocks.join(', ');

const patch = ({ id }: FoundApi, operation: string) =>
  `aws apigateway update-rest-api --rest-api-id ${id} --patch-operations ${operation}`;

const mend = (api: FoundApi) =>
  `In the resource policy: ${patch(api, 'file://patch.json')} (op replace, path /policy), then ${deployCommand(api.id, ADMIN.stageName)}. Or in the stage's web ACL: aws wafv2 update-web-acl`;

/** Why nobody at all reaches the API's own address from the internet. */
function unreachable(api: FoundApi): { saw: string; nextStep: string } | undefined {
  if (api.endpointConfiguration?.types?.includes('PRIVATE'))
    return {
      saw: `API ${api.id} is private, so the office cannot reach it from the internet.`,
      nextStep: `Make it Regional again: ${patch(api, 'op=replace,path=/endpointConfiguration/types/PRIVATE,value=REGIONAL')}`,
    };
  return api.disableExecuteApiEndpoint
    ? {
        saw: `The default address of API ${api.id} is switched off, and the office calls that one.`,
        nextStep: `Switch it on: ${patch(api, 'op=replace,path=/disableExecuteApiEndpoint,value=false')}`,
      }
    : undefined;
}

export function judgeOffice(seen: OfficeSeen): Finding {
  const gates = gatesOf(seen);
  if (gates.finding) return gates.finding;
  const found = addressesLetIn(gates, ADMIN, [OFFICE], 'denied');
  if (found.finding) return found.finding;
  const { denied, undecided, evidence } = found;
  const closed = unreachable(gates.api);
  if (closed) return fail(closed.saw, closed.nextStep, ...evidence);
  if (denied.inside.length > 0)
    return fail(
      `The office is refused: ${some(denied.inside)}.`,
      `Let all of ${OFFICE} in. ${mend(gates.api)}`,
      ...evidence,
    );
  return undecided.inside.length > 0
    ? undecidedAddresses(undecided.inside, found)
    : pass(`All of ${OFFICE} may call GET /admin.`, ...evidence);
}

export function judgeOthers(seen: OfficeSeen): Finding {
  const gates = gatesOf(seen);
  if (gates.finding) return gates.finding;
  const found = addressesLetIn(gates, ADMIN, [OFFICE], 'allowed');
  if (found.finding) return found.finding;
  const { allowed, undecided, evidence } = found;
  if (allowed.outside.length > 0)
    return fail(
      `Others may call GET /admin as well: ${some(allowed.outside)}.`,
      `Refuse everything but ${OFFICE}. ${mend(gates.api)}`,
      ...evidence,
    );
  return undecided.outside.length > 0
    ? undecidedAddresses(undecided.outside, found)
    : pass(`Nobody outside of ${OFFICE} may call GET /admin.`, ...evidence);
}

/** Without a rule about others, a refusal or an answer would prove nothing. */
export const judgeOutsider = (seen: OfficeSeen): Finding =>
  firstObstacle(seen, {
    'serves-admin': (all) => judgeOpenMethod(all, ADMIN),
    'others-refused': judgeOthers,
  }) ?? pass('Addresses outside of the office are to be refused.');

export const judgeEdges = (seen: OfficeSeen): Finding =>
  firstObstacle(seen, {
    'serves-admin': (all) => judgeOpenMethod(all, ADMIN),
    'office-allowed': judgeOffice,
    'others-refused': judgeOthers,
  }) ?? pass('The office is to get in, and nobody else.');

const requestOf = ({ search }: OfficeSeen) => ({
  apiId: search.api?.id ?? '',
  stage: ADMIN.stageName,
  method: ADMIN.method,
  path: ADMIN.path,
});

/** The range of the office is kept for documentation (RFC 5737): nobody calls from there. */
export async function probeOutsider(port: ProbePort, seen: OfficeSeen): Promise<Finding> {
  const request = requestOf(seen);
  const answer = await port.send(request);
  const evidence = probeEvidence(request, answer);
  const { status } = answer;
  if (status === 429)
    return blocked(
      'throttled',
      'GET /prod/admin answered 429, which says nothing about addresses.',
      'Wait a little, then verify again.',
      evidence,
    );
  // A refusal may have been given another status, by a gateway response or by the web ACL.
  return status >= 400 && status < 500
    ? pass(`A call from outside of the office was refused with ${status}.`, evidence)
    : fail(
        `A call from outside of the office got through: ${status}.`,
        `What you built is not in force. A resource policy counts from the next deployment: ${deployCommand(request.apiId, ADMIN.stageName)}. A web ACL takes some minutes.`,
        evidence,
      );
}

export async function probeEdges(port: ProbePort, seen: OfficeSeen): Promise<Finding> {
  const calls = await Promise.all(
    EDGES.map(async ({ from, isOffice }) => {
      const request = { ...requestOf(seen), from };
      const answer = await port.send(request);
      const isAsWanted = isOffice
        ? answer.status === 200
        : answer.status >= 400 && answer.status < 500;
      return {
        from,
        isOffice,
        isAsWanted,
        status: answer.status,
        evidence: probeEvidence(request, answer),
      };
    }),
  );
  const evidence = calls.map((one) => one.evidence);
  const wrong = calls.find(({ isAsWanted }) => !isAsWanted);
  if (!wrong)
    return pass('Both ends of the range got 200, their neighbours were refused.', ...evidence);
  return fail(
    `A call from ${wrong.from}, ${wrong.isOffice ? 'in' : 'outside of'} the office, got ${wrong.status}.`,
    `Settings and answers differ, so an older policy is in force: ${deployCommand(requestOf(seen).apiId, ADMIN.stageName)}`,
    ...evidence,
  );
}
