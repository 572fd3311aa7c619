import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import {
  CreateBasePathMappingCommand,
  CreateDeploymentCommand as CreateRestDeploymentCommand,
  CreateRestApiCommand,
  GetDomainNameCommand as GetV1DomainNameCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateDomainNameCommand,
  CreateIntegrationCommand,
  CreateIntegrationResponseCommand,
  CreateModelCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
  CreateVpcLinkCommand,
  DeleteApiCommand,
  DeleteApiMappingCommand,
  DeleteVpcLinkCommand,
  GetApiMappingsCommand,
  GetStageCommand,
  GetTagsCommand,
  GetVpcLinkCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { LOCAL, openSandbox, refusalOf } from '../support.ts';

describe('a WebSocket API', () => {
  async function withChat() {
    const sandbox = await openSandbox();
    const client = sandbox.apigatewayv2();
    const { ApiId = '', ApiEndpoint } = await client.send(
      new CreateApiCommand({
        Name: 'chat',
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.action',
      }),
    );
    return { client, ApiId, ApiEndpoint };
  }

  test('needs an expression that selects the route', async () => {
    const client = (await openSandbox()).apigatewayv2();
    const refused = client.send(new CreateApiCommand({ Name: 'chat', ProtocolType: 'WEBSOCKET' }));
    expect((await refusalOf(refused)).message).toBe(
      'Route selection expression is required for WEBSOCKET protocol type',
    );
  });

  test('has its endpoint, stages with execution logs, mocks and two-way routes', async () => {
    const { client, ApiId, ApiEndpoint } = await withChat();
    expect(ApiEndpoint).toBe(`wss://${ApiId}.execute-api.us-east-1.amazonaws.com`);
    const { IntegrationId, $metadata, ...mock } = await client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'MOCK',
        RequestTemplates: { '200': '{"statusCode": 200}' },
      }),
    );
    expect([$metadata.httpStatusCode, mock]).toEqual([
      201,
      {
        ConnectionType: 'INTERNET',
        IntegrationType: 'MOCK',
        IntegrationResponseSelectionExpression: '${integration.response.statuscode}',
        PassthroughBehavior: 'WHEN_NO_MATCH',
        PayloadFormatVersion: '1.0',
        RequestTemplates: { '200': '{"statusCode": 200}' },
        TimeoutInMillis: 29_000,
      },
    ]);
    const response = { ApiId, IntegrationId, IntegrationResponseKey: '/2\\d\\d/' };
    await client.send(new CreateIntegrationResponseCommand(response));
    expect(
      (await refusalOf(client.send(new CreateIntegrationResponseCommand(response)))).code,
    ).toBe('ConflictException');
    const { RouteId } = await client.send(
      new CreateRouteCommand({
        ApiId,
        RouteKey: 'ping',
        Target: `integrations/${IntegrationId}`,
        RouteResponseSelectionExpression: '$default',
      }),
    );
    const other = new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: 'x' });
    expect((await refusalOf(client.send(other))).message).toBe(
      'Invalid route response key specified: only $default is supported',
    );
    await client.send(
      new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }),
    );
    await client.send(
      new CreateModelCommand({ ApiId, Name: 'message', Schema: '{"type": "object"}' }),
    );
    const { DefaultRouteSettings } = await client.send(
      new CreateStageCommand({ ApiId, StageName: 'prod', AutoDeploy: true }),
    );
    expect(DefaultRouteSettings).toEqual({
      DataTraceEnabled: false,
      DetailedMetricsEnabled: false,
      LoggingLevel: 'OFF',
    });
    expect(
      (await client.send(new GetStageCommand({ ApiId, StageName: 'prod' }))).DeploymentId,
    ).toBeDefined();
  });

  test('authorizes on $connect alone', async () => {
    const { client, ApiId } = await withChat();
    const refused = client.send(
      new CreateRouteCommand({ ApiId, RouteKey: 'send', AuthorizationType: 'AWS_IAM' }),
    );
    expect((await refusalOf(refused)).message).toBe(
      'Currently, authorization is restricted to the $connect route only',
    );
    const { AuthorizationType } = await client.send(
      new CreateRouteCommand({ ApiId, RouteKey: '$connect', AuthorizationType: 'AWS_IAM' }),
    );
    expect(AuthorizationType).toBe('AWS_IAM');
  });
});

