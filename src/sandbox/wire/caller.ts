import type { Protocol } from '../operations.ts';
import { accountIdFor, isLocalKeyId, LOCAL_SECRET, type SandboxState } from '../state.ts';
import type { SandboxCrypto } from '../ports.ts';
import type { Caller } from '../services/context.ts';
import { omit } from '../services/records.ts';
import { AwsError } from './errors.ts';
import {
  createVerifier,
  dateProblem,
  isSignature,
  readSignature,
  type Signature,
  type SignatureProblem,
} from './sigv4.ts';

/** Why a request's signature does not count. */
export type CallerProblem =
  SignatureProblem | { readonly kind: 'unknown-key' } | { readonly kind: 'expired-token' };

export type CallerResult =
  | { readonly ok: true; readonly caller: Caller; readonly signature: Signature }
  | { readonly ok: false; readonly problem: CallerProblem };

interface Credential {
  readonly secret: string;
  readonly caller: Caller;
}

/** Finds out who sent a request, and proves it by the signature. */
export function createCallerCheck(crypto: SandboxCrypto, now: () => number) {
  const verify = createVerifier(crypto);

  /** The user behind a local key: every call of that key comes from it. */
  function localCaller(accessKeyId: string): Caller {
    const accountId = accountIdFor(accessKeyId);
    return {
      accountId,
      accessKeyId,
      arn: `arn:aws:iam::${accountId}:user/${accessKeyId}`,
      userId: `AIDA${crypto.sha256Hex(accessKeyId).slice(0, 17).toUpperCase()}`,
    };
  }

  function credentialOf(
    state: SandboxState,
    { accessKeyId, sessionToken }: Signature,
  ): Credential | CallerProblem {
    const session = Object.hasOwn(state.sessions, accessKeyId)
      ? state.sessions[accessKeyId]
      : undefined;
    if (session) {
      if (session.token !== sessionToken) return { kind: 'unknown-key' };
      if (session.expiresAt <= now()) return { kind: 'expired-token' };
      const bearer = omit(omit(omit(session, 'secret'), 'token'), 'expiresAt');
      return { secret: session.secret, caller: { ...bearer, accessKeyId } };
    }
    if (!isLocalKeyId(accessKeyId) || sessionToken !== undefined) return { kind: 'unknown-key' };
    return { secret: LOCAL_SECRET, caller: localCaller(accessKeyId) };
  }

  return function check(state: SandboxState, request: Request, body: Uint8Array): CallerResult {
    const signature = readSignature(request);
    if (!isSignature(signature)) return { ok: false, problem: signature };
    const credential = credentialOf(state, signature);
    if ('kind' in credential) return { ok: false, problem: credential };
    const late = dateProblem(signature, now());
    if (late) return { ok: false, problem: late };
    return verify(request, body, signature, credential.secret)
      ? { ok: true, caller: credential.caller, signature }
      : { ok: false, problem: { kind: 'mismatch' } };
  };
}
export type CallerCheck = ReturnType<typeof createCallerCheck>;

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

type Words = readonly [code: string, status: number, message: string];

/** Codes differ by protocol, meanings do not. */
export function signatureError(problem: CallerProblem, protocol: Protocol): AwsError {
  const isQuery = protocol === 'query' || protocol === 'ec2-query';
  const words = (): Words => {
    switch (problem.kind) {
      case 'missing':
        return isQuery
          ? ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token']
          : ['MissingAuthenticationTokenException', 403, 'Missing Authentication Token'];
      case 'malformed':
        return [
          isQuery ? 'IncompleteSignature' : 'IncompleteSignatureException',
          400,
          problem.message,
        ];
      case 'unknown-key':
        return [
          isQuery ? 'InvalidClientTokenId' : 'UnrecognizedClientException',
          403,
          'The security token included in the request is invalid.',
        ];
      case 'expired-token':
        return [
          isQuery ? 'ExpiredToken' : 'ExpiredTokenException',
          403,
          'The security token included in the request is expired',
        ];
      case 'expired':
        return [
          isQuery ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
          403,
          problem.message,
        ];
      case 'mismatch':
        return [isQuery ? 'SignatureDoesNotMatch' : 'InvalidSignatureException', 403, MISMATCH];
    }
  };
  return new AwsError(...words());
}
