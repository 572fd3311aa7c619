/** What SQS keeps per account and Region: plain JSON, dates in milliseconds since 1970. */

/** An attribute of a message as the wire carries it; bytes are base64. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}

export interface Message {
  id: string;
  body: string;
  attributes: Record<string, MessageAttribute>;
  senderId: string;
  sentAt: number;
  /** Before then nobody receives it: it is delayed, or in flight. */
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
  /** The handle that the last receive gave out. */
  receipt?: string;
  /** FIFO queues only, but for the group. */
  group?: string;
  deduplication?: string;
  sequence?: string;
  /** ARN of the queue that gave it up. */
  from?: string;
}

export interface Queue {
  name: string;
  /** Those that were set; the others have their defaults. */
  attributes: Record<string, string>;
  tags: Record<string, string>;
  createdAt: number;
  modifiedAt: number;
  purgedAt?: number;
  messages: Message[];
  /** By deduplication id: what was sent, and until when it is not sent again. */
  sent: Record<string, { id: string; sequence: string; until: number }>;
  /** Number of the last message of a FIFO queue. */
  sequence: number;
}

export interface SqsState {
  queues: Record<string, Queue>;
  /** Names of deleted queues, and from when on they are free. */
  deleted: Record<string, number>;
}

export const emptySqsState = (): SqsState => ({ queues: {}, deleted: {} });
