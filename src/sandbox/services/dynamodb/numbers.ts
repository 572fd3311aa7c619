/** Numbers as DynamoDB keeps them: decimal, up to 38 digits. Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
import { invalid } from './texts.ts';

/** `coefficient` × 10^`exponent`. */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,6}))?$/i;
const MAX_DIGITS = 38;
const MAX_MAGNITUDE = 125;
const MIN_MAGNITUDE = -130;

function demandRange(digits: number, magnitude: number): void {
  if (digits > MAX_DIGITS)
    throw invalid('Attempting to store more than 38 significant digits in a Number');
  if (magnitude > MAX_MAGNITUDE)
    throw invalid(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  if (magnitude < MIN_MAGNITUDE)
    throw invalid(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
}

function parse(text: string): Decimal {
  const [, sign, whole = '', fraction = '', power = '0'] = NUMBER.exec(text.trim()) ?? [];
  if (sign === undefined || whole + fraction === '')
    throw invalid(`The parameter cannot be converted to a numeric value: ${text}`);
  // Zeros go before any arithmetic: a text of a thousand digits must not cost anything.
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return { coefficient: 0n, exponent: 0 };
  const exponent = Number(power) - fraction.length + digits.length - significant.length;
  demandRange(significant.length, exponent + significant.length - 1);
  return { coefficient: BigInt(`${sign === '-' ? '-' : ''}${significant}`), exponent };
}

function write({ coefficient, exponent }: Decimal): string {
  const sign = coefficient < 0n ? '-' : '';
  const digits = String(coefficient < 0n ? -coefficient : coefficient);
  if (exponent >= 0) return `${sign}${digits}${'0'.repeat(exponent)}`;
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** Both over the smaller exponent. */
function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const scale = (one: Decimal) => one.coefficient * 10n ** BigInt(one.exponent - exponent);
  return [scale(a), scale(b), exponent];
}

/** @returns the number in the one way DynamoDB writes it; throws ValidationException */
export const normalNumber = (text: string): string => write(parse(text));

/** @returns below 0, 0 or above 0 */
export function compareNumbers(a: string, b: string): number {
  const [x, y] = aligned(parse(a), parse(b));
  return x < y ? -1 : x > y ? 1 : 0;
}

/** @param sign -1 subtracts */
export function addNumbers(a: string, b: string, sign: 1 | -1 = 1): string {
  const [x, y, exponent] = aligned(parse(a), parse(b));
  return normalNumber(write({ coefficient: sign === 1 ? x + y : x - y, exponent }));
}
