import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTerminal } from '#shell';

const run = promisify(execFile);

function realAwsVersion(): string | undefined {
  try {
    return execFileSync('aws', ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

const isThere = realAwsVersion() !== undefined;
if (!isThere) console.info('Skipped: no real `aws` on PATH to compare the terminal with.');

interface Seen {
  readonly line: string;
  readonly body: unknown;
}

const DAY = 1_763_900_000;
/** Answers with what makes formats differ: nested lists and maps, missing keys, times, booleans, wide text. */
function answer(line: string): { status: number; headers?: Record<string, string>; body: string } {
  if (line.startsWith('POST / ')) {
    const result =
      '<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:root</Arn><UserId>123456789012</UserId><Account>123456789012</Account></GetCallerIdentityResult>';
    return {
      status: 200,
      body: `<GetCallerIdentityResponse>${result}</GetCallerIdentityResponse>`,
    };
  }
  if (line.includes('/restapis/missing')) {
    return {
      status: 404,
      headers: { 'x-amzn-errortype': 'NotFoundException' },
      body: JSON.stringify({ message: 'Invalid API identifier specified 123456789012:missing' }),
    };
  }
  if (line.startsWith('DELETE ')) return { status: 202, body: '' };
  if (line.includes('/usageplans/p/keys'))
    return { status: 200, body: JSON.stringify({ item: [] }) };
  const plan = (id: string, extra: object) => ({
    id,
    name: `Plan ${id} with a rather long name to make the table wide enough to be turned`,
    description: 'Zwei Wörter, 日本',
    apiStages: [
      { apiId: 'a1', stage: 'prod', throttle: { '/pets/GET': { burstLimit: 2, rateLimit: 1 } } },
    ],
    ...extra,
  });
  if (line.includes('/usageplans')) {
    const item = [
      plan('one', { throttle: { burstLimit: 2, rateLimit: 1 } }),
      plan('two', { quota: { limit: 5, offset: 0, period: 'DAY' } }),
    ];
    return {
      status: 200,
      body: JSON.stringify(line.includes('/usageplans/one') ? item[0] : { item }),
    };
  }
  if (line.startsWith('GET /restapis ') || line.startsWith('GET /restapis?')) {
    const item = [
      {
        id: 'a1',
        name: 'one',
        createdDate: DAY,
        apiKeySource: 'HEADER',
        endpointConfiguration: { types: ['EDGE'] },
        tags: {},
      },
      {
        id: 'a2',
        name: 'two',
        createdDate: DAY + 1,
        disableExecuteApiEndpoint: false,
        binaryMediaTypes: ['image/png', '*/*'],
      },
    ];
    return { status: 200, body: JSON.stringify({ item }) };
  }
  return {
    status: 201,
    body: JSON.stringify({ id: 'new', name: 'n', enabled: true, createdDate: DAY }),
  };
}

let server: Server;
let endpoint = '';
let home = '';
const seen: Seen[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'real-aws-'));
  // What version 2 does by default: times in ISO 8601.
  writeFileSync(join(home, 'config'), '[default]\ncli_timestamp_format = iso8601\n');
  writeFileSync(join(home, 'template.json'), '{"application/json":"{\\"statusCode\\": 200}"}');
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const line = `${request.method} ${request.url}`;
      const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
      seen.push({ line, body });
      const { status, headers, body: sent } = answer(`${line} `);
      response.writeHead(status, headers).end(sent);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});

afterAll(() => {
  server.close();
  rmSync(home, { recursive: true, force: true });
});

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly requests: readonly Seen[];
}

async function byRealAws(args: readonly string[]): Promise<Outcome> {
  const start = seen.length;
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    TZ: 'UTC',
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
    PYTHONIOENCODING: 'utf-8',
  };
  const result = await run('aws', ['--endpoint-url', endpoint, ...args], { env, cwd: home }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return { stdout: result.stdout, stderr: result.stderr, requests: seen.slice(start) };
}

async function byTerminal(args: readonly string[]): Promise<Outcome> {
  const start = seen.length;
  const quoted = args.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const terminal = createTerminal({
    env: { AWS_ENDPOINT_URL: endpoint },
    files: { 'template.json': '{"application/json":"{\\"statusCode\\": 200}"}' },
    send: (request) => fetch(request),
  });
  const { stdout, stderr } = await terminal.run(`aws ${quoted}`);
  return { stdout, stderr, requests: seen.slice(start) };
}

