// UTF-8 and base64 for a guest that has neither. Runs inside QuickJS.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = new Map([...ALPHABET].map((letter, code) => [letter, code]));
CODES.set('-', 62).set('_', 63);

export function utf8Encode(text) {
  const bytes = [];
  for (const letter of String(text)) {
    let code = letter.codePointAt(0);
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
  }
  return new Uint8Array(bytes);
}

const lengthOf = (first) =>
  first < 0x80 ? 1 : first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0;

export function utf8Decode(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at];
    const length = lengthOf(first);
    const rest = bytes.subarray(at + 1, at + length);
    const isWhole = rest.length === length - 1 && rest.every((byte) => (byte & 0xc0) === 0x80);
    if (length === 0 || !isWhole) {
      text += '\ufffd';
      at += 1;
      continue;
    }
    let code = length === 1 ? first : first & (0x7f >> length);
    for (const byte of rest) code = (code << 6) | (byte & 63);
    text += code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
    at += length;
  }
  return text;
}

export function base64Encode(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const word = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET[word >> 18] + ALPHABET[(word >> 12) & 63];
    text += at + 1 < bytes.length ? ALPHABET[(word >> 6) & 63] : '=';
    text += at + 2 < bytes.length ? ALPHABET[word & 63] : '=';
  }
  return text;
}

/** Letters that are not base64 are passed over, as Node does. */
export function base64Decode(text) {
  const bytes = [];
  let word = 0;
  let bits = 0;
  for (const letter of String(text)) {
    if (letter === '=') break;
    const code = CODES.get(letter);
    if (code === undefined) continue;
    word = ((word << 6) | code) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((word >> bits) & 255);
  }
  return new Uint8Array(bytes);
}

export const latin1Decode = (bytes) => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

export class TextEncoder {
  get encoding() {
    return 'utf-8';
  }
  encode(text = '') {
    return utf8Encode(text);
  }
}

export class TextDecoder {
  get encoding() {
    return 'utf-8';
  }
  decode(data = new Uint8Array()) {
    return utf8Decode(bytesOf(data)).replace(/^\ufeff/, '');
  }
}

export function bytesOf(data) {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data))
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw new TypeError('The argument must be an ArrayBuffer or a view of one.');
}

export const atob = (text) => latin1Decode(base64Decode(text));
export const btoa = (text) =>
  base64Encode(
    Uint8Array.from(String(text), (letter) => {
      const code = letter.codePointAt(0);
      if (code > 255) throw new Error('Invalid character');
      return code;
    }),
  );
