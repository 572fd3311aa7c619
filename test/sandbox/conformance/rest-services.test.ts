import {
  APIGatewayClient,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  type PutIntegrationCommandInput,
  type PutMethodCommandInput,
} from '@aws-sdk/client-api-gateway';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, allow, arnOf, document, openIam, trust } from '../iam/support.ts';

async function open() {
  const made = await openIam();
  const gateway = new APIGatewayClient(made.settings());
  return {
    ...made,
    gateway,
    /** A role that API Gateway may assume. */
    async backend(name: string, ...statements: readonly object[]) {
      await made.iam().send(
        new CreateRoleCommand({
          RoleName: name,
          AssumeRolePolicyDocument: trust({ Service: 'apigateway.amazonaws.com' }),
        }),
      );
      await made.iam().send(
        new PutRolePolicyCommand({
          RoleName: name,
          PolicyName: 'work',
          PolicyDocument: document(...statements),
        }),
      );
    },
    /** An API with POST on `/`, deployed to `prod`. */
    async api(
      integration: Partial<PutIntegrationCommandInput>,
      method: Partial<PutMethodCommandInput> = {},
      before: (restApiId: string) => Promise<Partial<PutMethodCommandInput>> = () =>
        Promise.resolve({}),
    ) {
      const { id: restApiId = '' } = await gateway.send(new CreateRestApiCommand({ name: 'pets' }));
      const { items = [] } = await gateway.send(new GetResourcesCommand({ restApiId }));
      const { id: resourceId } = await gateway.send(
        new CreateResourceCommand({ restApiId, parentId: items[0]?.id, pathPart: 'pets' }),
      );
      const common = { restApiId, resourceId, httpMethod: 'POST' };
      await gateway.send(
        new PutMethodCommand({
          ...common,
          authorizationType: 'NONE',
          ...method,
          ...(await before(restApiId)),
        }),
      );
      await gateway.send(
        new PutIntegrationCommand({
          ...common,
          type: 'AWS',
          integrationHttpMethod: 'POST',
          ...integration,
        }),
      );
      for (const [statusCode, selectionPattern] of [
        ['200', undefined],
        ['400', '4\\d{2}'],
      ] as const) {
        await gateway.send(new PutMethodResponseCommand({ ...common, statusCode }));
        await gateway.send(
          new PutIntegrationResponseCommand({ ...common, statusCode, selectionPattern }),
        );
      }
      await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
      return async (init: RequestInit = {}) => {
        const answer = await made.sandbox.handle(
          new Request(`https://${restApiId}.execute-api.us-east-1.amazonaws.com/prod/pets`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            ...init,
          }),
        );
        return { status: answer.status, body: await answer.text() };
      };
    },
    reason: () =>
      made.sandbox.traces('test', 1)[0]?.steps.find(({ decision }) => decision === 'fail')?.reason,
  };
}

