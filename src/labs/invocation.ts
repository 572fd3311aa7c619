import { requestKeys } from '#policy';
import type { GatherTools } from './define.ts';
import { judgeMayInvoke, readFunctionPolicy, type NamedFunction } from './functions.ts';
import { partitionOf } from './read-operations.ts';
import { judgeRoleMay, judgeTrust, readRole, type FoundRole } from './roles.ts';
import { blocked, fail, pass, type Finding } from './verdict.ts';

const GATEWAY = 'apigateway.amazonaws.com';

/** How API Gateway comes to call a function: by the function's own policy, or as a role. */
export interface Invocation {
  readonly fn: NamedFunction;
  /** ARN of the role; the function's policy has no say then. */
  readonly credentials?: string;
  readonly policy?: string;
  readonly role?: FoundRole;
}

const ROLE = /^arn:aws[\w-]*:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/;

/** @param credentials of the integration or authorizer, if it has any */
export async function readInvocation(
  tools: GatherTools,
  fn: NamedFunction,
  credentials: string | undefined,
): Promise<Invocation> {
  if (credentials === undefined) {
    const policy = await readFunctionPolicy(tools, fn);
    return { fn, ...(policy !== undefined && { policy }) };
  }
  const [, name] = ROLE.exec(credentials) ?? [];
  const role = name === undefined ? undefined : await readRole(tools, name);
  return { fn, credentials, ...(role && { role }) };
}

/**
 * Judges whether API Gateway may call the function.
 * @param sourceArn what it calls for: an authorizer's ARN, or that of a method on a stage
 */
export function judgeInvocation(
  { fn, credentials, policy, role }: Invocation,
  sourceArn: string,
): Finding {
  if (credentials === undefined) return judgeMayInvoke(fn, policy, sourceArn);
  const evidence = { call: `credentials of the call of ${fn.name}`, fields: { credentials } };
  if (!ROLE.test(credentials))
    return blocked(
      'undecidable',
      `The function is called with the credentials ${credentials}, so it depends on the caller.`,
      'Name a role, or leave the credentials out and let API Gateway in by the policy of the function.',
      evidence,
    );
  if (role?.arn !== credentials)
    return fail(
      `There is no role ${credentials}.`,
      'Create it, name another one, or leave the credentials out and let API Gateway in by the policy of the function.',
      evidence,
    );
  const trust = judgeTrust(
    role,
    GATEWAY,
    requestKeys({ 'aws:SourceAccount': fn.account, 'aws:SourceArn': sourceArn }),
  );
  if (trust.verdict !== 'pass') return trust;
  const may = judgeRoleMay(role, 'lambda:InvokeFunction', fn.arn);
  return may.verdict === 'pass'
    ? pass(
        `API Gateway calls ${fn.name} as role ${role.name}, which may invoke it.`,
        ...may.evidence,
      )
    : may;
}

/** The `execute-api` ARN of something of an API, such as `authorizers/{id}` or `prod/GET/orders`. */
export const executeApiSource = (
  region: string,
  account: string,
  apiId: string,
  below: string,
): string => `arn:${partitionOf(region)}:execute-api:${region}:${account}:${apiId}/${below}`;
