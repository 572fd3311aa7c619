/** Digests, synchronous: `node:crypto` is 1.5–2 times as fast as WebCrypto here. */
export interface SandboxCrypto {
  sha256Hex(data: Uint8Array | string): string;
  /** What SQS digests messages with; no secret rests on it. */
  md5Hex(data: Uint8Array | string): string;
  hmacSha256(key: Uint8Array | string, data: string): Uint8Array;
}
