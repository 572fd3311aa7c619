import type { Rule, Statement } from '@aws-sdk/client-wafv2';
import type { OperationContext } from '../context.ts';
import { own, stateOf } from './access.ts';
import { duplicate, invalid, limitExceeded, noItem } from './texts.ts';

/** Source: docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const MAX_CAPACITY = 5000;
const WINDOWS: readonly number[] = [60, 120, 300, 600];
const RATE = { min: 10, max: 2_000_000_000 } as const;

/** Of AWS's own groups. Source: docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const MANAGED: Readonly<Record<string, number>> = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesBotControlRuleSet: 50,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200,
};

/** What each kind costs where the cost does not hang on what is in it; those of matches are assumed. */
const COSTS: Readonly<Partial<Record<keyof Statement, number>>> = {
  IPSetReferenceStatement: 1,
  GeoMatchStatement: 1,
  LabelMatchStatement: 1,
  AsnMatchStatement: 1,
  SizeConstraintStatement: 1,
  ByteMatchStatement: 10,
  RegexMatchStatement: 3,
  RegexPatternSetReferenceStatement: 25,
  SqliMatchStatement: 20,
  XssMatchStatement: 40,
  RuleGroupReferenceStatement: 100,
};

const kindOf = (statement: Statement) =>
  Object.entries(statement).filter(([, value]) => value !== undefined) as [
    keyof Statement,
    unknown,
  ][];

/** Statements inside the statement. */
export const innerOf = (statement: Statement): Statement[] => [
  ...(statement.AndStatement?.Statements ?? []),
  ...(statement.OrStatement?.Statements ?? []),
  ...[
    statement.NotStatement?.Statement,
    statement.RateBasedStatement?.ScopeDownStatement,
    statement.ManagedRuleGroupStatement?.ScopeDownStatement,
  ].filter((inner) => inner !== undefined),
];

function costOf(statement: Statement): number {
  const inner = innerOf(statement).reduce((sum, one) => sum + costOf(one), 0);
  const { ManagedRuleGroupStatement: managed, RateBasedStatement: rate } = statement;
  if (managed) return (MANAGED[managed.Name ?? ''] ?? 50) + inner;
  if (rate) return 2 + 30 * (rate.CustomKeys?.length ?? 0) + inner;
  const [kind] = kindOf(statement)[0] ?? [];
  return (kind ? (COSTS[kind] ?? 0) : 0) + inner;
}

/** Web ACL capacity units that the rules use. */
export const capacityOf = (rules: readonly Rule[]): number =>
  rules.reduce((sum, { Statement: statement }) => sum + (statement ? costOf(statement) : 0), 0);

function demandStatement(context: OperationContext, statement: Statement): void {
  const kinds = kindOf(statement);
  if (kinds.length !== 1)
    throw invalid(
      'You have not specified exactly one statement.',
      'STATEMENT',
      kinds.map(([kind]) => kind).join(', '),
    );
  const set = statement.IPSetReferenceStatement?.ARN;
  if (set !== undefined && !own(stateOf(context).ipSets, set)) throw noItem();
  const rate = statement.RateBasedStatement;
  if (rate) {
    const { Limit = 0, EvaluationWindowSec: window } = rate;
    if (Limit < RATE.min || Limit > RATE.max)
      throw invalid(
        `The limit must be from ${RATE.min} to ${RATE.max}.`,
        'RATE_BASED_STATEMENT',
        String(Limit),
      );
    if (window !== undefined && !WINDOWS.includes(window))
      throw invalid(
        'The window must be 60, 120, 300 or 600 seconds.',
        'RATE_BASED_STATEMENT',
        String(window),
      );
  }
  for (const inner of innerOf(statement)) demandStatement(context, inner);
}

/** A group of rules is overridden, a rule of one's own acts: each has the one and not the other. */
function demandAction({ Name = '', Statement: statement, Action, OverrideAction }: Rule): void {
  const isGroup =
    statement?.ManagedRuleGroupStatement !== undefined ||
    statement?.RuleGroupReferenceStatement !== undefined;
  const isRight = isGroup ? OverrideAction && !Action : Action && !OverrideAction;
  if (!isRight)
    throw invalid(
      isGroup
        ? 'A rule with a rule group takes an OverrideAction and no Action.'
        : 'A rule takes an Action, and an OverrideAction only with a rule group.',
      'RULE_ACTION',
      Name,
    );
}

/** @returns the rules by priority; throws when one cannot be */
export function checkRules(context: OperationContext, given: readonly Rule[] | undefined): Rule[] {
  const rules = [...(given ?? [])];
  for (const rule of rules) {
    demandAction(rule);
    demandStatement(context, rule.Statement ?? {});
  }
  const names = new Set(rules.map(({ Name }) => Name));
  const priorities = new Set(rules.map(({ Priority }) => Priority));
  if (names.size < rules.length || priorities.size < rules.length) throw duplicate();
  if (capacityOf(rules) > MAX_CAPACITY) throw limitExceeded();
  return rules.sort((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0));
}
