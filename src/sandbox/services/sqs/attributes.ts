import { parsePolicy } from '#policy';
import { isObject } from '../../wire/json.ts';
import type { Queue } from './state.ts';
import { invalidAttribute, unknownAttribute } from './texts.ts';

/** Lowest and highest value. Source: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const NUMBERS: Readonly<Record<string, readonly [low: number, high: number, start: string]>> = {
  DelaySeconds: [0, 900, '0'],
  KmsDataKeyReusePeriodSeconds: [60, 86_400, '300'],
  MaximumMessageSize: [1024, 1_048_576, '1048576'],
  MessageRetentionPeriod: [60, 1_209_600, '345600'],
  ReceiveMessageWaitTimeSeconds: [0, 20, '0'],
  VisibilityTimeout: [0, 43_200, '30'],
};
const STARTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(NUMBERS)
      .filter(([name]) => name !== 'KmsDataKeyReusePeriodSeconds')
      .map(([name, [, , start]]) => [name, start]),
  ),
  SqsManagedSseEnabled: 'true',
};
const FIFO_STARTS: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoQueue: ['true'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
  SqsManagedSseEnabled: ['true', 'false'],
};
const DOCUMENTS = new Set(['RedriveAllowPolicy', 'RedrivePolicy']);
const FIFO_ONLY = new Set(['FifoQueue', ...Object.keys(FIFO_STARTS)]);
const FREE = new Set(['KmsMasterKeyId', 'Policy']);

export const isFifo = ({ name }: Pick<Queue, 'name'>): boolean => name.endsWith('.fifo');

function isDocument(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function demandValue(name: string, value: string, queue: Pick<Queue, 'name'>): void {
  const range = NUMBERS[name];
  const choices = CHOICES[name];
  const isKnown = range ?? choices ?? (DOCUMENTS.has(name) || FREE.has(name));
  if (!isKnown || (FIFO_ONLY.has(name) && !isFifo(queue))) throw unknownAttribute(name);
  if (range && !(/^\d+$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1]))
    throw invalidAttribute(name);
  if (choices && !choices.includes(value)) throw invalidAttribute(name);
  if (value === '') return;
  if (DOCUMENTS.has(name) && !isDocument(value)) throw invalidAttribute(name);
  if (name === 'Policy' && !parsePolicy(value, 'resource').ok) throw invalidAttribute(name);
}

/** @returns the attributes, checked; throws InvalidAttributeName or InvalidAttributeValue */
export function readAttributes(
  queue: Pick<Queue, 'name'>,
  given: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(given)) {
    demandValue(name, value, queue);
    attributes[name] = value;
  }
  return attributes;
}

/** The attribute that was set, or its default. */
export const attributeOf = ({ attributes, name: queue }: Queue, name: string): string | undefined =>
  attributes[name] ?? STARTS[name] ?? (isFifo({ name: queue }) ? FIFO_STARTS[name] : undefined);

export const numberOf = (queue: Queue, name: string): number =>
  Number(attributeOf(queue, name) ?? 0);

export interface Redrive {
  readonly arn: string;
  readonly maxReceives: number;
}

/** Where messages go that were received too often. */
export function redriveOf({ attributes }: Queue): Redrive | undefined {
  const text = attributes['RedrivePolicy'] ?? '';
  const policy: unknown = text === '' ? undefined : JSON.parse(text);
  if (!isObject(policy) || typeof policy['deadLetterTargetArn'] !== 'string') return undefined;
  return { arn: policy['deadLetterTargetArn'], maxReceives: Number(policy['maxReceiveCount']) };
}

/** All that were set or have a default, as GetQueueAttributes shows them. */
export function settings(queue: Queue): Record<string, string> {
  const all = {
    ...STARTS,
    ...(isFifo(queue) && { FifoQueue: 'true', ...FIFO_STARTS }),
    ...queue.attributes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
