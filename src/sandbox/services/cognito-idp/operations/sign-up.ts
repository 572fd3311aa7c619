import type {
  AdminConfirmSignUpRequest,
  ConfirmSignUpRequest,
  SignUpRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined } from '../../records.ts';
import { clientAnywhere, demandSecret, poolOf, userOf } from '../access.ts';
import { readAttributes } from '../attributes.ts';
import { demandPassword, firstPassword } from '../passwords.ts';
import type { Pool, User } from '../state.ts';
import { codeExpired, codeMismatch, notAuthorized } from '../texts.ts';
import { addUser } from './users.ts';

/** Source: docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const CODE_MS = 24 * 3_600_000;
const CODES = 1_000_000;

/** `ada@example.com` → `a***@e***`, `+4366412345` → `+*******2345`. */
const masked = (address: string): string =>
  address.includes('@')
    ? address
        .split('@')
        .map((part) => `${part.charAt(0)}***`)
        .join('@')
    : `+*******${address.slice(-4)}`;

/** Where AWS sends the code. Nothing is sent here, so the answer holds the code itself. */
function deliver({ clock, random }: OperationContext, pool: Pool, user: User) {
  const name = pool.autoVerified.find((one) => user.attributes[one] !== undefined);
  if (name === undefined) return undefined;
  const digits = String(Math.floor(random.next() * CODES)).padStart(6, '0');
  user.code = { digits, until: clock.now() + CODE_MS };
  return {
    Destination: `${masked(user.attributes[name] ?? '')} (the local sandbox sends nothing: the code is ${digits})`,
    DeliveryMedium: name === 'email' ? 'EMAIL' : 'SMS',
    AttributeName: name,
  };
}

export function signUp(context: OperationContext, input: Parsed<SignUpRequest>) {
  const { pool, client } = clientAnywhere(context, input.ClientId);
  demandSecret(context, client, input.Username, input.SecretHash);
  if (pool.isAdminOnly) throw notAuthorized('SignUp is not permitted for this user pool');
  const password = input.Password ?? '';
  demandPassword(pool, password);
  const attributes = readAttributes(pool, input.UserAttributes);
  const user = addUser(context, pool, input.Username, attributes, 'User already exists');
  firstPassword(context, user, password);
  return defined({
    UserConfirmed: false,
    UserSub: user.sub,
    CodeDeliveryDetails: deliver(context, pool, user),
  });
}

function confirm({ clock }: OperationContext, pool: Pool, user: User, isByCode: boolean): void {
  if (user.status !== 'UNCONFIRMED')
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  user.status = 'CONFIRMED';
  user.modifiedAt = clock.now();
  delete user.code;
  const name = pool.autoVerified.find((one) => user.attributes[one] !== undefined);
  if (isByCode && name !== undefined) user.attributes[`${name}_verified`] = 'true';
}

export function confirmSignUp(context: OperationContext, input: Parsed<ConfirmSignUpRequest>) {
  const { pool, client } = clientAnywhere(context, input.ClientId);
  demandSecret(context, client, input.Username, input.SecretHash);
  const user = userOf(pool, input.Username);
  if (user.status === 'UNCONFIRMED') {
    if (!user.code || user.code.until <= context.clock.now()) throw codeExpired();
    if (user.code.digits !== input.ConfirmationCode) throw codeMismatch();
  }
  confirm(context, pool, user, true);
  return {};
}

export function adminConfirmSignUp(
  context: OperationContext,
  input: Parsed<AdminConfirmSignUpRequest>,
) {
  const pool = poolOf(context, input.UserPoolId);
  confirm(context, pool, userOf(pool, input.Username), false);
  return {};
}
