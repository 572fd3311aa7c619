import type { ApiPlace, ExecutionLog, Journal } from '../../gateway/journal.ts';
import { regionState, type SandboxState } from '../../state.ts';
import { refusalOfService } from '../iam/service-roles.ts';
import { own } from '../records.ts';
import { groupNameOf } from './access.ts';
import { MAX_GROUPS } from './operations/groups.ts';
import type { LogGroup, LogsState } from './state.ts';
import { keep, newGroup } from './storage.ts';

interface Deps {
  readonly sandbox: () => SandboxState;
  readonly now: () => number;
  /** A stream's name for a group: 32 hexadecimal digits, as AWS's are. */
  readonly digest: (text: string) => string;
}

/** API Gateway cuts access log lines. Source: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
const MAX_LINE_CHARACTERS = 1024 * 1024;

const GATEWAY = 'apigateway.amazonaws.com';

/** @returns the part of the journal that CloudWatch Logs keeps */
export function logsForGateway(deps: Deps): Pick<Journal, 'accessLog' | 'executionLog'> {
  const { sandbox, now, digest } = deps;

  /** Whether the account's CloudWatch role lets API Gateway write into the group. */
  function mayWrite({ account, region }: ApiPlace, group: string, isNew: boolean): boolean {
    const { cloudwatchRoleArn: roleArn } = regionState(sandbox(), account, region).apigateway
      .account;
    if (roleArn === undefined) return false;
    const arn = `arn:aws:logs:${region}:${account}:log-group:${group}`;
    const wants = [
      { action: 'logs:CreateLogStream', resource: `${arn}:*` },
      { action: 'logs:PutLogEvents', resource: `${arn}:log-stream:*` },
      ...(isNew ? [{ action: 'logs:CreateLogGroup', resource: `${arn}:*` }] : []),
    ];
    const use = { sandbox: sandbox(), roleArn, service: GATEWAY, account, region, wants };
    return refusalOfService(use) === undefined;
  }

  const write = (state: LogsState, group: LogGroup, atMs: number, messages: readonly string[]) =>
    keep(state, group, digest(group.logGroupName), { atMs, now: now(), messages });

  return {
    accessLog(place, { destinationArn, line, atMs }, asRole) {
      const { logs } = regionState(sandbox(), place.account, place.region);
      const group = own(logs.groups, groupNameOf(destinationArn));
      if (!group || (asRole && !mayWrite(place, group.logGroupName, false))) return;
      write(logs, group, atMs, [line.slice(0, MAX_LINE_CHARACTERS)]);
    },
    executionLog(place, { apiId, stage, lines, atMs }: ExecutionLog) {
      const { logs } = regionState(sandbox(), place.account, place.region);
      const name = `API-Gateway-Execution-Logs_${apiId}/${stage}`;
      const known = own(logs.groups, name);
      if (!mayWrite(place, name, known === undefined)) return;
      if (!known && Object.keys(logs.groups).length >= MAX_GROUPS) return;
      const group = (logs.groups[name] ??= newGroup(name, now()));
      write(logs, group, atMs, lines);
    },
  };
}
