import {
  apiPolicy,
  decide,
  decideAlone,
  executeApiArn,
  invokeRequest,
  type ApiCall,
  type Decision,
  type NamedPolicy,
  type Principal,
} from '#policy';
import { ADMINISTRATOR } from '../services/iam/stack.ts';
import { passed, refused, type Authentication, type Routed, type Verdict } from './context.ts';
import { failure, type Failure } from './failures.ts';

const ANONYMOUS: Principal = { kind: 'anonymous' };

function callOf(exchange: Routed, principal: Principal): ApiCall {
  const { request, accountId, region, apiId, stageName, services } = exchange;
  const { sourceIp, sourceVpce, sourceVpc, headers } = request;
  const [userAgent, referer] = [headers.get('user-agent'), headers.get('referer')];
  return {
    region,
    account: accountId,
    apiId,
    stage: stageName,
    method: request.method,
    path: request.path,
    principal,
    ...(sourceVpce === undefined ? { sourceIp } : { sourceVpce, vpcSourceIp: sourceIp }),
    ...(sourceVpc !== undefined && { sourceVpc }),
    ...(userAgent !== null && { userAgent }),
    ...(referer !== null && { referer }),
    now: services.clock.now(),
  };
}

/** What the deployment's resource policy says to a call that nobody signed. */
export function askResourcePolicy(exchange: Routed): Decision {
  const call = callOf(exchange, ANONYMOUS);
  const policy = resourcePolicy(exchange, call);
  return policy
    ? decideAlone(policy, invokeRequest(call))
    : { outcome: 'denied', how: 'implicit', kind: 'resource' };
}

function resourcePolicy({ compiled }: Routed, call: ApiCall): NamedPolicy | undefined {
  return compiled.policy?.ok ? apiPolicy(compiled.policy.policy, call) : undefined;
}

/**
 * What a signed call gets from the caller's policies and the API's together: inside the account either
 * is enough, from outside both must allow, and an explicit deny of either wins.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html,
 * tables A and B
 */
export function askPolicies(
  exchange: Routed,
  caller: Extract<Authentication, { ok: true }>,
): Verdict {
  const principal: Principal = {
    kind: 'aws',
    account: caller.accountId,
    arn: caller.arn,
    ...(caller.roleArn !== undefined && { roleArn: caller.roleArn }),
  };
  const call = callOf(exchange, principal);
  const policy = resourcePolicy(exchange, call);
  const decision = decide(
    { ...(caller.policies ?? ADMINISTRATOR), ...(policy && { resource: [policy] }) },
    invokeRequest(call),
    exchange.accountId,
  );
  return verdictOf(exchange, principal, decision);
}

export const anonymousVerdict = (exchange: Routed, decision: Decision): Verdict =>
  verdictOf(exchange, ANONYMOUS, decision);

const statementOf = ({ by }: Extract<Decision, { by: unknown }>): string =>
  `Statement ${by.index + 1}${by.sid === undefined ? '' : ` ("${by.sid}")`} of ${by.policy}`;

const KINDS = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource-based policy',
} as const;

function verdictOf(exchange: Routed, principal: Principal, decision: Decision): Verdict {
  const { sourceIp, sourceVpce } = exchange.request;
  const values = {
    caller: nameOf(principal),
    resource: executeApiArn(callOf(exchange, principal)),
    ...(sourceVpce === undefined ? { sourceIp } : { sourceVpce, vpcSourceIp: sourceIp }),
  };
  if (decision.outcome === 'allowed')
    return passed(`${statementOf(decision)} allows the call.`, values);
  if (decision.outcome === 'denied') {
    const reason =
      decision.how === 'explicit'
        ? `${statementOf(decision)} denies the call.`
        : `No ${KINDS[decision.kind]} allows the call.`;
    return refused(accessDenied(values.resource, values.caller, decision), reason, values);
  }
  const message = `${statementOf(decision)} asks for ${decision.key}, of which the local sandbox knows nothing here. On AWS the call may get another answer.`;
  return refused(failure('API_CONFIGURATION_ERROR', { message }), message, values);
}

const nameOf = (principal: Principal) => (principal.kind === 'aws' ? principal.arn : 'anonymous');

/** All but the last four digits of the API's account are masked. */
const masked = (arn: string) => arn.replace(/:\d{8}(\d{4}):/, ':********$1:');

/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function accessDenied(
  resource: string,
  who: string,
  { how, kind }: Extract<Decision, { outcome: 'denied' }>,
): Failure {
  const why =
    how === 'explicit'
      ? `with an explicit deny in ${kind === 'identity' ? 'an' : 'a'} ${KINDS[kind]}`
      : `because no ${KINDS[kind]} allows the execute-api:Invoke action`;
  return failure('ACCESS_DENIED', {
    member: 'Message',
    message: `User: ${who} is not authorized to perform: execute-api:Invoke on resource: ${masked(resource)} ${why}`,
  });
}
