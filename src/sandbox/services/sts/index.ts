import type { GetSessionTokenRequest, STS } from '@aws-sdk/client-sts';
import { AwsError } from '../../wire/errors.ts';
import type { OperationContext, Parsed } from '../context.ts';
import { assumeRole } from './assume-role.ts';
import { openSession } from './sessions.ts';

type Operations = {
  readonly [Name in keyof STS]?: STS[Name] extends (input: infer Input, ...rest: never[]) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

const DEFAULT_SECONDS = 43_200;
const MIN_SECONDS = 900;
const MAX_SECONDS = 129_600;
function checkDuration(seconds: number): void {
  const [constraint, bound] =
    seconds < MIN_SECONDS ? ['greater', MIN_SECONDS] : ['less', MAX_SECONDS];
  if (seconds >= MIN_SECONDS && seconds <= MAX_SECONDS) return;
  throw new AwsError(
    'ValidationError',
    400,
    `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${constraint} than or equal to ${bound}`,
  );
}

/** Source: docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
export const stsOperations = {
  getCallerIdentity: ({ caller }: OperationContext) => ({
    UserId: caller.userId,
    Account: caller.accountId,
    Arn: caller.arn,
  }),

  getSessionToken(context: OperationContext, input: Parsed<GetSessionTokenRequest>) {
    const { caller } = context;
    if (caller.accessKeyId.startsWith('ASIA')) {
      throw new AwsError(
        'AccessDenied',
        403,
        'Cannot call GetSessionToken with session credentials',
      );
    }
    if (input.SerialNumber !== undefined || input.TokenCode !== undefined)
      throw new AwsError(
        'AccessDenied',
        403,
        'MultiFactorAuthentication failed, unable to validate MFA code. Please verify your MFA serial number is valid and associated with this user.',
      );
    const seconds = input.DurationSeconds ?? DEFAULT_SECONDS;
    checkDuration(seconds);
    const { accountId, arn, userId } = caller;
    return { Credentials: openSession(context, { accountId, arn, userId }, seconds) };
  },

  assumeRole,
} satisfies Operations;
