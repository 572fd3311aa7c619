import type { SendMessageBatchRequest, SendMessageRequest } from '@aws-sdk/client-sqs';
import { requestId } from '../../../gateway/request-ids.ts';
import { isObject } from '../../../wire/json.ts';
import { AwsError } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, own } from '../../records.ts';
import { demandRoom, queueOf } from '../access.ts';
import { attributeOf, isFifo, numberOf } from '../attributes.ts';
import { attributesDigest } from '../digests.ts';
import type { Message, MessageAttribute, Queue } from '../state.ts';
import { invalidValue, missing, outOfRange } from '../texts.ts';

const MAX_DELAY_SECONDS = 900;
const MAX_ATTRIBUTES = 10;
const DEDUPLICATION_MS = 5 * 60_000;
const SEQUENCE_DIGITS = 20;

/** Source: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const INVALID_CHARACTER = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** One message to send, alone or out of a batch. */
type Letter = Pick<
  SendMessageRequest,
  'DelaySeconds' | 'MessageAttributes' | 'MessageBody' | 'MessageDeduplicationId' | 'MessageGroupId'
>;

const utf8 = new TextEncoder();

function readAttribute(name: string, given: unknown): MessageAttribute {
  const { DataType, StringValue, BinaryValue } = isObject(given) ? given : {};
  if (!/^[\w.-]{1,256}$/.test(name) || /^(aws|amazon)\./i.test(name))
    throw invalidValue(`Message (user) attribute name '${name}' is invalid.`);
  if (typeof DataType !== 'string' || !/^(String|Number|Binary)(\..+)?$/.test(DataType))
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const value = DataType.startsWith('Binary') ? BinaryValue : StringValue;
  if (typeof value !== 'string' || value === '')
    throw invalidValue(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`,
    );
  if (DataType.startsWith('Number') && !Number.isFinite(Number(value)))
    throw invalidValue(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  return DataType.startsWith('Binary')
    ? { DataType, BinaryValue: value }
    : { DataType, StringValue: value };
}

function readMessageAttributes(
  given: Letter['MessageAttributes'],
): Record<string, MessageAttribute> {
  const entries = Object.entries(given ?? {});
  if (entries.length > MAX_ATTRIBUTES)
    throw invalidValue(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`,
    );
  return Object.fromEntries(entries.map(([name, one]) => [name, readAttribute(name, one)]));
}

const sizeOf = (body: string, attributes: Readonly<Record<string, MessageAttribute>>): number =>
  utf8.encode(body).length +
  Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      sum +
      utf8.encode(`${name}${DataType}${StringValue}`).length +
      Math.floor(BinaryValue.length * 0.75),
    0,
  );

