import type {
  CreateLogStreamRequest,
  DeleteLogStreamRequest,
  DescribeLogStreamsRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext, Parsed } from '../../context.ts';
import { groupArn, groupOf, own, pageOf, streamOf, values } from '../access.ts';
import type { LogGroup, LogStream } from '../state.ts';
import { newStream } from '../storage.ts';
import { invalid, limitExceeded, streamExists, unfit } from '../texts.ts';

/** Ours; AWS has no limit. */
const MAX_STREAMS = 50;
const PAGE = 50;

export function createLogStream(
  context: OperationContext,
  input: Parsed<CreateLogStreamRequest>,
): void {
  const { streams } = groupOf(context, input.logGroupName);
  const { logStreamName: name } = input;
  if (!/^[^:*]{1,512}$/.test(name))
    throw unfit(name, 'logStreamName', 'Member must satisfy regular expression pattern: [^:*]*');
  if (own(streams, name)) throw streamExists();
  if (values(streams).length >= MAX_STREAMS) throw limitExceeded();
  streams[name] = newStream(name, context.clock.now());
}

const lastOf = ({ events }: LogStream) => events.at(-1)?.timestamp ?? 0;

function shown(context: OperationContext, { logGroupName }: LogGroup, stream: LogStream) {
  const { logStreamName, creationTime, events } = stream;
  const [first, last] = [events[0], events.at(-1)];
  return {
    logStreamName,
    creationTime,
    ...(first &&
      last && {
        firstEventTimestamp: first.timestamp,
        lastEventTimestamp: last.timestamp,
        lastIngestionTime: last.ingestionTime,
      }),
    arn: `${groupArn(context, logGroupName)}:log-stream:${logStreamName}`,
    // AWS has said 0 since 2019.
    storedBytes: 0,
  };
}

export function describeLogStreams(
  context: OperationContext,
  input: Parsed<DescribeLogStreamsRequest>,
) {
  const group = groupOf(context, input.logGroupName ?? input.logGroupIdentifier);
  const { logStreamNamePrefix: prefix = '', orderBy = 'LogStreamName', descending } = input;
  if (orderBy === 'LastEventTime' && prefix !== '')
    throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
  const found = values(group.streams)
    .filter(({ logStreamName }) => logStreamName.startsWith(prefix))
    .sort((a, b) =>
      orderBy === 'LastEventTime'
        ? lastOf(a) - lastOf(b)
        : a.logStreamName < b.logStreamName
          ? -1
          : 1,
    );
  if (descending) found.reverse();
  const { items, page } = pageOf(found, input, PAGE);
  return { logStreams: items.map((stream) => shown(context, group, stream)), ...page };
}

export function deleteLogStream(
  context: OperationContext,
  input: Parsed<DeleteLogStreamRequest>,
): void {
  const group = groupOf(context, input.logGroupName);
  const { logStreamName } = streamOf(group, input.logStreamName);
  delete group.streams[logStreamName];
}
