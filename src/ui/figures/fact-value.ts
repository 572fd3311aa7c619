import { AppError } from '#core';

/** Which part of a fact's value to write, and how. */
export interface FactValueOptions {
  /** The field, where the value is a record. */
  readonly field?: string | undefined;
  /** As a price in US dollars, with cents. */
  readonly usd?: boolean;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A fact's value as a reader sees it: `10,000`, `1.00 USD`, `10 MB`.
 * @param value the fact's `value`
 * @returns undefined when there is no such value, or it is not a number or a text
 */
export function formatFactValue(
  value: unknown,
  { field, usd = false }: FactValueOptions = {},
): string | undefined {
  const picked = field === undefined ? value : isRecord(value) ? value[field] : undefined;
  if (typeof picked === 'string') return picked;
  if (typeof picked !== 'number') return undefined;
  if (!usd) return picked.toLocaleString('en-US');
  const price = picked.toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  });
  return `${price} USD`;
}

/**
 * A number out of a fact's value, for figures that compute with it.
 * @param value the fact's `value`
 * @param field the field that holds the number
 */
export function factNumber(value: unknown, field: string): number {
  const picked = isRecord(value) ? value[field] : undefined;
  if (typeof picked === 'number') return picked;
  throw new AppError(
    'content-fact-value',
    `A figure computes with the field ${field} of a fact, which is no number there. Correct the fact or the field.`,
  );
}
