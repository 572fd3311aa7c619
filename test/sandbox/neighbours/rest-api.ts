import { APIGateway } from '@aws-sdk/client-api-gateway';
import { LOCAL } from '../support.ts';
import type { Opened } from './support.ts';

/** A REST API with `GET /admin`, a mock, deployed to `prod`. */
export async function deployMock({ url }: Opened, name = 'office') {
  const aws = new APIGateway({
    endpoint: url,
    region: 'us-east-1',
    credentials: LOCAL,
    maxAttempts: 1,
  });
  const { id: restApiId = '', rootResourceId: parentId } = await aws.createRestApi({ name });
  const { id: resourceId } = await aws.createResource({ restApiId, parentId, pathPart: 'admin' });
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
    responseTemplates: { 'application/json': '{"ok":true}' },
  });
  await aws.createDeployment({ restApiId, stageName: 'prod' });
  return {
    aws,
    restApiId,
    stageArn: `arn:aws:apigateway:us-east-1::/restapis/${restApiId}/stages/prod`,
    call: (headers: Record<string, string> = {}, path = '/admin') =>
      fetch(`${url}/_sandbox/invoke/${restApiId}/prod${path}`, { headers }),
  };
}
