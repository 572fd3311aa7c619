import type { PolicyRecord } from './state.ts';

const on = (resource: string, ...actions: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }],
  });

const WRITE_LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** Name → path and document. Source: docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const DOCUMENTS: Readonly<Record<string, readonly [path: string, document: string]>> = {
  AdministratorAccess: ['/', on('*', '*')],
  AmazonAPIGatewayAdministrator: ['/', on('arn:aws:apigateway:*::/*', 'apigateway:*')],
  AmazonAPIGatewayInvokeFullAccess: [
    '/',
    on('arn:aws:execute-api:*:*:*', 'execute-api:Invoke', 'execute-api:ManageConnections'),
  ],
  AmazonAPIGatewayPushToCloudWatchLogs: [
    '/service-role/',
    on(
      '*',
      ...WRITE_LOGS,
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
    ),
  ],
  AmazonDynamoDBFullAccess: ['/', on('*', 'dynamodb:*')],
  AmazonSQSFullAccess: ['/', on('*', 'sqs:*')],
  AWSLambdaBasicExecutionRole: ['/service-role/', on('*', ...WRITE_LOGS)],
  AWSLambdaRole: ['/service-role/', on('*', 'lambda:InvokeFunction')],
  AWSLambdaSQSQueueExecutionRole: [
    '/service-role/',
    on('*', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...WRITE_LOGS),
  ],
};

/** 2015-07-09, when the first of them was made; the sandbox does not keep their history. */
const CREATED = 1_436_400_000;

/** The policies of AWS that labs attach, by ARN. */
export const AWS_MANAGED: Readonly<Record<string, PolicyRecord>> = Object.fromEntries(
  Object.entries(DOCUMENTS).map(([PolicyName, [Path, document]], index) => {
    const Arn = `arn:aws:iam::aws:policy${Path}${PolicyName}`;
    const record: PolicyRecord = {
      Path,
      PolicyName,
      PolicyId: `ANPAGATEWISE${String(index).padStart(9, 'A')}`,
      Arn,
      DefaultVersionId: 'v1',
      CreateDate: CREATED,
      UpdateDate: CREATED,
      versions: { v1: { document, CreateDate: CREATED } },
      nextVersion: 2,
    };
    return [Arn, record];
  }),
);
