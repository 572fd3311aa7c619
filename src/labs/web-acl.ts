import type { Stage } from '@aws-sdk/client-api-gateway';
import type { IPSet, Rule, Statement, WebACL } from '@aws-sdk/client-wafv2';
import {
  betweenEdges,
  isWithin,
  rangeOf,
  type AddressPiece,
  type Decision,
  type IpVersion,
} from '#policy';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import type { Evidence } from './verdict.ts';

/** The web ACL in front of a stage, with the IP sets that its rules name. */
export interface FoundWebAcl {
  readonly arn: string;
  /** Absent when it cannot be read, for example since it is one of WAF Classic. */
  readonly acl?: WebACL;
  /** By ARN. */
  readonly sets: Readonly<Record<string, IPSet>>;
}

/** Of a web ACL or an IP set. */
const placeOf = (arn: string) => {
  const [, Name, Id] =
    /^arn:aws[\w-]*:wafv2:[\w-]+:\d+:regional\/\w+\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
  return Name === undefined || Id === undefined
    ? undefined
    : { Name, Id, Scope: 'REGIONAL' as const };
};

/** Statements inside the statement, as deep as they go. */
const innerOf = (statement: Statement | undefined): readonly Statement[] => {
  if (!statement) return [];
  const inner = [
    ...(statement.AndStatement?.Statements ?? []),
    ...(statement.OrStatement?.Statements ?? []),
    statement.NotStatement?.Statement,
  ].flatMap(innerOf);
  return [statement, ...inner];
};

const setArnsOf = ({ Rules = [] }: WebACL): readonly string[] => [
  ...new Set(
    Rules.flatMap(({ Statement: statement }) => innerOf(statement)).flatMap(
      ({ IPSetReferenceStatement: reference }) => reference?.ARN ?? [],
    ),
  ),
];

/** @returns the stage's web ACL, or undefined when it has none */
export async function readWebAcl(
  { aws }: GatherTools,
  stage: Promise<Stage | undefined>,
): Promise<FoundWebAcl | undefined> {
  const arn = (await stage)?.webAclArn;
  if (arn === undefined || arn === '') return undefined;
  const place = placeOf(arn);
  const { WebACL: acl } = place ? await aws.wafv2.getWebACL(place) : {};
  if (!acl) return { arn, sets: {} };
  const sets = await Promise.all(
    setArnsOf(acl).map(async (setArn) => {
      const setPlace = placeOf(setArn);
      const { IPSet: set } = setPlace ? await aws.wafv2.getIPSet(setPlace) : {};
      return set ? [[setArn, set] as const] : [];
    }),
  );
  return { arn, acl, sets: Object.fromEntries(sets.flat()) };
}

export function webAclEvidence({ arn, acl, sets }: FoundWebAcl): Evidence {
  const place = placeOf(arn);
  return {
    call: place
      ? commandLine({ service: 'wafv2', operation: 'GetWebACL', input: place })
      : commandLine({ service: 'apigateway', operation: 'GetStages', input: {} }),
    fields: {
      webAclArn: arn,
      defaultAction: Object.keys(acl?.DefaultAction ?? {}),
      rules: (acl?.Rules ?? []).map(({ Name, Priority, Action, OverrideAction }) => ({
        Name,
        Priority,
        action: Object.keys(Action ?? OverrideAction ?? {}),
      })),
      addresses: Object.fromEntries(
        Object.values(sets).map(({ Name = '', Addresses }) => [Name, Addresses]),
      ),
    },
  };
}

/** Whether a statement takes in a request of which only the address is known. */
type Match = boolean | 'maybe';

const not = (match: Match): Match => (match === 'maybe' ? match : !match);
const every = (matches: readonly Match[]): Match =>
  matches.includes(false) ? false : matches.includes('maybe') ? 'maybe' : true;

function inSet(set: IPSet | undefined, address: string): Match {
  if (!set) return 'maybe';
  return (set.Addresses ?? []).some((block) => {
    const range = rangeOf(block);
    return range !== undefined && isWithin(address, range) === true;
  });
}

/**
 * An ordinary request: below every rate, and nothing that a group of managed rules would take for an
 * attack. Whatever else a statement asks for, such as a header, may be so or not.
 */
