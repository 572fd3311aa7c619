import type { Operation } from '../../operations.ts';
import { AwsError } from '../../wire/errors.ts';
import type { Caller } from '../context.ts';

/** A user's own temporary credentials, from GetSessionToken; a role's belong to an `AROA…`. */
const isUserSession = ({ accessKeyId, userId }: Caller): boolean =>
  accessKeyId.startsWith('ASIA') && userId.startsWith('AIDA');

/**
 * Refuses what credentials of GetSessionToken may not do: IAM wants a second factor, which nobody here
 * has. STS looks after itself.
 * Source: docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function demandSessionMay({ service }: Operation, caller: Caller): void {
  if (service === 'iam' && isUserSession(caller))
    throw new AwsError(
      'InvalidClientTokenId',
      403,
      'The security token included in the request is invalid',
    );
}
