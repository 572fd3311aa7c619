import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityRequest,
  DeleteMessageBatchRequest,
  DeleteMessageRequest,
  ReceiveMessageRequest,
} from '@aws-sdk/client-sqs';
import { base64Decode, base64Encode } from '../../../base64.ts';
import { AwsError } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { newSecret } from '../../ids.ts';
import { defined, own } from '../../records.ts';
import { queueArn, queueOf, stateOf } from '../access.ts';
import { isFifo, numberOf, redriveOf } from '../attributes.ts';
import { attributesDigest } from '../digests.ts';
import type { Message, MessageAttribute, Queue } from '../state.ts';
import { invalidReceipt, outOfRange } from '../texts.ts';
import { eachEntry } from './sending.ts';

const MAX_MESSAGES = 10;
const MAX_VISIBILITY_SECONDS = 43_200;
const MAX_WAIT_SECONDS = 20;

function demandRange(
  value: number | undefined,
  parameter: string,
  low: number,
  high: number,
): void {
  if (value !== undefined && (value < low || value > high))
    throw outOfRange(value, parameter, low, high);
}

/** Messages that were received too often go to the dead-letter queue instead of to the receiver. */
function redrive(context: OperationContext, queue: Queue): void {
  const wanted = redriveOf(queue);
  const target = wanted && own(stateOf(context).queues, wanted.arn.split(':').at(-1) ?? '');
  if (!wanted || !target) return;
  const now = context.clock.now();
  const isOver = ({ receives, visibleAt }: Message) =>
    visibleAt <= now && receives >= wanted.maxReceives;
  for (const message of queue.messages.filter(isOver)) {
    delete message.receipt;
    target.messages.push({ ...message, from: queueArn(context, queue.name) });
  }
  queue.messages = queue.messages.filter((message) => !isOver(message));
}

/** In the order sent. A group of a FIFO queue waits while one of its messages is in flight. */
function ready({ messages, name }: Queue, now: number, most: number): Message[] {
  const isOrdered = isFifo({ name });
  const busy = new Set(
    messages.filter(({ visibleAt }) => visibleAt > now).map(({ group }) => group),
  );
  return messages
    .filter(({ visibleAt, group }) => visibleAt <= now && !(isOrdered && busy.has(group)))
    .slice(0, most);
}

function systemAttributes(message: Message): Record<string, string> {
  return defined({
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    MessageGroupId: message.group,
    MessageDeduplicationId: message.deduplication,
    SequenceNumber: message.sequence,
    DeadLetterQueueSourceArn: message.from,
  });
}

function chosen<T>(
  all: Readonly<Record<string, T>>,
  isWanted: (name: string) => boolean,
): Record<string, T> | undefined {
  const entries = Object.entries(all).filter(([name]) => isWanted(name));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** `All`, `.*`, a name, or the beginning of one (`order.*`). */
const fits = (wanted: readonly string[]) => (name: string) =>
  wanted.some(
    (one) =>
      one === 'All' ||
      one === '.*' ||
      one === name ||
      (one.endsWith('.*') && name.startsWith(one.slice(0, -2))),
  );

/** As answers show it; the digest is of the attributes that are shown. */
function shown(
  { crypto }: OperationContext,
  message: Message,
  input: Parsed<ReceiveMessageRequest>,
) {
  const system = new Set<string>([
    ...(input.AttributeNames ?? []),
    ...(input.MessageSystemAttributeNames ?? []),
  ]);
  const attributes: Record<string, MessageAttribute> | undefined = chosen(
    message.attributes,
    fits(input.MessageAttributeNames ?? []),
  );
  return defined({
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: crypto.md5Hex(message.body),
    Body: message.body,
    Attributes: chosen(systemAttributes(message), (name) => system.has('All') || system.has(name)),
    MD5OfMessageAttributes: attributes && attributesDigest(crypto, attributes),
    MessageAttributes: attributes,
  });
}

/** Answers at once, also where AWS would wait for a message: here nothing is under way. */
export function receiveMessage(context: OperationContext, input: Parsed<ReceiveMessageRequest>) {
  demandRange(input.MaxNumberOfMessages, 'MaxNumberOfMessages', 1, MAX_MESSAGES);
  demandRange(input.VisibilityTimeout, 'VisibilityTimeout', 0, MAX_VISIBILITY_SECONDS);
  demandRange(input.WaitTimeSeconds, 'WaitTimeSeconds', 0, MAX_WAIT_SECONDS);
  const queue = queueOf(context, input.QueueUrl);
  redrive(context, queue);
  const now = context.clock.now();
  const seconds = input.VisibilityTimeout ?? numberOf(queue, 'VisibilityTimeout');
  const messages = ready(queue, now, input.MaxNumberOfMessages ?? 1);
  for (const message of messages) {
    message.receives += 1;
    message.firstReceivedAt ??= now;
    message.visibleAt = now + seconds * 1000;
    message.receipt = base64Encode(`${message.id} ${newSecret(context.random, 64)}`);
  }
  return messages.length > 0
    ? { Messages: messages.map((message) => shown(context, message, input)) }
    : {};
}

const HANDLE = /^([\da-f-]{36}) \w{64}$/;

/** @returns the message's id; throws ReceiptHandleIsInvalid for what is no handle of ours */
function readHandle(handle: string): string {
  const bytes = base64Decode(handle);
  const id = HANDLE.exec(bytes ? new TextDecoder().decode(bytes) : '')?.[1];
  if (id === undefined) throw invalidReceipt();
  return id;
}

/** A handle of an earlier receive deletes nothing, and is no error. */
function drop(queue: Queue, handle: string): void {
  const id = readHandle(handle);
  queue.messages = queue.messages.filter(
    (message) => message.id !== id || message.receipt !== handle,
  );
}

export function deleteMessage(
  context: OperationContext,
  input: Parsed<DeleteMessageRequest>,
): void {
  drop(queueOf(context, input.QueueUrl), input.ReceiptHandle);
}

export function deleteMessageBatch(
  context: OperationContext,
  input: Parsed<DeleteMessageBatchRequest>,
) {
  const queue = queueOf(context, input.QueueUrl);
  return eachEntry('DeleteMessage', input.Entries, ({ ReceiptHandle = '' }) =>
    drop(queue, ReceiptHandle),
  );
}

function changeVisibility(
  { clock }: OperationContext,
  queue: Queue,
  handle: string,
  seconds: number,
): void {
  demandRange(seconds, 'VisibilityTimeout', 0, MAX_VISIBILITY_SECONDS);
  const id = readHandle(handle);
  const message = queue.messages.find((one) => one.id === id && one.receipt === handle);
  if (!message || message.visibleAt <= clock.now())
    throw new AwsError(
      'MessageNotInflight',
      400,
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  message.visibleAt = clock.now() + seconds * 1000;
}

export function changeMessageVisibility(
  context: OperationContext,
  input: Parsed<ChangeMessageVisibilityRequest>,
): void {
  const queue = queueOf(context, input.QueueUrl);
  changeVisibility(context, queue, input.ReceiptHandle, input.VisibilityTimeout);
}

export function changeMessageVisibilityBatch(
  context: OperationContext,
  input: Parsed<ChangeMessageVisibilityBatchRequest>,
) {
  const queue = queueOf(context, input.QueueUrl);
  return eachEntry(
    'ChangeMessageVisibility',
    input.Entries,
    ({ ReceiptHandle = '', VisibilityTimeout = 0 }) =>
      changeVisibility(context, queue, ReceiptHandle, VisibilityTimeout),
  );
}
