import { isWithin, rangeOf } from './addresses.ts';
import type { Condition, Operator, Policy } from './document.ts';
import type { RequestKeys } from './request.ts';
import { timeOf } from './times.ts';
import { every, not, some, type Truth } from './truth.ts';
import { isUnknownKey, literalOf, resolve } from './variables.ts';
import { matchesArn, matchesPattern, type Pattern } from './wildcards.ts';

type Compare = (wanted: Pattern, value: string) => boolean;

const byNumber =
  (compare: (value: number, wanted: number) => boolean): Compare =>
  (wanted, value) =>
    value.trim() !== '' && compare(Number(value), Number(literalOf(wanted)));

const byTime =
  (compare: (value: number, wanted: number) => boolean): Compare =>
  (wanted, value) => {
    const [is, limit] = [timeOf(value), timeOf(literalOf(wanted))];
    return is !== undefined && limit !== undefined && compare(is, limit);
  };

const sameText: Compare = (wanted, value) => literalOf(wanted) === value;
const sameLetters: Compare = (wanted, value) =>
  literalOf(wanted).toLowerCase() === value.toLowerCase();
const inRange: Compare = (wanted, value) => {
  const range = rangeOf(literalOf(wanted));
  return range !== undefined && isWithin(value, range) === true;
};
const equal = (a: number, b: number) => a === b;

/** Operators by what they compare; the others are their opposites. */
const COMPARE = {
  StringEquals: sameText,
  StringEqualsIgnoreCase: sameLetters,
  StringLike: matchesPattern,
  NumericEquals: byNumber(equal),
  NumericLessThan: byNumber((value, limit) => value < limit),
  NumericLessThanEquals: byNumber((value, limit) => value <= limit),
  NumericGreaterThan: byNumber((value, limit) => value > limit),
  NumericGreaterThanEquals: byNumber((value, limit) => value >= limit),
  DateEquals: byTime(equal),
  DateLessThan: byTime((value, limit) => value < limit),
  DateLessThanEquals: byTime((value, limit) => value <= limit),
  DateGreaterThan: byTime((value, limit) => value > limit),
  DateGreaterThanEquals: byTime((value, limit) => value >= limit),
  Bool: sameLetters,
  BinaryEquals: sameText,
  IpAddress: inRange,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
} as const satisfies Partial<Record<Operator, Compare>>;

const OPPOSITE = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
} as const satisfies Partial<Record<Operator, keyof typeof COMPARE>>;

type Comparing = Exclude<Operator, 'Null'>;
const isOpposite = (operator: Comparing): operator is keyof typeof OPPOSITE => operator in OPPOSITE;

/**
 * Whether one condition holds.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * and …/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holds(condition: Condition, version: Policy['version'], keys: RequestKeys): Truth {
  const { operator, key, values, ifExists, quantifier } = condition;
  const present = keys.get(key.toLowerCase());
  if (!present) return { unknownKey: key };
  const isAbsent = present.length === 0;
  if (operator === 'Null')
    return values.some((value) => (value.toLowerCase() === 'true') === isAbsent);
  const negated = isOpposite(operator);
  if (isAbsent) return ifExists || quantifier === 'ForAllValues' || (negated && !quantifier);
  const compare = COMPARE[negated ? OPPOSITE[operator] : operator];
  const isNamed = (value: string): Truth =>
    some(values, (text) => {
      const wanted = resolve(text, version, keys);
      if (isUnknownKey(wanted)) return wanted;
      return wanted !== undefined && compare(wanted, value);
    });
  const test = negated ? (value: string) => not(isNamed(value)) : isNamed;
  if (quantifier === 'ForAllValues') return every(present, test);
  if (quantifier === 'ForAnyValue') return some(present, test);
  // Without a quantifier one named value decides: for the operator, or against its opposite.
  return negated ? not(some(present, isNamed)) : some(present, isNamed);
}
