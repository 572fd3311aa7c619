import { get } from 'node:http';
import { APIGateway } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { ACM } from '@aws-sdk/client-acm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTerminal } from '#shell';
import { openSandbox, refusalOf } from '../support.ts';

const FORBIDDEN = [403, { message: 'Forbidden' }];

type Opened = Awaited<ReturnType<typeof openSandbox>>;

/** A REST API whose `GET /products` says where it was called, deployed to `prod`. */
async function deployStore(aws: APIGateway, name = 'store', stageName = 'prod') {
  const { id: restApiId = '', rootResourceId: parentId } = await aws.createRestApi({
    name,
    endpointConfiguration: { types: ['REGIONAL'] },
  });
  const { id: resourceId } = await aws.createResource({
    restApiId,
    parentId,
    pathPart: 'products',
  });
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await aws.putMethod({ ...method, authorizationType: 'NONE' });
  await aws.putIntegration({
    ...method,
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode":200}' },
  });
  await aws.putMethodResponse({ ...method, statusCode: '200' });
  await aws.putIntegrationResponse({
    ...method,
    statusCode: '200',
    responseTemplates: {
      'application/json': `{"api":"${name}","path":"$context.path","domain":"$context.domainName","prefix":"$context.domainPrefix","stage":"$context.stage"}`,
    },
  });
  await aws.createDeployment({ restApiId, stageName });
  return restApiId;
}

/** An account with a certificate for example.com and all names below it, and the clients to go on. */
async function withCertificate() {
  const opened = await openSandbox();
  const settings = opened.settings();
  const [aws, v2, acm] = [new APIGateway(settings), new ApiGatewayV2(settings), new ACM(settings)];
  onTestFinished(() => [aws, v2, acm].forEach((client) => client.destroy()));
  const { CertificateArn = '' } = await acm.requestCertificate({
    DomainName: 'example.com',
    SubjectAlternativeNames: ['*.example.com'],
    ValidationMethod: 'DNS',
  });
  opened.pass(5_000);
  const domain = (domainName = 'api.example.com') =>
    aws.createDomainName({
      domainName,
      regionalCertificateArn: CertificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
    });
  return { ...opened, aws, v2, CertificateArn, domain };
}

const call = async ({ sandbox }: Pick<Opened, 'sandbox'>, url: string) => {
  const answer = await sandbox.handle(new Request(url));
  return [answer.status, (await answer.json()) as Record<string, string>] as const;
};

