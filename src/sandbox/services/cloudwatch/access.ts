import { regionState } from '../../state.ts';
import { AwsError } from '../../wire/errors.ts';
import type { OperationContext } from '../context.ts';
import type { CloudWatchState, Dimension } from './state.ts';
import { STATISTICS, type StatisticName } from './store.ts';

export { defined, own, values } from '../records.ts';

export const stateOf = ({ sandbox, caller, region }: OperationContext): CloudWatchState =>
  regionState(sandbox, caller.accountId, region).cloudwatch;

/** Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
export const invalid = (message: string) =>
  new AwsError('InvalidParameterValueException', 400, message);
export const badCombination = (message: string) =>
  new AwsError('InvalidParameterCombinationException', 400, message);
export const limitExceeded = (message: string) => new AwsError('LimitExceededFault', 400, message);

/** Times travel as seconds since 1970, or as text. */
export function timeOf(value: unknown, name: string): number {
  const ms = typeof value === 'number' ? value * 1000 : Date.parse(String(value));
  if (Number.isNaN(ms)) throw invalid(`The parameter ${name} must be a valid date and time.`);
  return ms;
}

export const dimensionsOf = (
  given: readonly {
    readonly Name?: string | undefined;
    readonly Value?: string | undefined;
  }[] = [],
): Dimension[] => given.map(({ Name = '', Value = '' }) => ({ Name, Value }));

export function demandPeriod(seconds: number): number {
  if (seconds >= 60 && seconds % 60 === 0) return seconds;
  throw invalid(
    'The parameter Period must be a multiple of 60: the local sandbox keeps no finer metrics.',
  );
}

/** Percentiles need every value; the sandbox keeps sums of minutes. */
export function statisticOf(name: string): StatisticName {
  const found = STATISTICS.find((one) => one === name);
  if (found) return found;
  throw invalid(
    `The local sandbox knows the statistics ${STATISTICS.join(', ')}, and not "${name}".`,
  );
}

export function pageOf<T>(
  all: readonly T[],
  token: string | undefined,
  size: number,
): { readonly items: T[]; readonly page: { readonly NextToken?: string } } {
  const start = token === undefined ? 0 : Number(/^from-(\d+)$/.exec(token)?.[1]);
  if (Number.isNaN(start)) throw new AwsError('InvalidNextToken', 400, 'Invalid NextToken');
  const end = start + size;
  return {
    items: all.slice(start, end),
    page: end < all.length ? { NextToken: `from-${end}` } : {},
  };
}
