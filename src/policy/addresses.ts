/** Addresses and ranges as numbers. Parsing and printing are ipaddr.js's. */
import ipaddr from 'ipaddr.js';

export type IpVersion = 'ipv4' | 'ipv6';

/** Consecutive addresses of one version, both ends included. */
export interface IpRange {
  readonly version: IpVersion;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS: Readonly<Record<IpVersion, number>> = { ipv4: 32, ipv6: 128 };

/** The highest address of a version. */
export const highestOf = (version: IpVersion): bigint => (1n << BigInt(BITS[version])) - 1n;

const numberOf = (bytes: readonly number[]) =>
  bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

// ipaddr.js also takes `10` or `0x7f.1` for an address; IAM does not.
const looksWhole = (text: string) => text.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(text);

/**
 * @param text an address (`203.0.113.7`) or a range (`203.0.113.0/24`); bits behind the prefix do not count
 * @returns undefined when it is neither
 */
export function rangeOf(text: string): IpRange | undefined {
  const [address = '', prefix, ...rest] = text.trim().split('/');
  if (!looksWhole(address) || !ipaddr.isValid(address) || rest.length > 0) return undefined;
  const parsed = ipaddr.parse(address);
  const version = parsed.kind();
  const bits = BITS[version];
  const length =
    prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(length <= bits)) return undefined;
  const hosts = 1n << BigInt(bits - length);
  const value = numberOf(parsed.toByteArray());
  const first = value - (value % hosts);
  return { version, first, last: first + hosts - 1n };
}

/** @returns whether the address lies in the range; undefined when the text is no address */
export function isWithin(address: string, range: IpRange): boolean | undefined {
  const one = rangeOf(address);
  if (!one || one.first !== one.last) return undefined;
  return one.version === range.version && one.first >= range.first && one.first <= range.last;
}

/** @returns the address as text, for example `203.0.113.7` or `2001:db8::1` */
export function addressText(version: IpVersion, value: bigint): string {
  const size = BITS[version] / 8;
  const bytes = Array.from({ length: size }, (_, index) =>
    Number((value >> BigInt(8 * (size - 1 - index))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

/** @returns the range as few CIDR blocks as possible, in order */
export function cidrsOf({ version, first, last }: IpRange): string[] {
  const bits = BITS[version];
  const blocks: string[] = [];
  let from = first;
  while (from <= last) {
    let length = bits;
    while (length > 0) {
      const size = 1n << BigInt(bits - length + 1);
      if (from % size !== 0n || from + size - 1n > last) break;
      length -= 1;
    }
    blocks.push(`${addressText(version, from)}/${length}`);
    from += 1n << BigInt(bits - length);
  }
  return blocks;
}
