import { describe, expect, test } from 'vitest';
import { createTerminal } from '#shell';
import { type Answer, fakeSend } from '../support/fake-send.ts';

const INVOKE = 'https://abc123.execute-api.us-east-1.amazonaws.com/prod';

const forbidden: Answer = () =>
  Response.json(
    { message: 'Forbidden' },
    { status: 403, headers: { 'x-amzn-errortype': 'ForbiddenException' } },
  );

function open(answer: Answer = forbidden, files: Record<string, string> = {}) {
  const { send, seen } = fakeSend(answer);
  return { terminal: createTerminal({ send, files }), seen };
}

describe('curl sends what was asked for', () => {
  test.each<[string, { method: string; body: string; headers?: Record<string, string> }]>([
    [`curl ${INVOKE}/pets`, { method: 'GET', body: '' }],
    [`curl -X DELETE ${INVOKE}/pets`, { method: 'DELETE', body: '' }],
    [
      `curl -XPUT -d a=b -d c=d ${INVOKE}`,
      {
        method: 'PUT',
        body: 'a=b&c=d',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    [
      `curl --json '{"a":1}' ${INVOKE}`,
      {
        method: 'POST',
        body: '{"a":1}',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      },
    ],
    [
      `curl -H 'x-api-key: k1' -H 'Accept:' ${INVOKE}`,
      { method: 'GET', body: '', headers: { 'x-api-key': 'k1' } },
    ],
    [
      `curl -d @body.json -H 'content-type: application/json' ${INVOKE}`,
      { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } },
    ],
    [`curl --data-binary @body.json ${INVOKE}`, { method: 'POST', body: '{"a":\n1}\n' }],
    [`echo -n piped | curl -d @- ${INVOKE}`, { method: 'POST', body: 'piped' }],
    [`curl --data-urlencode 'q=a b&c' ${INVOKE}`, { method: 'POST', body: 'q=a+b%26c' }],
    [
      `curl -X OPTIONS -H 'Origin: https://shop.example' -H 'Access-Control-Request-Method: GET' ${INVOKE}`,
      {
        method: 'OPTIONS',
        body: '',
        headers: { origin: 'https://shop.example', 'access-control-request-method': 'GET' },
      },
    ],
    [
      `curl -u user:pass ${INVOKE}`,
      { method: 'GET', body: '', headers: { authorization: 'Basic dXNlcjpwYXNz' } },
    ],
  ])('%s', async (line, wanted) => {
    const { terminal, seen } = open(forbidden, { 'body.json': '{"a":\n1}\n' });
    await terminal.run(line);
    const [request] = seen;
    expect({ method: request?.method, body: request?.body }).toEqual({
      method: wanted.method,
      body: wanted.body,
    });
    for (const [name, value] of Object.entries(wanted.headers ?? {}))
      expect(request?.headers.get(name)).toBe(value);
  });

  test('-G puts the data behind the question mark', async () => {
    const { terminal, seen } = open();
    await terminal.run(`curl -G -d a=1 --data-urlencode 'b=x y' '${INVOKE}/search?z=0'`);
    expect(seen[0]).toMatchObject({
      method: 'GET',
      url: `${INVOKE}/search?z=0&a=1&b=x+y`,
      body: '',
    });
  });

  test('--aws-sigv4 signs for execute-api', async () => {
    const { terminal, seen } = open();
    await terminal.run(
      `curl --aws-sigv4 aws:amz:us-east-1:execute-api --user first-api:test ${INVOKE}`,
    );
    expect(seen[0]?.headers.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=first-api\/\d{8}\/us-east-1\/execute-api\/aws4_request/,
    );
  });
});

describe('curl prints what came back', () => {
  const stdoutOf = async (line: string, answer = forbidden) =>
    (await open(answer).terminal.run(line)).stdout;

  test('the body, the status by -w, headers by -i and -I', async () => {
    expect(await stdoutOf(`curl -s ${INVOKE}`)).toBe('{"message":"Forbidden"}');
    expect(
      await stdoutOf(`curl -s -o /dev/null -w '%{http_code} %{content_type}\\n' ${INVOKE}`),
    ).toBe('403 application/json\n');
    const head =
      'HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\nx-amzn-errortype: ForbiddenException\r\n\r\n';
    expect(await stdoutOf(`curl -si ${INVOKE}`)).toBe(`${head}{"message":"Forbidden"}`);
    expect(await stdoutOf(`curl -sI ${INVOKE}`)).toBe(head);
  });

  test('-o stores the body as it came, byte for byte', async () => {
    const bytes = new Uint8Array([0, 255, 10, 128]);
    const binary: Answer = () => new Response(bytes);
    expect(
      await stdoutOf(`curl -s -o out.bin ${INVOKE}; wc -c < out.bin; base64 out.bin`, binary),
    ).toMatch(/4\s+AP8KgA==\n/);
    expect(await stdoutOf(`curl -s ${INVOKE} | base64`, binary)).toBe('AP8KgA==\n');
  });

  test('-f turns an HTTP error into exit code 22, -S says so', async () => {
    const { terminal } = open();
    expect(await terminal.run(`curl -sSf ${INVOKE}`)).toEqual({
      stdout: '',
      stderr: 'curl: (22) The requested URL returned error: 403\n',
      exitCode: 22,
    });
    expect((await terminal.run(`curl -sf ${INVOKE}`)).stderr).toBe('');
  });

  test('-v shows both sides', async () => {
    const { terminal } = open();
    const { stderr } = await terminal.run(`curl -sv ${INVOKE}/pets`);
    expect(stderr).toContain(
      '> GET /prod/pets HTTP/1.1\n> Host: abc123.execute-api.us-east-1.amazonaws.com\n',
    );
    expect(stderr).toContain('< HTTP/1.1 403 Forbidden\n');
  });

  test('-L follows a redirect, and turns a POST into a GET', async () => {
    const moving: Answer = ({ url }) =>
      url.endsWith('/old')
        ? new Response(null, { status: 302, headers: { location: '/prod/new' } })
        : new Response('there');
    const { terminal, seen } = open(moving);
    expect((await terminal.run(`curl -sL -d a=b ${INVOKE}/old`)).stdout).toBe('there');
    expect(seen.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'POST /prod/old',
      'GET /prod/new',
    ]);
  });
});

