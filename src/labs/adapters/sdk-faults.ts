import { commandLine, type AwsCall } from '../aws-reader.ts';
import { LookFault } from '../look-fault.ts';
import { resourceOf, type ReadOperation } from '../read-operations.ts';
import type { BlockedReason } from '../verdict.ts';
import type { LookTarget } from './target.ts';

/** What the SDK's errors have in common. */
interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly status?: number;
}

function describe(error: unknown): SdkError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { code, $metadata, cause } = error as Error & {
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const inner = cause instanceof Error ? (cause as Error & { code?: unknown }).code : undefined;
  const text = code ?? inner;
  return {
    name: error.name,
    message: error.message,
    ...(typeof text === 'string' && { code: text }),
    ...($metadata?.httpStatusCode !== undefined && { status: $metadata.httpStatusCode }),
  };
}

interface Words {
  readonly reason: BlockedReason;
  readonly saw: string;
  readonly nextStep: string;
}

const EXPIRED = new Set([
  'ExpiredTokenException',
  'ExpiredToken',
  'RequestExpired',
  'TokenRefreshRequired',
]);
const UNKNOWN_KEY = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'MissingAuthenticationToken',
]);
const BAD_SIGNATURE = new Set([
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
]);
const DENIED = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'ForbiddenException',
  'UnauthorizedOperation',
  'NotAuthorizedException',
]);
const THROTTLED = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'RequestLimitExceeded',
]);
const TIMED_OUT = new Set([
  'TimeoutError',
  'AbortError',
  'RequestTimeout',
  'RequestTimeoutException',
]);
const OFFLINE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const profileOption = ({ profile }: LookTarget) =>
  profile === undefined ? '' : ` --profile ${profile}`;

function credentialWords({ name, message }: SdkError, target: LookTarget): Words | undefined {
  const login = `aws sso login${profileOption(target)}`;
  if (
    EXPIRED.has(name) ||
    (/expired/i.test(message) && /token|session|credential|sso/i.test(message))
  ) {
    return {
      reason: 'denied',
      saw: 'The AWS credentials have expired.',
      nextStep: `Sign in again, for example with ${login}, then verify again.`,
    };
  }
  if (name === 'CredentialsProviderError' || /could not load credentials/i.test(message)) {
    return target.profile === undefined
      ? {
          reason: 'denied',
          saw: 'No AWS credentials were found.',
          nextStep: 'Run aws configure, set AWS_PROFILE, or name a profile with --profile.',
        }
      : {
          reason: 'denied',
          saw: `No credentials were found in a profile named "${target.profile}".`,
          nextStep:
            'See the names with aws configure list-profiles, and choose one with --profile.',
        };
  }
  if (UNKNOWN_KEY.has(name)) {
    return {
      reason: 'denied',
      saw: `AWS does not know these credentials in ${target.region}.`,
      nextStep:
        'Either the key was deleted or mistyped (try aws sts get-caller-identity), or the Region is not switched on for the account: choose another with --region.',
    };
  }
  return BAD_SIGNATURE.has(name)
    ? {
        reason: 'denied',
        saw: 'AWS refused the signature of the request.',
        nextStep: "Check the secret access key, and that this machine's clock is right.",
      }
    : undefined;
}

function networkWords({ code, message }: SdkError, target: LookTarget): Words | undefined {
  if (code === undefined || !OFFLINE.has(code)) return undefined;
  if (target.kind === 'sandbox') {
    return {
      reason: 'network',
      saw: `No local sandbox answers at ${target.endpoint}.`,
      nextStep: 'Start it with npm start, or name another address with --endpoint-url.',
    };
  }
  if (target.kind === 'endpoint') {
    return {
      reason: 'network',
      saw: `Nothing answers at ${target.endpoint} (${code}).`,
      nextStep: 'Check the address given with --endpoint-url and that its server is running.',
    };
  }
  return code === 'ENOTFOUND'
    ? {
        reason: 'network',
        saw: `There is no address for API Gateway in "${target.region}".`,
        nextStep:
          "Either no Region has this name (AWS's are spelled like eu-central-1; choose one with --region), or this machine has no internet connection.",
      }
    : {
        reason: 'network',
        saw: `AWS could not be reached (${code}: ${message}).`,
        nextStep: 'Check the internet connection and the proxy settings, then verify again.',
      };
}

function answerWords(
  { name, message, status }: SdkError,
  call: AwsCall,
  operation: ReadOperation,
  target: LookTarget,
): Words {
  if (DENIED.has(name) || status === 403) {
    const resource = resourceOf(operation, call.input, target);
    return {
      reason: 'denied',
      saw: `These credentials may not do ${operation.action} on ${resource}.`,
      nextStep: `Allow the action ${operation.action} on ${resource} to the principal that verifies, then verify again.`,
    };
  }
  if (THROTTLED.has(name) || status === 429) {
    return {
      reason: 'throttled',
      saw: 'AWS keeps answering that there are too many requests.',
      nextStep:
        'Wait a minute, then verify again. The quota is shared by everything that uses API Gateway in this account and Region.',
    };
  }
  if (TIMED_OUT.has(name)) {
    return {
      reason: 'timeout',
      saw: `${call.operation} had no answer in time.`,
      nextStep: 'Verify again; if it stays so, check the connection.',
    };
  }
  return {
    reason: 'undecidable',
    saw: `${call.operation} was answered with ${name}: ${message}`,
    nextStep: 'Verify again. Something may have been deleted while the checker was looking.',
  };
}

/** What an SDK error means for a learner: credentials, network, rights, rate, time, or something else. */
export function lookFaultOf(
  error: unknown,
  call: AwsCall,
  operation: ReadOperation,
  target: LookTarget,
): LookFault {
  if (error instanceof LookFault) return error;
  const seen = describe(error);
  const words =
    credentialWords(seen, target) ??
    networkWords(seen, target) ??
    answerWords(seen, call, operation, target);
  return new LookFault({ ...words, call: commandLine(call) }, { cause: error });
}
