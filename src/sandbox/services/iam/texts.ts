import { AwsError } from '../../wire/errors.ts';

/** Source: docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html; texts as moto has them, which copies AWS's. */
export const noSuchEntity = (message: string) => new AwsError('NoSuchEntity', 404, message);
export const noRole = (name: string) => noSuchEntity(`The role with name ${name} cannot be found.`);
export const noRolePolicy = (name: string) =>
  noSuchEntity(`The role policy with name ${name} cannot be found.`);
export const noPolicy = (arn: string) => noSuchEntity(`Policy ${arn} was not found.`);
export const notAttachable = (arn: string) =>
  noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
export const noVersion = (arn: string, id: string) =>
  noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);

export const alreadyExists = (message: string) => new AwsError('EntityAlreadyExists', 409, message);
export const deleteConflict = (message: string) => new AwsError('DeleteConflict', 409, message);
export const limitExceeded = (message: string) => new AwsError('LimitExceeded', 409, message);
export const malformed = (message: string) => new AwsError('MalformedPolicyDocument', 400, message);
export const invalid = (message: string) => new AwsError('ValidationError', 400, message);
export const accessDenied = (message: string) => new AwsError('AccessDenied', 403, message);
