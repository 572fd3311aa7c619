import { ACM } from '@aws-sdk/client-acm';
import {
  CreateApiMappingCommand,
  CreateDomainNameCommand,
  UpdateStageCommand,
  CreateAuthorizerCommand,
  DeleteApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { AwsV4Signer } from 'aws4fetch';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createFrameScanner } from '../../../src/sandbox/frames.ts';
import { refusalOf } from '../support.ts';
import { listen, openChat } from './support.ts';

const WHO =
  '{"id":"$context.connectionId","route":"$context.routeKey","said":$input.json(\'$.text\')}';
const parse = (text: string) => JSON.parse(text) as Record<string, string>;

/** A chat whose `who` route tells the client its connection id. */
async function openWho() {
  const chat = await openChat();
  await chat.route('who', await chat.mock(WHO), { isTwoWay: true });
  const idOf = async (client: Awaited<ReturnType<typeof chat.connect>>) => {
    client.send({ action: 'who' });
    return parse(await client.next())['id'] ?? '';
  };
  return { ...chat, idOf };
}

describe('a message takes the route that the selection expression gives', () => {
  test('a two-way MOCK route answers by its response template', async () => {
    const chat = await openWho();
    const client = await chat.connect();
    client.send({ action: 'who', text: 'hello' });
    const answer = parse(await client.next());
    expect(answer).toEqual({ id: expect.stringMatching(/^[\w-]{15}=$/), route: 'who', said: '' });
  });

  test('what no route takes goes to $default, also what is no JSON', async () => {
    const chat = await openChat();
    await chat.route('$default', await chat.mock('"$context.routeKey got $input.body"'), {
      isTwoWay: true,
    });
    const client = await chat.connect();
    client.send({ action: 'unknown' });
    client.send('plain words');
    expect(await client.next()).toContain('$default got');
    expect(await client.next()).toContain('$default got');
  });

  test('without $default the client is told Forbidden, and the trace why', async () => {
    const chat = await openWho();
    const client = await chat.connect();
    client.send({ action: 'shout' });
    const text = await client.next();
    expect(text).toMatch(
      /^\{"message": "Forbidden", "connectionId":"[\w-]{15}=", "requestId":"[\w-]{15}="\}$/,
    );
    const [trace] = chat.traces();
    expect(trace?.steps.at(-1)?.reason).toMatch(
      /^No route of deployment \w+ takes the message: no route is "shout", and there is no \$default route\.$/,
    );
  });

  test('a client cannot call $connect by a message', async () => {
    const chat = await openWho();
    const client = await chat.connect();
    client.send({ action: '$connect' });
    expect(await client.next()).toContain('"message": "Forbidden"');
  });

  test('a one-way route answers nothing: the next two-way answer comes first', async () => {
    const chat = await openWho();
    await chat.route('note', await chat.mock('"never seen"'));
    const client = await chat.connect();
    client.send({ action: 'note' });
    client.send({ action: 'who' });
    expect(parse(await client.next())['route']).toBe('who');
  });

  test('a route that was edited and not deployed is not there', async () => {
    const chat = await openChat({ AutoDeploy: false });
    const answer = await chat.connect().catch((error: Error) => error.message);
    expect(answer).toBe('403 {"message":"Forbidden"}');
  });
});

