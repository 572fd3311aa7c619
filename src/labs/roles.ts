import {
  decide,
  decideAlone,
  parsePolicy,
  requestKeys,
  type NamedPolicy,
  type PolicyStack,
  type Principal,
  type RequestKeys,
} from '#policy';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import { blocked, fail, pass, type Evidence, type Finding } from './verdict.ts';

/** A role with what it is allowed to, as text of its documents. */
export interface FoundRole {
  readonly name: string;
  readonly arn: string;
  readonly trust: string;
  /** By name: inline policies and attached ones. */
  readonly policies: readonly { readonly name: string; readonly document: string }[];
  /** The document of its permissions boundary. */
  readonly boundary?: string;
}

const managed = async ({ aws }: GatherTools, PolicyArn: string): Promise<string> => {
  const { Policy } = await aws.iam.getPolicy({ PolicyArn });
  const { PolicyVersion } = await aws.iam.getPolicyVersion({
    PolicyArn,
    VersionId: Policy?.DefaultVersionId,
  });
  return PolicyVersion?.Document ?? '';
};

/** @returns the role with all its policies, or undefined when there is none of that name */
export async function readRole(tools: GatherTools, name: string): Promise<FoundRole | undefined> {
  const { iam } = tools.aws;
  const { Role } = await iam.getRole({ RoleName: name });
  if (!Role) return undefined;
  const boundaryArn = Role.PermissionsBoundary?.PermissionsBoundaryArn;
  const [{ PolicyNames = [] }, { AttachedPolicies = [] }] = await Promise.all([
    iam.listRolePolicies({ RoleName: name }),
    iam.listAttachedRolePolicies({ RoleName: name }),
  ]);
  const [inline, attached, boundary] = await Promise.all([
    Promise.all(
      PolicyNames.map(async (PolicyName) => ({
        name: PolicyName,
        document: (await iam.getRolePolicy({ RoleName: name, PolicyName })).PolicyDocument ?? '',
      })),
    ),
    Promise.all(
      AttachedPolicies.map(async ({ PolicyName = '', PolicyArn = '' }) => ({
        name: PolicyName,
        document: await managed(tools, PolicyArn),
      })),
    ),
    boundaryArn === undefined ? undefined : managed(tools, boundaryArn),
  ]);
  return {
    name,
    arn: Role.Arn ?? '',
    trust: Role.AssumeRolePolicyDocument ?? '',
    policies: [...inline, ...attached],
    ...(boundary !== undefined && { boundary }),
  };
}

const plain = (document: string) => {
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
};

const roleEvidence = (role: FoundRole, fields: Evidence['fields']): Evidence => ({
  call: commandLine({ service: 'iam', operation: 'GetRole', input: { RoleName: role.name } }),
  fields,
});

const unreadable = (what: string, problem: string, evidence: Evidence) =>
  blocked(
    'undecidable',
    `The ${what} cannot be read: ${problem}`,
    'Write the policy anew, then verify again.',
    evidence,
  );

const accountOf = (arn: string) => arn.split(':')[4] ?? '';

/**
 * Judges whether a service may assume the role, by evaluating its trust policy.
 * @param service for example `apigateway.amazonaws.com`
 * @param keys what the service tells about its request; other keys are unknown. Absent, it tells that it works for the role's account
 */
export function judgeTrust(
  role: FoundRole,
  service: string,
  keys: RequestKeys = requestKeys({ 'aws:SourceAccount': accountOf(role.arn) }),
): Finding {
  const evidence = roleEvidence(role, { assumeRolePolicyDocument: plain(role.trust) });
  const parsed = parsePolicy(role.trust, 'trust');
  if (!parsed.ok) return unreadable(`trust policy of role ${role.name}`, parsed.problem, evidence);
  const decision = decideAlone(
    { name: 'trust policy', policy: parsed.policy },
    {
      principal: { kind: 'service', name: service },
      action: 'sts:AssumeRole',
      resource: role.arn,
      keys,
    },
  );
  if (decision.outcome === 'allowed')
    return pass(`${service} may assume role ${role.name}.`, evidence);
  return decision.outcome === 'undecidable'
    ? blocked(
        'undecidable',
        `Whether ${service} may assume role ${role.name} depends on ${decision.key}, of which nothing is known here.`,
        'Let the trust policy do without that condition, then verify again.',
        evidence,
      )
    : fail(
        `The trust policy of role ${role.name} does not let ${service} assume it.`,
        `Name the service as principal, with the action sts:AssumeRole: aws iam update-assume-role-policy --role-name ${role.name} --policy-document file://trust.json`,
        evidence,
      );
}

/** What limits a session of the role, or why that cannot be told. */
export type RoleStack =
  | { readonly finding: Finding }
  | {
      readonly finding?: never;
      readonly stack: PolicyStack;
      readonly principal: Extract<Principal, { kind: 'aws' }>;
      readonly evidence: Evidence;
    };

/** Reads a role's policies and its boundary, for evaluation. */
export function stackOfRole(role: FoundRole): RoleStack {
  const evidence = roleEvidence(role, {
    policies: Object.fromEntries(
      role.policies.map(({ name, document }) => [name, plain(document)]),
    ),
    ...(role.boundary !== undefined && { boundary: plain(role.boundary) }),
  });
  const read = (documents: FoundRole['policies']): NamedPolicy[] | string => {
    const policies: NamedPolicy[] = [];
    for (const { name, document } of documents) {
      const parsed = parsePolicy(document, 'identity');
      if (!parsed.ok) return `${name}: ${parsed.problem}`;
      policies.push({ name, policy: parsed.policy });
    }
    return policies;
  };
  const identity = read(role.policies);
  const boundary = read(
    role.boundary === undefined ? [] : [{ name: 'boundary', document: role.boundary }],
  );
  if (typeof identity === 'string')
    return { finding: unreadable(`policies of role ${role.name}`, identity, evidence) };
  if (typeof boundary === 'string')
    return { finding: unreadable(`boundary of role ${role.name}`, boundary, evidence) };
  const account = accountOf(role.arn);
  return {
    stack: { identity, ...(role.boundary !== undefined && { boundary }) },
    principal: {
      kind: 'aws',
      account,
      arn: `arn:aws:sts::${account}:assumed-role/${role.name}/gateway`,
      roleArn: role.arn,
    },
    evidence,
  };
}

/**
 * Judges whether a role may do something, by evaluating its policies and its boundary.
 * @param keys of the request; a key that is not in it makes a policy that asks for it undecidable
 */
export function judgeRoleMay(
  role: FoundRole,
  action: string,
  resource: string,
  keys: RequestKeys = requestKeys({}),
): Finding {
  const read = stackOfRole(role);
  if (read.finding) return read.finding;
  const { stack, principal, evidence } = read;
  const decision = decide(stack, { principal, action, resource, keys });
  if (decision.outcome === 'allowed')
    return pass(`Role ${role.name} may ${action} on ${resource}.`, evidence);
  if (decision.outcome === 'undecidable')
    return blocked(
      'undecidable',
      `Whether role ${role.name} may ${action} depends on ${decision.key}, of which nothing is known here.`,
      'Let the policy do without that condition, then verify again.',
      evidence,
    );
  return fail(
    decision.how === 'explicit'
      ? `A policy of role ${role.name} ("${decision.by.policy}") denies ${action} on ${resource}.`
      : `No policy of role ${role.name} allows ${action} on ${resource}${decision.kind === 'boundary' ? ', since its boundary does not' : ''}.`,
    `Allow ${action} on that resource: aws iam put-role-policy --role-name ${role.name} --policy-name work --policy-document file://policy.json`,
    evidence,
  );
}