describe('curl reaches the sandbox and nothing else', () => {
  test.each([
    'https://example.com',
    'http://169.254.169.254/latest',
    'https://amazonaws.com.evil.example',
    'http://192.168.0.1',
  ])('%s is refused in one sentence', async (url) => {
    const { terminal, seen } = open();
    const { stderr, exitCode } = await terminal.run(`curl ${url}`);
    expect(stderr).toBe(
      `curl: (6) Could not resolve host: ${new URL(url).hostname}. This terminal reaches your local sandbox only: ` +
        'https://{api-id}.execute-api.{region}.amazonaws.com/{stage}, your custom domain names, or http://localhost:4566.\n',
    );
    // The sandbox is asked whether somebody has a custom domain name of that name, and nothing else.
    expect([exitCode, seen.map((one) => one.url)]).toEqual([
      6,
      [`https://apigateway.us-east-1.amazonaws.com/_sandbox/names/${new URL(url).hostname}`],
    ]);
  });

  test('a redirect to elsewhere is not followed', async () => {
    const away: Answer = () =>
      new Response(null, { status: 301, headers: { location: 'https://example.com/' } });
    const { terminal, seen } = open(away);
    expect((await terminal.run(`curl -L ${INVOKE}`)).exitCode).toBe(6);
    expect(seen.map((one) => one.url)).toEqual([
      INVOKE,
      'https://apigateway.us-east-1.amazonaws.com/_sandbox/names/example.com',
    ]);
  });

  test.each([
    'http://localhost:4566/_sandbox/invoke/abc/prod',
    'http://127.0.0.1:4566',
    'abc.execute-api.localhost:4566/prod',
  ])('%s is the sandbox', async (url) => {
    const { terminal, seen } = open(() => new Response('ok'));
    expect((await terminal.run(`curl -s ${url}`)).stdout).toBe('ok');
    expect(seen).toHaveLength(1);
  });
});

describe('curl says what is wrong with the command line', () => {
  test.each([
    ['curl', "curl: (2) no URL specified\ncurl: try 'curl --help' for more information\n", 2],
    [
      'curl --frobnicate x',
      "curl: option --frobnicate: is unknown\ncurl: try 'curl --help' for more information\n",
      2,
    ],
    [
      `curl ${INVOKE} -H`,
      "curl: option -H: requires parameter\ncurl: try 'curl --help' for more information\n",
      2,
    ],
    [
      `curl -d @nope ${INVOKE}`,
      'curl: option -d: error encountered when reading a file: nope\n',
      26,
    ],
    [
      'curl ftp://localhost/x',
      'curl: (3) URL rejected: "ftp://localhost/x" is not an http or https URL\n',
      3,
    ],
  ])('%s', async (line, stderr, exitCode) => {
    const { terminal } = open();
    expect(await terminal.run(line)).toEqual({ stdout: '', stderr, exitCode });
  });

  test('a sandbox that does not answer', async () => {
    const { terminal } = open(() => {
      throw new Error('down');
    });
    expect(await terminal.run(`curl ${INVOKE}`)).toEqual({
      stdout: '',
      stderr:
        'curl: (7) Failed to connect to abc123.execute-api.us-east-1.amazonaws.com: the local sandbox does not answer. Is it still running?\n',
      exitCode: 7,
    });
  });
});
