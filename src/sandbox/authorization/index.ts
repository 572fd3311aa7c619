import { decide, requestKeys, type Decision } from '#policy';
import { modelOf, type Protocol } from '../operations.ts';
import { principalOf, stackOf } from '../services/iam/stack.ts';
import { AwsError, notImplemented } from '../wire/errors.ts';
import { neededFor, type Asked, type Needed } from './resources.ts';

const LOOPBACK = '127.0.0.1';

/** Keys that AWS gives with every call. Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const keysOf = ({ caller, region }: Asked, now: number) =>
  requestKeys({
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:MultiFactorAuthPresent': 'false',
    'aws:PrincipalAccount': caller.accountId,
    'aws:PrincipalArn': caller.roleArn ?? caller.arn,
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalType': caller.roleArn === undefined ? 'User' : 'AssumedRole',
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': caller.accountId,
    'aws:SecureTransport': 'true',
    'aws:SourceIp': LOOPBACK,
    'aws:SourceVpc': undefined,
    'aws:SourceVpce': undefined,
    'aws:userid': caller.userId,
    'aws:username': caller.roleArn === undefined ? caller.arn.split('/').at(-1) : undefined,
    'aws:ViaAWSService': 'false',
  });

const KINDS = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource-based policy',
} as const;

/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function sentence(
  who: string,
  { action, resource }: Needed,
  { how, kind }: Extract<Decision, { outcome: 'denied' }>,
): string {
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const why =
    how === 'explicit'
      ? `with an explicit deny in ${kind === 'identity' ? 'an' : 'a'} ${KINDS[kind]}`
      : `because no ${KINDS[kind]} allows the ${action} action`;
  return `User: ${who} is not authorized to perform: ${action}${on} ${why}`;
}

function refusalOf(protocol: Protocol, message: string): AwsError {
  switch (protocol) {
    case 'rest-json':
      return new AwsError('AccessDeniedException', 403, message);
    case 'json':
      return new AwsError('AccessDeniedException', 400, message);
    case 'query':
      return new AwsError('AccessDenied', 403, message);
    case 'ec2-query':
      return new AwsError(
        'UnauthorizedOperation',
        403,
        `You are not authorized to perform this operation. ${message}`,
      );
  }
}

/**
 * Refuses what the caller's policies do not allow, in the words of the service's protocol. The users
 * behind local keys are administrators; sessions of roles are what this limits.
 * @param now milliseconds since 1970
 */
export function demandRight(asked: Asked, now: number): void {
  const { caller, operation, sandbox } = asked;
  if (caller.roleArn === undefined) return;
  const stack = stackOf(sandbox, caller);
  const [principal, keys] = [principalOf(caller), keysOf(asked, now)];
  for (const needed of neededFor(asked)) {
    const decision = decide(stack, { principal, keys, ...needed });
    if (decision.outcome === 'denied')
      throw refusalOf(modelOf(operation.service).protocol, sentence(caller.arn, needed, decision));
    if (decision.outcome === 'undecidable')
      throw notImplemented(
        `Statement ${decision.by.index + 1} of ${decision.by.policy} asks for ${decision.key}, which the local sandbox does not know. On AWS it may allow ${needed.action}.`,
      );
  }
}
