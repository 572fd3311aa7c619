import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetTagsCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import {
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { AwsClient } from 'aws4fetch';
import { describe, expect, test } from 'vitest';
import { refusalOf, type Credentials } from '../support.ts';
import { ACCOUNT, allow, arnOf, deny, document, openIam } from './support.ts';

const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/worker/run-1`;
const APIS = 'arn:aws:apigateway:us-east-1::/restapis';

async function worker(...statements: readonly object[]) {
  const opened = await openIam();
  await opened.role('worker', ...statements);
  const session = await opened.assume('worker');
  return { ...opened, session, gateway: opened.apigateway(session) };
}

const denied = (action: string, resource: string, why: string) => ({
  code: 'AccessDeniedException',
  status: 403,
  message: `User: ${SESSION} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
});
const silent = (action: string, kind = 'identity-based policy') =>
  `because no ${kind} allows the ${action} action`;

describe('a role’s session on the control plane', () => {
  test('may do nothing without a policy, but learn who it is', async () => {
    const { gateway, sts, session } = await worker();
    expect(await refusalOf(gateway.send(new GetRestApisCommand({})))).toEqual(
      denied('apigateway:GET', APIS, silent('apigateway:GET')),
    );
    expect((await sts(session).send(new GetCallerIdentityCommand({}))).Arn).toBe(SESSION);
  });

  test('may do what a policy allows, on what it names', async () => {
    const { gateway, apigateway } = await worker(allow('apigateway:GET', [APIS, `${APIS}/*`]));
    const { id = '' } = await apigateway().send(new CreateRestApiCommand({ name: 'shop' }));
    expect((await gateway.send(new GetRestApisCommand({}))).items).toHaveLength(1);
    expect((await gateway.send(new GetResourcesCommand({ restApiId: id }))).items).toHaveLength(1);
    expect(await refusalOf(gateway.send(new CreateRestApiCommand({ name: 'other' })))).toEqual(
      denied('apigateway:POST', APIS, silent('apigateway:POST')),
    );
    expect(await refusalOf(gateway.send(new DeleteRestApiCommand({ restApiId: id })))).toEqual(
      denied('apigateway:DELETE', `${APIS}/${id}`, silent('apigateway:DELETE')),
    );
  });

  test('is refused before anything is done or told', async () => {
    const { gateway, apigateway } = await worker();
    await refusalOf(gateway.send(new CreateRestApiCommand({ name: 'shop' })));
    expect((await apigateway().send(new GetRestApisCommand({}))).items).toEqual([]);
    const nobodys = new DeleteRestApiCommand({ restApiId: 'nothing123' });
    expect((await refusalOf(gateway.send(nobodys))).status).toBe(403);
  });

  test('is told of an explicit deny', async () => {
    const { gateway } = await worker(allow('apigateway:*'), deny('apigateway:GET', APIS));
    expect(await refusalOf(gateway.send(new GetRestApisCommand({})))).toEqual(
      denied('apigateway:GET', APIS, 'with an explicit deny in an identity-based policy'),
    );
  });

  test('is cut by a session policy and by a boundary, which the refusal names', async () => {
    const { apigateway, assume, iam, session } = await worker(allow('apigateway:*'));
    const cut = await assume('worker', { Policy: document(allow('apigateway:GET', APIS)) });
    await apigateway(cut).send(new GetRestApisCommand({}));
    expect(
      await refusalOf(apigateway(cut).send(new CreateRestApiCommand({ name: 'shop' }))),
    ).toEqual(denied('apigateway:POST', APIS, silent('apigateway:POST', 'session policy')));
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';
    await iam().send(
      new PutRolePermissionsBoundaryCommand({ RoleName: 'worker', PermissionsBoundary }),
    );
    expect(await refusalOf(apigateway(session).send(new GetRestApisCommand({})))).toEqual(
      denied('apigateway:GET', APIS, silent('apigateway:GET', 'permissions boundary')),
    );
  });

  test('has what its role has now: an attached policy counts at once, a role that is gone gives nothing', async () => {
    const { gateway, iam } = await worker();
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonAPIGatewayAdministrator';
    await iam().send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn }));
    await gateway.send(new CreateRestApiCommand({ name: 'shop' }));
    const gone = await worker();
    await gone.iam().send(new DeleteRoleCommand({ RoleName: 'worker' }));
    expect((await refusalOf(gone.gateway.send(new GetRestApisCommand({})))).status).toBe(403);
  });

  test('needs a right of its own to change a resource policy', async () => {
    const { gateway, apigateway } = await worker(allow('apigateway:PATCH'));
    const { id = '' } = await apigateway().send(new CreateRestApiCommand({ name: 'shop' }));
    const patch = (path: string, value: string) =>
      gateway.send(
        new UpdateRestApiCommand({
          restApiId: id,
          patchOperations: [{ op: 'replace', path, value }],
        }),
      );
    await patch('/description', 'Pets');
    expect(await refusalOf(patch('/policy', ''))).toEqual(
      denied(
        'apigateway:UpdateRestApiPolicy',
        `${APIS}/${id}`,
        silent('apigateway:UpdateRestApiPolicy'),
      ),
    );
  });

  test('names HTTP APIs without a version, and tags by the ARN they are of', async () => {
    const { apigatewayv2, gateway, session } = await worker();
    expect((await refusalOf(apigatewayv2(session).send(new GetApisCommand({})))).message).toContain(
      'on resource: arn:aws:apigateway:us-east-1::/apis because',
    );
    const tags = new GetTagsCommand({ resourceArn: `${APIS}/a1` });
    expect((await refusalOf(gateway.send(tags))).message).toContain(
      '::/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fa1 because',
    );
  });

  test('is refused by IAM in IAM’s words', async () => {
    const { iam, session } = await worker(allow('iam:GetRole', arnOf('worker')));
    await iam(session).send(new GetRoleCommand({ RoleName: 'worker' }));
    const other = await refusalOf(iam(session).send(new GetRoleCommand({ RoleName: 'other' })));
    expect(other).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `User: ${SESSION} is not authorized to perform: iam:GetRole on resource: ${arnOf('other')} ${silent('iam:GetRole')}`,
    });
    expect((await refusalOf(iam(session).send(new ListRolesCommand({})))).message).toBe(
      `User: ${SESSION} is not authorized to perform: iam:ListRoles ${silent('iam:ListRoles')}`,
    );
  });

  test('under a condition that the sandbox does not know gets neither yes nor no', async () => {
    const { gateway } = await worker({
      ...allow('apigateway:GET'),
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
    });
    expect(await refusalOf(gateway.send(new GetRestApisCommand({})))).toMatchObject({
      code: 'NotImplementedException',
      message:
        'Statement 1 of inline policy "work" asks for aws:PrincipalOrgID, which the local sandbox does not know. On AWS it may allow apigateway:GET.',
    });
  });

  test('holds in the Region that a condition asks for', async () => {
    const { apigateway, session } = await worker({
      ...allow('apigateway:GET'),
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    });
    await apigateway(session, 'eu-west-1').send(new GetRestApisCommand({}));
    expect((await refusalOf(apigateway(session).send(new GetRestApisCommand({})))).status).toBe(
      403,
    );
  });
});

