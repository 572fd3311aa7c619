import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

/** Count, sum, smallest and largest value of one minute. */
export type Point = [count: number, sum: number, min: number, max: number];

export interface Dimension {
  Name: string;
  Value: string;
}

export interface Series {
  Namespace: string;
  MetricName: string;
  Dimensions: Dimension[];
  Unit: string;
  /** Minute since 1970 → what was measured in it. */
  points: Record<string, Point>;
}

export interface Alarm {
  settings: PutMetricAlarmInput & { AlarmName: string };
  /** Seconds since 1970. */
  updatedAt: number;
}

/** CloudWatch of one account in one Region. */
export interface CloudWatchState {
  /** By namespace, name and dimensions. */
  series: Record<string, Series>;
  alarms: Record<string, Alarm>;
}

export const emptyCloudWatchState = (): CloudWatchState => ({ series: {}, alarms: {} });
