import { describe, expect, test } from 'vitest';
import { openSession } from '#labs/aws-sdk';

const target = {
  kind: 'endpoint',
  endpoint: 'http://127.0.0.1:1',
  region: 'us-east-1',
  accessKeyId: 'first-api',
} as const;

/** An endpoint that gives two APIs per page. */
function pagedApis(names: readonly string[]) {
  const urls: URL[] = [];
  const fetch = (request: Request) => {
    const url = new URL(request.url);
    urls.push(url);
    const from = Number(url.searchParams.get('position') ?? 0);
    const item = names
      .slice(from, from + 2)
      .map((name) => ({ id: `id${name}`, name, value: 'secret' }));
    const next = from + 2 < names.length ? { position: String(from + 2) } : {};
    return Promise.resolve(Response.json({ item, ...next }));
  };
  return { urls, fetch };
}

describe('the reader', () => {
  test('follows every page', async () => {
    const { urls, fetch } = pagedApis(['a', 'b', 'c', 'd', 'e']);
    const { reader } = openSession({ target, onCall: () => {}, fetch, noProbes: 'none' });
    const { items = [] } = await reader.apigateway.getRestApis();
    expect(items.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(urls.map(({ searchParams }) => searchParams.get('position'))).toEqual([null, '2', '4']);
  });

  test('puts each question once per run, also when two ask at the same time', async () => {
    const { urls, fetch } = pagedApis(['a']);
    const calls: string[] = [];
    const { reader } = openSession({
      target,
      onCall: (call, state) => calls.push(`${state}: ${call}`),
      fetch,
      noProbes: 'none',
    });
    await Promise.all([reader.apigateway.getRestApis(), reader.apigateway.getRestApis()]);
    await reader.apigateway.getRestApis();
    expect(urls).toHaveLength(1);
    expect(calls).toEqual([
      'asked: aws apigateway get-rest-apis',
      'answered: aws apigateway get-rest-apis',
    ]);
  });

  test('drops values, whoever put them into an answer', async () => {
    const { fetch } = pagedApis(['a']);
    const { reader } = openSession({ target, onCall: () => {}, fetch, noProbes: 'none' });
    expect(
      JSON.stringify(await reader.apigateway.getUsagePlanKeys({ usagePlanId: 'p' })),
    ).not.toContain('secret');
  });

  test('a refusal becomes a fault that names the right that is missing', async () => {
    const fetch = () =>
      Promise.resolve(
        Response.json(
          { message: 'no' },
          { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } },
        ),
      );
    const { reader } = openSession({ target, onCall: () => {}, fetch, noProbes: 'none' });
    await expect(reader.apigateway.getUsagePlans()).rejects.toMatchObject({
      reason: 'denied',
      message:
        'These credentials may not do apigateway:GET on arn:aws:apigateway:us-east-1::/usageplans.',
      call: 'aws apigateway get-usage-plans',
    });
  });
});

describe('the traces of a probe', () => {
  /** A table whose item has another name each time it is asked for. */
  function changingItem() {
    const targets: (string | null)[] = [];
    const fetch = (request: Request) => {
      targets.push(request.headers.get('x-amz-target'));
      return Promise.resolve(Response.json({ Item: { name: { S: `take ${targets.length}` } } }));
    };
    return { targets, fetch };
  }
  const question = { TableName: 'pets', Key: { id: { S: 'a' } } };

  test('are read anew each time', async () => {
    const { targets, fetch } = changingItem();
    const { probes } = openSession({ target, onCall: () => {}, fetch });
    if (typeof probes === 'string') throw new Error(probes);
    const first = await probes.traces.dynamodb.getItem(question);
    const second = await probes.traces.dynamodb.getItem(question);
    expect([first, second].map(({ Item }) => Item?.['name']?.S)).toEqual(['take 1', 'take 2']);
    expect(targets).toEqual(['DynamoDB_20120810.GetItem', 'DynamoDB_20120810.GetItem']);
  });

  test('hold no value of a key', () => {
    const { probes } = openSession({ target, onCall: () => {} });
    expect(Object.keys(typeof probes === 'string' ? {} : probes.traces)).toEqual(['dynamodb']);
  });
});
