import type { OperationContext } from '../context.ts';
import type { PasswordPolicy, Pool, User } from './state.ts';
import { invalidPassword, violates } from './texts.ts';

/** Source: docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html */
export const DEFAULT_POLICY: PasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
};

const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/;
const MAX_LENGTH = 256;

export function demandPassword({ passwordPolicy: policy }: Pool, password: string): void {
  if (password.length > MAX_LENGTH)
    throw violates(
      '***',
      'password',
      `Member must have length less than or equal to ${MAX_LENGTH}`,
    );
  const problem = [
    password.length < policy.MinimumLength && 'Password not long enough',
    policy.RequireUppercase && !/[A-Z]/.test(password) && 'Password must have uppercase characters',
    policy.RequireLowercase && !/[a-z]/.test(password) && 'Password must have lowercase characters',
    policy.RequireNumbers && !/\d/.test(password) && 'Password must have numeric characters',
    policy.RequireSymbols && !SYMBOL.test(password) && 'Password must have symbol characters',
  ].find((one) => one !== false);
  if (problem !== undefined) throw invalidPassword(problem);
}

/** Passwords of a desk's test users: enough that a saved state does not show them. */
const digest = ({ crypto }: OperationContext, { sub }: User, password: string): string =>
  crypto.sha256Hex(`${sub} ${password}`);

const DAY_MS = 86_400_000;

/** @param isTemporary the user must choose another on the first sign-in */
export function setPassword(
  context: OperationContext,
  pool: Pool,
  user: User,
  password: string,
  isTemporary = false,
): void {
  user.passwordDigest = digest(context, user, password);
  user.modifiedAt = context.clock.now();
  user.status = isTemporary ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED';
  if (isTemporary)
    user.temporaryUntil =
      context.clock.now() + pool.passwordPolicy.TemporaryPasswordValidityDays * DAY_MS;
  else delete user.temporaryUntil;
}

/** Gives a new user its first password; it stays unconfirmed. */
export function firstPassword(context: OperationContext, user: User, password: string): void {
  user.passwordDigest = digest(context, user, password);
}

export const hasPassword = (context: OperationContext, user: User, password: string): boolean =>
  user.passwordDigest !== undefined && user.passwordDigest === digest(context, user, password);
