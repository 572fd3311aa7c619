/** Where quotes are asked for, and what the quotes server of the seed knows. */
export const STAGE = 'prod';
export const quoteOf = (symbol: string) =>
  ({ stageName: STAGE, method: 'GET', path: `/quote/${symbol}` }) as const;

export interface Quote {
  readonly symbol: string;
  readonly price: number;
}

/** Two of them, so that an answer that is always the same is found out. */
export const QUOTES: readonly Quote[] = [
  { symbol: 'ACME', price: 182.4 },
  { symbol: 'INIT', price: 17.05 },
];
export const UNKNOWN = 'NOPE';

/** A request that takes the way of all quotes. */
export const QUOTE = quoteOf('ACME');
