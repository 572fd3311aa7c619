import { addressText, rangeOf, type IpRange } from '#policy';

/** `10.0.0.5/16` means `10.0.0.0/16`: AWS drops the bits behind the prefix. */
export interface Block {
  /** As AWS writes it. */
  readonly text: string;
  readonly range: IpRange;
  readonly prefix: number;
}

/** @returns the block, or undefined for what is none; a prefix must be given */
export function blockOf(text: string): Block | undefined {
  const range = /^[^/]+\/\d{1,3}$/.test(text) ? rangeOf(text) : undefined;
  if (!range) return undefined;
  const prefix = Number(text.split('/')[1]);
  return { text: `${addressText(range.version, range.first)}/${prefix}`, range, prefix };
}

export const contains = (outer: IpRange, inner: IpRange): boolean =>
  outer.version === inner.version && outer.first <= inner.first && outer.last >= inner.last;

export const overlaps = (one: IpRange, other: IpRange): boolean =>
  one.version === other.version && one.first <= other.last && other.first <= one.last;

/** AWS keeps the first four addresses of a subnet and its last. */
const RESERVED_AT_START = 4n;
export const RESERVED = 5;

/** @returns the first address of the block that nobody has, or undefined when it is full */
export function freeAddress(block: string, taken: ReadonlySet<string>): string | undefined {
  const range = rangeOf(block);
  if (!range) return undefined;
  for (let at = range.first + RESERVED_AT_START; at < range.last; at += 1n) {
    const address = addressText(range.version, at);
    if (!taken.has(address)) return address;
  }
  return undefined;
}

const DIRECTIONS: Readonly<Record<string, string>> = {
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
};

/** `us-east-1` → `use1`, `ap-southeast-2` → `apse2`: how zone ids begin. */
const shortRegion = (region: string): string =>
  region
    .split('-')
    .map((part, index) => (index === 0 ? part : (DIRECTIONS[part] ?? part.charAt(0))))
    .join('');

export interface Zone {
  readonly name: string;
  readonly id: string;
}

/** Six zones in us-east-1, three elsewhere; AWS shuffles the ids per account, the sandbox does not. */
export const zonesOf = (region: string): Zone[] =>
  [...(region === 'us-east-1' ? 'abcdef' : 'abc')].map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${shortRegion(region)}-az${index + 1}`,
  }));
