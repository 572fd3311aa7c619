import type { Random } from '#core';

const HEX = '0123456789abcdef';

/** A UUID v4 (RFC 9562, section 5.4), as `x-amzn-RequestId` carries it. */
export function requestId(random: Random): string {
  let text = '';
  for (let at = 0; at < 32; at += 8) {
    text += Math.floor(random.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  }
  const variant = HEX[8 + (Number.parseInt(text.charAt(16), 16) & 3)] ?? '8';
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Fifteen letters and `=`, as `x-amz-apigw-id` carries it. */
export function extendedRequestId(random: Random): string {
  let text = '';
  for (let at = 0; at < 15; at += 1) text += LETTERS[Math.floor(random.next() * 64)] ?? 'A';
  return `${text}=`;
}
