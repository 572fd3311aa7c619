import type {
  CreateRuleInput,
  DeleteRuleInput,
  DescribeRulesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { OperationContext, Parsed } from '../../context.ts';
import { newHex } from '../../ids.ts';
import { listenerOf, loadBalancerOf, pageOf, stateOf, values } from '../access.ts';
import type { Listener, ListenerRule } from '../state.ts';
import { invalidConfiguration, noRule, refusal, validation } from '../texts.ts';
import { checkActions } from './actions.ts';
import { putTags } from './tags.ts';

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_RULES = 100;

const shown = ({ RuleArn, priority, Conditions, Actions }: ListenerRule) => ({
  RuleArn,
  Priority: String(priority),
  Conditions,
  Actions,
  IsDefault: false,
});

const ruleArn = (listenerArn: string, id: string) =>
  `${listenerArn.replace(':listener/', ':listener-rule/')}/${id}`;

/** The rule that AWS shows for a listener's default actions; its id is the listener's own here. */
const defaultRule = ({ ListenerArn, DefaultActions }: Listener) => ({
  RuleArn: ruleArn(ListenerArn, ListenerArn.split('/').at(-1) ?? ''),
  Priority: 'default',
  Conditions: [],
  Actions: DefaultActions,
  IsDefault: true,
});

export function createRule(context: OperationContext, input: Parsed<CreateRuleInput>) {
  const state = stateOf(context);
  const listener = listenerOf(context, input.ListenerArn);
  const balancer = loadBalancerOf(context, listener.LoadBalancerArn);
  if (balancer.Type === 'network')
    throw invalidConfiguration('Rules are not supported with a Network Load Balancer');
  const { Priority: priority } = input;
  if (priority < 1 || priority > 50_000)
    throw validation(`The priority '${priority}' must be between 1 and 50000`);
  if (values(listener.rules).some((rule) => rule.priority === priority))
    throw refusal('PriorityInUse', `Priority '${priority}' is currently in use`);
  if (input.Conditions.length === 0) throw validation('A condition must be specified');
  if (values(listener.rules).length >= MAX_RULES)
    throw refusal('TooManyRules', 'The maximum number of rules has been reached');
  const rule: ListenerRule = {
    RuleArn: ruleArn(listener.ListenerArn, newHex(context.random, 16)),
    priority,
    Conditions: [...input.Conditions],
    Actions: checkActions(context, balancer, listener.Protocol, input.Actions),
  };
  listener.rules[rule.RuleArn] = rule;
  putTags(state, rule.RuleArn, input.Tags);
  return { Rules: [shown(rule)] };
}

export function describeRules(context: OperationContext, input: Parsed<DescribeRulesInput>) {
  const { RuleArns: arns, ListenerArn } = input;
  if (arns === undefined && ListenerArn === undefined)
    throw validation('You must specify either listener rule ARNs or a listener ARN');
  const listeners =
    ListenerArn === undefined
      ? values(stateOf(context).listeners)
      : [listenerOf(context, ListenerArn)];
  const all = listeners.flatMap((listener) => [
    ...values(listener.rules)
      .sort((a, b) => a.priority - b.priority)
      .map(shown),
    defaultRule(listener),
  ]);
  if (arns?.some((arn) => !all.some(({ RuleArn }) => RuleArn === arn))) throw noRule();
  const { items, page } = pageOf(
    all.filter(({ RuleArn }) => arns?.includes(RuleArn) ?? true),
    input,
  );
  return { Rules: items, ...page };
}

export function deleteRule(context: OperationContext, { RuleArn }: Parsed<DeleteRuleInput>) {
  const state = stateOf(context);
  const listener = values(state.listeners).find(({ rules }) => Object.hasOwn(rules, RuleArn));
  if (!listener) throw noRule();
  delete listener.rules[RuleArn];
  delete state.tags[RuleArn];
  return {};
}
