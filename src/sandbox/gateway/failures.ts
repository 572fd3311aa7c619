import type { Answer } from './context.ts';

/** What the gateway itself answers when a step refuses: gateway response type, status and error type. */
const KINDS = {
  ACCESS_DENIED: [403, 'AccessDeniedException', 'User is not authorized to access this resource'],
  API_CONFIGURATION_ERROR: [500, 'InternalServerErrorException', 'Internal server error'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'InternalServerErrorException', 'Internal server error'],
  AUTHORIZER_FAILURE: [500, 'InternalServerErrorException', 'Internal server error'],
  BAD_REQUEST_BODY: [400, 'BadRequestException', 'Invalid request body'],
  BAD_REQUEST_PARAMETERS: [400, 'BadRequestException', 'Missing required request parameters'],
  DEFAULT_4XX: [400, 'BadRequestException', 'Bad Request'],
  DEFAULT_5XX: [500, 'InternalServerErrorException', 'Internal server error'],
  EXPIRED_TOKEN: [
    403,
    'ExpiredTokenException',
    'The security token included in the request is expired',
  ],
  INTEGRATION_FAILURE: [
    504,
    'InternalServerErrorException',
    'Network error communicating with endpoint',
  ],
  INTEGRATION_TIMEOUT: [504, 'InternalServerErrorException', 'Endpoint request timed out'],
  INVALID_API_KEY: [403, 'ForbiddenException', 'Forbidden'],
  INVALID_SIGNATURE: [
    403,
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ],
  MISSING_AUTHENTICATION_TOKEN: [
    403,
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  ],
  QUOTA_EXCEEDED: [429, 'LimitExceededException', 'Limit Exceeded'],
  REQUEST_TOO_LARGE: [413, 'RequestTooLargeException', 'Request Too Long'],
  RESOURCE_NOT_FOUND: [404, 'NotFoundException', 'Not Found'],
  THROTTLED: [429, 'TooManyRequestsException', 'Too Many Requests'],
  UNAUTHORIZED: [401, 'UnauthorizedException', 'Unauthorized'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'BadRequestException', 'Unsupported Media Type'],
  WAF_FILTERED: [403, 'ForbiddenException', 'Forbidden'],
} as const satisfies Record<string, readonly [status: number, errorType: string, message: string]>;

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export type FailureType = keyof typeof KINDS;

/** A refusal on its way to become a gateway response. */
export interface Failure {
  readonly type: FailureType;
  readonly status: number;
  /** The `x-amzn-errortype` header. */
  readonly errorType: string;
  /** `$context.error.message`. */
  readonly message: string;
  /** `$context.error.validationErrorString`. */
  readonly validationError?: string;
  /** Refusals by a policy say `Message` where all others say `message`. */
  readonly member?: 'Message';
  /** Stands in for the gateway response: what a web ACL's rule answers itself. */
  readonly answer?: Answer;
}

/** @param details what differs from the type's own message and error type */
export function failure(
  type: FailureType,
  details: Partial<
    Pick<Failure, 'message' | 'validationError' | 'errorType' | 'status' | 'member' | 'answer'>
  > = {},
): Failure {
  const [status, errorType, message] = KINDS[type];
  return { type, status, errorType, message, ...details };
}
