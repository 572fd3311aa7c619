import { describe, expect, test } from 'vitest';
import { createTerminal } from '#shell';
import { type Answer, awsError, fakeSend } from '../support/fake-send.ts';

const ok: Answer = () => Response.json({});

function open(
  answer: Answer = ok,
  options: { env?: Record<string, string>; files?: Record<string, string> } = {},
) {
  const { send, seen } = fakeSend(answer);
  return { terminal: createTerminal({ send, ...options }), seen };
}

/** The one request that a command line sends. */
async function requestOf(line: string, files: Record<string, string> = {}) {
  const { terminal, seen } = open(ok, { files });
  const result = await terminal.run(line);
  expect(result.stderr).toBe('');
  expect(seen).toHaveLength(1);
  const [
    { method, url, body, headers } = { method: '', url: '', body: '', headers: new Headers() },
  ] = seen;
  const { host, pathname, search } = new URL(url);
  return {
    host,
    headers,
    line: `${method} ${pathname}${search}`,
    body: body && (JSON.parse(body) as unknown),
  };
}

describe('aws turns words into the request that the API takes', () => {
  test.each([
    ['aws apigateway get-rest-api --rest-api-id abc', 'GET /restapis/abc', ''],
    ['aws apigateway get-rest-api --rest-api-id=abc', 'GET /restapis/abc', ''],
    ['aws apigateway create-rest-api --name "My API"', 'POST /restapis', { name: 'My API' }],
    [
      'aws apigateway create-rest-api --name a --endpoint-configuration types=REGIONAL --tags team=shop,stage=dev',
      'POST /restapis',
      {
        name: 'a',
        endpointConfiguration: { types: ['REGIONAL'] },
        tags: { team: 'shop', stage: 'dev' },
      },
    ],
    [
      'aws apigateway create-rest-api --name a --api-version v1',
      'POST /restapis',
      { name: 'a', version: 'v1' },
    ],
    [
      'aws apigateway create-usage-plan --name p --throttle burstLimit=2,rateLimit=1.5 --api-stages apiId=x,stage=prod apiId=y,stage=dev',
      'POST /usageplans',
      {
        name: 'p',
        throttle: { burstLimit: 2, rateLimit: 1.5 },
        apiStages: [
          { apiId: 'x', stage: 'prod' },
          { apiId: 'y', stage: 'dev' },
        ],
      },
    ],
    [
      `aws apigateway create-usage-plan --name p --api-stages '[{"apiId":"x","stage":"prod"}]'`,
      'POST /usageplans',
      { name: 'p', apiStages: [{ apiId: 'x', stage: 'prod' }] },
    ],
    [
      'aws apigateway update-stage --rest-api-id a --stage-name prod --patch-operations op=replace,path=/*/*/throttling/rateLimit,value=5',
      'PATCH /restapis/a/stages/prod',
      { patchOperations: [{ op: 'replace', path: '/*/*/throttling/rateLimit', value: '5' }] },
    ],
    [
      'aws apigateway create-api-key --name k --enabled',
      'POST /apikeys',
      { name: 'k', enabled: true },
    ],
    [
      'aws apigateway create-api-key --name k --no-enabled',
      'POST /apikeys',
      { name: 'k', enabled: false },
    ],
    [
      'aws apigateway get-api-keys --include-values --no-paginate',
      'GET /apikeys?includeValues=true',
      '',
    ],
    [
      `aws apigateway put-method --rest-api-id a --resource-id r --http-method GET --authorization-type NONE --request-parameters '{"method.request.querystring.q":true}'`,
      'PUT /restapis/a/resources/r/methods/GET',
      { authorizationType: 'NONE', requestParameters: { 'method.request.querystring.q': true } },
    ],
    [
      `aws apigateway put-integration --rest-api-id a --resource-id r --http-method GET --type MOCK --request-templates '{"application/json":"{\\"statusCode\\": 200}"}'`,
      'PUT /restapis/a/resources/r/methods/GET/integration',
      { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } },
    ],
    [
      'aws apigateway tag-resource --resource-arn arn:aws:apigateway:us-east-1::/restapis/a --tags k=v',
      'PUT /tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fa',
      { tags: { k: 'v' } },
    ],
    [
      'aws apigateway untag-resource --resource-arn arn:x --tag-keys a b',
      'DELETE /tags/arn%3Ax?tagKeys=a&tagKeys=b',
      '',
    ],
    [
      'aws apigatewayv2 create-api --name h --protocol-type HTTP --cors-configuration AllowOrigins=https://a.example,AllowMethods=GET,POST,MaxAge=10',
      'POST /v2/apis',
      {
        name: 'h',
        protocolType: 'HTTP',
        corsConfiguration: {
          allowOrigins: ['https://a.example'],
          allowMethods: ['GET', 'POST'],
          maxAge: 10,
        },
      },
    ],
    [
      'aws apigateway create-authorizer --rest-api-id a --name c --type COGNITO_USER_POOLS --provider-arns arn:x arn:y',
      'POST /restapis/a/authorizers',
      { name: 'c', type: 'COGNITO_USER_POOLS', providerARNs: ['arn:x', 'arn:y'] },
    ],
    ['aws apigateway get-rest-api --rest-api abc', 'GET /restapis/abc', ''],
  ])('%s', async (command, line, body) => {
    const request = await requestOf(command);
    expect({ line: request.line, body: request.body }).toEqual({ line, body });
  });

  test('a file:// value is the text of the file, fileb:// its bytes', async () => {
    const policy = '{"Version":"2012-10-17"}';
    const files = { 'policy.json': policy, 'api.json': '{"openapi":"3.0.1"}' };
    const created = await requestOf(
      'aws apigateway create-rest-api --name a --policy file://policy.json',
      files,
    );
    expect(created.body).toEqual({ name: 'a', policy });
    const imported = await requestOf(
      'aws apigateway import-rest-api --body fileb://api.json',
      files,
    );
    expect(imported).toMatchObject({
      line: 'POST /restapis?mode=import',
      body: { openapi: '3.0.1' },
    });
  });

  test('--cli-input-json gives the parameters, and options on the line win', async () => {
    const files = { 'in.json': '{"name":"a","description":"from the file"}' };
    const { body } = await requestOf(
      'aws apigateway create-rest-api --cli-input-json file://in.json --name b',
      files,
    );
    expect(body).toEqual({ name: 'b', description: 'from the file' });
  });

  test('a call is signed for the Region and the service, as the key of the environment', async () => {
    const { host, headers } = await requestOf(
      'AWS_ACCESS_KEY_ID=first-api aws apigatewayv2 get-api --api-id a --region eu-west-1',
    );
    expect(host).toBe('apigateway.eu-west-1.amazonaws.com');
    expect(headers.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=first-api\/\d{8}\/eu-west-1\/apigateway\/aws4_request, SignedHeaders=.*host.*, Signature=[\da-f]{64}$/,
    );
  });

  test('--endpoint-url and AWS_ENDPOINT_URL replace the address', async () => {
    const byOption = await requestOf(
      'aws apigateway get-account --endpoint-url http://localhost:4566/',
    );
    const byVariable = await requestOf(
      'AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws apigateway get-account',
    );
    expect([byOption.host, byVariable.host]).toEqual(['localhost:4566', '127.0.0.1:4566']);
    expect(byOption.line).toBe('GET /account');
  });

  test('sts speaks the query protocol', async () => {
    const { terminal, seen } = open(
      () =>
        new Response(
          `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
             <Credentials><AccessKeyId>ASIA1</AccessKeyId><Expiration>2026-11-23T12:00:00Z</Expiration></Credentials>
             <PackedPolicySize>6</PackedPolicySize></AssumeRoleResult></AssumeRoleResponse>`,
        ),
    );
    const { stdout } = await terminal.run(
      'aws sts assume-role --role-arn arn:aws:iam::1:role/r --role-session-name s --tags Key=a,Value=b --policy-arns arn=arn:p',
    );
    expect(seen[0]?.body).toBe(
      'Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&RoleSessionName=s' +
        '&PolicyArns.member.1.arn=arn%3Ap&Tags.member.1.Key=a&Tags.member.1.Value=b',
    );
    expect(JSON.parse(stdout)).toEqual({
      Credentials: { AccessKeyId: 'ASIA1', Expiration: '2026-11-23T12:00:00+00:00' },
      PackedPolicySize: 6,
    });
  });
});

