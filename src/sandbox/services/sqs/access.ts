import { regionState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { own, values } from '../records.ts';
import { numberOf } from './attributes.ts';
import type { Queue, SqsState } from './state.ts';
import { missing, noQueue, overLimit } from './texts.ts';

export const stateOf = ({ sandbox, caller, region }: OperationContext): SqsState =>
  regionState(sandbox, caller.accountId, region).sqs;

export const queueArn = ({ caller, region }: OperationContext, name: string): string =>
  `arn:aws:sqs:${region}:${caller.accountId}:${name}`;

/**
 * The queue's URL: of the address where the client reached the sandbox, since clients send what
 * concerns a queue to its URL's host; AWS's own for those that know only that one.
 */
export const queueUrl = (
  { caller, region, origin }: OperationContext,
  name: string,
  account = caller.accountId,
): string => `${origin ?? `https://sqs.${region}.amazonaws.com`}/${account}/${name}`;

/** @param url the queue's URL, its path, or its bare name */
export function queueOf(context: OperationContext, url: string): Queue {
  if (url === '') throw missing('QueueUrl');
  const [name = '', account] = url.split('/').toReversed();
  const isOwn = account === undefined || account === context.caller.accountId;
  const queue = isOwn ? own(stateOf(context).queues, name) : undefined;
  if (!queue) throw noQueue();
  dropExpired(context, queue);
  return queue;
}

/** Messages are kept for the queue's retention period, deduplication ids for five minutes. */
function dropExpired({ clock }: OperationContext, queue: Queue): void {
  const keepMs = numberOf(queue, 'MessageRetentionPeriod') * 1000;
  queue.messages = queue.messages.filter(({ sentAt }) => sentAt + keepMs > clock.now());
  for (const [id, { until }] of Object.entries(queue.sent))
    if (until <= clock.now()) delete queue.sent[id];
}

/** Ours, so that nobody fills the learner's machine: per account and Region. */
const MAX_MESSAGES = 10_000;
const MAX_LETTERS = 8 * 1024 * 1024;

/** @param letters of the message that comes in */
export function demandRoom(context: OperationContext, letters: number): void {
  const messages = values(stateOf(context).queues).flatMap((queue) => queue.messages);
  const stored = messages.reduce((sum, { body }) => sum + body.length, 0);
  if (messages.length >= MAX_MESSAGES || stored + letters > MAX_LETTERS)
    throw overLimit(
      `The local sandbox keeps at most ${MAX_MESSAGES} messages and ${MAX_LETTERS / 1024 / 1024} MB of them in an account and Region. Receive and delete some, or purge a queue.`,
    );
}