describe('backends', () => {
  const ECHO =
    'export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

  test('a Lambda proxy gets the event of $connect with headers and query, and of a message with its body', async () => {
    const chat = await openChat({ StageVariables: { tier: 'gold' } });
    const echo = await chat.proxy(await chat.lambdaFunction('echo', ECHO));
    await chat.route('$connect', echo);
    await chat.route('$default', echo, { isTwoWay: true });
    const client = await chat.connect({ headers: { 'x-room': 'tea' } }, '?user=ada');
    client.send('{"say":"hi"}');
    const event = parse(await client.next()) as unknown as Record<string, Record<string, unknown>>;
    expect(event).toMatchObject({
      body: '{"say":"hi"}',
      isBase64Encoded: false,
      stageVariables: { tier: 'gold' },
      requestContext: {
        routeKey: '$default',
        eventType: 'MESSAGE',
        messageDirection: 'IN',
        stage: 'prod',
        apiId: chat.ApiId,
        domainName: `${chat.ApiId}.execute-api.us-east-1.amazonaws.com`,
        identity: { sourceIp: '127.0.0.1' },
      },
    });
    expect(event).not.toHaveProperty('headers');
    expect(event['requestContext']?.['messageId']).toMatch(/^[\w-]{15}=$/);
  });

  test('a function that throws is an Internal server error for the client, who stays connected', async () => {
    const chat = await openChat();
    const fails = await chat.proxy(
      await chat.lambdaFunction(
        'fails',
        'export const handler = async () => { throw new Error("no"); };',
      ),
    );
    await chat.route('$default', fails);
    const client = await chat.connect();
    client.send('a');
    expect(await client.next()).toMatch(
      /^\{"message": "Internal server error", "connectionId":"[\w-]{15}=", "requestId":"[\w-]{15}="\}$/,
    );
    client.send('b');
    expect(await client.next()).toContain('Internal server error');
  });

  test('a function on $connect decides: its status is the answer to the handshake', async () => {
    const chat = await openChat();
    const guard = await chat.proxy(
      await chat.lambdaFunction(
        'guard',
        `export const handler = async ({ queryStringParameters: q }) =>
          q?.user === 'ada' ? { statusCode: 200 } : { statusCode: q ? 403 : 401 };`,
      ),
    );
    await chat.route('$connect', guard);
    await expect(chat.connect({}, '?user=ada')).resolves.toBeDefined();
    await expect(chat.connect({}, '?user=bob')).rejects.toThrow(/^403 /);
    await expect(chat.connect()).rejects.toThrow(/^401 /);
  });

  test('a function on $connect that breaks is 502', async () => {
    const chat = await openChat();
    await chat.route(
      '$connect',
      await chat.proxy(
        await chat.lambdaFunction('silent', 'export const handler = async () => {};'),
      ),
    );
    await expect(chat.connect()).rejects.toThrow(/^502 \{"message": "Internal server error"/);
  });

  test('the subprotocol is the one that the backend of $connect chose', async () => {
    const chat = await openChat();
    const choose = await chat.proxy(
      await chat.lambdaFunction(
        'choose',
        `export const handler = async () => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'v2' } });`,
      ),
    );
    await chat.route('$connect', choose);
    const client = await chat.connect({}, '', ['v1', 'v2']);
    expect(client.socket.protocol).toBe('v2');
  });

  test('HTTP_PROXY posts the message, with mapped headers', async () => {
    const chat = await openChat();
    const http = await chat.integration({
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'POST',
      IntegrationUri: 'https://backend.example.com/messages',
      RequestParameters: { 'integration.request.header.x-connection': 'context.connectionId' },
    });
    await chat.route('$default', http, { isTwoWay: true });
    const client = await chat.connect();
    client.send('{"n":1}');
    expect(parse(await client.next())).toEqual({
      method: 'POST',
      path: '/messages',
      user: expect.stringMatching(/^[\w-]{15}=$/),
      body: '{"n":1}',
    });
  });

  test('HTTP sends what the request template makes', async () => {
    const chat = await openChat();
    const http = await chat.integration({
      IntegrationType: 'HTTP',
      IntegrationMethod: 'PUT',
      IntegrationUri: 'https://backend.example.com/orders',
      TemplateSelectionExpression: '${request.body.action}',
      RequestTemplates: { order: '{"quantity": $input.path(\'$.n\')}' },
    });
    await chat.route('order', http, { isTwoWay: true });
    const client = await chat.connect();
    client.send({ action: 'order', n: 3 });
    // No integration response matches: the backend was called, the client hears nothing.
    await expect
      .poll(() => chat.traces(1)[0]?.steps.map(({ step }) => step))
      .toEqual(['match-route', 'throttle', 'integrate', 'reply']);
    expect(chat.traces(1)[0]?.status).toBe(200);
  });
});

describe('who may connect', () => {
  const AUTHORIZER = `export const handler = async (event) => {
    const token = event.queryStringParameters.token;
    if (token === 'nobody') throw new Error('Unauthorized');
    return {
      principalId: token,
      context: { room: 'tea' },
      policyDocument: { Version: '2012-10-17', Statement: [{
        Action: 'execute-api:Invoke', Effect: token === 'ada' ? 'Allow' : 'Deny', Resource: event.methodArn,
      }] },
    };
  };`;

  async function openGuarded() {
    const chat = await openChat();
    const functionArn = await chat.lambdaFunction('authorize', AUTHORIZER);
    const { AuthorizerId = '' } = await chat.control.send(
      new CreateAuthorizerCommand({
        ApiId: chat.ApiId,
        Name: 'tokens',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
        IdentitySource: ['route.request.querystring.token'],
      }),
    );
    await chat.route('$connect', undefined, { AuthorizationType: 'CUSTOM', AuthorizerId });
    await chat.route(
      'who',
      await chat.mock('"$context.authorizer.room of $context.authorizer.principalId"'),
      {
        isTwoWay: true,
      },
    );
    return chat;
  }

  test('the authorizer allows, and its context is in every later event', async () => {
    const chat = await openGuarded();
    const client = await chat.connect({}, '?token=ada');
    client.send({ action: 'who' });
    expect(await client.next()).toBe('"tea of ada"');
  });

  test.each([
    ['without the identity source', '', '401 {"message":"Unauthorized"}'],
    ['denied by its policy', '?token=eve', '403 {"message":"Forbidden"}'],
    ['refused by "Unauthorized"', '?token=nobody', '401 {"message":"Unauthorized"}'],
  ])('%s: %s', async (_, query, answer) => {
    const chat = await openGuarded();
    await expect(chat.connect({}, query)).rejects.toThrow(answer);
  });

  test('AWS_IAM lets a signed handshake in, and no other', async () => {
    const chat = await openChat();
    await chat.route('$connect', undefined, { AuthorizationType: 'AWS_IAM' });
    await expect(chat.connect()).rejects.toThrow('403 {"message":"Missing Authentication Token"}');
    const { headers: signed } = await new AwsV4Signer({
      url: chat.invokeUrl,
      method: 'GET',
      service: 'execute-api',
      region: 'us-east-1',
      accessKeyId: 'test',
      secretAccessKey: 'test',
    }).sign();
    const headers = Object.fromEntries(signed);
    await expect(chat.connect({ headers })).resolves.toBeDefined();
    await expect(
      chat.connect({ headers: { ...headers, 'x-amz-date': '20200101T000000Z' } }),
    ).rejects.toThrow('403 {"message":"Forbidden"}');
  });
});

describe('@connections', () => {
  test('a backend posts to a client, reads about it and closes it', async () => {
    const chat = await openWho();
    const client = await chat.connect({ headers: { 'user-agent': 'test-client' } });
    const id = await chat.idOf(client);
    await chat.post(id, 'hello from the backend');
    expect(await client.next()).toBe('hello from the backend');
    const { Identity, ConnectedAt } = await chat.get(id);
    expect(Identity).toEqual({ SourceIp: '127.0.0.1', UserAgent: 'test-client' });
    expect(ConnectedAt).toBeInstanceOf(Date);
    await chat.drop(id);
    expect((await client.closed).code).toBe(1000);
    expect(await refusalOf(chat.post(id, 'anybody?'))).toMatchObject({
      code: 'GoneException',
      status: 410,
    });
  });

  test('a function posts to every client through the SDK, as its role', async () => {
    const chat = await openWho();
    const iam = new IAMClient(chat.settings());
    const trust = (Service: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
      });
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'chat-fn',
        AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'chat-fn',
        PolicyName: 'connections',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'execute-api:ManageConnections',
              Resource: `arn:aws:execute-api:us-east-1:123456789012:${chat.ApiId}/prod/POST/*`,
            },
          ],
        }),
      }),
    );
    const functionArn = await chat.lambdaFunction(
      'chat',
      `import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
      export const handler = async ({ requestContext: { domainName, stage }, body }) => {
        const client = new ApiGatewayManagementApiClient({ endpoint: 'https://' + domainName + '/' + stage });
        const { to, text } = JSON.parse(body);
        for (const ConnectionId of to) await client.send(new PostToConnectionCommand({ ConnectionId, Data: text }));
        return { statusCode: 200 };
      };`,
      'arn:aws:iam::123456789012:role/chat-fn',
    );
    await chat.route('sendmessage', await chat.proxy(functionArn));
    const [ada, bob] = [await chat.connect(), await chat.connect()];
    const to = [await chat.idOf(ada), await chat.idOf(bob)];
    ada.send({ action: 'sendmessage', to, text: 'good morning' });
    expect(await Promise.all([ada.next(), bob.next()])).toEqual(['good morning', 'good morning']);
  });

  test('a role without execute-api:ManageConnections is refused by name', async () => {
    const chat = await openWho();
    const client = await chat.connect();
    const id = await chat.idOf(client);
    const iam = new IAMClient(chat.settings());
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'reader',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' },
          ],
        }),
      }),
    );
    const { Credentials } = await chat
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: Role?.Arn ?? '', RoleSessionName: 'ada' }));
    const refusal = await refusalOf(
      chat.post(id, 'hi', {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      }),
    );
    expect(refusal).toEqual({
      code: 'ForbiddenException',
      status: 403,
      message: `User: arn:aws:sts::123456789012:assumed-role/reader/ada is not authorized to perform: execute-api:ManageConnections on resource: arn:aws:execute-api:us-east-1:123456789012:${chat.ApiId}/prod/POST/@connections/${id}`,
    });
  });

  test('another account, an id that is none and a message over 128 kB are refused', async () => {
    const chat = await openWho();
    const id = await chat.idOf(await chat.connect());
    const other = { accessKeyId: 'other', secretAccessKey: 'test' };
    expect(await refusalOf(chat.post(id, 'hi', other))).toMatchObject({
      code: 'ForbiddenException',
      status: 403,
    });
    expect(await refusalOf(chat.post('nonsense', 'hi'))).toMatchObject({
      code: 'BadRequestException',
      message: 'Invalid connectionId: nonsense',
    });
    expect(await refusalOf(chat.post(id, 'x'.repeat(131_073)))).toMatchObject({
      code: 'PayloadTooLargeException',
      status: 413,
    });
    const unsigned = await fetch(`${chat.invokeUrl}/@connections/${id}`, {
      method: 'POST',
      body: 'hi',
    });
    expect(unsigned.status).toBe(403);
  });
});

