import { AwsError } from '../../wire/errors.ts';

export const LATEST = '$LATEST';

export const invalid = (message: string) =>
  new AwsError('InvalidParameterValueException', 400, message);
/** Source: docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const storageExceeded = (message: string) =>
  new AwsError('CodeStorageExceededException', 400, message);
export const conflict = (message: string) =>
  new AwsError('ResourceConflictException', 409, message);
export const missing = (message: string) => new AwsError('ResourceNotFoundException', 404, message);

export const noFunction = (arn: string) => missing(`Function not found: ${arn}`);
export const noAlias = (arn: string) => missing(`Cannot find alias arn: ${arn}`);
export const noPolicy = () => missing('The resource you requested does not exist.');

/** @param path as validation errors name members */
export const outOfRange = (value: number, path: string, bound: string) =>
  new AwsError(
    'ValidationException',
    400,
    `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: Member must have value ${bound}`,
  );
