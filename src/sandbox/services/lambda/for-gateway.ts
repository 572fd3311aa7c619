import { decideAlone, parsePolicy, requestKeys } from '#policy';
import type { FunctionCall, FunctionOutcome, InvokeFunction } from '../../gateway/functions.ts';
import { AwsError } from '../../wire/errors.ts';
import type { ServiceRefusal } from '../iam/service-roles.ts';
import { own } from '../records.ts';
import { versionOf } from './access.ts';
import type { FunctionRunner } from './runner.ts';
import type { FunctionRecord, LambdaState } from './state.ts';
import { LATEST } from './texts.ts';

interface Deps {
  readonly functions: FunctionRunner;
  lambdaState(accountId: string, region: string): LambdaState;
  /** Decides which version an alias with weights leads to, 0 to 1. */
  chance(): number;
  /** Why the gateway may not invoke the function as a role; undefined when it may. */
  refusalOfRole(use: RoleUse): ServiceRefusal | undefined;
}

interface RoleUse {
  readonly roleArn: string;
  readonly functionArn: string;
  readonly account: string;
  readonly region: string;
}

const ARN = /^arn:aws[\w-]*:lambda:([\w-]+):(\d{12}):function:([\w-]+)(?::([\w$-]+))?$/;
const GATEWAY = 'apigateway.amazonaws.com';

const not = (kind: 'denied' | 'missing' | 'throttled' | 'failed', detail: string) =>
  ({ kind, detail }) satisfies FunctionOutcome;

/**
 * Whether the function's own policy lets API Gateway in, for this API and route.
 * Source: docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
 */
function admits(
  record: FunctionRecord,
  qualifier: string | undefined,
  { functionArn, sourceArn, account }: FunctionCall,
): boolean {
  const statements = own(record.policies, qualifier ?? LATEST);
  if (!statements) return false;
  const parsed = parsePolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    'resource',
  );
  if (!parsed.ok) return false;
  const decision = decideAlone(
    { name: 'function policy', policy: parsed.policy },
    {
      principal: { kind: 'service', name: GATEWAY },
      action: 'lambda:InvokeFunction',
      resource: functionArn,
      keys: requestKeys({
        'aws:SourceArn': sourceArn,
        'aws:SourceAccount': account,
        'aws:PrincipalOrgID': undefined,
      }),
    },
  );
  return decision.outcome === 'allowed';
}

const ROLE_REFUSALS: Readonly<Record<ServiceRefusal, (use: RoleUse) => string>> = {
  'no-role': ({ roleArn }) => `There is no role ${roleArn}. Create it, or mend the credentials.`,
  'no-trust': ({ roleArn }) => `The trust policy of ${roleArn} does not let ${GATEWAY} assume it.`,
  'no-right': ({ roleArn, functionArn }) =>
    `No policy of ${roleArn} allows lambda:InvokeFunction on ${functionArn}.`,
};

/** Credentials that say: as whoever signed the request. Such a call is let through (assumed). */
const AS_CALLER = /:user\/\*$/;

/** Source: docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html (authorizerCredentials) */
function roleRefusal(deps: Deps, use: RoleUse): string | undefined {
  if (AS_CALLER.test(use.roleArn)) return undefined;
  const refusal = deps.refusalOfRole(use);
  return refusal && ROLE_REFUSALS[refusal](use);
}

/** @returns how the data plane calls functions: by ARN, as API Gateway or as the role it was given */
export function invokeForGateway(deps: Deps): InvokeFunction {
  return async (call) => {
    const [, region, accountId, name, qualifier] = ARN.exec(call.functionArn) ?? [];
    if (region === undefined || accountId === undefined || name === undefined)
      return not('missing', `"${call.functionArn}" is no function's ARN.`);
    const record = own(deps.lambdaState(accountId, region).functions, name);
    const version = record && versionOf(record, qualifier, deps.chance());
    if (!record || !version)
      return not(
        'missing',
        `There is no function ${call.functionArn}. Create it, or mend the URI.`,
      );
    if (call.role === undefined && !admits(record, qualifier, call))
      return not(
        'denied',
        `The policy of ${call.functionArn} does not let ${GATEWAY} invoke it for ${call.sourceArn}. Add it: aws lambda add-permission.`,
      );
    const { role: roleArn, functionArn, account } = call;
    const refusal =
      roleArn === undefined
        ? undefined
        : roleRefusal(deps, { roleArn, functionArn, account, region });
    if (refusal !== undefined) return not('denied', refusal);
    try {
      const { payload, functionError } = await deps.functions.start({
        record,
        version,
        accountId,
        region,
        invokedArn: call.functionArn,
        payload: call.event,
        depth: 0,
      });
      return { kind: 'answer', payload, isError: functionError !== undefined };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return not(error.code === 'TooManyRequestsException' ? 'throttled' : 'failed', error.message);
    }
  };
}