describe('aws takes one rule of a security group in short options', () => {
  const sentBy = async (line: string) => {
    const { terminal, seen } = open(
      () =>
        new Response(
          '<R xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><return>true</return></R>',
        ),
    );
    const { stderr, exitCode } = await terminal.run(line);
    return { stderr, exitCode, body: [...new URLSearchParams(seen[0]?.body ?? '')].slice(2) };
  };

  test.each([
    [
      'authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 443 --cidr 10.0.0.0/16',
      [
        ['GroupId', 'sg-1'],
        ['IpPermissions.1.FromPort', '443'],
        ['IpPermissions.1.IpProtocol', 'tcp'],
        ['IpPermissions.1.IpRanges.1.CidrIp', '10.0.0.0/16'],
        ['IpPermissions.1.ToPort', '443'],
      ],
    ],
    [
      'revoke-security-group-ingress --group-id sg-1 --protocol udp --port 20-25 --source-group sg-2',
      [
        ['GroupId', 'sg-1'],
        ['IpPermissions.1.FromPort', '20'],
        ['IpPermissions.1.Groups.1.GroupId', 'sg-2'],
        ['IpPermissions.1.IpProtocol', 'udp'],
        ['IpPermissions.1.ToPort', '25'],
      ],
    ],
    [
      'authorize-security-group-egress --group-id sg-1 --protocol all --source-group web',
      [
        ['GroupId', 'sg-1'],
        ['IpPermissions.1.Groups.1.GroupName', 'web'],
        ['IpPermissions.1.IpProtocol', '-1'],
      ],
    ],
  ])('%s', async (line, body) => {
    const sent = await sentBy(`aws ec2 ${line}`);
    expect({ ...sent, body: sent.body.toSorted() }).toEqual({ stderr: '', exitCode: 0, body });
  });

  test.each([
    [
      '--protocol smtp',
      'protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number.',
    ],
    [
      '--protocol tcp --port https',
      'port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)',
    ],
    [
      '--protocol tcp --ip-permissions IpProtocol=tcp',
      'The --protocol option is not compatible with the --ip-permissions option ',
    ],
  ])('and refuses %s', async (options, reason) => {
    expect(
      await sentBy(`aws ec2 authorize-security-group-ingress --group-id sg-1 ${options}`),
    ).toEqual({ stderr: `\n${reason}\n`, exitCode: 252, body: [] });
  });
});

