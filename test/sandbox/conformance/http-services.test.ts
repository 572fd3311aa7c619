import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { IAM } from '@aws-sdk/client-iam';
import { SQS } from '@aws-sdk/client-sqs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ACCOUNT, allow, arnOf, document, openIam, trust } from '../iam/support.ts';

const QUEUE_ARN = `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`;
const ROLE = arnOf('apigw-sqs');

/** An HTTP API with `POST /jobs` in front of the queue `jobs`, called as a role that may send to it. */
async function open(
  subtype = 'SQS-SendMessage',
  parameters: Readonly<Record<string, string>> = { MessageBody: '$request.body.message' },
) {
  const made = await openIam();
  const settings = made.settings();
  const [v2, sqs, iam] = [new ApiGatewayV2(settings), new SQS(settings), new IAM(settings)];
  onTestFinished(() => [v2, sqs, iam].forEach((client) => client.destroy()));
  const { QueueUrl = '' } = await sqs.createQueue({ QueueName: 'jobs' });
  await iam.createRole({
    RoleName: 'apigw-sqs',
    AssumeRolePolicyDocument: trust({ Service: 'apigateway.amazonaws.com' }),
  });
  await iam.putRolePolicy({
    RoleName: 'apigw-sqs',
    PolicyName: 'send',
    PolicyDocument: document(allow('sqs:SendMessage', QUEUE_ARN)),
  });
  const { ApiId } = await v2.createApi({ Name: 'jobs', ProtocolType: 'HTTP' });
  const { IntegrationId } = await v2.createIntegration({
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationSubtype: subtype,
    PayloadFormatVersion: '1.0',
    CredentialsArn: ROLE,
    RequestParameters: subtype.startsWith('SQS') ? { QueueUrl, ...parameters } : parameters,
  });
  await v2.createRoute({
    ApiId,
    RouteKey: 'POST /jobs',
    Target: `integrations/${IntegrationId}`,
  });
  await v2.createStage({ ApiId, StageName: '$default', AutoDeploy: true });
  return {
    ...made,
    iam,
    call: async (body: string, headers: Record<string, string> = {}) => {
      const answer = await made.sandbox.handle(
        new Request(`https://${ApiId}.execute-api.us-east-1.amazonaws.com/jobs`, {
          method: 'POST',
          headers,
          body,
        }),
      );
      return [answer.status, (await answer.json()) as Record<string, unknown>] as const;
    },
    received: async () =>
      (
        await sqs.receiveMessage({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
        })
      ).Messages ?? [],
    reason: () =>
      made.sandbox.traces('test', 1)[0]?.steps.find(({ decision }) => decision === 'fail')?.reason,
  };
}

describe('an HTTP API in front of SQS', () => {
  test('sends a part of the body, and answers with what SQS says', async () => {
    const { call, received } = await open();
    const [status, body] = await call('{"message":"print 42"}');
    expect([status, typeof body['MessageId']]).toEqual([200, 'string']);
    expect((await received()).map(({ Body }) => Body)).toEqual(['print 42']);
  });

  test('sends the whole body, attributes and a delay', async () => {
    const { call, received, pass } = await open('SQS-SendMessage', {
      MessageBody: '$request.body',
      DelaySeconds: '60',
      MessageAttributes:
        '{"tenant":{"DataType":"String","StringValue":"$request.header.x-tenant"}}',
    });
    expect((await call('plain text', { 'x-tenant': 'acme' }))[0]).toBe(200);
    expect(await received()).toEqual([]);
    pass(61_000);
    expect(await received()).toMatchObject([
      { Body: 'plain text', MessageAttributes: { tenant: { StringValue: 'acme' } } },
    ]);
  });

  test('a request without the value that is wanted is a bad one', async () => {
    const { call, received, reason } = await open();
    expect(await call('{"other":"print 42"}')).toEqual([400, { message: 'Bad Request' }]);
    expect(reason()).toBe(
      'Unable to resolve property MessageBody from source $request.body.message. Please make sure that the request to API Gateway contains all the necessary fields specified in request parameters.',
    );
    expect(await received()).toEqual([]);
  });

  test('what the role may not do SQS refuses', async () => {
    const { call, iam, received } = await open();
    await iam.deleteRolePolicy({ RoleName: 'apigw-sqs', PolicyName: 'send' });
    const [status, body] = await call('{"message":"print 42"}');
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(
      'because no identity-based policy allows the sqs:SendMessage action',
    );
    expect(await received()).toEqual([]);
  });

  test('a role that does not trust API Gateway is an error of the API', async () => {
    const { call, iam, reason } = await open();
    await iam.updateAssumeRolePolicy({
      RoleName: 'apigw-sqs',
      PolicyDocument: trust({ Service: 'lambda.amazonaws.com' }),
    });
    expect(await call('{"message":"x"}')).toEqual([500, { message: 'Internal Server Error' }]);
    expect(reason()).toBe(
      `The trust policy of ${ROLE} does not let apigateway.amazonaws.com assume it.`,
    );
  });
});

test('a service that the sandbox has not is said so', async () => {
  const { call } = await open('StepFunctions-StartExecution', {
    StateMachineArn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:jobs`,
  });
  expect(await call('{}')).toEqual([
    500,
    {
      message:
        'The local sandbox has no service "StepFunctions" behind integrations. On AWS it works.',
    },
  ]);
});
