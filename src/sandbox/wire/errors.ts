import { AppError } from '#core';

/** A refusal in AWS's words: thrown by operations, put on the wire by the protocol. */
export class AwsError extends AppError {
  /** HTTP status. */
  readonly status: number;
  /** What the error carries besides its message, by member name. */
  readonly members: Readonly<Record<string, unknown>>;

  /**
   * @param code as AWS names it, for example `NotFoundException`
   * @param members of the error's shape, besides its message
   */
  constructor(
    code: string,
    status: number,
    message: string,
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(code, message);
    this.status = status;
    this.members = members;
  }
}

export const badRequest = (message: string) => new AwsError('BadRequestException', 400, message);
export const notFound = (message: string) => new AwsError('NotFoundException', 404, message);
export const conflict = (message: string) => new AwsError('ConflictException', 409, message);
export const limitExceeded = (message: string) =>
  new AwsError('LimitExceededException', 429, message);
export const validation = (message: string) => new AwsError('ValidationException', 400, message);
export const serialization = (message: string) =>
  new AwsError('SerializationException', 400, message);

/** An operation or service that AWS has and the sandbox has not. */
export const notImplemented = (message: string) =>
  new AwsError('NotImplementedException', 501, message);

export const tooLarge = (limitBytes: number) =>
  new AwsError(
    'RequestEntityTooLargeException',
    413,
    `Request size exceeded: the request is larger than ${limitBytes} bytes.`,
  );