const USAGE = `
usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help

`;

describe('aws says what is wrong in the words of the real command', () => {
  test.each([
    ['aws', `${USAGE}aws: error: the following arguments are required: command\n`],
    ['aws apigateway', `${USAGE}aws: error: the following arguments are required: operation\n`],
    [
      'aws apigateway get-rest-api',
      `${USAGE}aws: error: the following arguments are required: --rest-api-id\n`,
    ],
    [
      'aws apigateway put-method --rest-api-id a',
      `${USAGE}aws: error: the following arguments are required: --resource-id, --http-method, --authorization-type\n`,
    ],
    [
      'aws apigateway get-rest-api --rest-api-id',
      `${USAGE}aws: error: argument --rest-api-id: expected one argument\n`,
    ],
    [
      'aws apigateway get-rest-api --rest-api-id a --foo bar',
      `${USAGE}Unknown options: --foo, bar\n`,
    ],
    ['aws sts get-caller-identity extra', `${USAGE}Unknown options: extra\n`],
    [
      'aws apigatewy get-rest-apis',
      `${USAGE}aws: error: argument command: Invalid choice: 'apigatewy', maybe you meant:\n\n  * apigateway\n  * apigatewayv2\n`,
    ],
    [
      'aws apigateway get-rest-apix',
      `${USAGE}aws: error: argument operation: Invalid choice: 'get-rest-apix', maybe you meant:\n\n  * get-rest-api\n  * get-rest-apis\n  * put-rest-api\n`,
    ],
    [
      'aws apigateway get-rest-apis --max-items x',
      `${USAGE}aws: error: argument --max-items: invalid int value: 'x'\n`,
    ],
    [
      'aws apigateway get-rest-apis --output xml',
      `${USAGE}aws: error: argument --output: Invalid choice, valid choices are:\n\njson\ntext\ntable\nyaml\nyaml-stream\noff\n`,
    ],
    [
      'aws apigateway create-rest-api --name file://nope',
      "\nError parsing parameter '--name': Unable to load paramfile file://nope: [Errno 2] No such file or directory: 'nope'\n",
    ],
    [
      'aws apigateway update-stage --rest-api-id a --stage-name b --patch-operations op==replace',
      "\nError parsing parameter '--patch-operations': Expected: ',', received: '=' for input:\nop==replace\n   ^\n",
    ],
    [
      'aws apigateway create-usage-plan --name a --throttle rateLimit=x',
      "\nError parsing parameter '--throttle': Expected a number, received: 'x'\n",
    ],
    [
      'aws apigateway create-usage-plan --name a --throttle rate=1',
      '\nParameter validation failed:\nUnknown parameter in throttle: "rate", must be one of: burstLimit, rateLimit\n',
    ],
    [
      `aws apigateway create-usage-plan --name a --api-stages '[{"apiId":1}]'`,
      "\nParameter validation failed:\nInvalid type for parameter apiStages[0].apiId, value: 1, type: <class 'int'>, valid types: <class 'str'>\n",
    ],
    [
      'aws apigateway import-rest-api --body \'{"swagger":1}\'',
      `
Error parsing parameter '--body': Invalid base64: "{"swagger":1}". Give the parameter as fileb://<path> to send a file's bytes.
`,
    ],
  ])('%s', async (line, stderr) => {
    const { terminal, seen } = open();
    expect(await terminal.run(line)).toEqual({ stdout: '', stderr, exitCode: 252 });
    expect(seen).toEqual([]);
  });

  test("the service's error names code and operation, exit code 254", async () => {
    const { terminal } = open(() =>
      awsError(404, 'NotFoundException', 'Invalid API identifier specified 123:a'),
    );
    expect(await terminal.run('aws apigateway get-rest-api --rest-api-id a')).toEqual({
      stdout: '',
      stderr:
        '\nAn error occurred (NotFoundException) when calling the GetRestApi operation: Invalid API identifier specified 123:a\n',
      exitCode: 254,
    });
  });

  test('an error of the query protocol reads the same', async () => {
    const body =
      '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no &amp; no</Message></Error></ErrorResponse>';
    const { terminal } = open(() => new Response(body, { status: 403 }));
    const { stderr } = await terminal.run('aws sts get-session-token');
    expect(stderr).toBe(
      '\nAn error occurred (AccessDenied) when calling the GetSessionToken operation: no & no\n',
    );
  });

  test('a sandbox that does not answer is a sentence with the address, exit code 255', async () => {
    const { terminal } = open(() => {
      throw new Error('down');
    });
    expect(await terminal.run('aws apigateway get-account')).toEqual({
      stdout: '',
      stderr:
        '\nCould not connect to the endpoint URL: "https://apigateway.us-east-1.amazonaws.com/account"\n',
      exitCode: 255,
    });
  });

  test('no Region and no credentials are configuration errors, exit code 253', async () => {
    const { terminal } = open();
    const region = await terminal.run('AWS_DEFAULT_REGION= aws apigateway get-account');
    const credentials = await terminal.run('AWS_ACCESS_KEY_ID= aws apigateway get-account');
    expect([region.exitCode, credentials.exitCode]).toEqual([253, 253]);
    expect(region.stderr).toContain('You must specify a region.');
    expect(credentials.stderr).toContain('Unable to locate credentials.');
  });

  test('a malformed --query is refused before anything is sent', async () => {
    const { terminal, seen } = open();
    const { stderr, exitCode } = await terminal.run(
      "aws apigateway get-rest-apis --query 'items['",
    );
    expect(stderr).toMatch(/^\nBad value for --query items\[: Invalid jmespath expression: /);
    expect([exitCode, seen.length]).toEqual([252, 0]);
  });
});

const apis = Array.from({ length: 5 }, (_, index) => ({ id: `api${index}`, name: `n${index}` }));

/** A service with pages of `limit`, two by default; the position is the next index. */
const paged: Answer = ({ url }) => {
  const { searchParams } = new URL(url);
  const start = Number(searchParams.get('position') ?? 0);
  const end = start + Number(searchParams.get('limit') ?? 2);
  return Response.json({
    item: apis.slice(start, end),
    ...(end < apis.length && { position: String(end) }),
  });
};

describe('aws goes through the pages by itself', () => {
  const ids = async (line: string) => {
    const { terminal, seen } = open(paged);
    const { stdout, stderr, exitCode } = await terminal.run(line);
    return { stdout, stderr, exitCode, calls: seen.length };
  };

  test('all pages are one answer', async () => {
    const { stdout, calls } = await ids(
      "aws apigateway get-rest-apis --query 'items[].id' --output json",
    );
    expect(JSON.parse(stdout)).toEqual(['api0', 'api1', 'api2', 'api3', 'api4']);
    expect(calls).toBe(3);
  });

  test('text is printed page by page, as the real command does it', async () => {
    const { stdout } = await ids("aws apigateway get-rest-apis --query 'items[].id' --output text");
    expect(stdout).toBe('api0\tapi1\napi2\tapi3\napi4\n');
  });

  test('--page-size asks for larger pages, --no-paginate for one page', async () => {
    expect((await ids('aws apigateway get-rest-apis --page-size 5')).calls).toBe(1);
    const { stdout, calls } = await ids(
      'aws apigateway get-rest-apis --no-paginate --query "[length(items), position]"',
    );
    expect([JSON.parse(stdout), calls]).toEqual([[2, '2'], 1]);
  });

  test('--max-items ends with a token that --starting-token goes on from', async () => {
    const { terminal } = open(paged);
    const { stdout } = await terminal.run('aws apigateway get-rest-apis --max-items 3');
    const first = JSON.parse(stdout) as { items: unknown[]; NextToken: string };
    expect(first.items).toHaveLength(3);
    const next = await terminal.run(
      `aws apigateway get-rest-apis --starting-token ${first.NextToken} --query 'items[].id' --output json`,
    );
    expect(JSON.parse(next.stdout)).toEqual(['api3', 'api4']);
  });

  test('paging options beside --no-paginate are refused', async () => {
    const { stderr, exitCode } = await ids(
      'aws apigateway get-rest-apis --no-paginate --max-items 1',
    );
    expect(stderr).toBe(
      '\nError during pagination: Cannot specify --no-paginate along with pagination arguments: --max-items\n',
    );
    expect(exitCode).toBe(255);
  });

  test('a token that is none is refused', async () => {
    const { stderr } = await ids('aws apigateway get-rest-apis --starting-token nonsense');
    expect(stderr).toBe('\nBad starting token: nonsense\n');
  });
});

describe('aws without a service', () => {
  test('help answers at three levels with a synopsis and a link', async () => {
    const { terminal } = open();
    const overview = await terminal.run('aws help');
    const service = await terminal.run('aws apigateway help');
    const operation = await terminal.run('aws apigateway create-usage-plan help');
    expect(overview.stdout).toContain(
      'apigatewayv2             Amazon API Gateway, HTTP and WebSocket APIs',
    );
    expect(service.stdout).toContain('\n  create-usage-plan\n');
    expect(operation.stdout).toContain('--name <value>');
    expect(operation.stdout).toContain('Shorthand: burstLimit=number,rateLimit=number');
    expect(operation.stdout).toContain(
      'https://docs.aws.amazon.com/cli/latest/reference/apigateway/create-usage-plan.html',
    );
  });

  test('configure shows what the environment holds, without the secret', async () => {
    const { terminal } = open(ok, {
      env: { AWS_ACCESS_KEY_ID: 'first-api', AWS_DEFAULT_REGION: 'eu-west-1' },
    });
    expect((await terminal.run('aws configure get region')).stdout).toBe('eu-west-1\n');
    expect((await terminal.run('aws configure list')).stdout).toBe(
      `      Name                    Value             Type    Location
      ----                    -----             ----    --------
   profile                <not set>             None    None
access_key     ****************-api              env    AWS_ACCESS_KEY_ID
secret_key     ****************test              env    AWS_SECRET_ACCESS_KEY
    region                eu-west-1              env    AWS_DEFAULT_REGION
`,
    );
  });

  test('--generate-cli-skeleton prints the document that --cli-input-json takes', async () => {
    const { terminal, seen } = open();
    const { stdout } = await terminal.run('aws apigateway create-api-key --generate-cli-skeleton');
    expect(JSON.parse(stdout)).toMatchObject({
      name: '',
      enabled: true,
      stageKeys: [{ restApiId: '', stageName: '' }],
    });
    expect(seen).toEqual([]);
  });

  test('a document of its own goes to the file named last', async () => {
    const { terminal } = open(
      () =>
        new Response('{"openapi":"3.0.1"}', { headers: { 'content-type': 'application/json' } }),
    );
    const { stdout } = await terminal.run(
      'aws apigateway get-export --rest-api-id a --stage-name prod --export-type oas30 out.json; cat out.json',
    );
    expect(stdout).toBe('{\n    "contentType": "application/json"\n}\n{"openapi":"3.0.1"}');
  });
});
