import type { ServiceName } from '../operations.ts';
import { apiGatewayOperations } from './apigateway/index.ts';
import { managementOperations } from './apigatewaymanagementapi/index.ts';
import { apiGatewayV2Operations } from './apigatewayv2/index.ts';
import { cognitoOperations } from './cognito-idp/index.ts';
import type { OperationContext } from './context.ts';
import { dynamoDbOperations } from './dynamodb/index.ts';
import { acmOperations } from './acm/index.ts';
import { cloudWatchOperations } from './cloudwatch/index.ts';
import { ec2Operations } from './ec2/index.ts';
import { elbV2Operations } from './elbv2/index.ts';
import { lambdaOperations } from './lambda/index.ts';
import { iamOperations } from './iam/index.ts';
import { sqsOperations } from './sqs/index.ts';
import { wafV2Operations } from './wafv2/index.ts';
import { logsOperations } from './logs/index.ts';
import { stsOperations } from './sts/index.ts';

/** An operation once its input has been parsed and validated against the model. May take its time. */
export type RunOperation = (context: OperationContext, input: Record<string, unknown>) => unknown;

const lowerFirst = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** The one place where a validated input takes on its operation's own type. */
const runnable = (operations: object): ReadonlyMap<string, RunOperation> =>
  new Map(Object.entries(operations) as [string, RunOperation][]);

/** One line for each service that can do something. */
const SERVICES: Readonly<Partial<Record<ServiceName, ReadonlyMap<string, RunOperation>>>> = {
  apigateway: runnable(apiGatewayOperations),
  apigatewayv2: runnable(apiGatewayV2Operations),
  apigatewaymanagementapi: runnable(managementOperations),
  'cognito-idp': runnable(cognitoOperations),
  dynamodb: runnable(dynamoDbOperations),
  acm: runnable(acmOperations),
  cloudwatch: runnable(cloudWatchOperations),
  ec2: runnable(ec2Operations),
  elbv2: runnable(elbV2Operations),
  lambda: runnable(lambdaOperations),
  iam: runnable(iamOperations),
  sqs: runnable(sqsOperations),
  logs: runnable(logsOperations),
  sts: runnable(stsOperations),
  wafv2: runnable(wafV2Operations),
};

/** @returns what the operation does here, or undefined where the sandbox cannot do it yet. */
export const findImplementation = (service: ServiceName, name: string): RunOperation | undefined =>
  SERVICES[service]?.get(lowerFirst(name));
