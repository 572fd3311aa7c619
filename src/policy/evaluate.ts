import { holds } from './conditions.ts';
import type { Policy, Statement } from './document.ts';
import { namedAs, type NamedAs } from './principals.ts';
import type { AccessRequest } from './request.ts';
import { every, isUnknown, not, some, type Truth } from './truth.ts';
import { isUnknownKey, resolve } from './variables.ts';
import { matchesPattern, patternOf } from './wildcards.ts';

/** A policy with the name that results call it by. */
export interface NamedPolicy {
  /** @example `inline policy "read"`, `resource policy` */
  readonly name: string;
  readonly policy: Policy;
}

/** The statement that decided. */
export interface StatementRef {
  readonly policy: string;
  /** From 0. */
  readonly index: number;
  readonly sid?: string;
}

/** Whether some statement of one effect applies: yes, no, or not to be known for want of a key. */
export type Match =
  | { readonly is: 'yes'; readonly by: StatementRef; readonly as: NamedAs }
  | { readonly is: 'no' }
  | {
      readonly is: 'unknown';
      readonly by: StatementRef;
      readonly key: string;
      readonly as: NamedAs;
    };

/** What a set of policies says to a request: any deny, any allow. */
export interface Evaluation {
  readonly deny: Match;
  /** Every allow that applies or might, since how it names the caller counts. */
  readonly allows: readonly Exclude<Match, { is: 'no' }>[];
}

const matchesAction = (pattern: string, action: string) =>
  matchesPattern(patternOf(pattern.toLowerCase()), action.toLowerCase());

/** Parts of an ARN that are missing at its end may be anything. */
const wholeArn = (text: string) =>
  text.startsWith('arn:') && text.split(':').length < 6 ? `${text}:*` : text;

/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
function matchesResource(
  { resources }: Statement,
  version: Policy['version'],
  { resource, keys }: AccessRequest,
): Truth {
  if (!resources) return true;
  const listed = some(resources.list, (text) => {
    const pattern = resolve(wholeArn(text), version, keys);
    if (isUnknownKey(pattern)) return pattern;
    return pattern !== undefined && matchesPattern(pattern, resource);
  });
  return resources.not ? not(listed) : listed;
}

function applies(statement: Statement, version: Policy['version'], request: AccessRequest): Truth {
  const { actions } = statement;
  if (actions.list.some((one) => matchesAction(one, request.action)) === actions.not) return false;
  return every(
    [
      () => matchesResource(statement, version, request),
      () => every(statement.conditions, (one) => holds(one, version, request.keys)),
    ],
    (test) => test(),
  );
}

/** @returns which statements of these policies speak to the request */
export function evaluate(policies: readonly NamedPolicy[], request: AccessRequest): Evaluation {
  let deny: Match = { is: 'no' };
  const allows: Exclude<Match, { is: 'no' }>[] = [];
  for (const { name, policy } of policies) {
    for (const [index, statement] of policy.statements.entries()) {
      const as = namedAs(statement, request.principal);
      if (!as) continue;
      const truth = applies(statement, policy.version, request);
      if (truth === false) continue;
      const by = {
        policy: name,
        index,
        ...(statement.sid !== undefined && { sid: statement.sid }),
      };
      const match = isUnknown(truth)
        ? ({ is: 'unknown', by, key: truth.unknownKey, as } as const)
        : ({ is: 'yes', by, as } as const);
      if (statement.effect === 'Allow') allows.push(match);
      else if (deny.is === 'no' || (deny.is === 'unknown' && match.is === 'yes')) deny = match;
    }
  }
  return { deny, allows };
}

/** @returns the surest of the allows that `counts` takes */
export function bestAllow(
  { allows }: Evaluation,
  counts: (as: NamedAs) => boolean = () => true,
): Match {
  const counted = allows.filter(({ as }) => counts(as));
  return counted.find(({ is }) => is === 'yes') ?? counted[0] ?? { is: 'no' };
}
