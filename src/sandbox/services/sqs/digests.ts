/**
 * The digest of a message's attributes, which clients verify.
 * Source: docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
import { base64Decode } from '../../base64.ts';
import type { SandboxCrypto } from '../../ports.ts';
import type { MessageAttribute } from './state.ts';

const utf8 = new TextEncoder();
const TEXT = 1;
const BYTES = 2;

/** Four bytes of length, big end first, then the bytes. */
const measured = (bytes: Uint8Array): number[] => [
  ...[24, 16, 8, 0].map((shift) => (bytes.length >>> shift) & 0xff),
  ...bytes,
];

export function attributesDigest(
  crypto: SandboxCrypto,
  attributes: Readonly<Record<string, MessageAttribute>>,
): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const bytes = names.flatMap((name) => {
    const { DataType = '', StringValue = '', BinaryValue } = attributes[name] ?? {};
    const value =
      BinaryValue === undefined
        ? [TEXT, ...measured(utf8.encode(StringValue))]
        : [BYTES, ...measured(base64Decode(BinaryValue) ?? new Uint8Array())];
    return [...measured(utf8.encode(name)), ...measured(utf8.encode(DataType)), ...value];
  });
  return crypto.md5Hex(Uint8Array.from(bytes));
}