describe('domain names', () => {
  async function withDomain() {
    const sandbox = await openSandbox();
    const [v1, v2] = [sandbox.apigateway(), sandbox.apigatewayv2()];
    const acm = new ACMClient({
      endpoint: sandbox.url,
      region: 'us-east-1',
      credentials: LOCAL,
      maxAttempts: 1,
    });
    const { CertificateArn } = await acm.send(
      new RequestCertificateCommand({ DomainName: 'api.example.com', ValidationMethod: 'DNS' }),
    );
    sandbox.pass(2000);
    const created = await v2.send(
      new CreateDomainNameCommand({
        DomainName: 'api.example.com',
        DomainNameConfigurations: [{ CertificateArn }],
      }),
    );
    const { ApiId } = await v2.send(
      new CreateApiCommand({
        Name: 'web',
        ProtocolType: 'HTTP',
        Target: 'https://backend.example.com',
      }),
    );
    return { v1, v2, created, ApiId, CertificateArn };
  }

  test('are the same in both services', async () => {
    const { v1, created, CertificateArn } = await withDomain();
    const [configuration] = created.DomainNameConfigurations ?? [];
    expect(configuration).toMatchObject({
      DomainNameStatus: 'AVAILABLE',
      EndpointType: 'REGIONAL',
      SecurityPolicy: 'TLS_1_2',
      CertificateArn,
    });
    const seen = await v1.send(new GetV1DomainNameCommand({ domainName: 'api.example.com' }));
    expect([seen.regionalDomainName, seen.regionalCertificateArn]).toEqual([
      configuration?.ApiGatewayDomainName,
      CertificateArn,
    ]);
  });

  test('map keys of several levels, also beside what v1 mapped', async () => {
    const { v1, v2, ApiId } = await withDomain();
    const rest = await v1.send(new CreateRestApiCommand({ name: 'rest' }));
    const place = {
      restApiId: rest.id,
      resourceId: rest.rootResourceId,
      httpMethod: 'GET',
    };
    await v1.send(new PutMethodCommand({ ...place, authorizationType: 'NONE' }));
    await v1.send(new PutIntegrationCommand({ ...place, type: 'MOCK' }));
    await v1.send(new CreateRestDeploymentCommand({ restApiId: rest.id, stageName: 'prod' }));
    const DomainName = 'api.example.com';
    await v1.send(
      new CreateBasePathMappingCommand({
        domainName: DomainName,
        basePath: 'old',
        restApiId: rest.id,
        stage: 'prod',
      }),
    );
    const mapping = { DomainName, ApiId, Stage: '$default', ApiMappingKey: 'shop/v2' };
    const { ApiMappingId } = await v2.send(new CreateApiMappingCommand(mapping));
    const again = await refusalOf(v2.send(new CreateApiMappingCommand(mapping)));
    expect([again.code, again.message]).toEqual([
      'ConflictException',
      'ApiMapping key already exists for this domain name',
    ]);
    const nowhere = new CreateApiMappingCommand({ ...mapping, ApiMappingKey: 'x', Stage: 'none' });
    expect((await refusalOf(v2.send(nowhere))).message).toBe('Invalid stage identifier specified');
    const { Items } = await v2.send(new GetApiMappingsCommand({ DomainName }));
    expect(Items?.map((one) => [one.ApiMappingKey, one.ApiId, one.Stage])).toEqual([
      ['old', rest.id, 'prod'],
      ['shop/v2', ApiId, '$default'],
    ]);
    expect((await refusalOf(v2.send(new DeleteApiCommand({ ApiId })))).code).toBe(
      'BadRequestException',
    );
    await v2.send(new DeleteApiMappingCommand({ DomainName, ApiMappingId }));
    await v2.send(new DeleteApiCommand({ ApiId }));
  });
});

test('a VPC link is pending, then available, and goes when nothing uses it', async () => {
  const sandbox = await openSandbox({ settleMs: 1000 });
  const client = sandbox.apigatewayv2();
  const ec2 = new EC2Client({
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: LOCAL,
    maxAttempts: 1,
  });
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { VpcLinkId = '', ...made } = await client.send(
    new CreateVpcLinkCommand({
      Name: 'web',
      SubnetIds: [Subnets[0]?.SubnetId ?? ''],
      SecurityGroupIds: [SecurityGroups[0]?.GroupId ?? ''],
    }),
  );
  expect([made.VpcLinkStatus, made.VpcLinkStatusMessage, made.VpcLinkVersion]).toEqual([
    'PENDING',
    'VPC link is provisioning ENIs',
    'V2',
  ]);
  sandbox.pass(1000);
  const ready = await client.send(new GetVpcLinkCommand({ VpcLinkId }));
  expect([ready.VpcLinkStatus, ready.VpcLinkStatusMessage]).toEqual([
    'AVAILABLE',
    'VPC link is ready to route traffic',
  ]);
  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri:
        'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/50dc6c495c0c9188/0467ef3c8400ae65',
      ConnectionType: 'VPC_LINK',
      ConnectionId: VpcLinkId,
      PayloadFormatVersion: '1.0',
    }),
  );
  const { RouteId } = await client.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: 'ANY /{proxy+}',
      Target: `integrations/${IntegrationId}`,
    }),
  );
  const inUse = await refusalOf(client.send(new DeleteVpcLinkCommand({ VpcLinkId })));
  expect(inUse.message).toBe(
    `Cannot delete vpc link. Vpc link '${VpcLinkId}', is referenced in [ANY:${RouteId}] in format of [Method:Resource].`,
  );
  await client.send(new DeleteApiCommand({ ApiId }));
  await client.send(new DeleteVpcLinkCommand({ VpcLinkId }));
  expect((await client.send(new GetVpcLinkCommand({ VpcLinkId }))).VpcLinkStatus).toBe('DELETING');
  sandbox.pass(1000);
  expect((await refusalOf(client.send(new GetVpcLinkCommand({ VpcLinkId })))).code).toBe(
    'NotFoundException',
  );
});

test('APIs and stages carry tags', async () => {
  const client = (await openSandbox()).apigatewayv2();
  const { ApiId } = await client.send(
    new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP', Tags: { lab: 'one' } }),
  );
  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
  await client.send(new TagResourceCommand({ ResourceArn, Tags: { team: 'web' } }));
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['lab'] }));
  expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ team: 'web' });
});
