import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
  type ReceiveMessageCommandInput,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { AwsClient } from 'aws4fetch';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSandbox, refusalOf } from '../support.ts';

const JOBS_ARN = 'arn:aws:sqs:us-east-1:123456789012:jobs';

async function openQueue(QueueName = 'jobs', Attributes: Record<string, string> = {}) {
  const made = await openSandbox();
  const client = new SQSClient(made.settings());
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
  return {
    ...made,
    client,
    QueueUrl,
    send: (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more })),
    receive: async (more: Partial<ReceiveMessageCommandInput> = {}) =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl, ...more }))).Messages ?? [],
    attributes: async (...AttributeNames: ('All' | 'Policy' | 'VisibilityTimeout')[]) =>
      (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes,
    /** A form-encoded call, as API Gateway's integration posts it. */
    post: async (path: string, body: string, headers: Record<string, string> = {}) => {
      const signer = new AwsClient({
        accessKeyId: 'test',
        secretAccessKey: 'test',
        region: 'us-east-1',
        service: 'sqs',
      });
      const answer = await made.sandbox.handle(
        await signer.sign(`https://sqs.us-east-1.amazonaws.com${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
          body,
        }),
      );
      return { status: answer.status, text: await answer.text() };
    },
  };
}

const bodies = (messages: readonly { Body?: string | undefined }[]) =>
  messages.map(({ Body }) => Body);

describe('a queue of SQS in the sandbox', () => {
  test('has a URL at the address of the sandbox, and an ARN', async () => {
    const { client, QueueUrl, url, attributes } = await openQueue();
    expect(QueueUrl).toBe(`${url}/123456789012/jobs`);
    const found = await client.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));
    expect(found.QueueUrl).toBe(QueueUrl);
    expect(await attributes('All')).toMatchObject({
      QueueArn: JOBS_ARN,
      VisibilityTimeout: '30',
      MessageRetentionPeriod: '345600',
      ApproximateNumberOfMessages: '0',
    });
    expect(await attributes()).toBeUndefined();
  });

  test('behind AWS’s own name has AWS’s own URL', async () => {
    const { post } = await openQueue();
    const { text } = await post('/', 'Action=GetQueueUrl&QueueName=jobs');
    expect(text).toContain(
      '<QueueUrl>https://sqs.us-east-1.amazonaws.com/123456789012/jobs</QueueUrl>',
    );
  });

  test('keeps its policy, attributes and tags', async () => {
    const { client, QueueUrl, attributes } = await openQueue();
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'apigateway.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: JOBS_ARN,
        },
      ],
    });
    const set = (Attributes: Record<string, string>) =>
      client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    await set({ Policy, VisibilityTimeout: '5' });
    expect(await attributes('Policy', 'VisibilityTimeout')).toEqual({
      Policy,
      VisibilityTimeout: '5',
    });
    await set({ Policy: '' });
    expect(await attributes('Policy')).toEqual({});
    await client.send(new TagQueueCommand({ QueueUrl, Tags: { lab: 'sqs-direct' } }));
    expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({
      lab: 'sqs-direct',
    });
  });

  test('is made again with the same attributes, and not with others', async () => {
    const { client, QueueUrl } = await openQueue();
    const again = (Attributes: Record<string, string>) =>
      client.send(new CreateQueueCommand({ QueueName: 'jobs', Attributes }));
    expect((await again({ VisibilityTimeout: '30' })).QueueUrl).toBe(QueueUrl);
    expect(await refusalOf(again({ VisibilityTimeout: '31' }))).toEqual({
      code: 'QueueNameExists',
      status: 400,
      message:
        'A queue already exists with the same name and a different value for attribute VisibilityTimeout',
    });
  });

  test('that was deleted is not there, and its name is free after a while', async () => {
    const { client, QueueUrl, send, pass } = await openQueue();
    await client.send(new DeleteQueueCommand({ QueueUrl }));
    expect(await refusalOf(send('late'))).toEqual({
      code: 'QueueDoesNotExist',
      status: 400,
      message: 'The specified queue does not exist.',
    });
    const again = new CreateQueueCommand({ QueueName: 'jobs' });
    expect((await refusalOf(client.send(again))).code).toBe('QueueDeletedRecently');
    pass(3000);
    expect((await client.send(again)).QueueUrl).toBe(QueueUrl);
  });

  test('is listed by prefix, in pages', async () => {
    const { client } = await openQueue();
    for (const QueueName of ['jobs-2', 'mail'])
      await client.send(new CreateQueueCommand({ QueueName }));
    const page = await client.send(
      new ListQueuesCommand({ QueueNamePrefix: 'jobs', MaxResults: 1 }),
    );
    const rest = await client.send(
      new ListQueuesCommand({
        QueueNamePrefix: 'jobs',
        MaxResults: 1,
        NextToken: page.NextToken,
      }),
    );
    const names = [...(page.QueueUrls ?? []), ...(rest.QueueUrls ?? [])];
    expect(names.map((one) => one.split('/').at(-1))).toEqual(['jobs', 'jobs-2']);
    expect(rest.NextToken).toBeUndefined();
  });

  test.each<[string, string, Record<string, string>, string]>([
    [
      'a name with a space',
      'my jobs',
      {},
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    ],
    ['an attribute nobody knows', 'other', { Colour: 'red' }, 'Unknown Attribute Colour.'],
    [
      'a timeout of a day',
      'other',
      { VisibilityTimeout: '86400' },
      'Invalid value for the parameter VisibilityTimeout.',
    ],
    [
      'a policy that is none',
      'other',
      { Policy: '{"Statement":1}' },
      'Invalid value for the parameter Policy.',
    ],
  ])('is refused with %s', async (_, QueueName, Attributes, message) => {
    const { client } = await openQueue();
    const refusal = await refusalOf(client.send(new CreateQueueCommand({ QueueName, Attributes })));
    expect(refusal.message).toBe(message);
  });

  test('survives a saved state, with its messages', async () => {
    const { send, receive, sandbox } = await openQueue();
    await send('kept');
    sandbox.restore(sandbox.snapshot());
    expect(bodies(await receive())).toEqual(['kept']);
  });
});

describe('a message', () => {
  test('is hidden while it is in flight, comes again, and is gone once deleted', async () => {
    const { client, QueueUrl, send, receive, pass, attributes } = await openQueue();
    await send('one');
    const [first] = await receive({ MessageSystemAttributeNames: ['All'] });
    expect(first?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
    expect(await receive()).toEqual([]);
    expect(await attributes('All')).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
    pass(31_000);
    const [second] = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(second?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
    const remove = (ReceiptHandle?: string) =>
      client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    await remove(second?.ReceiptHandle);
    pass(31_000);
    expect(await receive()).toEqual([]);
    expect(await refusalOf(remove('nonsense'))).toEqual({
      code: 'ReceiptHandleIsInvalid',
      status: 404,
      message: 'The input receipt handle is invalid.',
    });
  });

  test('becomes visible again when its receiver says so', async () => {
    const { client, QueueUrl, send, receive } = await openQueue();
    await send('one');
    const [{ ReceiptHandle } = {}] = await receive();
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect(bodies(await receive())).toEqual(['one']);
  });

  test('is delayed when asked, and dropped after its retention period', async () => {
    const { send, receive, pass } = await openQueue('jobs', { MessageRetentionPeriod: '60' });
    await send('later', { DelaySeconds: 10 });
    expect(await receive()).toEqual([]);
    pass(10_000);
    expect(bodies(await receive({ VisibilityTimeout: 1 }))).toEqual(['later']);
    pass(60_000);
    expect(await receive()).toEqual([]);
  });

  test('carries attributes with the digest that clients verify', async () => {
    const { send, receive } = await openQueue();
    const sent = await send('with attributes', {
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'order' },
        photo: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
      },
    });
    // From the algorithm in the developer guide, computed with another program.
    expect(sent.MD5OfMessageAttributes).toBe('d8e68a9be75a9eae65501d6831094066');
    const [message] = await receive({ MessageAttributeNames: ['All'] });
    expect(message?.MessageAttributes).toEqual({
      kind: { DataType: 'String', StringValue: 'order' },
      photo: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
    });
    expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
  });

  test('that was received too often goes to the dead-letter queue', async () => {
    const { client, QueueUrl, send, receive, pass } = await openQueue();
    const dead = await client.send(new CreateQueueCommand({ QueueName: 'dead' }));
    await client.send(
      new SetQueueAttributesCommand({
        QueueUrl,
        Attributes: {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:dead',
            maxReceiveCount: '2',
          }),
        },
      }),
    );
    await send('poison');
    for (const round of [1, 2]) {
      expect([round, ...bodies(await receive({ VisibilityTimeout: 1 }))]).toEqual([
        round,
        'poison',
      ]);
      pass(1000);
    }
    expect(await receive()).toEqual([]);
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: dead.QueueUrl }),
    );
    expect(bodies(Messages)).toEqual(['poison']);
    const sources = await client.send(
      new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.QueueUrl }),
    );
    expect(sources.queueUrls).toEqual([QueueUrl]);
  });

  test.each<[string, string, Partial<SendMessageCommandInput>, string]>([
    ['that is empty', '', {}, 'The request must contain the parameter MessageBody.'],
    [
      'with a bell in it',
      '\u0007',
      {},
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    ],
    [
      'above the queue’s size',
      'x'.repeat(1025),
      {},
      'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
    ],
    [
      'delayed by an hour',
      'x',
      { DelaySeconds: 3600 },
      'Value 3600 for parameter DelaySeconds is invalid. Reason: Must be between 0 and 900, if provided.',
    ],
    [
      'with a deduplication id',
      'x',
      { MessageDeduplicationId: 'a' },
      'Value a for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.',
    ],
  ])('%s is refused', async (_, body, more, message) => {
    const { send } = await openQueue('jobs', { MaximumMessageSize: '1024' });
    expect((await refusalOf(send(body, more))).message).toBe(message);
  });

  test('any text comes back as it was sent', async () => {
    const { send, receive } = await openQueue();
    const letters = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter((one) => one.trim() !== '');
    await fc.assert(
      fc.asyncProperty(letters, async (body) => {
        await send(body);
        expect(bodies(await receive({ VisibilityTimeout: 3600 }))).toEqual([body]);
      }),
      { numRuns: 50 },
    );
  });

  test('no number of messages fills the machine', async () => {
    const { send } = await openQueue();
    const outcomes: string[] = [];
    for (let count = 0; count < 9; count += 1)
      outcomes.push(
        await send('x'.repeat(1_000_000)).then(
          () => 'kept',
          (error: unknown) => (error as Error).name,
        ),
      );
    expect(outcomes).toEqual([...Array.from({ length: 8 }, () => 'kept'), 'OverLimit']);
  });
});

describe('a batch', () => {
  test('sends what it can, and says what it could not', async () => {
    const { client, QueueUrl, receive } = await openQueue();
    const sent = await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'a', MessageBody: 'one' },
          { Id: 'b', MessageBody: 'two', DelaySeconds: 901 },
        ],
      }),
    );
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a']);
    expect(sent.Failed).toMatchObject([
      { Id: 'b', SenderFault: true, Code: 'InvalidParameterValue' },
    ]);
    expect(bodies(await receive({ MaxNumberOfMessages: 10 }))).toEqual(['one']);
  });

  test('with an id twice is refused whole', async () => {
    const { client, QueueUrl } = await openQueue();
    const twice = client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'a', MessageBody: 'one' },
          { Id: 'a', MessageBody: 'two' },
        ],
      }),
    );
    expect(await refusalOf(twice)).toEqual({
      code: 'BatchEntryIdsNotDistinct',
      status: 400,
      message: 'Id a repeated.',
    });
  });
});

describe('a purge', () => {
  test('empties the queue, once a minute', async () => {
    const { client, QueueUrl, send, receive, pass } = await openQueue();
    await send('one');
    const purge = new PurgeQueueCommand({ QueueUrl });
    await client.send(purge);
    expect(await receive()).toEqual([]);
    expect(await refusalOf(client.send(purge))).toEqual({
      code: 'PurgeQueueInProgress',
      status: 403,
      message: 'Only one PurgeQueue operation on jobs is allowed every 60 seconds.',
    });
    pass(60_000);
    await expect(client.send(purge)).resolves.toBeDefined();
  });
});

describe('a FIFO queue', () => {
  const open = () =>
    openQueue('jobs.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });

  test('keeps the order of a group, and holds the group back while one is in flight', async () => {
    const { send, receive, pass } = await open();
    for (const [body, MessageGroupId] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b1', 'b'],
    ] as const)
      await send(body, { MessageGroupId });
    expect(bodies(await receive())).toEqual(['a1']);
    expect(bodies(await receive({ MaxNumberOfMessages: 10 }))).toEqual(['b1']);
    pass(31_000);
    expect(bodies(await receive({ MaxNumberOfMessages: 10 }))).toEqual(['a1', 'a2', 'b1']);
  });

  test('sends the same message once in five minutes', async () => {
    const { client, send, receive, pass } = await open();
    const first = await send('same', { MessageGroupId: 'a' });
    const second = await send('same', { MessageGroupId: 'a' });
    expect(second.MessageId).toBe(first.MessageId);
    expect(second.SequenceNumber).toBe(first.SequenceNumber);
    pass(300_000);
    // The client sets its clock after the Date of every answer, which the sandbox's time does not move.
    client.config.systemClockOffset = 300_000;
    await send('same', { MessageGroupId: 'a' });
    client.config.systemClockOffset = 300_000;
    expect(await receive({ MaxNumberOfMessages: 10 })).toHaveLength(2);
  });

  test('wants a group', async () => {
    const { send } = await open();
    expect(await refusalOf(send('x'))).toMatchObject({
      message: 'The request must contain the parameter MessageGroupId.',
    });
  });

  test('wants a name that ends with .fifo', async () => {
    const { client } = await open();
    const create = client.send(
      new CreateQueueCommand({ QueueName: 'orders', Attributes: { FifoQueue: 'true' } }),
    );
    expect((await refusalOf(create)).message).toContain('must end with .fifo suffix');
  });
});

describe('the query protocol of before JSON', () => {
  test('sends a form-encoded message to the queue in the path, and answers XML', async () => {
    const { post, receive } = await openQueue();
    const { status, text } = await post(
      '/123456789012/jobs',
      `Action=SendMessage&MessageBody=${encodeURIComponent('{"sku":"a & b"}')}`,
    );
    expect(status).toBe(200);
    expect(text).toMatch(
      /^<SendMessageResponse xmlns="http:\/\/queue\.amazonaws\.com\/doc\/2012-11-05\/"><SendMessageResult><MD5OfMessageBody>[\da-f]{32}<\/MD5OfMessageBody><MessageId>/,
    );
    expect(bodies(await receive())).toEqual(['{"sku":"a & b"}']);
  });

  test('answers JSON to who accepts it, as API Gateway does', async () => {
    const { post } = await openQueue();
    const json = { accept: 'application/json' };
    const sent = await post('/123456789012/jobs', 'Action=SendMessage&MessageBody=hi', json);
    expect(JSON.parse(sent.text)).toEqual({
      SendMessageResponse: {
        SendMessageResult: {
          MD5OfMessageAttributes: null,
          MD5OfMessageBody: '49f68a5c8493ec2c0bf489821c21fc3b',
          MD5OfMessageSystemAttributes: null,
          MessageId: expect.any(String) as string,
          SequenceNumber: null,
        },
        ResponseMetadata: { RequestId: expect.any(String) as string },
      },
    });
    const received = await post('/123456789012/jobs', 'Action=ReceiveMessage', json);
    expect(JSON.parse(received.text)).toMatchObject({
      ReceiveMessageResponse: { ReceiveMessageResult: { messages: [{ Body: 'hi' }] } },
    });
    const refused = await post('/123456789012/none', 'Action=SendMessage&MessageBody=hi', json);
    expect([refused.status, JSON.parse(refused.text)]).toEqual([
      400,
      {
        Error: {
          Code: 'AWS.SimpleQueueService.NonExistentQueue',
          Message: 'The specified queue does not exist.',
          Type: 'Sender',
        },
        RequestId: expect.any(String) as string,
      },
    ]);
  });

  test('carries attributes of messages and queues flat', async () => {
    const { post, receive, attributes } = await openQueue();
    await post(
      '/123456789012/jobs',
      'Action=SendMessage&MessageBody=hi&MessageAttribute.1.Name=kind&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=order',
    );
    const [message] = await receive({ MessageAttributeNames: ['kind'] });
    expect(message?.MessageAttributes).toEqual({
      kind: { DataType: 'String', StringValue: 'order' },
    });
    await post(
      '/123456789012/jobs',
      'Action=SetQueueAttributes&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=7',
    );
    expect(await attributes('VisibilityTimeout')).toEqual({ VisibilityTimeout: '7' });
    const { text } = await post(
      '/123456789012/jobs',
      'Action=GetQueueAttributes&AttributeName.1=VisibilityTimeout',
    );
    expect(text).toContain(
      '<GetQueueAttributesResult><Attribute><Name>VisibilityTimeout</Name><Value>7</Value></Attribute></GetQueueAttributesResult>',
    );
  });

  test('sends a batch', async () => {
    const { post, receive } = await openQueue();
    const { text } = await post(
      '/123456789012/jobs',
      'Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=one&SendMessageBatchRequestEntry.2.Id=b&SendMessageBatchRequestEntry.2.MessageBody=two',
    );
    expect(text).toContain('<SendMessageBatchResultEntry><Id>a</Id>');
    expect(bodies(await receive({ MaxNumberOfMessages: 10 }))).toEqual(['one', 'two']);
  });

  test('reads a hundred thousand fields without getting stuck', async () => {
    const { post } = await openQueue();
    const fields = Array.from(
      { length: 100_000 },
      (_, index) => `SendMessageBatchRequestEntry.${index + 1}.Id=a`,
    );
    const { text } = await post(
      '/123456789012/jobs',
      `Action=SendMessageBatch&${fields.join('&')}`,
    );
    expect(text).toContain('<Code>AWS.SimpleQueueService.TooManyEntriesInBatchRequest</Code>');
  });

  test('refuses what lacks a parameter', async () => {
    const { post } = await openQueue();
    const { status, text } = await post('/123456789012/jobs', 'Action=SendMessage');
    expect(status).toBe(400);
    expect(text).toContain(
      '<Code>MissingParameter</Code><Message>The request must contain the parameter MessageBody.</Message>',
    );
  });
});
