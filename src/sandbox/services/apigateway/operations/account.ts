import type { UpdateAccountRequest } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, textOf, type PatchRule } from '../../patch.ts';
import { refusalOfService } from '../../iam/service-roles.ts';
import { stateOf } from '../access.ts';
import type { Account } from '../state.ts';

export const getAccount = (context: OperationContext): Account => stateOf(context).account;

/** What API Gateway asks of the role before it takes it. */
const LOG_ACTIONS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** Refuses a role that API Gateway could not log as; the text is AWS's, as its users report it. */
function demandLogRole({ sandbox, caller, region }: OperationContext, roleArn: string): void {
  const resource = `arn:aws:logs:${region}:${caller.accountId}:log-group:API-Gateway-Execution-Logs_id/stage:log-stream:name`;
  const refusal = refusalOfService({
    sandbox,
    roleArn,
    service: 'apigateway.amazonaws.com',
    account: caller.accountId,
    region,
    wants: LOG_ACTIONS.map((action) => ({ action, resource })),
  });
  if (refusal)
    throw badRequest(
      'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
    );
}

const RULES: readonly PatchRule<Account>[] = [
  {
    path: '/cloudwatchRoleArn',
    ops: ['replace', 'add', 'remove'],
    apply(account, patch) {
      if (patch.op === 'remove' || patch.value === '') {
        delete account.cloudwatchRoleArn;
        return;
      }
      const arn = textOf(patch);
      if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(arn))
        throw badRequest('Invalid ARN specified in the request');
      account.cloudwatchRoleArn = arn;
    },
  },
  {
    path: '/features',
    ops: ['add'],
    apply(account, patch) {
      const feature = textOf(patch);
      if (!account.features.includes(feature)) account.features.push(feature);
    },
  },
];

export function updateAccount(
  context: OperationContext,
  { patchOperations }: Parsed<UpdateAccountRequest>,
): Account {
  const state = stateOf(context);
  const patched = applyPatch(state.account, patchOperations, RULES);
  const { cloudwatchRoleArn: roleArn } = patched;
  if (roleArn !== undefined && roleArn !== state.account.cloudwatchRoleArn)
    demandLogRole(context, roleArn);
  state.account = patched;
  return state.account;
}