describe.skipIf(!isThere)('the terminal prints and sends what the real aws does', () => {
  test.each<[string[]]>([
    [['apigateway', 'get-rest-apis']],
    [['apigateway', 'get-rest-apis', '--output', 'text']],
    [['apigateway', 'get-rest-apis', '--output', 'table']],
    [['apigateway', 'get-usage-plans', '--output', 'text']],
    [['apigateway', 'get-usage-plans', '--output', 'table']],
    [['apigateway', 'get-usage-plan', '--usage-plan-id', 'one', '--output', 'table']],
    [['apigateway', 'get-usage-plans', '--query', 'items[?name==`x`].id', '--output', 'text']],
    [
      [
        'apigateway',
        'get-usage-plans',
        '--query',
        'items[*].[id,throttle.rateLimit]',
        '--output',
        'text',
      ],
    ],
    [
      [
        'apigateway',
        'get-usage-plans',
        '--query',
        'items[*].[id,throttle.rateLimit]',
        '--output',
        'table',
      ],
    ],
    [
      [
        'apigateway',
        'get-rest-apis',
        '--query',
        "items[?name=='two'] | [0].{i:id,off:disableExecuteApiEndpoint}",
      ],
    ],
    [
      [
        'apigateway',
        'get-rest-apis',
        '--query',
        'sort_by(items, &name)[].id | join(`,`, @)',
        '--output',
        'text',
      ],
    ],
    [['apigateway', 'get-rest-apis', '--query', 'nothing', '--output', 'text']],
    [['apigateway', 'get-rest-apis', '--query', 'nothing']],
    [['apigateway', 'get-rest-apis', '--max-items', '1']],
    [['apigateway', 'get-usage-plan-keys', '--usage-plan-id', 'p']],
    [['apigateway', 'get-usage-plan-keys', '--usage-plan-id', 'p', '--output', 'text']],
    [['apigateway', 'delete-rest-api', '--rest-api-id', 'a b/c']],
    [['sts', 'get-caller-identity', '--output', 'text']],
    [
      [
        'apigateway',
        'create-usage-plan',
        '--name',
        'p',
        '--throttle',
        'burstLimit=2,rateLimit=1.5',
        '--api-stages',
        'apiId=x,stage=prod',
        'apiId=y,stage=d',
      ],
    ],
    [
      [
        'apigateway',
        'put-integration',
        '--rest-api-id',
        'a',
        '--resource-id',
        'r',
        '--http-method',
        'GET',
        '--type',
        'MOCK',
        '--request-templates',
        'file://template.json',
      ],
    ],
    [
      [
        'apigateway',
        'update-stage',
        '--rest-api-id',
        'a',
        '--stage-name',
        's',
        '--patch-operations',
        'op=replace,path=/*/*/logging/loglevel,value=INFO',
        'op=remove,path=/variables/x',
      ],
    ],
    [
      [
        'apigatewayv2',
        'create-api',
        '--name',
        'h',
        '--protocol-type',
        'HTTP',
        '--cors-configuration',
        'AllowOrigins=https://a.example,AllowMethods=GET,POST,MaxAge=10',
        '--tags',
        'a=b',
      ],
    ],
    [
      [
        'apigateway',
        'untag-resource',
        '--resource-arn',
        'arn:aws:apigateway:us-east-1::/restapis/a',
        '--tag-keys',
        'a b',
        'c',
      ],
    ],
  ])('%j', async (args) => {
    const real = await byRealAws(args);
    expect(await byTerminal(args)).toEqual(real);
    expect(real.requests.length).toBeGreaterThan(0);
  });

  test("the service's error reads the same", async () => {
    const args = ['apigateway', 'get-rest-api', '--rest-api-id', 'missing'];
    expect((await byTerminal(args)).stderr).toBe((await byRealAws(args)).stderr);
  });

  test('what is missing is named the same', async () => {
    const reasonOf = ({ stderr }: Outcome) => /aws: error: .*/.exec(stderr)?.[0];
    const args = ['apigateway', 'put-method', '--rest-api-id', 'a'];
    const reason = reasonOf(await byRealAws(args));
    expect(reason).toContain('--authorization-type');
    expect(reasonOf(await byTerminal(args))).toBe(reason);
  });
});
