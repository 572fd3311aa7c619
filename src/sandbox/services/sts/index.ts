import type { STS } from '@aws-sdk/client-sts';
import { AwsError } from '../../wire/errors.ts';
import type { OperationContext, Parsed } from '../context.ts';
import { newSecret, newUpper } from '../ids.ts';

type Operations = {
  readonly [Name in keyof STS]?: STS[Name] extends (input: infer Input, ...rest: never[]) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

const DEFAULT_SECONDS = 43_200;
const MIN_SECONDS = 900;
const MAX_SECONDS = 129_600;
/** So that nobody fills the snapshot with sessions; expired ones go first. */
const MAX_SESSIONS = 1000;

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

function dropSessions({ sandbox, clock }: OperationContext): void {
  for (const [id, { expiresAt }] of Object.entries(sandbox.sessions)) {
    if (expiresAt < clock.now()) delete sandbox.sessions[id];
  }
  const ids = Object.keys(sandbox.sessions);
  for (const id of ids.slice(0, Math.max(0, ids.length - MAX_SESSIONS + 1)))
    delete sandbox.sessions[id];
}

/** Source: docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
export const stsOperations = {
  getCallerIdentity: ({ caller }: OperationContext) => ({
    UserId: caller.userId,
    Account: caller.accountId,
    Arn: caller.arn,
  }),

  getSessionToken(
    context: OperationContext,
    input: Parsed<{ DurationSeconds?: number | undefined }>,
  ) {
    const { caller, clock, random, sandbox } = context;
    if (caller.accessKeyId.startsWith('ASIA')) {
      throw new AwsError(
        'AccessDenied',
        403,
        'Cannot call GetSessionToken with session credentials',
      );
    }
    const seconds = input.DurationSeconds ?? DEFAULT_SECONDS;
    checkDuration(seconds);
    dropSessions(context);
    const [accessKeyId, secret, token] = [
      `ASIA${newUpper(random, 16)}`,
      newSecret(random, 40),
      newSecret(random, 120),
    ];
    const expiresAt = clock.now() + seconds * 1000;
    sandbox.sessions[accessKeyId] = {
      secret,
      token,
      accountId: caller.accountId,
      arn: caller.arn,
      userId: caller.userId,
      expiresAt,
    };
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secret,
        SessionToken: token,
        Expiration: Math.floor(expiresAt / 1000),
      },
    };
  },
} satisfies Operations;
