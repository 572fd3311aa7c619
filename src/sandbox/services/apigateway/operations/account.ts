import type { UpdateAccountRequest } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, textOf, type PatchRule } from '../../patch.ts';
import { stateOf } from '../access.ts';
import type { Account } from '../state.ts';

export const getAccount = (context: OperationContext): Account => stateOf(context).account;

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
  state.account = applyPatch(state.account, patchOperations, RULES);
  return state.account;
}
