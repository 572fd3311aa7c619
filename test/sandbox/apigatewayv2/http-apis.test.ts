import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteAuthorizerCommand,
  DeleteCorsConfigurationCommand,
  DeleteDeploymentCommand,
  DeleteIntegrationCommand,
  DeleteRouteSettingsCommand,
  GetApiCommand,
  GetApisCommand,
  GetDeploymentsCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
  UpdateApiCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
  type ApiGatewayV2Client,
  type CreateRouteCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { describe, expect, test } from 'vitest';
import { openSandbox, refusalOf } from '../support.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:orders';
const ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_shop';

async function withApi() {
  const sandbox = await openSandbox();
  const client = sandbox.apigatewayv2();
  const api = await client.send(new CreateApiCommand({ Name: 'orders', ProtocolType: 'HTTP' }));
  return { ...sandbox, client, api, ApiId: api.ApiId ?? '' };
}

const lambda = async (client: ApiGatewayV2Client, ApiId: string) => {
  const { IntegrationId = '' } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: FUNCTION,
      PayloadFormatVersion: '2.0',
    }),
  );
  return { IntegrationId, Target: `integrations/${IntegrationId}` };
};

describe('an HTTP API', () => {
  test('starts with the defaults of AWS', async () => {
    const { api, ApiId } = await withApi();
    const { $metadata, CreatedDate, ...rest } = api;
    expect([$metadata.httpStatusCode, CreatedDate instanceof Date]).toEqual([201, true]);
    expect(ApiId).toMatch(/^[a-z0-9]{10}$/);
    expect(rest).toEqual({
      ApiId,
      Name: 'orders',
      ProtocolType: 'HTTP',
      ApiEndpoint: `https://${ApiId}.execute-api.us-east-1.amazonaws.com`,
      ApiKeySelectionExpression: '$request.header.x-api-key',
      RouteSelectionExpression: '$request.method $request.path',
      DisableExecuteApiEndpoint: false,
      IpAddressType: 'ipv4',
      Tags: {},
    });
  });

  test('made quickly has an integration, a catch-all route and a stage that deploys itself', async () => {
    const { client } = await withApi();
    const { ApiId } = await client.send(
      new CreateApiCommand({ Name: 'quick', ProtocolType: 'HTTP', Target: FUNCTION }),
    );
    const routes = await client.send(new GetRoutesCommand({ ApiId }));
    const integrations = await client.send(new GetIntegrationsCommand({ ApiId }));
    const stage = await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
    const deployments = await client.send(new GetDeploymentsCommand({ ApiId }));
    expect(routes.Items?.map(({ RouteKey, Target }) => [RouteKey, Target])).toEqual([
      ['$default', `integrations/${integrations.Items?.[0]?.IntegrationId}`],
    ]);
    expect(integrations.Items?.[0]).toMatchObject({
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: FUNCTION,
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: 30_000,
      ApiGatewayManaged: true,
    });
    const DeploymentId = deployments.Items?.[0]?.DeploymentId;
    expect(stage).toMatchObject({
      AutoDeploy: true,
      ApiGatewayManaged: true,
      DeploymentId,
      DefaultRouteSettings: { DetailedMetricsEnabled: false },
      LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${DeploymentId}'`,
    });
    expect(
      await refusalOf(
        client.send(
          new DeleteIntegrationCommand({
            ApiId,
            IntegrationId: integrations.Items?.[0]?.IntegrationId,
          }),
        ),
      ),
    ).toMatchObject({ code: 'ConflictException', status: 409 });
  });

  test('that does not exist is named with the account', async () => {
    const { client } = await withApi();
    expect(await refusalOf(client.send(new GetApiCommand({ ApiId: 'nowhere' })))).toEqual({
      code: 'NotFoundException',
      status: 404,
      message: 'Invalid API identifier specified 123456789012:nowhere',
    });
  });

  test('takes CORS, changes it, drops it, and refuses credentials for every origin', async () => {
    const { client, ApiId } = await withApi();
    const { CorsConfiguration } = await client.send(
      new UpdateApiCommand({
        ApiId,
        CorsConfiguration: {
          AllowOrigins: ['https://app.example.com'],
          AllowMethods: ['get', 'PUT'],
          AllowHeaders: ['Authorization', 'content-type'],
          MaxAge: 300,
        },
      }),
    );
    expect(CorsConfiguration).toEqual({
      AllowOrigins: ['https://app.example.com'],
      AllowMethods: ['GET', 'PUT'],
      AllowHeaders: ['authorization', 'content-type'],
      MaxAge: 300,
    });
    const refused = new UpdateApiCommand({
      ApiId,
      CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: true },
    });
    expect((await refusalOf(client.send(refused))).message).toBe(
      "allow-credentials is not supported if 'allow-origin' is *",
    );
    await client.send(new DeleteCorsConfigurationCommand({ ApiId }));
    expect((await client.send(new GetApiCommand({ ApiId }))).CorsConfiguration).toBeUndefined();
  });
});

