import type { CloudWatch } from '@aws-sdk/client-cloudwatch';
import type { OperationContext, Parsed } from '../context.ts';
import * as alarms from './operations/alarms.ts';
import * as metrics from './operations/metrics.ts';

type Operations = {
  readonly [Name in keyof CloudWatch]?: CloudWatch[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What CloudWatch does here. Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/ */
export const cloudWatchOperations = {
  deleteAlarms: alarms.deleteAlarms,
  describeAlarms: alarms.describeAlarms,
  getMetricData: metrics.getMetricData,
  getMetricStatistics: metrics.getMetricStatistics,
  listMetrics: metrics.listMetrics,
  putMetricAlarm: alarms.putMetricAlarm,
  putMetricData: metrics.putMetricData,
} satisfies Operations;
