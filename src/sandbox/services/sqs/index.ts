import type { SQS } from '@aws-sdk/client-sqs';
import type { OperationContext, Parsed } from '../context.ts';
import * as queues from './operations/queues.ts';
import * as receiving from './operations/receiving.ts';
import * as sending from './operations/sending.ts';

type Operations = {
  readonly [Name in keyof SQS]?: SQS[Name] extends (input: infer Input, ...rest: never[]) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What SQS does here. Source: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
export const sqsOperations = {
  changeMessageVisibility: receiving.changeMessageVisibility,
  changeMessageVisibilityBatch: receiving.changeMessageVisibilityBatch,
  createQueue: queues.createQueue,
  deleteMessage: receiving.deleteMessage,
  deleteMessageBatch: receiving.deleteMessageBatch,
  deleteQueue: queues.deleteQueue,
  getQueueAttributes: queues.getQueueAttributes,
  getQueueUrl: queues.getQueueUrl,
  listDeadLetterSourceQueues: queues.listDeadLetterSourceQueues,
  listQueueTags: queues.listQueueTags,
  listQueues: queues.listQueues,
  purgeQueue: queues.purgeQueue,
  receiveMessage: receiving.receiveMessage,
  sendMessage: sending.sendMessage,
  sendMessageBatch: sending.sendMessageBatch,
  setQueueAttributes: queues.setQueueAttributes,
  tagQueue: queues.tagQueue,
  untagQueue: queues.untagQueue,
} satisfies Operations;