describe('connections end', () => {
  test('after ten idle minutes with 1001, and $disconnect hears of it', async () => {
    const chat = await openWho();
    await chat.route('$disconnect', await chat.mock('""'));
    const client = await chat.connect();
    const id = await chat.idOf(client);
    chat.pass(599_000);
    await chat.sandbox.sweep();
    expect(await chat.idOf(client)).toBe(id);
    chat.pass(600_001);
    await chat.sandbox.sweep();
    expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
    const [trace] = chat.traces();
    expect(trace).toMatchObject({ method: 'DISCONNECT', route: '$disconnect', status: 200 });
  });

  test('after two hours, however busy', async () => {
    const chat = await openWho();
    const client = await chat.connect();
    const id = await chat.idOf(client);
    for (let minutes = 0; minutes < 120; minutes += 8) {
      chat.pass(8 * 60_000);
      if (minutes < 112) expect(await chat.idOf(client)).toBe(id);
    }
    await chat.sandbox.sweep();
    expect((await client.closed).code).toBe(1001);
  });

  test('a client that leaves is told to $disconnect with its code', async () => {
    const chat = await openWho();
    const functionArn = await chat.lambdaFunction(
      'leave',
      `export const handler = async ({ requestContext: c }) => ({ statusCode: c.disconnectStatusCode === 4001 ? 200 : 500 });`,
    );
    await chat.route('$disconnect', await chat.proxy(functionArn));
    const client = await chat.connect();
    const id = await chat.idOf(client);
    client.socket.close(4001, 'bye');
    await expect.poll(() => chat.traces(1)[0]).toMatchObject({ method: 'DISCONNECT', status: 200 });
    expect(await refusalOf(chat.get(id))).toMatchObject({ code: 'GoneException' });
  });

  test('a binary message ends it with 1003', async () => {
    const chat = await openWho();
    const client = await chat.connect();
    client.socket.send(new Uint8Array([1, 2, 3]));
    expect((await client.closed).code).toBe(1003);
  });

  test('a frame over 32 kB ends it with 1009, a message of several frames passes', async () => {
    const chat = await openChat();
    const store = await chat.integration({
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'POST',
      IntegrationUri: 'https://backend.example.com/messages',
    });
    await chat.route('store', store, { isTwoWay: true });
    const client = await chat.connect();
    const text = JSON.stringify({ action: 'store', text: 'x'.repeat(60_000) });
    client.socket.send(text.slice(0, 30_000), { fin: false });
    client.socket.send(text.slice(30_000), { fin: true });
    expect(parse(await client.next())['body']).toBe(text);
    client.send('x'.repeat(32_769));
    expect((await client.closed).code).toBe(1009);
  });

  test('a message over 128 kB ends it with 1009', async () => {
    const chat = await openWho();
    const client = await chat.connect();
    for (let frame = 0; frame < 5; frame += 1)
      client.socket.send('x'.repeat(30_000), { fin: frame === 4 });
    expect((await client.closed).code).toBe(1009);
  });

  test('when the API is deleted, at the next message', async () => {
    const chat = await openWho();
    const client = await chat.connect();
    await chat.control.send(new DeleteApiCommand({ ApiId: chat.ApiId }));
    client.send({ action: 'who' });
    expect((await client.closed).code).toBe(1001);
  });

  test('when the account is reset', async () => {
    const chat = await openWho();
    const client = await chat.connect();
    chat.sandbox.reset('test');
    expect((await client.closed).code).toBe(1001);
  });
});