describe('routes', () => {
  const refusals: readonly [string, Partial<CreateRouteCommandInput>, string][] = [
    [
      'a key without a method',
      { RouteKey: '/orders' },
      'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
    ],
    [
      'a greedy variable that is not last',
      { RouteKey: 'GET /{proxy+}/x' },
      'Greedy path variables must be at the end of the route key',
    ],
    [
      'JWT without such an authorizer',
      { RouteKey: 'GET /x', AuthorizationType: 'JWT' },
      'Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.',
    ],
    [
      'an integration that is not there',
      { RouteKey: 'GET /x', Target: 'integrations/none' },
      'Invalid integration ID specified: none',
    ],
    [
      'an API key',
      { RouteKey: 'GET /x', ApiKeyRequired: true },
      'API keys, request models and request parameters are not supported for HTTP APIs',
    ],
  ];
  test.each(refusals)('refuse %s', async (_, input, message) => {
    const { client, ApiId } = await withApi();
    const refused = client.send(new CreateRouteCommand({ RouteKey: undefined, ...input, ApiId }));
    expect(await refusalOf(refused)).toEqual({ code: 'BadRequestException', status: 400, message });
  });

  test('of the same key exist once, whatever their variables are called', async () => {
    const { client, ApiId } = await withApi();
    await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /orders/{id}' }));
    const again = client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /orders/{order}' }));
    expect(await refusalOf(again)).toEqual({
      code: 'ConflictException',
      status: 409,
      message: 'Route with key GET /orders/{id} already exists for this API',
    });
  });

  test('are listed page by page', async () => {
    const { client, ApiId } = await withApi();
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await client.send(new CreateRouteCommand({ ApiId, RouteKey: `GET /${name}` }));
    const pages: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new GetRoutesCommand({ ApiId, MaxResults: '2', NextToken }));
      pages.push(page.Items?.length ?? 0);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(pages).toEqual([2, 2, 1]);
  });

  test('hold their integration and their authorizer', async () => {
    const { client, ApiId } = await withApi();
    const { IntegrationId, Target } = await lambda(client, ApiId);
    const { AuthorizerId } = await client.send(
      new CreateAuthorizerCommand({
        ApiId,
        Name: 'shop',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: ISSUER, Audience: ['web'] },
      }),
    );
    const { RouteId } = await client.send(
      new CreateRouteCommand({
        ApiId,
        RouteKey: 'GET /orders',
        Target,
        AuthorizationType: 'JWT',
        AuthorizerId,
        AuthorizationScopes: ['orders/read'],
      }),
    );
    expect(
      await refusalOf(client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }))),
    ).toEqual({
      code: 'ConflictException',
      status: 409,
      message: `Cannot delete Integration because it is referenced by the following Routes with Ids: [${RouteId}]`,
    });
    expect(
      (await refusalOf(client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId })))).message,
    ).toBe("Cannot delete authorizer 'shop', is referenced in route: GET /orders");
    const open = await client.send(
      new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'NONE' }),
    );
    expect([open.AuthorizerId, open.AuthorizationScopes, open.Target]).toEqual([
      undefined,
      undefined,
      Target,
    ]);
    await client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId }));
  });
});

describe('integrations', () => {
  test('of an HTTP API are proxies', async () => {
    const { client, ApiId } = await withApi();
    const mock = client.send(
      new CreateIntegrationCommand({ ApiId, IntegrationType: 'MOCK', PayloadFormatVersion: '1.0' }),
    );
    expect((await refusalOf(mock)).message).toBe(
      'Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)',
    );
  });

  test('merge their parameter mappings, and refuse reserved headers', async () => {
    const { client, ApiId } = await withApi();
    const { IntegrationId, RequestParameters } = await client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: 'https://backend.example.com',
        PayloadFormatVersion: '1.0',
        RequestParameters: { 'append:header.a': '1', 'remove:querystring.b': "''" },
        ResponseParameters: { '500': { 'overwrite:statuscode': '403' } },
      }),
    );
    expect(RequestParameters).toEqual({ 'append:header.a': '1', 'remove:querystring.b': "''" });
    const changed = await client.send(
      new UpdateIntegrationCommand({
        ApiId,
        IntegrationId,
        RequestParameters: { 'append:header.a': '', 'append:header.c': '3' },
        ResponseParameters: { '500': {}, '404': { 'append:header.e': 'gone' } },
      }),
    );
    expect([changed.RequestParameters, changed.ResponseParameters]).toEqual([
      { 'remove:querystring.b': "''", 'append:header.c': '3' },
      { '404': { 'append:header.e': 'gone' } },
    ]);
    const reserved = client.send(
      new UpdateIntegrationCommand({
        ApiId,
        IntegrationId,
        RequestParameters: { 'overwrite:header.X-Forwarded-For': '1' },
      }),
    );
    expect((await refusalOf(reserved)).message).toBe(
      'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Operations on header X-Forwarded-For are restricted]',
    );
  });

  test('wait 50 ms to 30 s', async () => {
    const { client, ApiId } = await withApi();
    const slow = client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: FUNCTION,
        PayloadFormatVersion: '2.0',
        TimeoutInMillis: 30_001,
      }),
    );
    expect((await refusalOf(slow)).message).toBe('Timeout should be between 50 ms and 30000 ms');
  });
});

