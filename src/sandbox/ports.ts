/** Digests, synchronous: `node:crypto` is 1.5–2 times as fast as WebCrypto here. */
export interface SandboxCrypto {
  sha256Hex(data: Uint8Array | string): string;
  /** What SQS digests messages with; no secret rests on it. */
  md5Hex(data: Uint8Array | string): string;
  hmacSha256(key: Uint8Array | string, data: string): Uint8Array;
  /** A new pair of 2,048 bits, never the same: the seed of the sandbox does not reach it. */
  rsaKey(): Promise<RsaJwk>;
}

/** An RSA key pair as a JSON Web Key, the private half included. */
export interface RsaJwk {
  readonly kty: string;
  readonly n: string;
  readonly e: string;
  readonly d: string;
  readonly p: string;
  readonly q: string;
  readonly dp: string;
  readonly dq: string;
  readonly qi: string;
}
