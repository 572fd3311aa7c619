import type { LogEvent, LogGroup, LogsState, LogStream } from './state.ts';

/** What AWS adds to each event's UTF-8 bytes when it counts. */
const OVERHEAD_BYTES = 26;
/** Ours, so that nobody fills the learner's machine: what is older goes first. */
const MAX_STREAM_BYTES = 256 * 1024;
const MAX_STREAM_EVENTS = 1000;
const MAX_REGION_BYTES = 1024 * 1024;

const encoder = new TextEncoder();
export const bytesOf = ({ message }: Pick<LogEvent, 'message'>): number =>
  encoder.encode(message).length + OVERHEAD_BYTES;

const streamsOf = ({ groups }: LogsState): LogStream[] =>
  Object.values(groups).flatMap(({ streams }) => Object.values(streams));

function dropOldest(stream: LogStream): void {
  const [oldest] = stream.events.splice(0, 1);
  if (oldest) stream.bytes -= bytesOf(oldest);
}

/** The Region's logs together stay below their limit: the fullest stream gives. */
function makeRoom(state: LogsState): void {
  const streams = streamsOf(state);
  let total = streams.reduce((sum, { bytes }) => sum + bytes, 0);
  while (total > MAX_REGION_BYTES) {
    const fullest = streams.reduce((one, other) => (other.bytes > one.bytes ? other : one));
    total -= fullest.bytes;
    dropOldest(fullest);
    total += fullest.bytes;
  }
}

/** Adds events, keeps the order of time, and forgets the oldest where there are too many. */
export function append(state: LogsState, stream: LogStream, events: readonly LogEvent[]): void {
  const last = stream.events.at(-1)?.timestamp ?? 0;
  const isLate = events.some(({ timestamp }) => timestamp < last);
  stream.events.push(...events);
  if (isLate) stream.events.sort((a, b) => a.timestamp - b.timestamp);
  for (const event of events) stream.bytes += bytesOf(event);
  while (stream.bytes > MAX_STREAM_BYTES || stream.events.length > MAX_STREAM_EVENTS)
    dropOldest(stream);
  makeRoom(state);
}

export const newStream = (logStreamName: string, creationTime: number): LogStream => ({
  logStreamName,
  creationTime,
  events: [],
  bytes: 0,
});

export const newGroup = (logGroupName: string, creationTime: number): LogGroup => ({
  logGroupName,
  creationTime,
  logGroupClass: 'STANDARD',
  streams: {},
  tags: {},
});

/** What is written at once, at one time. Times are in ms. */
export interface Written {
  readonly atMs: number;
  readonly now: number;
  readonly messages: readonly string[];
}

/** Adds messages to a stream of a group; the stream is made when it is missing. */
export function keep(
  state: LogsState,
  group: LogGroup,
  streamName: string,
  { atMs, now, messages }: Written,
): void {
  const stream = (group.streams[streamName] ??= newStream(streamName, now));
  const events = messages.map((message) => ({ timestamp: atMs, message, ingestionTime: now }));
  append(state, stream, events);
}

const DAY_MS = 24 * 3600 * 1000;

/** Events whose time is over are gone when somebody looks. */
export function expire({ groups }: LogsState, now: number): void {
  for (const { retentionInDays, streams } of Object.values(groups)) {
    if (retentionInDays === undefined) continue;
    const start = now - retentionInDays * DAY_MS;
    for (const stream of Object.values(streams))
      while ((stream.events[0]?.timestamp ?? now) < start) dropOldest(stream);
  }
}
