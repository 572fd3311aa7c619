import { base64Decode } from '../../base64.ts';

/** What an imported certificate says of itself. */
export interface Certified {
  /** The subject's common name, or the first of the alternative names. */
  readonly name: string;
  readonly alternativeNames: readonly string[];
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** One element of DER: a tag, and where its content lies. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const DNS_NAME = 0x82;
const CONSTRUCTED = 0x20;
const OID = 0x06;
const OCTET_STRING = 0x04;
const COMMON_NAME = '55 04 03';
const ALTERNATIVE_NAMES = '55 1d 11';

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/;

function elementAt(bytes: Uint8Array, at: number): Element | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  if (first < 0x80) return whole(bytes, { tag, start: at + 2, end: at + 2 + first });
  const count = first & 0x7f;
  if (count > 3) return undefined;
  let length = 0;
  for (const byte of bytes.subarray(at + 2, at + 2 + count)) length = length * 256 + byte;
  const start = at + 2 + count;
  return whole(bytes, { tag, start, end: start + length });
}

const whole = (bytes: Uint8Array, element: Element) =>
  element.end <= bytes.length ? element : undefined;

/** Every element, outer ones before inner ones; octet strings are looked into as well. */
function* elements(bytes: Uint8Array, from: number, to: number): Generator<Element> {
  for (let at = from; at < to;) {
    const element = elementAt(bytes, at);
    if (!element || element.end > to) return;
    yield element;
    if ((element.tag & CONSTRUCTED) !== 0 || element.tag === OCTET_STRING)
      yield* elements(bytes, element.start, element.end);
    at = element.end;
  }
}

/** `261126000000Z` or `20261126000000Z`. */
function secondsOf(text: string): number {
  const [, year = '', ...rest] = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const [month = 1, day = 1, hour = 0, minute = 0, second = 0] = rest.map(Number);
  return Date.UTC(full, month - 1, day, hour, minute, second) / 1000;
}

/**
 * Reads the names and dates of a certificate, as far as Certificate Manager tells of them; its
 * signature is not checked.
 * @returns undefined for what is no certificate in PEM
 */
export function readCertificate(pem: string): Certified | undefined {
  const body = PEM.exec(pem)?.[1]?.replaceAll(/\s/g, '');
  const bytes = body === undefined ? undefined : base64Decode(body);
  if (!bytes) return undefined;
  const text = ({ start, end }: Element) => String.fromCharCode(...bytes.subarray(start, end));
  const hex = ({ start, end }: Element) =>
    Array.from(bytes.subarray(start, end), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  let oid = '';
  let name: string | undefined;
  const times: number[] = [];
  const alternativeNames: string[] = [];
  for (const element of elements(bytes, 0, bytes.length)) {
    if (element.tag === OID) oid = hex(element);
    // The issuer comes first, the subject later: the last common name is the subject's.
    else if (oid === COMMON_NAME && (element.tag & CONSTRUCTED) === 0) {
      name = text(element);
      oid = '';
    } else if (oid === ALTERNATIVE_NAMES && element.tag === DNS_NAME)
      alternativeNames.push(text(element));
    else if (element.tag === UTC_TIME || element.tag === GENERALIZED_TIME)
      times.push(secondsOf(text(element)));
  }
  const [notBefore, notAfter] = times;
  const first = name ?? alternativeNames[0];
  if (first === undefined || notBefore === undefined || notAfter === undefined) return undefined;
  return { name: first, alternativeNames, notBefore, notAfter };
}
