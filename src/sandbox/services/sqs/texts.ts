/** Refusals in SQS's words (known from answers of AWS, unless marked). */
import { AwsError } from '../../wire/errors.ts';

export const invalidValue = (message: string) =>
  new AwsError('InvalidParameterValueException', 400, message);
export const missing = (parameter: string) =>
  new AwsError(
    'MissingParameterException',
    400,
    `The request must contain the parameter ${parameter}.`,
  );
export const noQueue = () =>
  new AwsError('QueueDoesNotExist', 400, 'The specified queue does not exist.');
export const unknownAttribute = (name: string) =>
  new AwsError('InvalidAttributeName', 400, `Unknown Attribute ${name}.`);
export const invalidAttribute = (name: string) =>
  new AwsError('InvalidAttributeValue', 400, `Invalid value for the parameter ${name}.`);
export const invalidReceipt = () =>
  new AwsError('ReceiptHandleIsInvalid', 404, 'The input receipt handle is invalid.');
/** Ours: AWS has no such limit. */
export const overLimit = (message: string) => new AwsError('OverLimit', 403, message);

export const outOfRange = (value: number, parameter: string, low: number, high: number) =>
  invalidValue(
    `Value ${value} for parameter ${parameter} is invalid. Reason: Must be between ${low} and ${high}, if provided.`,
  );
