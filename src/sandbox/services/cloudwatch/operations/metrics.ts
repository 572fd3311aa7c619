import type {
  GetMetricDataInput,
  GetMetricStatisticsInput,
  ListMetricsInput,
  MetricDataQuery,
  MetricDatum,
  PutMetricDataInput,
} from '@aws-sdk/client-cloudwatch';
import type { OperationContext, Parsed } from '../../context.ts';
import {
  badCombination,
  demandPeriod,
  dimensionsOf,
  invalid,
  limitExceeded,
  pageOf,
  statisticOf,
  stateOf,
  timeOf,
  values,
} from '../access.ts';
import type { Point } from '../state.ts';
import { findSeries, measure, periodsOf, statistic } from '../store.ts';

const LIST_PAGE = 500;
const MAX_DATA = 1000;

/** A datum is one value, several with their counts, or a set of statistics. */
function pointOf({ Value, Values, Counts, StatisticValues }: MetricDatum): Point | undefined {
  if (StatisticValues) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues;
    return [SampleCount, Sum, Minimum, Maximum];
  }
  const all = Values ?? (Value === undefined ? [] : [Value]);
  if (all.length === 0) return undefined;
  const counts = all.map((_, index) => Counts?.[index] ?? 1);
  const sum = all.reduce((total, value, index) => total + value * (counts[index] ?? 1), 0);
  return [counts.reduce((a, b) => a + b, 0), sum, Math.min(...all), Math.max(...all)];
}

export function putMetricData(context: OperationContext, input: Parsed<PutMetricDataInput>): void {
  if (/^aws\//i.test(input.Namespace))
    throw invalid(
      `The value ${input.Namespace} for parameter Namespace is invalid: namespaces that begin with AWS/ belong to AWS services.`,
    );
  const state = stateOf(context);
  for (const datum of (input.MetricData ?? []) as readonly Parsed<MetricDatum>[]) {
    const point = pointOf(datum);
    if (!point)
      throw invalid(
        'At least one of the parameters must be specified: Value, Values, StatisticValues.',
      );
    const isKept = measure(state, {
      namespace: input.Namespace,
      name: datum.MetricName,
      dimensions: dimensionsOf(datum.Dimensions),
      unit: datum.Unit ?? 'None',
      atMs:
        datum.Timestamp === undefined
          ? context.clock.now()
          : timeOf(datum.Timestamp, 'MetricData.member.1.Timestamp'),
      point,
    });
    if (!isKept) throw limitExceeded('The local sandbox keeps at most 400 metrics of a Region.');
  }
}

interface Asked {
  readonly StartTime?: unknown;
  readonly EndTime?: unknown;
}

function spanOf({ StartTime, EndTime }: Asked): readonly [start: number, end: number] {
  const [start, end] = [timeOf(StartTime, 'StartTime'), timeOf(EndTime, 'EndTime')];
  if (start >= end)
    throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  return [start, end];
}

export function getMetricStatistics(
  context: OperationContext,
  input: Parsed<GetMetricStatisticsInput>,
) {
  const names = [...(input.Statistics ?? []), ...(input.ExtendedStatistics ?? [])];
  if (names.length === 0)
    throw badCombination(
      'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
    );
  const statistics = names.map(statisticOf);
  const [start, end] = spanOf(input);
  const period = demandPeriod(input.Period);
  const series = findSeries(
    stateOf(context),
    input.Namespace,
    input.MetricName,
    dimensionsOf(input.Dimensions),
  );
  const isAsked = input.Unit === undefined || input.Unit === series?.Unit;
  return {
    Label: input.MetricName,
    Datapoints:
      series && isAsked
        ? periodsOf(series, start, end, period).map(({ startMs, point }) => ({
            Timestamp: startMs / 1000,
            ...Object.fromEntries(statistics.map((name) => [name, statistic(point, name)])),
            Unit: series.Unit,
          }))
        : [],
  };
}

function resultOf(
  context: OperationContext,
  { Id, MetricStat, Expression, Label }: Parsed<MetricDataQuery>,
  [start, end]: readonly [number, number],
  isDescending: boolean,
) {
  if (Expression !== undefined || !MetricStat)
    throw invalid(
      'The local sandbox computes no metric math: ask for the metrics themselves by MetricStat.',
    );
  const { Metric, Period = 60, Stat = '' } = MetricStat;
  const name = statisticOf(Stat);
  const seconds = demandPeriod(Period);
  const series = findSeries(
    stateOf(context),
    Metric?.Namespace ?? '',
    Metric?.MetricName ?? '',
    dimensionsOf(Metric?.Dimensions),
  );
  const periods = series ? periodsOf(series, start, end, seconds) : [];
  if (isDescending) periods.reverse();
  return {
    Id,
    Label: Label ?? Metric?.MetricName,
    Timestamps: periods.map(({ startMs }) => startMs / 1000),
    Values: periods.map(({ point }) => statistic(point, name)),
    StatusCode: 'Complete',
  };
}

export function getMetricData(context: OperationContext, input: Parsed<GetMetricDataInput>) {
  const span = spanOf(input);
  const queries = input.MetricDataQueries as readonly Parsed<MetricDataQuery>[];
  if (queries.length > MAX_DATA) throw invalid(`At most ${MAX_DATA} queries may be sent at once.`);
  return {
    MetricDataResults: queries
      .filter(({ ReturnData }) => ReturnData !== false)
      .map((query) => resultOf(context, query, span, input.ScanBy !== 'TimestampAscending')),
    Messages: [],
  };
}

export function listMetrics(context: OperationContext, input: Parsed<ListMetricsInput>) {
  const { Namespace, MetricName, Dimensions = [] } = input;
  const found = values(stateOf(context).series).filter(
    (one) =>
      (Namespace === undefined || one.Namespace === Namespace) &&
      (MetricName === undefined || one.MetricName === MetricName) &&
      Dimensions.every(({ Name, Value }) =>
        one.Dimensions.some((own) => own.Name === Name && (Value ?? own.Value) === own.Value),
      ),
  );
  const { items, page } = pageOf(found, input.NextToken, LIST_PAGE);
  return {
    Metrics: items.map((one) => ({
      Namespace: one.Namespace,
      MetricName: one.MetricName,
      Dimensions: one.Dimensions,
    })),
    ...page,
  };
}
