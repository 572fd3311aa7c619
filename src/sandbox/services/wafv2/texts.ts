import { AwsError } from '../../wire/errors.ts';

/** Codes: docs.aws.amazon.com/waf/latest/APIReference/API_Operations.html; texts as moto has them, which copies AWS's. */
const refusal = (code: string, message: string) => new AwsError(code, 400, message);

export const noItem = () =>
  refusal(
    'WAFNonexistentItemException',
    'AWS WAF couldn’t perform the operation because your resource doesn’t exist.',
  );
export const duplicate = () =>
  refusal(
    'WAFDuplicateItemException',
    'AWS WAF couldn’t perform the operation because some resource in your request is a duplicate of an existing one.',
  );
export const stale = () =>
  refusal(
    'WAFOptimisticLockException',
    'AWS WAF couldn’t save your changes because someone changed the resource after you started to edit it. Reapply your changes.',
  );
export const associated = () =>
  refusal(
    'WAFAssociatedItemException',
    'AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource.',
  );
export const limitExceeded = () =>
  refusal(
    'WAFLimitsExceededException',
    'AWS WAF couldn’t perform the operation because you exceeded your resource limit.',
  );
/** @param field as AWS names it, `IP_ADDRESS` and the like */
export const invalid = (reason: string, field: string, parameter: string) =>
  refusal(
    'WAFInvalidParameterException',
    `Error reason: ${reason}, field: ${field}, parameter: ${parameter}`,
  );
