// The part of Node's Buffer that handlers use. Runs inside QuickJS.
import {
  base64Decode,
  base64Encode,
  bytesOf,
  latin1Decode,
  utf8Decode,
  utf8Encode,
} from './text.mjs';

const hexDecode = (text) =>
  new Uint8Array(
    (
      String(text)
        .match(/^(?:[0-9a-f]{2})*/i)?.[0]
        .match(/../g) ?? []
    ).map((pair) => parseInt(pair, 16)),
  );
const hexEncode = (bytes) => {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
};
const latin1Encode = (text) =>
  Uint8Array.from(String(text), (letter) => letter.charCodeAt(0) & 255);
const base64url = (bytes) =>
  base64Encode(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const CODECS = {
  utf8: [utf8Encode, utf8Decode],
  'utf-8': [utf8Encode, utf8Decode],
  base64: [base64Decode, base64Encode],
  base64url: [base64Decode, base64url],
  hex: [hexDecode, hexEncode],
  latin1: [latin1Encode, latin1Decode],
  binary: [latin1Encode, latin1Decode],
  ascii: [latin1Encode, (bytes) => latin1Decode(bytes.map((byte) => byte & 127))],
};

function codec(encoding = 'utf8') {
  const found = CODECS[String(encoding).toLowerCase()];
  if (!found) throw new TypeError(`Unknown encoding: ${encoding}`);
  return found;
}

const wrap = (bytes) => new Buffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export class Buffer extends Uint8Array {
  static from(data, encoding) {
    if (typeof data === 'string') return wrap(codec(encoding)[0](data));
    if (data instanceof ArrayBuffer) return new Buffer(data);
    if (data?.type === 'Buffer' && Array.isArray(data.data))
      return wrap(Uint8Array.from(data.data));
    return wrap(Uint8Array.from(data));
  }
  static alloc(size, fill = 0) {
    return new Buffer(size).fill(typeof fill === 'number' ? fill : 0);
  }
  static allocUnsafe(size) {
    return new Buffer(size);
  }
  static isBuffer(value) {
    return value instanceof Buffer;
  }
  static byteLength(data, encoding) {
    return typeof data === 'string' ? codec(encoding)[0](data).length : data.byteLength;
  }
  static concat(parts, length = parts.reduce((sum, part) => sum + part.length, 0)) {
    const whole = Buffer.alloc(length);
    let at = 0;
    for (const part of parts) {
      whole.set(part.subarray(0, Math.max(0, length - at)), at);
      at += part.length;
    }
    return whole;
  }
  toString(encoding, start = 0, end = this.length) {
    return codec(encoding)[1](bytesOf(this).subarray(start, end));
  }
  toJSON() {
    return { type: 'Buffer', data: Array.from(this) };
  }
  equals(other) {
    return this.length === other.length && this.every((byte, at) => byte === other[at]);
  }
  slice(start, end) {
    return wrap(bytesOf(this).subarray(start, end));
  }
}