describe('a role’s session on a method with AWS_IAM', () => {
  async function deployed(...statements: readonly object[]) {
    const opened = await worker(...statements);
    const client = opened.apigateway();
    const { id = '', rootResourceId: root = '' } = await client.send(
      new CreateRestApiCommand({ name: 'partner' }),
    );
    for (const pathPart of ['report', 'admin']) {
      const { id: resourceId = '' } = await client.send(
        new CreateResourceCommand({ restApiId: id, parentId: root, pathPart }),
      );
      const at = { restApiId: id, resourceId, httpMethod: 'GET' };
      await client.send(new PutMethodCommand({ ...at, authorizationType: 'AWS_IAM' }));
      await client.send(new PutMethodResponseCommand({ ...at, statusCode: '200' }));
      const requestTemplates = { 'application/json': '{"statusCode": 200}' };
      await client.send(new PutIntegrationCommand({ ...at, type: 'MOCK', requestTemplates }));
      await client.send(new PutIntegrationResponseCommand({ ...at, statusCode: '200' }));
    }
    await client.send(new CreateDeploymentCommand({ restApiId: id, stageName: 'prod' }));
    const call = async (
      path: string,
      { accessKeyId, secretAccessKey, sessionToken }: Credentials,
    ) => {
      const signer = new AwsClient({
        accessKeyId,
        secretAccessKey,
        ...(sessionToken !== undefined && { sessionToken }),
        region: 'us-east-1',
        service: 'execute-api',
      });
      const url = `http://127.0.0.1/_sandbox/invoke/${id}/prod${path}`;
      const response = await opened.sandbox.handle(await signer.sign(url));
      return [response.status, await response.text()];
    };
    return { ...opened, id, call };
  }

  test('calls what its policy names, and nothing else', async () => {
    const only = 'arn:aws:execute-api:us-east-1:*:*/prod/GET/report';
    const { call, session, id } = await deployed(allow('execute-api:Invoke', only));
    expect(await call('/report', session)).toEqual([200, '']);
    const resource = `arn:aws:execute-api:us-east-1:********9012:${id}/prod/GET/admin`;
    expect(await call('/admin', session)).toEqual([
      403,
      JSON.stringify({
        Message: `User: ${SESSION} is not authorized to perform: execute-api:Invoke on resource: ${resource} ${silent('execute-api:Invoke')}`,
      }),
    ]);
  });

  test('is let in by the administrator’s key', async () => {
    const { call } = await deployed();
    expect(await call('/admin', { accessKeyId: 'test', secretAccessKey: 'test' })).toEqual([
      200,
      '',
    ]);
  });
});