describe('a custom domain name leads to the mapped API and stage', () => {
  test('by base path, which the API does not see in its routes', async () => {
    const world = await withCertificate();
    const restApiId = await deployStore(world.aws);
    await world.domain();
    await world.aws.createBasePathMapping({
      domainName: 'api.example.com',
      restApiId,
      stage: 'prod',
      basePath: 'v1',
    });
    expect(await call(world, 'https://api.example.com/v1/products?x=1')).toEqual([
      200,
      {
        api: 'store',
        path: '/v1/products',
        domain: 'api.example.com',
        prefix: 'api',
        stage: 'prod',
      },
    ]);
    expect(world.sandbox.traces('test', 1)[0]?.steps[0]).toMatchObject({
      step: 'resolve-domain',
      decision: 'pass',
      reason: `api.example.com/v1 leads to stage prod of API ${restApiId}; the path below it is /products.`,
    });
  });

  test('over loopback with a Host header, by path, and in the terminal by https name', async () => {
    const world = await withCertificate();
    const restApiId = await deployStore(world.aws);
    await world.domain();
    await world.aws.createBasePathMapping({
      domainName: 'api.example.com',
      restApiId,
      stage: 'prod',
    });
    expect(await getWithHost(`${world.url}/products`, 'api.example.com')).toBe(200);
    const byPath = await fetch(`${world.url}/_sandbox/domains/api.example.com/products`);
    expect([byPath.status, await byPath.json()]).toMatchObject([
      200,
      { path: '/products', domain: 'api.example.com' },
    ]);
    const terminal = createTerminal({ send: (request) => world.sandbox.handle(request) });
    expect((await terminal.run('curl -s https://API.example.com/products')).stdout).toContain(
      '"store"',
    );
    expect(
      (await terminal.run('curl -s -H "Host: api.example.com" http://localhost:4566/products'))
        .stdout,
    ).toContain('"store"');
    expect((await terminal.run('curl -s https://www.example.com/')).exitCode).toBe(6);
  });

  test('by the longest of several multi-level keys, of REST and HTTP APIs alike', async () => {
    const world = await withCertificate();
    const { aws, v2 } = world;
    const [all, items, shoes] = [
      await deployStore(aws, 'all'),
      await deployStore(aws, 'items'),
      await deployStore(aws, 'shoes', 'beta'),
    ];
    const { ApiId } = await v2.createApi({
      Name: 'web',
      ProtocolType: 'HTTP',
      Target: `${world.url}/_sandbox/invoke/${all}/prod/products`,
    });
    await world.domain();
    const map = (ApiMappingKey: string, id: string | undefined, Stage: string) =>
      v2.createApiMapping({ DomainName: 'api.example.com', ApiMappingKey, ApiId: id, Stage });
    await map('', all, 'prod');
    await map('orders/v1/items', items, 'prod');
    await map('orders/v1/items/shoes', shoes, 'beta');
    await map('web', ApiId, '$default');
    const reached = async (path: string) => {
      const [status, body] = await call(world, `https://api.example.com${path}`);
      return status === 200 ? body['api'] : `${status} ${body['message'] ?? ''}`;
    };
    expect(await reached('/products')).toBe('all');
    expect(await reached('/orders/v1/items/products')).toBe('items');
    expect(await reached('/orders/v1/items/shoes/products')).toBe('shoes');
    // Whole segments count: the empty key takes these, and that API has no such method.
    expect(await reached('/orders/v1/itemsandmore/products')).toBe(
      '403 Missing Authentication Token',
    );
    expect(await reached('/orders/v1')).toBe('403 Missing Authentication Token');
    expect(await reached('/prod/products')).toBe('403 Missing Authentication Token');
    const trace = async (path: string) => {
      await call(world, `https://api.example.com${path}`).catch(() => undefined);
      return world.sandbox.traces('test', 1)[0];
    };
    expect(await trace('/web/anything')).toMatchObject({ apiId: ApiId, route: '$default' });
  });

  test('a mapping without a stage leaves it to the caller to name one', async () => {
    const world = await withCertificate();
    const restApiId = await deployStore(world.aws);
    await world.domain();
    const domainName = 'api.example.com';
    const mapping = await world.aws.createBasePathMapping({
      domainName,
      restApiId,
      basePath: 'shop',
      stage: '(none)',
    });
    expect(mapping.stage).toBeUndefined();
    expect(await call(world, 'https://api.example.com/shop/prod/products')).toMatchObject([
      200,
      { path: '/shop/prod/products', stage: 'prod' },
    ]);
    expect(await call(world, 'https://api.example.com/shop/products')).toEqual(FORBIDDEN);
  });

  test('a wildcard name takes what no exact name takes', async () => {
    const world = await withCertificate();
    const [one, other] = [
      await deployStore(world.aws, 'one'),
      await deployStore(world.aws, 'other'),
    ];
    await world.domain('*.example.com');
    await world.domain('api.example.com');
    await world.aws.createBasePathMapping({
      domainName: '*.example.com',
      restApiId: one,
      stage: 'prod',
    });
    await world.aws.createBasePathMapping({
      domainName: 'api.example.com',
      restApiId: other,
      stage: 'prod',
    });
    expect(await call(world, 'https://shop.example.com/products')).toMatchObject([
      200,
      { api: 'one', domain: 'shop.example.com' },
    ]);
    expect(await call(world, 'https://api.example.com/products')).toMatchObject([
      200,
      { api: 'other' },
    ]);
  });
});

