import type { PrincipalPattern, Statement } from './document.ts';
import type { Principal } from './request.ts';

/**
 * How a statement names the caller, from near to far. A statement that names an account leaves it to
 * the account whom it lets use that right.
 */
export type NamedAs = 'self' | 'role' | 'anyone' | 'account';

const accountOf = (text: string): string | undefined =>
  /^\d{12}$/.test(text) ? text : /^arn:aws[\w-]*:iam::(\d{12}):root$/.exec(text)?.[1];

function namedBy(pattern: PrincipalPattern, principal: Principal): NamedAs | undefined {
  if (pattern.type === 'anyone') return 'anyone';
  const { type, value } = pattern;
  switch (principal.kind) {
    case 'anonymous':
      return undefined;
    case 'service':
      return type === 'Service' && value === principal.name ? 'self' : undefined;
    case 'federated':
      return type === 'Federated' && value === principal.provider ? 'self' : undefined;
    case 'aws':
      if (type !== 'AWS') return undefined;
      if (value === principal.arn) return 'self';
      if (value === principal.roleArn) return 'role';
      return accountOf(value) === principal.account ? 'account' : undefined;
  }
}

const NEAREST: readonly NamedAs[] = ['self', 'role', 'anyone', 'account'];

/**
 * How the statement's Principal or NotPrincipal takes in the caller; undefined when it does not.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namedAs({ principals }: Statement, principal: Principal): NamedAs | undefined {
  if (!principals) return 'self';
  const found = principals.list.flatMap((pattern) => namedBy(pattern, principal) ?? []);
  if (principals.not) return found.length === 0 ? 'anyone' : undefined;
  return NEAREST.find((one) => found.includes(one));
}
