/** What CloudWatch Logs keeps per account and Region. Times are in milliseconds since 1970, as on the wire. */

export interface LogEvent {
  timestamp: number;
  message: string;
  ingestionTime: number;
}

export interface LogStream {
  logStreamName: string;
  creationTime: number;
  /** By time, oldest first. */
  events: LogEvent[];
  /** Of its events, as AWS counts them. */
  bytes: number;
}

export interface LogGroup {
  logGroupName: string;
  creationTime: number;
  retentionInDays?: number;
  logGroupClass: string;
  streams: Record<string, LogStream>;
  tags: Record<string, string>;
}

export interface ResourcePolicy {
  policyName: string;
  policyDocument: string;
  lastUpdatedTime: number;
}

export interface LogsState {
  /** By name. */
  groups: Record<string, LogGroup>;
  resourcePolicies: Record<string, ResourcePolicy>;
}

export const emptyLogsState = (): LogsState => ({ groups: {}, resourcePolicies: {} });
