import { AppError } from '#core';

/** What the four front doors cost in us-east-1, in US dollars, as the fact sheet has it. */
export interface Prices {
  /** Per million requests, cheapest volume last. */
  readonly http: readonly PriceTier[];
  /** Per million requests, cheapest volume last. */
  readonly rest: readonly PriceTier[];
  /** Per million queries and mutations. */
  readonly appsync: number;
  readonly alb: {
    readonly hour: number;
    readonly lcuHour: number;
    /** New connections per second in one capacity unit. */
    readonly newConnections: number;
    /** Gigabytes per hour in one capacity unit. */
    readonly gbPerHour: number;
  };
}

/** A price for the requests up to a monthly volume. */
export interface PriceTier {
  /** Millions of requests a month, counted from the first; none for the last tier. */
  readonly upTo: number | undefined;
  readonly price: number;
}

/** A month's traffic. */
export interface Load {
  readonly millions: number;
  /** Kilobytes that one call carries, question and answer together. */
  readonly kilobytes: number;
}

export type FrontDoor = 'http' | 'rest' | 'alb' | 'appsync';
export type MonthlyCost = Readonly<Record<FrontDoor, number>>;

/** Hours of an average month, as AWS's own examples count them. */
const HOURS = 730;
/** An HTTP API counts a call once per step of this many kilobytes; the fact `price-http-512kb`. */
const HTTP_STEP = 512;

/**
 * Reads the prices from the facts.
 * @param valueOf a fact's `value`
 * @throws AppError `content-fact-value` when a number is not there
 */
export function readPrices(valueOf: (factId: string) => unknown): Prices {
  const price = (factId: string, field: string): number => {
    const value = valueOf(factId);
    const found: unknown =
      typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
    if (typeof found === 'number') return found;
    throw new AppError(
      'content-fact-value',
      `The price calculator reads the field ${field} of fact ${factId}, which is not a number there. Correct content/facts/facts.yaml.`,
    );
  };
  return {
    http: [
      { upTo: 300, price: price('price-http', 'first_300M') },
      { upTo: undefined, price: price('price-http', 'over') },
    ],
    rest: [
      { upTo: 333, price: price('price-rest', 'first_333M') },
      { upTo: 1000, price: price('price-rest', 'next_667M') },
      { upTo: 20_000, price: price('price-rest', 'next_19B') },
      { upTo: undefined, price: price('price-rest', 'over_20B') },
    ],
    appsync: price('price-appsync', 'operations'),
    alb: {
      hour: price('price-alb', 'hour'),
      lcuHour: price('price-alb', 'lcu_hour'),
      newConnections: price('price-alb', 'new_connections'),
      gbPerHour: price('price-alb', 'gb_per_hour'),
    },
  };
}

/** @returns the sum of the tiers for so many millions */
export function tiered(tiers: readonly PriceTier[], millions: number): number {
  let below = 0;
  let sum = 0;
  for (const { upTo = Infinity, price } of tiers) {
    sum += Math.max(0, Math.min(millions, upTo) - below) * price;
    below = upTo;
  }
  return sum;
}

/**
 * What the front door alone costs in a month, without what stands behind it. The load balancer's
 * capacity is counted for traffic that comes evenly and opens a connection for each call: the dear case.
 */
export function monthlyCost(prices: Prices, { millions, kilobytes }: Load): MonthlyCost {
  const steps = Math.max(1, Math.ceil(kilobytes / HTTP_STEP));
  const perSecond = (millions * 1e6) / (HOURS * 3600);
  const gbPerHour = (millions * kilobytes) / HOURS;
  const { hour, lcuHour, newConnections, gbPerHour: gbOfUnit } = prices.alb;
  const units = Math.max(perSecond / newConnections, gbPerHour / gbOfUnit);
  return {
    http: tiered(prices.http, millions * steps),
    rest: tiered(prices.rest, millions),
    alb: HOURS * (hour + units * lcuHour),
    appsync: millions * prices.appsync,
  };
}

/** @returns `1,234 USD`, with cents below ten dollars */
export const formatCost = (dollars: number): string =>
  `${dollars.toLocaleString('en-US', {
    minimumFractionDigits: dollars < 10 ? 2 : 0,
    maximumFractionDigits: dollars < 10 ? 2 : 0,
  })} USD`;
