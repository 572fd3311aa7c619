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

/** First addresses of all stretches within which no condition on the key changes its answer. */
function startsOf(policies: readonly Policy[], key: string, version: IpVersion): bigint[] {
  const named = policies.flatMap(({ statements }) =>
    statements.flatMap(({ conditions }) =>
      conditions
        .filter((one) => one.key.toLowerCase() === key.toLowerCase())
        .flatMap(({ values }) => values.flatMap((value) => rangeOf(value) ?? [])),
    ),
  );
  const starts = named
    .filter((range) => range.version === version)
    .flatMap(({ first, last }) => [first, last + 1n]);
  return [...new Set([0n, ...starts])]
    .filter((start) => start <= highestOf(version))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

const sameBy = (a: Decision, b: Decision) => JSON.stringify(a) === JSON.stringify(b);

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
  const whole = { version, first: 0n, last: highestOf(version) };
  if (isBeyondRanges(policies, key)) {
    const by = { policy: 'policy', index: 0 };
    return [{ range: whole, decision: { outcome: 'undecidable', key, by } }];
  }
  const starts = startsOf(policies, key, version);
  const pieces: AddressPiece[] = [];
  for (const [index, first] of starts.entries()) {
    const last = (starts[index + 1] ?? highestOf(version) + 1n) - 1n;
    const decision = ask(addressText(version, first));
    const before = pieces.at(-1);
    if (before && sameBy(before.decision, decision))
      pieces[pieces.length - 1] = { range: { ...before.range, last }, decision };
    else pieces.push({ range: { version, first, last }, decision });
  }
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

/**
 * Whether exactly these ranges are let in.
 * @param pieces from {@link byAddress}, of one version or several
 * @example `onlyFrom(pieces, [rangeOf('203.0.113.0/24')])` is all empty when everything inside is
 * allowed and everything outside refused
 */
export function onlyFrom(pieces: readonly AddressPiece[], wanted: readonly IpRange[]): RangeAnswer {
  const blocks = (
    outcome: Decision['outcome'],
    part: (range: IpRange) => readonly IpRange[],
  ): string[] =>
    pieces
      .filter(({ decision }) => decision.outcome === outcome)
      .flatMap(({ range }) => part(range).flatMap(cidrsOf));
  const keys = pieces.flatMap(({ decision }) =>
    decision.outcome === 'undecidable' ? [decision.key] : [],
  );
  return {
    open: blocks('allowed', (range) => without(range, wanted)),
    shut: blocks('denied', (range) => wanted.flatMap((one) => overlap(range, one))),
    undecided: blocks('undecidable', (range) => [range]),
    keys: [...new Set(keys)],
  };
}
