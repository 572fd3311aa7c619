import {
  bestAllow,
  evaluate,
  type Match,
  type NamedPolicy,
  type StatementRef,
} from './evaluate.ts';
import type { AccessRequest } from './request.ts';

/** The kinds of policy that have a say. */
export type PolicyKind = 'identity' | 'boundary' | 'session' | 'resource';

/** What a request would get, and the statement that decided. */
export type Decision =
  | { readonly outcome: 'allowed'; readonly by: StatementRef }
  | {
      readonly outcome: 'denied';
      readonly how: 'explicit';
      readonly kind: PolicyKind;
      readonly by: StatementRef;
    }
  /** No statement allows it; `kind` is the kind of policy that would have had to. */
  | { readonly outcome: 'denied'; readonly how: 'implicit'; readonly kind: PolicyKind }
  /** A statement that decides asks for a condition key of which nothing is known. */
  | { readonly outcome: 'undecidable'; readonly key: string; readonly by: StatementRef };

/** The policies that have a say over a request; a kind that is absent does not limit it. */
export interface PolicyStack {
  readonly identity?: readonly NamedPolicy[];
  readonly boundary?: readonly NamedPolicy[];
  readonly session?: readonly NamedPolicy[];
  readonly resource?: readonly NamedPolicy[];
}

/** An allow, with the kind of policy that refuses where there is none. */
type Grant = Match & { readonly kind: PolicyKind };

const and = (a: Grant, b: Grant): Grant =>
  a.is === 'no' ? a : b.is === 'no' ? b : a.is === 'unknown' ? a : b.is === 'unknown' ? b : a;
const or = (a: Grant, b: Grant): Grant =>
  a.is === 'yes' ? a : b.is === 'yes' ? b : a.is === 'unknown' ? a : b.is === 'unknown' ? b : a;

const KINDS: readonly PolicyKind[] = ['identity', 'boundary', 'session', 'resource'];

/**
 * What the request gets from all policies together: an explicit deny anywhere wins; the caller's own
 * policies allow what identity, boundary and session all allow; a resource policy adds to that inside
 * the account and is needed besides it from outside.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @param owner account of the resource; absent, the caller's own
 */
export const decide = (stack: PolicyStack, request: AccessRequest, owner?: string): Decision =>
  settle(stack, request, grantOf(grantsOf(stack, request), request.principal, owner));

/**
 * What a request gets on something that nobody reaches without its own policy, such as a role by its
 * trust policy: also inside the account the resource policy must allow. It is enough when it names the
 * caller; when it names the account, the caller's own policies must allow as well.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @param owner account of the resource
 */
export function decideTrust(stack: PolicyStack, request: AccessRequest, owner: string): Decision {
  const { own, resource, toSelf, toRole } = grantsOf(stack, request);
  const { principal } = request;
  const isInside = principal.kind === 'aws' && principal.account === owner;
  const direct = or(toSelf, toRole);
  return settle(
    stack,
    request,
    principal.kind !== 'aws'
      ? resource
      : isInside
        ? or(direct, and(resource, own))
        : and(resource, own),
  );
}

/** An explicit deny wins; a deny that might apply leaves a grant open. */
function settle(stack: PolicyStack, request: AccessRequest, grant: Grant): Decision {
  const seen = KINDS.flatMap((kind) => {
    const policies = stack[kind];
    return policies ? [{ kind, evaluation: evaluate(policies, request) }] : [];
  });
  for (const { kind, evaluation } of seen)
    if (evaluation.deny.is === 'yes')
      return { outcome: 'denied', how: 'explicit', kind, by: evaluation.deny.by };
  if (grant.is === 'no') return { outcome: 'denied', how: 'implicit', kind: grant.kind };
  if (grant.is === 'unknown') return { outcome: 'undecidable', key: grant.key, by: grant.by };
  for (const { evaluation } of seen)
    if (evaluation.deny.is === 'unknown')
      return { outcome: 'undecidable', key: evaluation.deny.key, by: evaluation.deny.by };
  return { outcome: 'allowed', by: grant.by };
}

interface Grants {
  /** Of the caller's own policies together. */
  readonly own: Grant;
  /** Of the resource policy, however it names the caller. */
  readonly resource: Grant;
  /** Of the resource policy to the very user or session: boundary and session do not limit it. */
  readonly toSelf: Grant;
  /** Of the resource policy to the caller's role or to anyone. */
  readonly toRole: Grant;
}

function grantsOf(stack: PolicyStack, request: AccessRequest): Grants {
  const allowOf = (kind: PolicyKind, counts?: Parameters<typeof bestAllow>[1]): Grant => ({
    ...bestAllow(evaluate(stack[kind] ?? [], request), counts),
    kind,
  });
  const limits = (['boundary', 'session'] as const)
    .filter((kind) => stack[kind])
    .map((kind) => allowOf(kind));
  return {
    own: [allowOf('identity'), ...limits].reduce(and),
    resource: allowOf('resource'),
    toSelf: allowOf('resource', (as) => as === 'self'),
    toRole: [allowOf('resource', (as) => as !== 'account'), ...limits].reduce(and),
  };
}

function grantOf(
  { own, resource, toSelf, toRole }: Grants,
  principal: AccessRequest['principal'],
  owner: string | undefined,
): Grant {
  // Whoever is no user or role of an account has no policies of his own.
  if (principal.kind !== 'aws') return resource;
  if (owner !== undefined && owner !== principal.account) return and(own, resource);
  return or(or(own, toSelf), toRole);
}

/** What one resource policy says by itself, whatever other policies the caller has. */
export function decideAlone(policy: NamedPolicy, request: AccessRequest): Decision {
  const evaluation = evaluate([policy], request);
  const { deny } = evaluation;
  if (deny.is === 'yes')
    return { outcome: 'denied', how: 'explicit', kind: 'resource', by: deny.by };
  const allow = bestAllow(evaluation);
  if (allow.is === 'no') return { outcome: 'denied', how: 'implicit', kind: 'resource' };
  const unknown = allow.is === 'unknown' ? allow : deny.is === 'unknown' ? deny : undefined;
  if (unknown) return { outcome: 'undecidable', key: unknown.key, by: unknown.by };
  return { outcome: 'allowed', by: allow.by };
}
