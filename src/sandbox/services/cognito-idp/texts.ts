/** Refusals in Cognito's words (known from answers of AWS, unless marked). */
import { AwsError } from '../../wire/errors.ts';

const refusal = (code: string) => (message: string) => new AwsError(code, 400, message);

export const invalid = refusal('InvalidParameterException');
export const notAuthorized = refusal('NotAuthorizedException');
export const missing = refusal('ResourceNotFoundException');
export const limitExceeded = refusal('LimitExceededException');
export const invalidPassword = (why: string) =>
  refusal('InvalidPasswordException')(`Password did not conform with policy: ${why}`);

export const noPool = (id: string) => missing(`User pool ${id} does not exist.`);
export const noClient = (id: string) => missing(`User pool client ${id} does not exist.`);
export const noUser = () => refusal('UserNotFoundException')('User does not exist.');
export const noGroup = () => missing('Group not found.');
export const usernameExists = refusal('UsernameExistsException');
export const aliasExists = refusal('AliasExistsException');
export const groupExists = refusal('GroupExistsException');
export const notConfirmed = () => refusal('UserNotConfirmedException')('User is not confirmed.');
export const codeMismatch = () =>
  refusal('CodeMismatchException')('Invalid verification code provided, please try again.');
export const codeExpired = () =>
  refusal('ExpiredCodeException')('Invalid code provided, please request a code again.');
export const wrongPassword = () => notAuthorized('Incorrect username or password.');

/** @param path as validation errors name members */
export const violates = (value: string, path: string, constraint: string) =>
  invalid(
    `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`,
  );
