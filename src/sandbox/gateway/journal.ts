import type { AccessLogLine, AnyMetricSample } from './records.ts';

/** Where the API lives. */
export interface ApiPlace {
  readonly account: string;
  readonly region: string;
}

/** What a request of a REST or WebSocket API left in its stage's execution log. */
export interface ExecutionLog {
  readonly apiId: string;
  readonly stage: string;
  readonly lines: readonly string[];
  readonly atMs: number;
}

/** Keeps what requests leave behind where CloudWatch shows it. Never throws for what a learner did. */
export interface Journal {
  /** @param asRole whether the account's CloudWatch role writes it, as for REST and WebSocket APIs */
  accessLog(place: ApiPlace, line: AccessLogLine, asRole: boolean): void;
  executionLog(place: ApiPlace, log: ExecutionLog): void;
  metric(place: ApiPlace, sample: AnyMetricSample): void;
}
