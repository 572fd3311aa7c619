import type {
  SimulateCustomPolicyRequest,
  SimulatePrincipalPolicyRequest,
} from '@aws-sdk/client-iam';
import {
  decide,
  type Decision,
  type NamedPolicy,
  type PolicyStack,
  type Principal,
  type PolicyUse,
} from '#policy';
import type { OperationContext, Parsed } from '../../context.ts';
import { checkDocument, own, pageOf, stateOf } from '../access.ts';
import { roleStack } from '../stack.ts';
import { invalid, noSuchEntity } from '../texts.ts';

type Input = Parsed<SimulateCustomPolicyRequest> | Parsed<SimulatePrincipalPolicyRequest>;

const documents = (
  name: string,
  list: readonly string[] | undefined,
  use: PolicyUse = 'identity',
): NamedPolicy[] =>
  (list ?? []).map((document, index) => ({
    name: `${name}.${index + 1}`,
    policy: checkDocument(document, use),
  }));

const DECISIONS = { explicit: 'explicitDeny', implicit: 'implicitDeny' } as const;

function policiesIn({ identity, boundary, resource }: PolicyStack): readonly NamedPolicy[] {
  return [...(identity ?? []), ...(boundary ?? []), ...(resource ?? [])];
}

/** Condition keys that policies ask for and the caller gave no value: the simulator takes them as absent. */
function missingKeys(stack: PolicyStack, given: ReadonlyMap<string, unknown>): string[] {
  const asked = policiesIn(stack).flatMap(({ policy }) =>
    policy.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
  );
  return [...new Set(asked)].filter((key) => !given.has(key.toLowerCase()));
}

function resultOf(action: string, resource: string, decision: Decision, missing: string[]) {
  const by = 'by' in decision ? decision.by : undefined;
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: decision.outcome === 'denied' ? DECISIONS[decision.how] : 'allowed',
    MatchedStatements: by ? [{ SourcePolicyId: by.policy, SourcePolicyType: 'IAM Policy' }] : [],
    MissingContextValues: missing,
  };
}

function simulate(input: Input, stack: PolicyStack, principal: Principal) {
  const given = new Map(
    (input.ContextEntries ?? []).map(({ ContextKeyName = '', ContextKeyValues }) => [
      ContextKeyName.toLowerCase(),
      ContextKeyValues ?? [],
    ]),
  );
  const missing = missingKeys(stack, given);
  const keys = new Map<string, readonly string[]>(given);
  for (const key of missing) keys.set(key.toLowerCase(), []);
  const results = input.ActionNames.flatMap((action) =>
    (input.ResourceArns ?? ['*']).map((resource) => {
      const request = { principal, action, resource, keys };
      return resultOf(action, resource, decide(stack, request), missing);
    }),
  );
  const { items, page } = pageOf(results, input);
  return { EvaluationResults: items, ...page };
}

function withGiven(stack: PolicyStack, input: Input): PolicyStack {
  const boundary = documents(
    'PermissionsBoundaryPolicyInputList',
    input.PermissionsBoundaryPolicyInputList,
  );
  const resource = documents(
    'ResourcePolicy',
    input.ResourcePolicy === undefined ? [] : [input.ResourcePolicy],
    'resource',
  );
  return {
    ...stack,
    identity: [...(stack.identity ?? []), ...documents('PolicyInputList', input.PolicyInputList)],
    ...(boundary.length > 0 && { boundary }),
    ...(resource.length > 0 && { resource }),
  };
}

/** Source: docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export function simulatePrincipalPolicy(
  context: OperationContext,
  input: Parsed<SimulatePrincipalPolicyRequest>,
) {
  const { PolicySourceArn: arn } = input;
  const [, account = '', name = ''] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?(.+)$/.exec(arn) ?? [];
  if (name === '')
    throw invalid(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  const state = stateOf(context);
  const record = account === context.caller.accountId ? own(state.roles, name) : undefined;
  if (!record) throw noSuchEntity(`Policy Source Arn ${arn} could not be found.`);
  const principal: Principal = { kind: 'aws', account, arn, roleArn: arn };
  return simulate(input, withGiven(roleStack(state, record), input), principal);
}

export function simulateCustomPolicy(
  { caller }: OperationContext,
  input: Parsed<SimulateCustomPolicyRequest>,
) {
  const arn = input.CallerArn ?? caller.arn;
  const principal: Principal = { kind: 'aws', account: caller.accountId, arn };
  return simulate(input, withGiven({}, input), principal);
}
