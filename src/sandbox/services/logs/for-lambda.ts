import { regionState, type SandboxState } from '../../state.ts';
import { refusalOfService } from '../iam/service-roles.ts';
import type { FunctionLog } from '../lambda/runner.ts';
import { own } from '../records.ts';
import { MAX_GROUPS } from './operations/groups.ts';
import { keep, newGroup } from './storage.ts';

interface Deps {
  readonly sandbox: () => SandboxState;
  readonly now: () => number;
}

const LAMBDA = 'lambda.amazonaws.com';

/** A message of several lines has carriage returns between them, so a line is an event. */
const messagesOf = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${line}\n`);

/**
 * Keeps what a function said in its log group, which is made when it is missing. Without the right to
 * write, the function runs and its log is lost, as on AWS.
 * Source: docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function logsForLambda({ sandbox, now }: Deps): (log: FunctionLog) => void {
  return ({ account, region, roleArn, group: name, stream, text }) => {
    const { logs } = regionState(sandbox(), account, region);
    const known = own(logs.groups, name);
    const arn = `arn:aws:logs:${region}:${account}:log-group:${name}`;
    const wants = [
      { action: 'logs:CreateLogStream', resource: `${arn}:*` },
      { action: 'logs:PutLogEvents', resource: `${arn}:log-stream:${stream}` },
      ...(known ? [] : [{ action: 'logs:CreateLogGroup', resource: `${arn}:*` }]),
    ];
    const use = { sandbox: sandbox(), roleArn, service: LAMBDA, account, region, wants };
    if (refusalOfService(use) !== undefined) return;
    if (!known && Object.keys(logs.groups).length >= MAX_GROUPS) return;
    const group = (logs.groups[name] ??= newGroup(name, now()));
    keep(logs, group, stream, { atMs: now(), now: now(), messages: messagesOf(text) });
  };
}