describe('limits and records', () => {
  test('a message over the throttle of its route is told so, and the connection goes on', async () => {
    const chat = await openWho();
    await chat.control.send(
      new UpdateStageCommand({
        ApiId: chat.ApiId,
        StageName: 'prod',
        RouteSettings: { who: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } },
      }),
    );
    const client = await chat.connect();
    client.send({ action: 'who' });
    client.send({ action: 'who' });
    const answers = [await client.next(), await client.next()];
    expect(answers.filter((text) => text.includes('"Too Many Requests"'))).toHaveLength(1);
    chat.pass(1000);
    client.send({ action: 'who' });
    expect(parse(await client.next())['route']).toBe('who');
  });

  test('the trace tells each step of a handshake', async () => {
    const chat = await openWho();
    await chat.route('$connect', await chat.mock('""'));
    await chat.connect();
    const [trace] = chat.traces();
    expect(trace).toMatchObject({
      method: 'CONNECT',
      route: '$connect',
      status: 200,
      stage: 'prod',
    });
    expect(trace?.steps.map(({ step }) => step)).toEqual([
      'resolve-stage',
      'match-route',
      'authorize',
      'throttle',
      'integrate',
    ]);
  });

  test('the Host of AWS leads to the API too', async () => {
    const chat = await openWho();
    const { WebSocket } = await import('ws');
    const socket = new WebSocket(`${chat.url.replace('http', 'ws')}/prod`, {
      headers: { host: `${chat.ApiId}.execute-api.us-east-1.amazonaws.com` },
    });
    await new Promise((resolve) => socket.once('open', resolve));
    socket.terminate();
  });

  test('plain HTTP, an unknown stage and an unknown API are refused', async () => {
    const chat = await openWho();
    const plain = await fetch(chat.invokeUrl);
    expect([plain.status, await plain.text()]).toEqual([403, '{"message":"Forbidden"}']);
    const { WebSocket } = await import('ws');
    const statusAt = (path: string) =>
      new Promise((resolve) => {
        new WebSocket(`${chat.url.replace('http', 'ws')}${path}`)
          .on('unexpected-response', (_request, { statusCode }) => resolve(statusCode))
          .on('error', () => undefined);
      });
    expect(await statusAt(`/_sandbox/invoke/${chat.ApiId}/test`)).toBe(403);
    expect(await statusAt('/_sandbox/invoke/nosuchapi1/prod')).toBe(403);
    expect(await statusAt('/')).toBe(404);
    expect(chat.faults).toEqual([]);
  });
});

