import { AwsError, validation } from '../../wire/errors.ts';

/** Codes: docs.aws.amazon.com/acm/latest/APIReference/API_Operations.html; texts as moto has them, which copies AWS's. */
export const noCertificate = (arn: string, account: string) =>
  new AwsError(
    'ResourceNotFoundException',
    400,
    `Certificate with arn ${arn} not found in account ${account}`,
  );
export const inUse = (arn: string) =>
  new AwsError('ResourceInUseException', 400, `Certificate ${arn} in use.`);
export const limitExceeded = (limit: number) =>
  new AwsError(
    'LimitExceededException',
    400,
    `Error: you have reached your limit of ${limit} certificates in the last year.`,
  );
export const tooManyTags = (limit: number) =>
  new AwsError('TooManyTagsException', 400, `A certificate can have at most ${limit} tags.`);
export const unfit = (value: string, member: string, constraint: string) =>
  validation(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy ${constraint}`,
  );
