/** Refusals in DynamoDB's words (known from answers of AWS, unless marked). */
import { AwsError, notImplemented } from '../../wire/errors.ts';
import type { Item } from './values.ts';

export const invalid = (message: string) => new AwsError('ValidationException', 400, message);
/** The beginning that many of its refusals share. */
export const invalidValues = (rest: string) =>
  invalid(`One or more parameter values were invalid: ${rest}`);

export const noTable = (name?: string) =>
  new AwsError(
    'ResourceNotFoundException',
    400,
    name === undefined
      ? 'Requested resource not found'
      : `Requested resource not found: Table: ${name} not found`,
  );

export const inUse = (message: string) => new AwsError('ResourceInUseException', 400, message);

/** @param item shown when the caller asked for it */
export const conditionFailed = (item?: Item) =>
  new AwsError(
    'ConditionalCheckFailedException',
    400,
    'The conditional request failed',
    item && { Item: item },
  );

/** Ours: AWS has no such limit. */
export const limitExceeded = (message: string) =>
  new AwsError('LimitExceededException', 400, message);

/** A parameter of before expressions, or of a feature the sandbox does without. */
export const cannotTake = (parameter: string, instead: string) =>
  notImplemented(`The local sandbox does not take ${parameter} of DynamoDB. ${instead}`);