describe('a custom domain name that leads nowhere answers as AWS does', () => {
  test('a path that no mapping begins is forbidden, and the trace says why', async () => {
    const world = await withCertificate();
    const restApiId = await deployStore(world.aws);
    const { regionalDomainName } = await world.domain();
    expect(await call(world, 'https://api.example.com/products')).toEqual(FORBIDDEN);
    await world.aws.createBasePathMapping({
      domainName: 'api.example.com',
      restApiId,
      stage: 'prod',
      basePath: 'v1',
    });
    expect(await call(world, 'https://api.example.com/v2/products')).toEqual(FORBIDDEN);
    expect(world.sandbox.traces('test', 1)[0]).toMatchObject({
      status: 403,
      steps: [
        {
          step: 'resolve-domain',
          decision: 'fail',
          reason: 'No mapping of api.example.com begins the path /v2/products. It has: v1.',
        },
      ],
    });
    expect(await call(world, `https://${regionalDomainName}/v1/products`)).toEqual(FORBIDDEN);
  });

  test('a name that no account has', async () => {
    const world = await withCertificate();
    const answer = await fetch(`${world.url}/_sandbox/domains/api.example.com/v1`);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { message: 'No account of the sandbox has the custom domain name api.example.com.' },
    ]);
  });

  test('with the default endpoint disabled, the domain is the only way, from the next deployment on', async () => {
    const world = await withCertificate();
    const restApiId = await deployStore(world.aws);
    await world.domain();
    await world.aws.createBasePathMapping({
      domainName: 'api.example.com',
      restApiId,
      stage: 'prod',
    });
    const direct = () =>
      call(world, `https://${restApiId}.execute-api.us-east-1.amazonaws.com/prod/products`);
    await world.aws.updateRestApi({
      restApiId,
      patchOperations: [{ op: 'replace', path: '/disableExecuteApiEndpoint', value: 'True' }],
    });
    expect((await direct())[0]).toBe(200);
    await world.aws.createDeployment({ restApiId, stageName: 'prod' });
    expect(await direct()).toEqual(FORBIDDEN);
    expect((await call(world, 'https://api.example.com/products'))[0]).toBe(200);
  });

  test('a name of AWS or of this machine stays what it is', async () => {
    const world = await withCertificate();
    const acm = new ACM(world.settings());
    onTestFinished(() => acm.destroy());
    const names = ['apigateway.us-east-1.amazonaws.com', 'evil.localhost'];
    const { CertificateArn } = await acm.requestCertificate({
      DomainName: names[0],
      SubjectAlternativeNames: names,
    });
    world.pass(5_000);
    for (const domainName of names) {
      await world.aws
        .createDomainName({
          domainName,
          regionalCertificateArn: CertificateArn,
          endpointConfiguration: { types: ['REGIONAL'] },
        })
        .catch(() => undefined);
      const resolution = await fetch(`${world.url}/_sandbox/names/${domainName}`);
      expect(resolution.status).toBe(404);
    }
    const answer = await world.sandbox.handle(new Request(`https://${names[0]}/restapis`));
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  });

  test('a backend that is called by such a name is not looked for outside', async () => {
    const world = await withCertificate();
    await world.domain();
    const { ApiId } = await world.v2.createApi({
      Name: 'web',
      ProtocolType: 'HTTP',
      Target: 'https://api.example.com/none',
    });
    expect(
      await call(world, `https://${ApiId}.execute-api.us-east-1.amazonaws.com/anything`),
    ).toEqual(FORBIDDEN);
    expect(world.sandbox.traces('test', 5).map(({ steps }) => steps[0]?.step)).toEqual([
      'resolve-stage',
      'resolve-domain',
    ]);
  });

  test('a name is taken for every account of the Region', async () => {
    const world = await withCertificate();
    await world.domain();
    const other = { accessKeyId: 'another-lab', secretAccessKey: 'test' };
    const [aws, acm] = [new APIGateway(world.settings(other)), new ACM(world.settings(other))];
    const { CertificateArn } = await acm.requestCertificate({ DomainName: 'api.example.com' });
    world.pass(5_000);
    expect(
      await refusalOf(
        aws.createDomainName({
          domainName: 'api.example.com',
          regionalCertificateArn: CertificateArn,
          endpointConfiguration: { types: ['REGIONAL'] },
        }),
      ),
    ).toEqual({
      code: 'ConflictException',
      status: 409,
      message: 'The domain name you provided already exists.',
    });
  });
});

/** `fetch` does not let a caller choose the Host header. */
const getWithHost = (url: string, host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    get(url, { headers: { host } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    }).on('error', reject);
  });
