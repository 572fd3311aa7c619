import type {
  FilterLogEventsRequest,
  GetLogEventsRequest,
  InputLogEvent,
  PutLogEventsRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext, Parsed } from '../../context.ts';
import { groupOf, pageOf, stateOf, streamOf, values } from '../access.ts';
import { matcherOf } from '../filter-pattern.ts';
import type { LogEvent, LogStream } from '../state.ts';
import { append, bytesOf } from '../storage.ts';
import { invalid } from '../texts.ts';

/** Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const MAX_BATCH_BYTES = 1_048_576;
const MAX_BATCH_EVENTS = 10_000;
const OLDEST_MS = 14 * 24 * 3600 * 1000;
const NEWEST_MS = 2 * 3600 * 1000;
const PAGE = 10_000;

const TOKEN = '49039859595385';

export function putLogEvents(context: OperationContext, input: Parsed<PutLogEventsRequest>) {
  const stream = streamOf(groupOf(context, input.logGroupName), input.logStreamName);
  const now = context.clock.now();
  const given = input.logEvents as readonly Parsed<InputLogEvent>[];
  const events: LogEvent[] = given.map(({ timestamp, message }) => ({
    timestamp,
    message,
    ingestionTime: now,
  }));
  if (events.length === 0 || events.length > MAX_BATCH_EVENTS)
    throw invalid(`A batch must have 1 to ${MAX_BATCH_EVENTS} log events.`);
  if (events.reduce((sum, event) => sum + bytesOf(event), 0) > MAX_BATCH_BYTES)
    throw invalid(`Upload too large: the batch has more than ${MAX_BATCH_BYTES} bytes`);
  if (events.some((event, at) => event.timestamp < (events[at - 1]?.timestamp ?? 0)))
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
  const isOld = ({ timestamp }: LogEvent) => timestamp < now - OLDEST_MS;
  const isNew = ({ timestamp }: LogEvent) => timestamp > now + NEWEST_MS;
  append(
    stateOf(context),
    stream,
    events.filter((event) => !isOld(event) && !isNew(event)),
  );
  const [tooOld, firstTooNew] = [events.filter(isOld).length, events.findIndex(isNew)];
  return {
    nextSequenceToken: TOKEN,
    ...((tooOld > 0 || firstTooNew >= 0) && {
      rejectedLogEventsInfo: {
        ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
        ...(firstTooNew >= 0 && { tooNewLogEventStartIndex: firstTooNew }),
      },
    }),
  };
}

interface Span {
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
}

const within = (
  { events }: LogStream,
  { startTime = 0, endTime = Infinity }: Span,
  isOpen: boolean,
) =>
  events.filter(
    ({ timestamp }) =>
      timestamp >= startTime && (isOpen ? timestamp < endTime : timestamp <= endTime),
  );

/** Tokens name a place between events: `f/` leads on, `b/` leads back. */
function placeOf(token: string | undefined): { back: boolean; at: number } | undefined {
  if (token === undefined) return undefined;
  const [, way, at] = /^([fb])\/(\d+)$/.exec(token) ?? [];
  if (way === undefined) throw invalid('The specified nextToken is invalid.');
  return { back: way === 'b', at: Number(at) };
}

export function getLogEvents(context: OperationContext, input: Parsed<GetLogEventsRequest>) {
  const group = groupOf(context, input.logGroupName ?? input.logGroupIdentifier);
  const all = within(streamOf(group, input.logStreamName), input, true);
  const size = Math.max(1, Math.min(input.limit ?? PAGE, PAGE));
  const place = placeOf(input.nextToken);
  const isBackward = place ? place.back : !input.startFromHead;
  const edge = Math.min(place?.at ?? (isBackward ? all.length : 0), all.length);
  const [start, end] = isBackward
    ? [Math.max(0, edge - size), edge]
    : [edge, Math.min(all.length, edge + size)];
  return {
    events: all.slice(start, end),
    // At the end of a stream the token stays the same.
    nextForwardToken: `f/${end}`,
    nextBackwardToken: `b/${start}`,
  };
}

/** 56 digits that sort as the events do. */
const eventId = ({ timestamp }: LogEvent, at: number): string =>
  `${String(timestamp).padStart(20, '3')}${String(at).padStart(36, '0')}`;

export function filterLogEvents(context: OperationContext, input: Parsed<FilterLogEventsRequest>) {
  const group = groupOf(context, input.logGroupName ?? input.logGroupIdentifier);
  const fits = matcherOf(input.filterPattern);
  const { logStreamNames: names, logStreamNamePrefix: prefix = '' } = input;
  const streams = names
    ? names.map((name) => streamOf(group, name))
    : values(group.streams).filter(({ logStreamName }) => logStreamName.startsWith(prefix));
  const found = streams
    .flatMap((stream) =>
      within(stream, input, false)
        .map((event, at) => ({
          logStreamName: stream.logStreamName,
          ...event,
          eventId: eventId(event, at),
        }))
        .filter(({ message }) => fits(message)),
    )
    .sort((a, b) => a.timestamp - b.timestamp);
  const { items, page } = pageOf(found, input, PAGE);
  return { events: items, searchedLogStreams: [], ...page };
}