describe('the scanner of frames', () => {
  test('judges a stream the same, however it is cut', () => {
    const frame = (length: number) => {
      const head =
        length < 126
          ? [0x81, 0x80 | length]
          : length < 65_536
            ? [0x81, 0xfe, length >> 8, length & 255]
            : [0x81, 0xff, 0, 0, 0, 0, 0, length >> 16, (length >> 8) & 255, length & 255];
      return [...head, 1, 2, 3, 4, ...new Array<number>(length).fill(7)];
    };
    const length = fc.oneof(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 65_000, max: 66_000 }),
    );
    fc.assert(
      fc.property(
        fc.array(length, { maxLength: 4 }),
        fc.integer({ min: 1, max: 5000 }),
        (lengths, step) => {
          const bytes = new Uint8Array(lengths.flatMap(frame));
          const scan = createFrameScanner(65_535);
          let isFine = true;
          for (let at = 0; at < bytes.length && isFine; at += step)
            isFine = scan(bytes.subarray(at, at + step));
          expect(isFine).toBe(lengths.every((one) => one <= 65_535));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a custom domain name leads to a WebSocket API', () => {
  test('and its clients are told the name that they called', async () => {
    const chat = await openChat();
    await chat.route('where', await chat.mock('{"domain":"$context.domainName"}'), {
      isTwoWay: true,
    });
    const acm = new ACM(chat.settings());
    onTestFinished(() => acm.destroy());
    const { CertificateArn } = await acm.requestCertificate({ DomainName: 'chat.example.com' });
    chat.pass(5000);
    const DomainName = 'chat.example.com';
    await chat.control.send(
      new CreateDomainNameCommand({
        DomainName,
        DomainNameConfigurations: [{ CertificateArn }],
      }),
    );
    await chat.control.send(
      new CreateApiMappingCommand({
        DomainName,
        ApiId: chat.ApiId,
        Stage: 'prod',
        ApiMappingKey: 'live',
      }),
    );
    const address = `${chat.url}/_sandbox/domains/${DomainName}/live`;
    const socket = new WebSocket(address.replace(/^http/, 'ws'));
    const client = listen(socket);
    onTestFinished(() => socket.terminate());
    await new Promise((resolve) => socket.once('open', resolve));
    client.send({ action: 'where' });
    expect(await client.next()).toBe('{"domain":"chat.example.com"}');
    const [trace] = chat.traces();
    expect(trace).toMatchObject({ apiId: chat.ApiId, stage: 'prod' });
  });
});