function demandBody(queue: Queue, body: string, size: number): void {
  if (body === '') throw missing('MessageBody');
  if (INVALID_CHARACTER.test(body))
    throw new AwsError(
      'InvalidMessageContents',
      400,
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  const longest = numberOf(queue, 'MaximumMessageSize');
  if (size > longest)
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${longest} bytes.`,
    );
}

/** What makes two messages of a FIFO queue the same. */
function deduplicationOf(
  context: OperationContext,
  queue: Queue,
  letter: Letter,
): string | undefined {
  if (!isFifo(queue)) {
    if (letter.MessageDeduplicationId === undefined) return undefined;
    throw invalidValue(
      `Value ${letter.MessageDeduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  }
  if (letter.MessageGroupId === undefined) throw missing('MessageGroupId');
  if (letter.DelaySeconds)
    throw invalidValue(
      `Value ${letter.DelaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  if (letter.MessageDeduplicationId !== undefined) return letter.MessageDeduplicationId;
  if (attributeOf(queue, 'ContentBasedDeduplication') === 'true')
    return context.crypto.sha256Hex(letter.MessageBody ?? '');
  throw invalidValue(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

function send(context: OperationContext, queue: Queue, letter: Letter) {
  const { MessageBody: body = '', MessageGroupId: group } = letter;
  const attributes = readMessageAttributes(letter.MessageAttributes);
  const delay = letter.DelaySeconds ?? numberOf(queue, 'DelaySeconds');
  if (delay < 0 || delay > MAX_DELAY_SECONDS)
    throw outOfRange(delay, 'DelaySeconds', 0, MAX_DELAY_SECONDS);
  demandBody(queue, body, sizeOf(body, attributes));
  const deduplication = deduplicationOf(context, queue, letter);
  const digests = {
    MD5OfMessageBody: context.crypto.md5Hex(body),
    MD5OfMessageAttributes: attributesDigest(context.crypto, attributes),
  };
  const known = deduplication === undefined ? undefined : own(queue.sent, deduplication);
  if (known) return defined({ ...digests, MessageId: known.id, SequenceNumber: known.sequence });
  demandRoom(context, body.length);
  const now = context.clock.now();
  if (isFifo(queue)) queue.sequence += 1;
  const message: Message = defined({
    id: requestId(context.random),
    body,
    attributes,
    senderId: context.caller.userId,
    sentAt: now,
    visibleAt: now + delay * 1000,
    receives: 0,
    group,
    deduplication,
    sequence: isFifo(queue) ? String(queue.sequence).padStart(SEQUENCE_DIGITS, '0') : undefined,
  });
  queue.messages.push(message);
  if (deduplication !== undefined)
    queue.sent[deduplication] = {
      id: message.id,
      sequence: message.sequence ?? '',
      until: now + DEDUPLICATION_MS,
    };
  return defined({ ...digests, MessageId: message.id, SequenceNumber: message.sequence });
}

export const sendMessage = (context: OperationContext, input: Parsed<SendMessageRequest>) =>
  send(context, queueOf(context, input.QueueUrl), input);

const MAX_ENTRIES = 10;

interface Entry {
  readonly Id?: string | undefined;
}

/** Source: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html#API_SendMessageBatch_Errors */
function demandEntries(kind: string, entries: readonly Entry[]): void {
  const ids = entries.map(({ Id = '' }) => Id);
  if (ids.length === 0)
    throw new AwsError(
      'EmptyBatchRequest',
      400,
      `There should be at least one ${kind}BatchRequestEntry in the request.`,
    );
  if (ids.length > MAX_ENTRIES)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      400,
      `Maximum number of entries per request are ${MAX_ENTRIES}. You have sent ${ids.length}.`,
    );
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id)))
    throw new AwsError(
      'InvalidBatchEntryId',
      400,
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined)
    throw new AwsError('BatchEntryIdsNotDistinct', 400, `Id ${twice} repeated.`);
}

/** Does each entry by itself: what one is refused for does not stop the others. */
export function eachEntry<E extends Entry>(
  kind: 'SendMessage' | 'DeleteMessage' | 'ChangeMessageVisibility',
  entries: readonly E[],
  one: (entry: E) => Readonly<Record<string, unknown>> | void,
) {
  demandEntries(kind, entries);
  const [Successful, Failed]: [object[], object[]] = [[], []];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...one(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({
        Id: entry.Id,
        SenderFault: error.status < 500,
        Code: error.code.replace(/Exception$/, ''),
        Message: error.message,
      });
    }
  }
  return { Successful, ...(Failed.length > 0 && { Failed }) };
}

export function sendMessageBatch(
  context: OperationContext,
  input: Parsed<SendMessageBatchRequest>,
) {
  const queue = queueOf(context, input.QueueUrl);
  const size = input.Entries.reduce(
    (sum, { MessageBody = '' }) => sum + utf8.encode(MessageBody).length,
    0,
  );
  const longest = numberOf(queue, 'MaximumMessageSize');
  if (size > longest)
    throw new AwsError(
      'BatchRequestTooLong',
      400,
      `Batch requests cannot be longer than ${longest} bytes. You have sent ${size} bytes.`,
    );
  return eachEntry('SendMessage', input.Entries, (entry) => send(context, queue, entry));
}