describe('a REST API in front of DynamoDB', () => {
  const PUT = {
    uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem',
    credentials: arnOf('apigw-ddb'),
    requestTemplates: {
      'application/json':
        '{"TableName":"pets","Item":{"id":{"S":"$context.requestId"},"name":{"S":$input.json(\'$.name\')}}}',
    },
  };

  async function withTable() {
    const made = await open();
    const table = new DynamoDBClient(made.settings());
    await table.send(
      new CreateTableCommand({
        TableName: 'pets',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    made.pass(20_000);
    return { ...made, table };
  }

  test('puts what its template makes, as the role', async () => {
    const made = await withTable();
    await made.backend('apigw-ddb', allow('dynamodb:PutItem'));
    const call = await made.api(PUT);
    expect(await call({ body: '{"name":"rex"}' })).toEqual({ status: 200, body: '{}' });
    const id = made.sandbox.traces('test', 1)[0]?.requestId ?? '';
    const { Item } = await made.table.send(
      new GetItemCommand({ TableName: 'pets', Key: { id: { S: id } } }),
    );
    expect(Item?.['name']).toEqual({ S: 'rex' });
  });

  test('passes on what the table says to a role without the right', async () => {
    const made = await withTable();
    await made.backend('apigw-ddb', allow('dynamodb:GetItem'));
    const call = await made.api(PUT);
    const answer = await call({ body: '{"name":"rex"}' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('is not authorized to perform: dynamodb:PutItem');
  });

  test('whose role does not trust API Gateway is an error of the API', async () => {
    const made = await withTable();
    await made.role('apigw-ddb', allow('dynamodb:PutItem'));
    const call = await made.api(PUT);
    expect((await call({ body: '{"name":"rex"}' })).status).toBe(500);
    expect(made.reason()).toBe(
      `The trust policy of ${arnOf('apigw-ddb')} does not let apigateway.amazonaws.com assume it.`,
    );
  });

  test('without credentials cannot be put', async () => {
    const made = await withTable();
    await expect(made.api({ ...PUT, credentials: undefined })).rejects.toThrow(
      'Role ARN must be specified for AWS integrations',
    );
  });
});

describe('a REST API in front of SQS', () => {
  test.each([
    [
      'by the path of the queue',
      {
        uri: `arn:aws:apigateway:us-east-1:sqs:path/${ACCOUNT}/jobs`,
        requestParameters: {
          'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
        },
        requestTemplates: {
          'application/json': 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)',
        },
      },
    ],
    [
      'by the action',
      {
        uri: 'arn:aws:apigateway:us-east-1:sqs:action/SendMessage',
        requestParameters: {
          'integration.request.querystring.QueueUrl': `'https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/jobs'`,
          'integration.request.querystring.MessageBody': 'method.request.body',
        },
      },
    ],
  ])('sends the body %s', async (_, integration) => {
    const made = await open();
    const queue = new SQSClient(made.settings());
    const { QueueUrl } = await queue.send(new CreateQueueCommand({ QueueName: 'jobs' }));
    await made.backend('apigw-sqs', allow('sqs:SendMessage'));
    const call = await made.api({ ...integration, credentials: arnOf('apigw-sqs') });
    const answer = await call({ body: '{"job":"print & send"}' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toHaveProperty('SendMessageResponse.SendMessageResult');
    const { Messages } = await queue.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(['{"job":"print & send"}']);
  });
});

test('an integration with a service that the sandbox does not have says so', async () => {
  const made = await open();
  const call = await made.api({
    uri: 'arn:aws:apigateway:us-east-1:kinesis:action/PutRecord',
    credentials: arnOf('any'),
  });
  expect(await call({ body: '{}' })).toEqual({
    status: 500,
    body: '{"message":"The local sandbox has no service \\"kinesis\\" behind integrations. On AWS it works."}',
  });
});

describe('a Cognito authorizer of a REST API', () => {
  async function withPool(method: Partial<PutMethodCommandInput> = {}) {
    const made = await open();
    const cognito = new CognitoIdentityProviderClient(made.settings());
    const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: 'members' }));
    const UserPoolId = UserPool?.Id ?? '';
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'web',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    );
    await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: 'ada' }));
    const Password = 'Correct-horse-1';
    await cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: 'ada', Password, Permanent: true }),
    );
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        ClientId: UserPoolClient?.ClientId ?? '',
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD: Password },
      }),
    );
    const call = await made.api(
      {
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode":200}' },
      },
      { authorizationType: 'COGNITO_USER_POOLS', ...method },
      async (restApiId) => ({
        authorizerId: (
          await made.gateway.send(
            new CreateAuthorizerCommand({
              restApiId,
              name: 'members',
              type: 'COGNITO_USER_POOLS',
              providerARNs: [UserPool?.Arn ?? ''],
              identitySource: 'method.request.header.Authorization',
            }),
          )
        ).id,
      }),
    );
    const as = (authorization = '') =>
      call({ headers: { authorization, 'content-type': 'application/json' } });
    return {
      ...made,
      as,
      id: AuthenticationResult?.IdToken,
      access: AuthenticationResult?.AccessToken,
    };
  }

  test('takes the ID token of its pool, and nothing else', async () => {
    const { as, id, access, reason } = await withPool();
    expect((await as(id)).status).toBe(200);
    expect((await as(`Bearer ${id ?? ''}`)).status).toBe(200);
    expect((await as()).status).toBe(401);
    expect((await as('not a token')).status).toBe(401);
    expect((await as(access)).status).toBe(401);
    expect(reason()).toBe(
      'The method has no authorizationScopes, so an ID token is wanted, and this is an access token.',
    );
  });

  test('with scopes takes an access token that has one of them', async () => {
    const own = await withPool({ authorizationScopes: ['aws.cognito.signin.user.admin'] });
    expect((await own.as(own.access)).status).toBe(200);
    expect((await own.as(own.id)).status).toBe(401);
    const other = await withPool({ authorizationScopes: ['pets/read'] });
    expect((await other.as(other.access)).status).toBe(401);
  });

  test('refuses a token that has expired', async () => {
    const made = await withPool();
    made.pass(3_700_000);
    expect(await made.as(made.id)).toEqual({
      status: 401,
      body: '{"message":"The incoming token has expired"}',
    });
  });
});