function matchOf(
  statement: Statement | undefined,
  address: string,
  sets: FoundWebAcl['sets'],
): Match {
  const {
    IPSetReferenceStatement: reference,
    AndStatement: and,
    OrStatement: or,
    NotStatement: negated,
    ManagedRuleGroupStatement: managed,
    RateBasedStatement: rate,
  } = statement ?? {};
  const all = (statements: readonly Statement[] = []) =>
    statements.map((one) => matchOf(one, address, sets));
  // A header with addresses is the client's to write.
  if (reference)
    return reference.IPSetForwardedIPConfig ? 'maybe' : inSet(sets[reference.ARN ?? ''], address);
  if (and) return every(all(and.Statements));
  if (or) return not(every(all(or.Statements).map(not)));
  if (negated) return not(matchOf(negated.Statement, address, sets));
  return managed || rate ? false : 'maybe';
}

/** What happens to a request; `challenged`: a person gets through, a program does not. */
type Outcome = 'allowed' | 'blocked' | 'challenged';

/** What the rule may do with a request that it takes in; nothing when it only counts. */
function outcomesOf({ Statement: statement, Action, OverrideAction }: Rule): readonly Outcome[] {
  if (statement?.RuleGroupReferenceStatement)
    return OverrideAction?.Count ? [] : ['allowed', 'blocked'];
  if (Action?.Allow) return ['allowed'];
  if (Action?.Block) return ['blocked'];
  return Action?.Captcha || Action?.Challenge ? ['challenged'] : [];
}

interface Possible {
  readonly outcome: Outcome;
  /** The rule, or that no rule decides. */
  readonly by: string;
}

/** Everything that may happen to an ordinary request from the address, by priority. */
function possibleFrom({ acl, sets }: FoundWebAcl, address: string): readonly Possible[] {
  const rules = [...(acl?.Rules ?? [])].sort(
    (one, other) => (one.Priority ?? 0) - (other.Priority ?? 0),
  );
  const possible: Possible[] = [];
  for (const rule of rules) {
    const match = matchOf(rule.Statement, address, sets);
    if (match === false) continue;
    const outcomes = outcomesOf(rule);
    possible.push(...outcomes.map((outcome) => ({ outcome, by: `rule "${rule.Name ?? ''}"` })));
    if (match === true && outcomes.length > 0) return possible;
  }
  const outcome = acl?.DefaultAction?.Block ? 'blocked' : 'allowed';
  return [...possible, { outcome, by: 'the default action' }];
}

/**
 * What every address of a version gets from the web ACL. Rates and managed groups are taken as not hitting
 * an ordinary request; where a rule asks for something else than the address and its answer would
 * matter, the rule is the key of an undecidable result.
 * Source: https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing.html
 * @param challenged what a CAPTCHA or challenge counts as
 */
export function webAclByAddress(
  found: FoundWebAcl,
  version: IpVersion,
  challenged: 'allowed' | 'denied',
): AddressPiece[] {
  const ranges = Object.values(found.sets).flatMap(({ Addresses = [] }) =>
    Addresses.flatMap((block) => rangeOf(block) ?? []),
  );
  const decisionOf = ({ outcome, by }: Possible): Decision => {
    const isAllowed =
      outcome === 'allowed' || (outcome === 'challenged' && challenged === 'allowed');
    const rule = { policy: `${by} of the web ACL`, index: 0 };
    return isAllowed
      ? { outcome: 'allowed', by: rule }
      : { outcome: 'denied', how: 'explicit', kind: 'resource', by: rule };
  };
  const ask = (address: string): Decision => {
    if (!found.acl) {
      const by = { policy: found.arn, index: 0 };
      return { outcome: 'undecidable', key: `web ACL ${found.arn}`, by };
    }
    const [first, ...others] = possibleFrom(found, address).map(
      (one) => [one, decisionOf(one)] as const,
    );
    // There is always the default action.
    if (!first) return { outcome: 'denied', how: 'implicit', kind: 'resource' };
    const [possible, decision] = first;
    return others.every(([, other]) => other.outcome === decision.outcome)
      ? decision
      : {
          outcome: 'undecidable',
          key: `${possible.by} of the web ACL`,
          by: { policy: 'web ACL', index: 0 },
        };
  };
  return betweenEdges(ranges, ask, version);
}
