import type {
  CreateQueueRequest,
  DeleteQueueRequest,
  GetQueueAttributesRequest,
  GetQueueUrlRequest,
  ListDeadLetterSourceQueuesRequest,
  ListQueuesRequest,
  ListQueueTagsRequest,
  PurgeQueueRequest,
  SetQueueAttributesRequest,
  TagQueueRequest,
  UntagQueueRequest,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { own, values } from '../../records.ts';
import { queueArn, queueOf, queueUrl, stateOf } from '../access.ts';
import { attributeOf, isFifo, readAttributes, redriveOf, settings } from '../attributes.ts';
import type { Queue } from '../state.ts';
import { invalidValue, noQueue, outOfRange, overLimit, unknownAttribute } from '../texts.ts';

/** Ours: AWS has no limit. */
const MAX_QUEUES = 100;
const PURGE_MS = 60_000;
const PAGE = 1000;

function demandName(name: string, isFifoWanted: boolean): void {
  const isName = /^[\w-]{1,80}$/.test(name) || (/^[\w-]{1,75}\.fifo$/.test(name) && isFifoWanted);
  if (!isName)
    throw invalidValue(
      isFifoWanted || name.endsWith('.fifo')
        ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
        : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  if (isFifoWanted && !name.endsWith('.fifo'))
    throw invalidValue(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
}

export function createQueue(context: OperationContext, input: Parsed<CreateQueueRequest>) {
  const state = stateOf(context);
  const name = input.QueueName;
  demandName(name, input.Attributes?.['FifoQueue'] === 'true');
  const attributes = readAttributes({ name }, input.Attributes);
  const QueueUrl = queueUrl(context, name);
  const known = own(state.queues, name);
  if (known) {
    const different = Object.entries(attributes).find(
      ([key, value]) => key !== 'FifoQueue' && attributeOf(known, key) !== value,
    );
    if (!different) return { QueueUrl };
    throw new AwsError(
      'QueueNameExists',
      400,
      `A queue already exists with the same name and a different value for attribute ${different[0]}`,
    );
  }
  const now = context.clock.now();
  if ((state.deleted[name] ?? 0) > now)
    throw new AwsError(
      'QueueDeletedRecently',
      400,
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    );
  if (Object.keys(state.queues).length >= MAX_QUEUES)
    throw overLimit(
      `The local sandbox keeps at most ${MAX_QUEUES} queues of an account and Region.`,
    );
  const queue: Queue = {
    name,
    attributes,
    tags: { ...input.tags },
    createdAt: now,
    modifiedAt: now,
    messages: [],
    sent: {},
    sequence: 0,
  };
  demandDeadLetterQueue(context, queue);
  Reflect.deleteProperty(state.deleted, name);
  state.queues[name] = queue;
  return { QueueUrl };
}

export function getQueueUrl(context: OperationContext, input: Parsed<GetQueueUrlRequest>) {
  const account = input.QueueOwnerAWSAccountId ?? context.caller.accountId;
  const isOwn = account === context.caller.accountId;
  if (!isOwn || !own(stateOf(context).queues, input.QueueName)) throw noQueue();
  return { QueueUrl: queueUrl(context, input.QueueName) };
}

/** One page of URLs. Without a page size AWS gives a thousand, and no token. */
function pageOf(
  context: OperationContext,
  names: readonly string[],
  {
    MaxResults: size,
    NextToken: token,
  }: { MaxResults?: number | undefined; NextToken?: string | undefined },
) {
  if (size !== undefined && (size < 1 || size > PAGE))
    throw outOfRange(size, 'MaxResults', 1, PAGE);
  const rest = token === undefined ? names : names.filter((name) => name > token);
  const page = rest.slice(0, size ?? PAGE);
  const last = page.at(-1);
  return {
    urls: page.map((name) => queueUrl(context, name)),
    next:
      size !== undefined && page.length < rest.length && last !== undefined
        ? { NextToken: last }
        : {},
  };
}

export function listQueues(context: OperationContext, input: Parsed<ListQueuesRequest>) {
  const names = Object.keys(stateOf(context).queues)
    .filter((name) => name.startsWith(input.QueueNamePrefix ?? ''))
    .sort();
  const { urls, next } = pageOf(context, names, input);
  return urls.length > 0 ? { QueueUrls: urls, ...next } : {};
}

export function listDeadLetterSourceQueues(
  context: OperationContext,
  input: Parsed<ListDeadLetterSourceQueuesRequest>,
) {
  const arn = queueArn(context, queueOf(context, input.QueueUrl).name);
  const names = values(stateOf(context).queues)
    .filter((queue) => redriveOf(queue)?.arn === arn)
    .map(({ name }) => name)
    .sort();
  const { urls, next } = pageOf(context, names, input);
  return { queueUrls: urls, ...next };
}

function counts(queue: Queue, now: number): Record<string, string> {
  const hidden = queue.messages.filter(({ visibleAt }) => visibleAt > now);
  const inFlight = hidden.filter(({ receives }) => receives > 0).length;
  return {
    ApproximateNumberOfMessages: String(queue.messages.length - hidden.length),
    ApproximateNumberOfMessagesDelayed: String(hidden.length - inFlight),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
  };
}

const seconds = (ms: number) => String(Math.floor(ms / 1000));

export function getQueueAttributes(
  context: OperationContext,
  input: Parsed<GetQueueAttributesRequest>,
) {
  const queue = queueOf(context, input.QueueUrl);
  const all: Record<string, string> = {
    QueueArn: queueArn(context, queue.name),
    ...counts(queue, context.clock.now()),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    ...settings(queue),
  };
  const wanted = input.AttributeNames ?? [];
  const unknown = wanted.find((name) => !NAMES.has(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
  if (wanted.length === 0) return {};
  const names: readonly string[] = wanted.includes('All') ? Object.keys(all) : wanted;
  return {
    Attributes: Object.fromEntries(
      names.flatMap((name) => {
        const value = own(all, name);
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
  };
}

/** Source: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
const NAMES: ReadonlySet<string> = new Set([
  'All',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'ContentBasedDeduplication',
  'CreatedTimestamp',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'LastModifiedTimestamp',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'QueueArn',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
]);

function demandDeadLetterQueue(context: OperationContext, queue: Queue): void {
  const redrive = redriveOf(queue);
  if (!redrive) return;
  const target = own(stateOf(context).queues, redrive.arn.split(':').at(-1) ?? '');
  const isFit =
    target && queueArn(context, target.name) === redrive.arn && isFifo(target) === isFifo(queue);
  if (isFit && redrive.maxReceives >= 1 && redrive.maxReceives <= 1000) return;
  throw invalidValue(
    `Value ${queue.attributes['RedrivePolicy'] ?? ''} for parameter RedrivePolicy is invalid. Reason: ${isFit ? 'Invalid value for maxReceiveCount. Must be between 1 and 1000.' : 'Dead letter target does not exist, or is of the other type.'}`,
  );
}

export function setQueueAttributes(
  context: OperationContext,
  input: Parsed<SetQueueAttributesRequest>,
): void {
  const queue = queueOf(context, input.QueueUrl);
  const changed = readAttributes(queue, input.Attributes);
  if (Object.hasOwn(changed, 'FifoQueue')) throw unknownAttribute('FifoQueue');
  const attributes = { ...queue.attributes, ...changed };
  demandDeadLetterQueue(context, { ...queue, attributes });
  queue.attributes = attributes;
  queue.modifiedAt = context.clock.now();
}

export function deleteQueue(context: OperationContext, input: Parsed<DeleteQueueRequest>): void {
  const state = stateOf(context);
  const { name } = queueOf(context, input.QueueUrl);
  Reflect.deleteProperty(state.queues, name);
  state.deleted[name] = context.clock.now() + context.settleMs;
}

export function purgeQueue(context: OperationContext, input: Parsed<PurgeQueueRequest>): void {
  const queue = queueOf(context, input.QueueUrl);
  const now = context.clock.now();
  if (queue.purgedAt !== undefined && queue.purgedAt + PURGE_MS > now)
    throw new AwsError(
      'PurgeQueueInProgress',
      403,
      `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
    );
  queue.purgedAt = now;
  queue.messages = [];
}

export function tagQueue(context: OperationContext, input: Parsed<TagQueueRequest>): void {
  Object.assign(queueOf(context, input.QueueUrl).tags, input.Tags);
}

export function untagQueue(context: OperationContext, input: Parsed<UntagQueueRequest>): void {
  const { tags } = queueOf(context, input.QueueUrl);
  for (const key of input.TagKeys) Reflect.deleteProperty(tags, key);
}

export const listQueueTags = (context: OperationContext, input: Parsed<ListQueueTagsRequest>) => ({
  Tags: queueOf(context, input.QueueUrl).tags,
});
