import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  type Statistic,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../support.ts';
import { openNeighbours } from './support.ts';

const Namespace = 'Lab';
const MetricName = 'Orders';
const Dimensions = [{ Name: 'Shop', Value: 'north' }];

async function openMetrics() {
  const opened = await openNeighbours();
  const client = opened.cloudwatch();
  const minute = Math.floor(opened.clock.now() / 60_000) * 60_000;
  const span = { StartTime: new Date(minute - 600_000), EndTime: new Date(minute + 60_000) };
  return {
    ...opened,
    client,
    minute,
    span,
    put: (Value: number, at = minute) =>
      client.send(
        new PutMetricDataCommand({
          Namespace,
          MetricData: [{ MetricName, Dimensions, Value, Unit: 'Count', Timestamp: new Date(at) }],
        }),
      ),
    statistics: (Period: number, ...Statistics: Statistic[]) =>
      client.send(
        new GetMetricStatisticsCommand({
          Namespace,
          MetricName,
          Dimensions,
          Period,
          Statistics,
          ...span,
        }),
      ),
  };
}

describe('metrics', () => {
  test('are summed up by period', async () => {
    const { put, statistics, minute } = await openMetrics();
    await put(1, minute - 60_000);
    await put(5, minute - 60_000);
    await put(3);
    const { Datapoints } = await statistics(60, 'Sum', 'Average', 'Maximum', 'SampleCount');
    expect(Datapoints).toEqual([
      {
        Timestamp: new Date(minute - 60_000),
        Sum: 6,
        Average: 3,
        Maximum: 5,
        SampleCount: 2,
        Unit: 'Count',
      },
      {
        Timestamp: new Date(minute),
        Sum: 3,
        Average: 3,
        Maximum: 3,
        SampleCount: 1,
        Unit: 'Count',
      },
    ]);
    const hour = await statistics(3600, 'Sum');
    expect(hour.Datapoints?.reduce((sum, { Sum = 0 }) => sum + Sum, 0)).toBe(9);
  });

  test('are listed by name and dimension, and several are read at once', async () => {
    const { client, put, span } = await openMetrics();
    await put(2);
    const list = async (Value: string) =>
      (
        await client.send(
          new ListMetricsCommand({ Namespace, Dimensions: [{ Name: 'Shop', Value }] }),
        )
      ).Metrics;
    expect(await list('north')).toEqual([{ Namespace, MetricName, Dimensions }]);
    expect(await list('south')).toEqual([]);
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        ...span,
        MetricDataQueries: [
          {
            Id: 'm1',
            MetricStat: {
              Metric: { Namespace, MetricName, Dimensions },
              Period: 60,
              Stat: 'Sum',
            },
          },
        ],
      }),
    );
    expect(MetricDataResults).toMatchObject([
      { Id: 'm1', Label: MetricName, Values: [2], StatusCode: 'Complete' },
    ]);
  });

  test('are refused for questions that make no sense', async () => {
    const { client, statistics, span } = await openMetrics();
    expect((await refusalOf(statistics(30, 'Sum'))).message).toBe(
      'The parameter Period must be a multiple of 60: the local sandbox keeps no finer metrics.',
    );
    const backwards = client.send(
      new GetMetricStatisticsCommand({
        Namespace,
        MetricName,
        Period: 60,
        Statistics: ['Sum'],
        StartTime: span.EndTime,
        EndTime: span.StartTime,
      }),
    );
    expect((await refusalOf(backwards)).message).toBe(
      'The parameter StartTime must be less than the parameter EndTime.',
    );
    const ours = client.send(
      new PutMetricDataCommand({ Namespace: 'AWS/ApiGateway', MetricData: [] }),
    );
    expect((await refusalOf(ours)).code).toBe('InvalidParameterValueException');
  });
});

test('an alarm stands as its metric does', async () => {
  const { client, put } = await openMetrics();
  await client.send(
    new PutMetricAlarmCommand({
      AlarmName: 'busy',
      Namespace,
      MetricName,
      Dimensions,
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
  const state = async () =>
    (await client.send(new DescribeAlarmsCommand({ AlarmNames: ['busy'] }))).MetricAlarms?.[0];
  expect(await state()).toMatchObject({
    StateValue: 'INSUFFICIENT_DATA',
    AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:busy',
  });
  await put(10);
  expect((await state())?.StateValue).toBe('OK');
  await put(1);
  expect((await state())?.StateValue).toBe('ALARM');
  await client.send(new DeleteAlarmsCommand({ AlarmNames: ['busy'] }));
  expect(
    (await refusalOf(client.send(new DeleteAlarmsCommand({ AlarmNames: ['busy'] })))).message,
  ).toBe('Alarm busy does not exist');
});
