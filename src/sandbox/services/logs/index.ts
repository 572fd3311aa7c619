import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext, Parsed } from '../context.ts';
import * as events from './operations/events.ts';
import * as groups from './operations/groups.ts';
import * as policies from './operations/resource-policies.ts';
import * as streams from './operations/streams.ts';

type Operations = {
  readonly [Name in keyof CloudWatchLogs]?: CloudWatchLogs[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What CloudWatch Logs does here. Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */
export const logsOperations = {
  createLogGroup: groups.createLogGroup,
  createLogStream: streams.createLogStream,
  deleteLogGroup: groups.deleteLogGroup,
  deleteLogStream: streams.deleteLogStream,
  deleteResourcePolicy: policies.deleteResourcePolicy,
  deleteRetentionPolicy: groups.deleteRetentionPolicy,
  describeLogGroups: groups.describeLogGroups,
  describeLogStreams: streams.describeLogStreams,
  describeResourcePolicies: policies.describeResourcePolicies,
  filterLogEvents: events.filterLogEvents,
  getLogEvents: events.getLogEvents,
  listTagsForResource: groups.listTagsForResource,
  putLogEvents: events.putLogEvents,
  putResourcePolicy: policies.putResourcePolicy,
  putRetentionPolicy: groups.putRetentionPolicy,
  tagResource: groups.tagResource,
  untagResource: groups.untagResource,
} satisfies Operations;
