import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import { decideTrust, parsePolicy, requestKeys, type NamedPolicy } from '#policy';
import { iamState } from '../../state.ts';
import type { OperationContext, Parsed } from '../context.ts';
import { checkDocument } from '../iam/access.ts';
import { principalOf, stackOf } from '../iam/stack.ts';
import type { RoleRecord } from '../iam/state.ts';
import { accessDenied, invalid } from '../iam/texts.ts';
import { own } from '../records.ts';
import { openSession, type SessionBearer } from './sessions.ts';

const DEFAULT_SECONDS = 3600;
const MIN_SECONDS = 900;
/** Source: docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const MAX_POLICY_CHARACTERS = 2048;
const MAX_POLICY_ARNS = 10;
const CHAINED_SECONDS = 3600;

const constraint = (value: string, member: string, wanted: string) =>
  invalid(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${wanted}`,
  );

function checkInput({ RoleSessionName, ExternalId, Policy, PolicyArns }: AssumeRoleRequest): void {
  const name = RoleSessionName ?? '';
  if (!/^[\w+=,.@-]{2,64}$/.test(name))
    throw constraint(
      name,
      'roleSessionName',
      'Member must satisfy regular expression pattern: [\\w+=,.@-]*',
    );
  if (ExternalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(ExternalId))
    throw constraint(
      ExternalId,
      'externalId',
      'Member must satisfy regular expression pattern: [\\w+=,.@:\\/-]*',
    );
  if (Policy !== undefined && Policy.length > MAX_POLICY_CHARACTERS)
    throw constraint(
      Policy,
      'policy',
      `Member must have length less than or equal to ${MAX_POLICY_CHARACTERS}`,
    );
  if ((PolicyArns?.length ?? 0) > MAX_POLICY_ARNS)
    throw invalid(`You can specify at most ${MAX_POLICY_ARNS} managed policies.`);
  if (Policy !== undefined) checkDocument(Policy, 'identity');
}

function secondsOf(
  { caller }: OperationContext,
  { role }: RoleRecord,
  seconds = DEFAULT_SECONDS,
): number {
  if (seconds < MIN_SECONDS)
    throw constraint(
      String(seconds),
      'durationSeconds',
      `Member must have value greater than or equal to ${MIN_SECONDS}`,
    );
  if (caller.roleArn !== undefined && seconds > CHAINED_SECONDS)
    throw invalid(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  if (seconds > role.MaxSessionDuration)
    throw invalid(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  return seconds;
}

function findRole({ sandbox }: OperationContext, arn: string) {
  const [, account = '', name = ''] =
    /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  const state = Object.hasOwn(sandbox.iam, account) ? iamState(sandbox, account) : undefined;
  const record = state && own(state.roles, name);
  return record?.role.Arn === arn ? { account, record } : undefined;
}

/** Whether the role trusts the caller, and the caller may assume it. */
function isTrusted(
  context: OperationContext,
  { account, record: { role } }: { account: string; record: RoleRecord },
  input: Parsed<AssumeRoleRequest>,
): boolean {
  const { caller, sandbox, clock, region } = context;
  const parsed = parsePolicy(role.AssumeRolePolicyDocument, 'trust');
  if (!parsed.ok) return false;
  const trust: NamedPolicy = { name: 'trust policy', policy: parsed.policy };
  const decision = decideTrust(
    { ...stackOf(sandbox, caller), resource: [trust] },
    {
      principal: principalOf(caller),
      action: 'sts:AssumeRole',
      resource: role.Arn,
      keys: requestKeys({
        'aws:CurrentTime': new Date(clock.now()).toISOString(),
        'aws:EpochTime': String(Math.floor(clock.now() / 1000)),
        'aws:MultiFactorAuthPresent': undefined,
        'aws:PrincipalAccount': caller.accountId,
        'aws:PrincipalArn': caller.roleArn ?? caller.arn,
        'aws:RequestedRegion': region,
        'aws:SecureTransport': 'true',
        'aws:SourceAccount': undefined,
        'aws:SourceArn': undefined,
        'aws:userid': caller.userId,
        'sts:ExternalId': input.ExternalId,
        'sts:RoleSessionName': input.RoleSessionName,
        'sts:SourceIdentity': input.SourceIdentity,
      }),
    },
    account,
  );
  return decision.outcome === 'allowed';
}

/** Source: docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(context: OperationContext, input: Parsed<AssumeRoleRequest>) {
  checkInput(input);
  const found = findRole(context, input.RoleArn);
  if (!found || !isTrusted(context, found, input))
    throw accessDenied(
      `User: ${context.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
    );
  const { account, record } = found;
  const { RoleName, RoleId, Arn } = record.role;
  const seconds = secondsOf(context, record, input.DurationSeconds);
  const arns = (input.PolicyArns ?? []).flatMap(({ arn }) => arn ?? []);
  const bearer: SessionBearer = {
    accountId: account,
    arn: `arn:aws:sts::${account}:assumed-role/${RoleName}/${input.RoleSessionName}`,
    userId: `${RoleId}:${input.RoleSessionName}`,
    roleArn: Arn,
    ...(input.Policy !== undefined && { sessionPolicies: [input.Policy] }),
    ...(arns.length > 0 && { sessionPolicyArns: arns }),
  };
  return {
    Credentials: openSession(context, bearer, seconds),
    AssumedRoleUser: { AssumedRoleId: bearer.userId, Arn: bearer.arn },
    ...(input.Policy !== undefined && {
      PackedPolicySize: Math.ceil((100 * input.Policy.length) / MAX_POLICY_CHARACTERS),
    }),
    ...(input.SourceIdentity !== undefined && { SourceIdentity: input.SourceIdentity }),
  };
}
