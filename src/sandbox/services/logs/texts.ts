import { AwsError } from '../../wire/errors.ts';

/** Codes: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html; texts as moto has them, which copies AWS's. */
const refusal = (code: string, message: string) => new AwsError(code, 400, message);

export const noGroup = () =>
  refusal('ResourceNotFoundException', 'The specified log group does not exist.');
export const noStream = () =>
  refusal('ResourceNotFoundException', 'The specified log stream does not exist.');
export const noPolicy = (name: string) =>
  refusal('ResourceNotFoundException', `Policy with name [${name}] does not exist`);
export const groupExists = () =>
  refusal('ResourceAlreadyExistsException', 'The specified log group already exists');
export const streamExists = () =>
  refusal('ResourceAlreadyExistsException', 'The specified log stream already exists');
export const limitExceeded = () => refusal('LimitExceededException', 'Resource limit exceeded.');
export const invalid = (message: string) => refusal('InvalidParameterException', message);
export const unfit = (value: string | number, member: string, constraint: string) =>
  invalid(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
