/** Who may call one method: the signature that it asks for, and the policies of one role. */
import {
  blocked,
  dependsOn,
  deployCommand,
  fail,
  findDeployedMethod,
  firstObstacle,
  firstOtherCall,
  pass,
  probeEvidence,
  signedCaller,
  type Evidence,
  type DeployedSeen,
  type Finding,
  type FoundApi,
  type FoundRole,
  type ProbePort,
} from 'gatewise/labs';

export const REPORT = { stageName: 'prod', method: 'GET', path: '/report' } as const;
export const CALLER = 'partner-caller';

/** What was read, answered. */
export interface PartnerSeen extends DeployedSeen {
  readonly account: string;
  readonly role: FoundRole | undefined;
}

export function judgeSigned(seen: DeployedSeen): Finding {
  const deployed = findDeployedMethod(seen, REPORT);
  if (deployed.finding) return deployed.finding;
  const { route, evidence, api } = deployed;
  const { authorizationType = 'NONE', apiKeyRequired = false } = route.value;
  const redeploy = `then deploy again: ${deployCommand(api.id, REPORT.stageName)}`;
  if (authorizationType !== 'AWS_IAM')
    return fail(
      authorizationType === 'NONE'
        ? `The deployed ${route.method} ${route.path} asks for no authorization, so anybody may call it.`
        : `The deployed ${route.method} ${route.path} asks for ${authorizationType} authorization; AWS_IAM is wanted.`,
      `Set it: aws apigateway update-method --rest-api-id ${api.id} --resource-id … --http-method ${route.method} --patch-operations op=replace,path=/authorizationType,value=AWS_IAM, ${redeploy}`,
      ...evidence,
    );
  return apiKeyRequired
    ? fail(
        `The deployed ${route.method} ${route.path} asks for an API key as well, and the partner has none.`,
        `Patch /apiKeyRequired to false, ${redeploy}`,
        ...evidence,
      )
    : pass(
        `Stage "${REPORT.stageName}" serves ${route.method} ${route.path} to signed calls only.`,
        ...evidence,
      );
}

const rolesCall = 'aws iam get-role --role-name partner-caller';

const noRole = (): Finding =>
  fail(
    `There is no role "${CALLER}" in this account.`,
    `Run the lab's seed, which makes the role without any rights, or create it: aws iam create-role --role-name ${CALLER} --assume-role-policy-document file://trust.json`,
    { call: rolesCall, fields: { found: 'none' } },
  );

interface Caller {
  readonly api: FoundApi;
  readonly role: FoundRole;
  readonly policies: Extract<ReturnType<typeof signedCaller>, { ask: unknown }>;
}

/** The role and what decides over its calls, or why there is nothing to judge yet. */
function callerOf(
  { search, account, role }: PartnerSeen,
  withoutRole: () => Finding,
): { readonly finding: Finding } | (Caller & { readonly finding?: never }) {
  const { api, region } = search;
  if (!api)
    return {
      finding: dependsOn('signed-only', `There is no REST API "${search.wantedName}" yet.`),
    };
  if (!role) return { finding: withoutRole() };
  const policies = signedCaller(role, api, { account, region }, REPORT);
  return policies.finding ? policies : { api, role, policies };
}

const undecidable = (arn: string, key: string, evidence: readonly Evidence[]): Finding =>
  blocked(
    'undecidable',
    `Whether the role may call ${arn} depends on ${key}, of which nothing is known here.`,
    'Let the policy do without that condition, then verify again.',
    ...evidence,
  );

export function judgeMayCall(seen: PartnerSeen): Finding {
  const found = callerOf(seen, noRole);
  if (found.finding) return found.finding;
  const { ask, wantedArn, evidence } = found.policies;
  const decision = ask(wantedArn);
  if (decision.outcome === 'undecidable') return undecidable(wantedArn, decision.key, evidence);
  if (decision.outcome === 'allowed')
    return pass(`Role ${CALLER} may call ${wantedArn}.`, ...evidence);
  return fail(
    decision.how === 'explicit'
      ? `A statement (${decision.by.index + 1} of ${decision.by.policy}) denies role ${CALLER} the call of ${wantedArn}.`
      : `No policy lets role ${CALLER} call ${wantedArn}.`,
    `Allow execute-api:Invoke on exactly that resource: aws iam put-role-policy --role-name ${CALLER} --policy-name call-report --policy-document file://policy.json`,
    ...evidence,
  );
}

export function judgeNothingElse(seen: PartnerSeen): Finding {
  const found = callerOf(seen, () =>
    dependsOn('role-may-call', `There is no role "${CALLER}" yet.`),
  );
  if (found.finding) return found.finding;
  const { policies } = found;
  const other = firstOtherCall(policies, seen.deployment?.apiSummary ?? {});
  if (!other) return pass(`Role ${CALLER} may call nothing but GET /report.`, ...policies.evidence);
  const { arn, decision } = other;
  return decision.outcome === 'undecidable'
    ? undecidable(arn, decision.key, policies.evidence)
    : fail(
        `Role ${CALLER} may also call ${arn}.`,
        `Narrow the resource to ${policies.wantedArn}: stage, method and path, without a star.`,
        ...policies.evidence,
      );
}

export const judgeUnsigned = (seen: PartnerSeen): Finding =>
  firstObstacle(seen, { 'signed-only': judgeSigned }) ??
  pass('Calls without a signature are to be refused.');

export const judgeAnswered = (seen: PartnerSeen): Finding =>
  firstObstacle(seen, {
    'signed-only': judgeSigned,
    'role-may-call': judgeMayCall,
    'role-nothing-else': judgeNothingElse,
  }) ?? pass('The role is to get the report and nothing else.');

const requestOf = ({ search }: PartnerSeen) => ({
  apiId: search.api?.id ?? '',
  stage: REPORT.stageName,
  method: REPORT.method,
  path: REPORT.path,
});

export async function probeUnsigned(port: ProbePort, seen: PartnerSeen): Promise<Finding> {
  const request = requestOf(seen);
  const answer = await port.send(request);
  const evidence = probeEvidence(request, answer);
  return answer.status === 403
    ? pass('A call without a signature was refused.', evidence)
    : fail(
        `A call without a signature got ${answer.status}.`,
        `Find out what stage "prod" serves, then deploy again: ${deployCommand(request.apiId, REPORT.stageName)}`,
        evidence,
      );
}

export async function probeAnswered(port: ProbePort, seen: PartnerSeen): Promise<Finding> {
  const as = seen.role?.arn ?? '';
  const report = { ...requestOf(seen), as };
  const removal = { ...report, method: 'DELETE' as const };
  const [answer, refusal] = await Promise.all([port.send(report), port.send(removal)]);
  const evidence = [probeEvidence(report, answer), probeEvidence(removal, refusal)];
  if (answer.status !== 200)
    return fail(
      `Signed as ${CALLER}, GET /report got ${answer.status}.`,
      answer.status === 403
        ? `The policies allow it, so an older resource policy is in force: ${deployCommand(report.apiId, REPORT.stageName)}`
        : 'The role gets through. Mend what is behind the method, then deploy again.',
      ...evidence,
    );
  return refusal.status === 403
    ? pass('The role got the report, and may not delete it.', ...evidence)
    : fail(
        `Signed as ${CALLER}, DELETE /report got ${refusal.status}.`,
        'DELETE /report asked for AWS_IAM before. Set its authorization type again, then deploy.',
        ...evidence,
      );
}