describe('authorizers', () => {
  test('that keep results need an identity source', async () => {
    const { client, ApiId } = await withApi();
    const refused = client.send(
      new CreateAuthorizerCommand({
        ApiId,
        Name: 'custom',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: FUNCTION,
        AuthorizerPayloadFormatVersion: '2.0',
        AuthorizerResultTtlInSeconds: 60,
        IdentitySource: [],
      }),
    );
    expect((await refusalOf(refused)).message).toBe(
      'Identity source must be set if authorizer caching is enabled (TTL is greater than 0)',
    );
  });
});

describe('stages and deployments', () => {
  test('nothing is deployed without routes', async () => {
    const { client, ApiId } = await withApi();
    const refused = client.send(new CreateDeploymentCommand({ ApiId }));
    expect(await refusalOf(refused)).toEqual({
      code: 'BadRequestException',
      status: 400,
      message: 'Unable to deploy API because no routes exist in this API',
    });
  });

  test('a stage with auto-deploy follows each change, others stay', async () => {
    const { client, ApiId } = await withApi();
    await client.send(new CreateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: true }));
    await client.send(new CreateStageCommand({ ApiId, StageName: 'prod' }));
    const stage = async (StageName: string) =>
      (await client.send(new GetStageCommand({ ApiId, StageName }))).DeploymentId;
    await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a' }));
    const first = await stage('dev');
    await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /b' }));
    const second = await stage('dev');
    expect([first !== second, await stage('prod')]).toEqual([true, undefined]);
    await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }));
    const inUse = client.send(
      new DeleteDeploymentCommand({ ApiId, DeploymentId: await stage('prod') }),
    );
    expect((await refusalOf(inUse)).message).toBe(
      'Active stages pointing to this deployment must be moved or deleted',
    );
    const fixed = client.send(new CreateDeploymentCommand({ ApiId, StageName: 'dev' }));
    expect((await refusalOf(fixed)).message).toBe(
      'Deployments cannot be created for a stage with auto-deploy enabled',
    );
  });

  test('route settings are merged by key, taken out one by one, and need their route', async () => {
    const { client, ApiId } = await withApi();
    await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a' }));
    await client.send(new CreateStageCommand({ ApiId, StageName: 'dev' }));
    const place = { ApiId, StageName: 'dev' };
    const throttle = { ThrottlingBurstLimit: 5, ThrottlingRateLimit: 2.5 };
    await client.send(new UpdateStageCommand({ ...place, RouteSettings: { 'GET /a': throttle } }));
    const { RouteSettings, DefaultRouteSettings } = await client.send(
      new UpdateStageCommand({ ...place, DefaultRouteSettings: throttle }),
    );
    expect([RouteSettings, DefaultRouteSettings]).toEqual([
      { 'GET /a': throttle },
      { DetailedMetricsEnabled: false, ...throttle },
    ]);
    const unknown = client.send(
      new UpdateStageCommand({ ...place, RouteSettings: { 'GET /b': throttle } }),
    );
    expect(await refusalOf(unknown)).toEqual({
      code: 'NotFoundException',
      status: 404,
      message: 'Unable to find Route by key GET /b within the provided RouteSettings',
    });
    await client.send(new DeleteRouteSettingsCommand({ ...place, RouteKey: 'GET /a' }));
    expect((await client.send(new GetStageCommand(place))).RouteSettings).toEqual({});
  });

  test('an HTTP API has no execution logs', async () => {
    const { client, ApiId } = await withApi();
    const refused = client.send(
      new CreateStageCommand({
        ApiId,
        StageName: 'dev',
        DefaultRouteSettings: { LoggingLevel: 'INFO' },
      }),
    );
    expect((await refusalOf(refused)).message).toBe(
      'Execution logs are not supported on protocolType HTTP',
    );
  });
});

test('what v2 keeps survives a snapshot, and states of before it can be read', async () => {
  const { sandbox, client, ApiId } = await withApi();
  const saved = sandbox.snapshot();
  sandbox.reset();
  expect((await client.send(new GetApisCommand({}))).Items).toEqual([]);
  sandbox.restore(saved);
  expect((await client.send(new GetApisCommand({}))).Items?.map((api) => api.ApiId)).toEqual([
    ApiId,
  ]);
  const old = JSON.stringify(JSON.parse(saved), (key, value: unknown) =>
    key === 'apigatewayv2' ? undefined : value,
  );
  sandbox.restore(old);
  expect((await client.send(new GetApisCommand({}))).Items).toEqual([]);
});
