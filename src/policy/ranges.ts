import {
  addressText,
  cidrsOf,
  highestOf,
  rangeOf,
  type IpRange,
  type IpVersion,
} from './addresses.ts';
import type { Decision } from './decide.ts';
import type { Condition, Policy } from './document.ts';

/** Neighbouring addresses that all get the same. */
export interface AddressPiece {
  readonly range: IpRange;
  readonly decision: Decision;
}

const asksByPattern = ({ operator, values }: Condition) =>
  values.some((value) => value.includes('${')) ||
  !(
    operator === 'Null' ||
    operator === 'IpAddress' ||
    operator === 'NotIpAddress' ||
    operator === 'StringEquals' ||
    operator === 'StringNotEquals'
  );

/**
 * Whether a policy asks for the address otherwise than by ranges and whole addresses, so that testing
 * edges would not tell all: `StringLike "203.0.*"`, or the address as a variable.
 */
function isBeyondRanges(policies: readonly Policy[], key: string): boolean {
  const variable = `\${${key.toLowerCase()}`;
  return policies.some(({ statements }) =>
    statements.some(
      ({ conditions, resources }) =>
        conditions.some((one) =>
          one.key.toLowerCase() === key.toLowerCase()
            ? asksByPattern(one)
            : one.values.some((value) => value.toLowerCase().includes(variable)),
        ) || resources?.list.some((text) => text.toLowerCase().includes(variable)),
    ),
  );
}

/** Ranges that conditions on the key name. */
const namedRanges = (policies: readonly Policy[], key: string): IpRange[] =>
  policies.flatMap(({ statements }) =>
    statements.flatMap(({ conditions }) =>
      conditions
        .filter((one) => one.key.toLowerCase() === key.toLowerCase())
        .flatMap(({ values }) => values.flatMap((value) => rangeOf(value) ?? [])),
    ),
  );

/** First addresses of all stretches within which nothing that asks for these ranges changes its answer. */
function startsOf(named: readonly IpRange[], version: IpVersion): bigint[] {
  const starts = named
    .filter((range) => range.version === version)
    .flatMap(({ first, last }) => [first, last + 1n]);
  return [...new Set([0n, ...starts])]
    .filter((start) => start <= highestOf(version))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

const sameBy = (a: Decision, b: Decision) => JSON.stringify(a) === JSON.stringify(b);

/** Adds the next stretch, as part of the one before where that gets the same. */
function append(pieces: AddressPiece[], next: AddressPiece): void {
  const before = pieces.at(-1);
  const isNext =
    before?.range.version === next.range.version && before.range.last + 1n === next.range.first;
  if (before && isNext && sameBy(before.decision, next.decision))
    pieces[pieces.length - 1] = {
      range: { ...before.range, last: next.range.last },
      decision: before.decision,
    };
  else pieces.push(next);
}

/**
 * What every address of a version gets from something that tells addresses apart by ranges alone: one
 * question for each stretch between their edges.
 * @param named all ranges that are asked for
 */
export function betweenEdges(
  named: readonly IpRange[],
  ask: (address: string) => Decision,
  version: IpVersion,
): AddressPiece[] {
  const starts = startsOf(named, version);
  const pieces: AddressPiece[] = [];
  for (const [index, first] of starts.entries()) {
    const last = (starts[index + 1] ?? highestOf(version) + 1n) - 1n;
    append(pieces, {
      range: { version, first, last },
      decision: ask(addressText(version, first)),
    });
  }
  return pieces;
}

/**
 * What every address of a version gets: one question for each stretch between the edges of the ranges
 * that the policies name, which is exact, since within a stretch no condition can tell addresses apart.
 * @param ask what a request from that address gets
 * @param key `aws:SourceIp` or `aws:VpcSourceIp`
 */
export function byAddress(
  policies: readonly Policy[],
  ask: (address: string) => Decision,
  version: IpVersion,
  key = 'aws:SourceIp',
): AddressPiece[] {
  if (isBeyondRanges(policies, key)) {
    const range = { version, first: 0n, last: highestOf(version) };
    const by = { policy: 'policy', index: 0 };
    return [{ range, decision: { outcome: 'undecidable', key, by } }];
  }
  return betweenEdges(namedRanges(policies, key), ask, version);
}

const STRICTEST: readonly Decision['outcome'][] = ['denied', 'undecidable', 'allowed'];
const stricter = (a: Decision, b: Decision) =>
  STRICTEST.indexOf(b.outcome) < STRICTEST.indexOf(a.outcome) ? b : a;

/** What addresses get that have to pass two gates: a refusal by either decides. */
export function throughBoth(
  first: readonly AddressPiece[],
  second: readonly AddressPiece[],
): AddressPiece[] {
  const pieces: AddressPiece[] = [];
  for (const one of first)
    for (const other of second)
      for (const range of overlap(one.range, other.range))
        append(pieces, { range, decision: stricter(one.decision, other.decision) });
  return pieces;
}

/** How what is open differs from what should be. CIDR blocks in order; all empty: it is as wanted. */
export interface RangeAnswer {
  /** Open and should be shut. */
  readonly open: readonly string[];
  /** Shut and should be open. */
  readonly shut: readonly string[];
  /** Not to be known for want of a condition key. */
  readonly undecided: readonly string[];
  /** The keys that were missing. */
  readonly keys: readonly string[];
}

const overlap = (a: IpRange, b: IpRange): IpRange[] => {
  const first = a.first > b.first ? a.first : b.first;
  const last = a.last < b.last ? a.last : b.last;
  return a.version === b.version && first <= last ? [{ version: a.version, first, last }] : [];
};

function without(range: IpRange, holes: readonly IpRange[]): IpRange[] {
  return holes.reduce<IpRange[]>(
    (left, hole) =>
      left.flatMap((one) => {
        const [cut] = overlap(one, hole);
        if (!cut) return [one];
        return [
          { ...one, last: cut.first - 1n },
          { ...one, first: cut.last + 1n },
        ].filter(({ first, last }) => first <= last);
      }),
    [range],
  );
}

/** @returns the addresses that get this outcome, inside the wanted ranges and outside, as CIDR blocks */
export function withOutcome(
  pieces: readonly AddressPiece[],
  outcome: Decision['outcome'],
  wanted: readonly IpRange[],
): { readonly inside: readonly string[]; readonly outside: readonly string[] } {
  const found = pieces.filter(({ decision }) => decision.outcome === outcome);
  const inside = found.flatMap(({ range }) => wanted.flatMap((one) => overlap(range, one)));
  const outside = found.flatMap(({ range }) => without(range, wanted));
  return { inside: inside.flatMap(cidrsOf), outside: outside.flatMap(cidrsOf) };
}

/** The condition keys for want of which some addresses' answer is not known. */
export const unknownKeys = (pieces: readonly AddressPiece[]): readonly string[] => [
  ...new Set(
    pieces.flatMap(({ decision }) => (decision.outcome === 'undecidable' ? [decision.key] : [])),
  ),
];

/**
 * Whether exactly these ranges are let in.
 * @param pieces from {@link byAddress}, of one version or several
 * @example `onlyFrom(pieces, [rangeOf('203.0.113.0/24')])` is all empty when everything inside is
 * allowed and everything outside refused
 */
export const onlyFrom = (
  pieces: readonly AddressPiece[],
  wanted: readonly IpRange[],
): RangeAnswer => ({
  open: withOutcome(pieces, 'allowed', wanted).outside,
  shut: withOutcome(pieces, 'denied', wanted).inside,
  undecided: withOutcome(pieces, 'undecidable', []).outside,
  keys: unknownKeys(pieces),
});
