import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeResourcePoliciesCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../support.ts';
import { openNeighbours } from './support.ts';

const logGroupName = 'apigw-access';
const logStreamName = 'one';

/** A group with one stream, and a short way to write and find. */
async function openLogs() {
  const opened = await openNeighbours();
  const client = opened.logs();
  await client.send(new CreateLogGroupCommand({ logGroupName }));
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  const start = opened.clock.now() - 60_000;
  return {
    ...opened,
    client,
    start,
    write: (...messages: string[]) =>
      client.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName,
          logEvents: messages.map((message, at) => ({ timestamp: start + at, message })),
        }),
      ),
    find: async (filterPattern?: string) =>
      (await client.send(new FilterLogEventsCommand({ logGroupName, filterPattern }))).events?.map(
        ({ message }) => message,
      ),
  };
}

describe('log groups', () => {
  test('are made once, described by prefix, kept for a time, tagged and deleted', async () => {
    const { client } = await openLogs();
    const again = client.send(new CreateLogGroupCommand({ logGroupName }));
    expect(await refusalOf(again)).toEqual({
      code: 'ResourceAlreadyExistsException',
      status: 400,
      message: 'The specified log group already exists',
    });
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
    const wrong = client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 }));
    expect((await refusalOf(wrong)).code).toBe('InvalidParameterException');
    const { logGroups } = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: 'apigw' }),
    );
    const resourceArn = `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}`;
    expect(logGroups).toMatchObject([
      {
        logGroupName,
        arn: `${resourceArn}:*`,
        logGroupArn: resourceArn,
        retentionInDays: 7,
        logGroupClass: 'STANDARD',
      },
    ]);
    await client.send(new TagResourceCommand({ resourceArn, tags: { lab: 'observability' } }));
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual({ lab: 'observability' });
    await client.send(new DeleteLogGroupCommand({ logGroupName }));
    const gone = client.send(new DescribeLogStreamsCommand({ logGroupName }));
    expect(await refusalOf(gone)).toEqual({
      code: 'ResourceNotFoundException',
      status: 400,
      message: 'The specified log group does not exist.',
    });
  });

  test('forget events whose retention is over', async () => {
    const { client, clock, find } = await openLogs();
    const hoursAgo = (hours: number) => clock.now() - hours * 3600 * 1000;
    await client.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName,
        logEvents: [
          { timestamp: hoursAgo(25), message: 'yesterday' },
          { timestamp: hoursAgo(23), message: 'today' },
        ],
      }),
    );
    expect(await find()).toEqual(['yesterday', 'today']);
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
    expect(await find()).toEqual(['today']);
  });

  test('keep policies of resources', async () => {
    const { client } = await openLogs();
    const policyDocument =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"delivery.logs.amazonaws.com"},"Action":"logs:PutLogEvents","Resource":"*"}]}';
    await client.send(new PutResourcePolicyCommand({ policyName: 'delivery', policyDocument }));
    const { resourcePolicies } = await client.send(new DescribeResourcePoliciesCommand({}));
    expect(resourcePolicies).toMatchObject([{ policyName: 'delivery', policyDocument }]);
    const wrong = client.send(
      new PutResourcePolicyCommand({ policyName: 'x', policyDocument: 'no' }),
    );
    expect((await refusalOf(wrong)).code).toBe('InvalidParameterException');
  });
});

describe('log events', () => {
  test('are read from the end, or from the head, page by page', async () => {
    const { client, write } = await openLogs();
    await write('a', 'b', 'c', 'd', 'e');
    const read = async (over: object) => {
      const answer = await client.send(
        new GetLogEventsCommand({ logGroupName, logStreamName, limit: 2, ...over }),
      );
      return { ...answer, text: answer.events?.map(({ message }) => message).join('') };
    };
    const last = await read({});
    expect(last.text).toBe('de');
    expect((await read({ nextToken: last.nextBackwardToken })).text).toBe('bc');
    const first = await read({ startFromHead: true });
    expect(first.text).toBe('ab');
    const second = await read({ nextToken: first.nextForwardToken });
    const third = await read({ nextToken: second.nextForwardToken });
    const fourth = await read({ nextToken: third.nextForwardToken });
    expect([second.text, third.text, fourth.text]).toEqual(['cd', 'e', '']);
    expect(fourth.nextForwardToken).toBe(third.nextForwardToken);
  });

  test.each([
    ['ERROR', ['ERROR 500 GET']],
    ['"500 GET"', ['ERROR 500 GET']],
    ['?ERROR ?WARN', ['ERROR 500 GET', 'WARN 404 GET']],
    ['GET -ERROR', ['WARN 404 GET']],
    ['{ $.status = 403 }', ['{"status":403,"ip":"203.0.113.7"}']],
    ['{ $.status >= 400 && $.ip = "203.*" }', ['{"status":403,"ip":"203.0.113.7"}']],
    ['{ $.status = 200 || $.status = 403 }', ['{"status":403,"ip":"203.0.113.7"}']],
  ])('are found by %s', async (pattern, found) => {
    const { write, find } = await openLogs();
    await write('ERROR 500 GET', 'WARN 404 GET', '{"status":403,"ip":"203.0.113.7"}');
    expect(await find(pattern)).toEqual(found);
  });

  test('patterns that the sandbox does not understand are refused', async () => {
    const { find } = await openLogs();
    expect((await refusalOf(find('[ip, user]'))).message).toBe(
      'Invalid filter pattern. The local sandbox understands terms and { $.member = value }, and neither regular expressions nor [space, delimited] patterns.',
    );
  });

  test('come in order; those too old or too new are left out', async () => {
    const { client, start } = await openLogs();
    const put = (...timestamps: number[]) =>
      client.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName,
          logEvents: timestamps.map((timestamp) => ({ timestamp, message: 'm' })),
        }),
      );
    expect((await refusalOf(put(start + 1, start))).message).toBe(
      'Log events in a single PutLogEvents request must be in chronological order.',
    );
    const day = 24 * 3600 * 1000;
    const { rejectedLogEventsInfo } = await put(start - 20 * day, start, start + day);
    expect(rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
      tooNewLogEventStartIndex: 2,
    });
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName }));
    expect(logStreams).toMatchObject([{ firstEventTimestamp: start, lastEventTimestamp: start }]);
  });

  test('of one stream are a thousand at most: the oldest go first', async () => {
    const { write, find } = await openLogs();
    await write(...Array.from({ length: 1001 }, (_, at) => `event ${at}`));
    const found = (await find()) ?? [];
    expect([found.length, found[0]]).toEqual([1000, 'event 1']);
  });

  test('of a Region are a megabyte at most', async () => {
    const { client, sandbox } = await openLogs();
    const message = 'x'.repeat(200_000);
    for (const name of ['two', 'three', 'four', 'five', 'six', 'seven']) {
      await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: name }));
      await client.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName: name,
          logEvents: [{ timestamp: Date.now(), message }],
        }),
      );
    }
    expect(sandbox.snapshot().length).toBeLessThan(1_100_000);
  });
});
