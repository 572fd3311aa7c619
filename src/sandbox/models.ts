/** Importing this file brings in every model at once: the sandbox itself needs them all. */
import acm from './model/acm.json' with { type: 'json' };
import apigatewaymanagementapi from './model/apigatewaymanagementapi.json' with { type: 'json' };
import cloudwatch from './model/cloudwatch.json' with { type: 'json' };
import cognitoIdp from './model/cognito-idp.json' with { type: 'json' };
import dynamodb from './model/dynamodb.json' with { type: 'json' };
import ec2 from './model/ec2.json' with { type: 'json' };
import elbv2 from './model/elbv2.json' with { type: 'json' };
import iam from './model/iam.json' with { type: 'json' };
import lambda from './model/lambda.json' with { type: 'json' };
import logs from './model/logs.json' with { type: 'json' };
import sqs from './model/sqs.json' with { type: 'json' };
import wafv2 from './model/wafv2.json' with { type: 'json' };
import { addModel, type ServiceModel } from './operations.ts';

for (const model of [
  acm,
  apigatewaymanagementapi,
  cloudwatch,
  cognitoIdp,
  dynamodb,
  ec2,
  elbv2,
  iam,
  lambda,
  logs,
  sqs,
  wafv2,
])
  addModel(model as unknown as ServiceModel);
