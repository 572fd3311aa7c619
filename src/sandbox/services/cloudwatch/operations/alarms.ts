import type {
  DeleteAlarmsInput,
  DescribeAlarmsInput,
  PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import {
  badCombination,
  demandPeriod,
  dimensionsOf,
  invalid,
  limitExceeded,
  own,
  pageOf,
  statisticOf,
  stateOf,
  values,
} from '../access.ts';
import type { Alarm } from '../state.ts';
import { findSeries, periodsOf, statistic } from '../store.ts';

/** Ours; AWS allows 5,000 and more. */
const MAX_ALARMS = 100;
const PAGE = 50;

export function putMetricAlarm(
  context: OperationContext,
  input: Parsed<PutMetricAlarmInput>,
): void {
  const { alarms } = stateOf(context);
  if (input.Metrics && input.Metrics.length > 0)
    throw invalid(
      'The local sandbox has alarms on single metrics only: give Namespace and MetricName.',
    );
  if (!input.Namespace || !input.MetricName)
    throw badCombination('The parameters Namespace and MetricName must be specified.');
  if (!input.Statistic) throw badCombination('The parameter Statistic must be specified.');
  if (!input.ComparisonOperator || input.Threshold === undefined)
    throw badCombination('The parameters ComparisonOperator and Threshold must be specified.');
  if (!input.EvaluationPeriods || !input.Period)
    throw badCombination('The parameters EvaluationPeriods and Period must be specified.');
  demandPeriod(input.Period);
  if (!own(alarms, input.AlarmName) && values(alarms).length >= MAX_ALARMS)
    throw limitExceeded('The account has reached its limit of alarms.');
  const settings: Alarm['settings'] = { ...input };
  alarms[input.AlarmName] = { settings, updatedAt: epochSeconds(context) };
}

const BREACHES: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

interface Standing {
  readonly StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly StateReason: string;
}

/**
 * How the alarm stands at this moment; nothing is sent to anybody.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
function standingOf(context: OperationContext, { settings }: Alarm): Standing {
  const { Namespace = '', MetricName = '', Period = 60, EvaluationPeriods = 1 } = settings;
  const { Threshold = 0, ComparisonOperator = '', TreatMissingData = 'missing' } = settings;
  const wanted = settings.DatapointsToAlarm ?? EvaluationPeriods;
  const now = context.clock.now();
  const first = (Math.floor(now / (Period * 1000)) - EvaluationPeriods + 1) * Period * 1000;
  const series = findSeries(
    stateOf(context),
    Namespace,
    MetricName,
    dimensionsOf(settings.Dimensions),
  );
  const name = statisticOf(settings.Statistic ?? 'Sum');
  const seen = series
    ? periodsOf(series, first, now + 1, Period).map(({ point }) => statistic(point, name))
    : [];
  const missing = EvaluationPeriods - seen.length;
  if (seen.length === 0 && TreatMissingData !== 'breaching' && TreatMissingData !== 'notBreaching')
    return {
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: `Insufficient Data: ${missing} datapoints were unknown.`,
    };
  const breaching =
    seen.filter((value) => BREACHES[ComparisonOperator]?.(value, Threshold)).length +
    (TreatMissingData === 'breaching' ? missing : 0);
  return {
    StateValue: breaching >= wanted ? 'ALARM' : 'OK',
    StateReason: `Threshold Crossed: ${breaching} of the last ${EvaluationPeriods} datapoints are ${ComparisonOperator} ${Threshold}; ${wanted} make an alarm.`,
  };
}

export function describeAlarms(context: OperationContext, input: Parsed<DescribeAlarmsInput>) {
  const { caller, region } = context;
  const { AlarmNames: names, AlarmNamePrefix: prefix = '', StateValue } = input;
  const all = values(stateOf(context).alarms)
    .filter(
      ({ settings: { AlarmName } }) =>
        (names?.includes(AlarmName) ?? true) && AlarmName.startsWith(prefix),
    )
    .map((alarm) => ({
      ActionsEnabled: true,
      OKActions: [],
      AlarmActions: [],
      InsufficientDataActions: [],
      ...alarm.settings,
      Dimensions: dimensionsOf(alarm.settings.Dimensions),
      AlarmArn: `arn:aws:cloudwatch:${region}:${caller.accountId}:alarm:${alarm.settings.AlarmName}`,
      AlarmConfigurationUpdatedTimestamp: alarm.updatedAt,
      StateUpdatedTimestamp: alarm.updatedAt,
      ...standingOf(context, alarm),
    }))
    .filter((one) => StateValue === undefined || one.StateValue === StateValue);
  const { items, page } = pageOf(all, input.NextToken, Math.min(input.MaxRecords ?? PAGE, 100));
  return { MetricAlarms: items, CompositeAlarms: [], ...page };
}

export function deleteAlarms(context: OperationContext, input: Parsed<DeleteAlarmsInput>): void {
  const { alarms } = stateOf(context);
  const missing = input.AlarmNames.find((name) => !own(alarms, name));
  if (missing !== undefined)
    throw new AwsError('ResourceNotFound', 404, `Alarm ${missing} does not exist`);
  for (const name of input.AlarmNames) delete alarms[name];
}
