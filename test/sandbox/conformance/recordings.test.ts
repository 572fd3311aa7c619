import {
  APIGateway,
  type CreateRestApiCommandOutput,
  type Op,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { describe, expect, test } from 'vitest';
import { LOCAL, openSandbox } from '../support.ts';
import { replay } from './recording.ts';

async function open() {
  const { url } = await openSandbox();
  return new APIGateway({ endpoint: url, region: 'us-east-1', credentials: LOCAL, maxAttempts: 1 });
}

async function openWithApi() {
  const aws = await open();
  const api = await aws.createRestApi({ name: 'shop', description: 'this is my api' });
  return { aws, restApiId: api.id ?? '', rootId: api.rootResourceId ?? '' };
}

/** An API with one deployable method. */
async function openDeployable() {
  const opened = await openWithApi();
  const { aws, restApiId, rootId: resourceId } = opened;
  await aws.putMethod({ restApiId, resourceId, httpMethod: 'GET', authorizationType: 'NONE' });
  await aws.putIntegration({ restApiId, resourceId, httpMethod: 'GET', type: 'MOCK' });
  return opened;
}

const patch = (op: Op, path: string, value?: string, from?: string): PatchOperation => ({
  op,
  path,
  ...(value !== undefined && { value }),
  ...(from !== undefined && { from }),
});
const wrongOp = (path: string): PatchOperation => ({
  ...patch('add', path, 'x'),
  op: 'wrong' as Op,
});

describe('a replay', () => {
  test('fails where an answer differs from the recorded one', async () => {
    const aws = await open();
    await expect(
      replay('test_get_vpc_link_invalid_id', [() => aws.getRestApi({ restApiId: 'no-api' })]),
    ).rejects.toThrow('call 1: get_vpc_link: expected');
  });
});

describe('REST APIs answer as AWS did when it was recorded', () => {
  test('list and delete', async () => {
    const aws = await open();
    let first: CreateRestApiCommandOutput;
    await replay('test_list_and_delete_apis', [
      async () => (first = await aws.createRestApi({ name: 'one', description: 'this is my api' })),
      () => aws.createRestApi({ name: 'two', description: 'this is my api2' }),
      () => aws.getRestApis({}),
      () => aws.deleteRestApi({ restApiId: first.id ?? '' }),
      () => aws.getRestApis({}),
    ]);
  });

  test('binary media types and tags at creation', async () => {
    const aws = await open();
    await replay('test_create_rest_api_with_binary_media_types', [
      () => aws.createRestApi({ name: 'one', binaryMediaTypes: ['image/png'] }),
    ]);
  });

  test('tags show in every answer', async () => {
    const aws = await open();
    let made: CreateRestApiCommandOutput;
    await replay('test_create_rest_api_with_tags', [
      async () =>
        (made = await aws.createRestApi({
          name: 'one',
          description: 'this is my api',
          tags: { MY_TAG1: 'MY_VALUE1' },
        })),
      () => aws.getRestApi({ restApiId: made.id ?? '' }),
      () => aws.getRestApis({}),
    ]);
  });

  test('defaults by endpoint type, and an endpoint type that does not exist', async () => {
    const aws = await open();
    const withType = (type: string) => () =>
      aws.createRestApi({ name: 'one', endpointConfiguration: { types: [type as 'EDGE'] } });
    await replay('test_create_rest_api_verify_defaults', [
      withType('EDGE'),
      withType('REGIONAL'),
      withType('PRIVATE'),
      () => aws.createRestApi({ name: 'one' }),
      () =>
        aws.createRestApi({
          name: 'one',
          description: '',
          endpointConfiguration: { types: ['wrong' as 'EDGE'] },
        }),
    ]);
  });

  test('patches add, replace and remove', async () => {
    const { aws, restApiId } = await openWithApi();
    const update =
      (...patchOperations: PatchOperation[]) =>
      () =>
        aws.updateRestApi({ restApiId, patchOperations });
    await replay('test_update_rest_api_operation_add_remove', [
      update(
        patch('add', '/binaryMediaTypes/image~1png'),
        patch('add', '/binaryMediaTypes/image~1jpeg'),
      ),
      update(patch('replace', '/binaryMediaTypes/image~1png', 'image/gif')),
      update(patch('remove', '/binaryMediaTypes/image~1gif'), patch('remove', '/description')),
    ]);
  });

  test('several wrong patch operations are told at once', async () => {
    const { aws, restApiId } = await openWithApi();
    const update = (count: number) => () =>
      aws.updateRestApi({
        restApiId,
        patchOperations: Array.from({ length: count }, () => wrongOp('/name')),
      });
    await replay('test_update_rest_api_concatenation_of_errors', [update(2), update(2), update(3)]);
  });
});

describe('resources answer as AWS did', () => {
  test('their life', async () => {
    const { aws, restApiId, rootId } = await openWithApi();
    let pets = '';
    const list = () => aws.getResources({ restApiId });
    await replay('test_resource_lifecycle', [
      list,
      async () => {
        const made = await aws.createResource({ restApiId, parentId: rootId, pathPart: 'pets' });
        pets = made.id ?? '';
        return made;
      },
      list,
      () => aws.createResource({ restApiId, parentId: pets, pathPart: 'subpets' }),
      list,
      () =>
        aws.updateResource({
          restApiId,
          resourceId: pets,
          patchOperations: [patch('replace', '/pathPart', 'dogs')],
        }),
      () => aws.getResource({ restApiId, resourceId: pets }),
      () => aws.deleteResource({ restApiId, resourceId: pets }),
      list,
    ]);
  });

  test('what an update refuses', async () => {
    const { aws, restApiId, rootId } = await openWithApi();
    const add = async (parentId: string, pathPart: string) =>
      aws.createResource({ restApiId, parentId, pathPart });
    const pets = (await add(rootId, 'pets')).id ?? '';
    let sub = '';
    let child = '';
    const update = (resourceId: () => string, one: () => PatchOperation) => () =>
      aws.updateResource({ restApiId, resourceId: resourceId(), patchOperations: [one()] });
    await replay('test_update_resource_behaviour', [
      update(
        () => 'fake-resource',
        () => patch('replace', '/pathPart', 'dogs'),
      ),
      update(
        () => pets,
        () => patch('replace', '/invalid', 'dogs'),
      ),
      update(
        () => pets,
        () => patch('replace', '/parentId', 'fake-parent'),
      ),
      async () => {
        const made = await add(pets, 'subpets');
        sub = made.id ?? '';
        return made;
      },
      async () => {
        const made = await add(sub, 'pets');
        child = made.id ?? '';
        return made;
      },
      update(
        () => child,
        () => patch('replace', '/parentId', rootId),
      ),
      update(
        () => pets,
        () => patch('replace', '/parentId', sub),
      ),
      update(
        () => sub,
        () => patch('replace', '/parentId', rootId),
      ),
      update(
        () => sub,
        () => patch('replace', '/pathPart', 'pets'),
      ),
      async () => {
        await aws.deleteResource({ restApiId, resourceId: pets });
        await aws.deleteResource({ restApiId, resourceId: child });
        return aws.getResources({ restApiId });
      },
      update(
        () => sub,
        () => patch('remove', '/pathPart', 'dogs'),
      ),
      update(
        () => sub,
        () => patch('add', '/pathPart', 'dogs'),
      ),
    ]);
  });

  test('the root stays where it is', async () => {
    const { aws, restApiId, rootId: resourceId } = await openWithApi();
    await replay('test_update_resource_on_root', [
      () =>
        aws.updateResource({
          restApiId,
          resourceId,
          patchOperations: [patch('replace', '/pathPart', 'dogs')],
        }),
      () =>
        aws.updateResource({
          restApiId,
          resourceId,
          patchOperations: [patch('replace', '/parentId', resourceId)],
        }),
    ]);
  });

  test('greedy variables have no children and no variable siblings', async () => {
    const { aws, restApiId, rootId } = await openWithApi();
    let proxy = '';
    const add = (parentId: () => string, pathPart: string) => () =>
      aws.createResource({ restApiId, parentId: parentId(), pathPart });
    const parent =
      (await aws.createResource({ restApiId, parentId: rootId, pathPart: 'parent' })).id ?? '';
    await replay('test_create_proxy_resource_validation', [
      async () => {
        const made = await aws.createResource({
          restApiId,
          parentId: rootId,
          pathPart: '{proxy+}',
        });
        proxy = made.id ?? '';
        return made;
      },
      add(() => rootId, '{dynamic}'),
      add(() => proxy, 'child'),
      add(() => proxy, '{child}'),
      add(() => parent, '{child+}'),
    ]);
  });

  test('a parent that does not exist', async () => {
    const { aws, restApiId } = await openWithApi();
    await replay('test_create_resource_parent_invalid', [
      () => aws.createResource({ restApiId, parentId: 'fake-resource-id', pathPart: 'subpets' }),
    ]);
  });
});

describe('request validators, gateway responses, VPC links and integrations answer as AWS did', () => {
  test('validators that do not exist', async () => {
    const { aws, restApiId } = await openWithApi();
    await replay('test_invalid_get_request_validator', [
      () => aws.getRequestValidator({ restApiId: 'no-api', requestValidatorId: 'validator_id' }),
      () => aws.getRequestValidator({ restApiId, requestValidatorId: 'validator_id' }),
    ]);
    await replay('test_create_request_validator_invalid_api_id', [
      () => aws.createRequestValidator({ restApiId: 'no-api', name: 'one' }),
    ]);
  });

  test('patches of a validator', async () => {
    const aws = await open();
    let restApiId = '';
    let requestValidatorId = '';
    const update = (one: PatchOperation) => () =>
      aws.updateRequestValidator({ restApiId, requestValidatorId, patchOperations: [one] });
    await replay('test_invalid_update_request_validator_operations', [
      async () => {
        const api = await aws.createRestApi({ name: 'shop', description: 'my api' });
        restApiId = api.id ?? '';
        return api;
      },
      async () => {
        const made = await aws.createRequestValidator({ restApiId, name: 'strict' });
        requestValidatorId = made.id ?? '';
        return made;
      },
      update(patch('add', '/validateRequestBody', 'true')),
      update(patch('remove', '/validateRequestBody', 'true')),
      update(patch('replace', '/invalidPath', 'true')),
      update(patch('replace', '/name', '')),
    ]);
  });

  test('gateway responses inherit from DEFAULT_5XX', async () => {
    const { aws, restApiId } = await openWithApi();
    const template =
      '{\n     "message": $context.error.messageString,\n     "type":  "$context.error.responseType",\n     "stage":  "$context.stage",\n     "resourcePath":  "$context.resourcePath",\n     "stageVariables.a":  "$stageVariables.a",\n     "statusCode": "\'404\'"\n}';
    const responseTemplates = { 'application/json': template };
    const header = { 'gatewayresponse.header.x-request-header': 'method.request.header.Accept' };
    const type = 'MISSING_AUTHENTICATION_TOKEN';
    await replay('test_gateway_response_put', [
      () =>
        aws.putGatewayResponse({
          restApiId,
          responseType: type,
          statusCode: '404',
          responseTemplates,
          responseParameters: {
            ...header,
            'gatewayresponse.header.x-request-path': 'method.request.path.petId',
            'gatewayresponse.header.Access-Control-Allow-Origin': "'a.b.c'",
            'gatewayresponse.header.x-request-query': 'method.request.querystring.q',
          },
        }),
      () => aws.putGatewayResponse({ restApiId, responseType: type, statusCode: '404' }),
      () => aws.putGatewayResponse({ restApiId, responseType: type, responseParameters: header }),
      () => aws.putGatewayResponse({ restApiId, responseType: type, responseTemplates }),
      () =>
        aws.putGatewayResponse({
          restApiId,
          responseType: 'DEFAULT_5XX',
          statusCode: '599',
          responseParameters: header,
          responseTemplates,
        }),
      () =>
        aws.putGatewayResponse({
          restApiId,
          responseType: 'AUTHORIZER_FAILURE',
          responseParameters: { 'gatewayresponse.header.foo': "'bar'" },
        }),
      () => aws.getGatewayResponses({ restApiId }),
    ]);
  });

  test('VPC links that cannot be or are not', async () => {
    const aws = await open();
    await replay('test_create_vpc_link_invalid_parameters', [
      () => aws.createVpcLink({ name: 'link', targetArns: ['invalid-arn'] }),
      () => aws.createVpcLink({ name: '', targetArns: [] }),
    ]);
    await replay('test_get_vpc_link_invalid_id', [
      () => aws.getVpcLink({ vpcLinkId: 'invalid-id' }),
    ]);
    await replay('test_delete_vpc_link_invalid_id', [
      () => aws.deleteVpcLink({ vpcLinkId: 'invalid-id' }),
    ]);
  });

  test('an integration over a VPC link named by a stage variable', async () => {
    const { aws, restApiId, rootId: resourceId } = await openWithApi();
    const method = { restApiId, resourceId, httpMethod: 'GET' };
    await aws.putMethod({ ...method, authorizationType: 'NONE' });
    const uri = 'http://my-vpclink-test-nlb-1234567890abcdef.us-east-1.amazonaws.com';
    await replay('test_create_integration_with_vpc_link', [
      () =>
        aws.putIntegration({
          ...method,
          type: 'HTTP_PROXY',
          uri,
          integrationHttpMethod: 'GET',
          connectionType: 'VPC_LINK',
          connectionId: '${stageVariables.vpcLinkId}',
        }),
      () => aws.getIntegration(method),
      () =>
        aws.updateIntegration({
          ...method,
          patchOperations: [patch('replace', '/connectionId', '${stageVariables.vpcLinkIdBeta}')],
        }),
      () => aws.getIntegration(method),
    ]);
  });

  test('integration responses of wrong methods, resources and status codes', async () => {
    const { aws, restApiId, rootId: resourceId } = await openDeployable();
    const missing = { restApiId, resourceId, httpMethod: 'POST', statusCode: '200' };
    await replay('test_put_integration_response_validation', [
      () => aws.putIntegration({ ...missing, type: 'MOCK', integrationHttpMethod: 'GET' }),
      () =>
        aws.putIntegration({
          ...missing,
          resourceId: 'badresource',
          type: 'MOCK',
          integrationHttpMethod: 'GET',
        }),
      () => aws.putIntegrationResponse(missing),
      () => aws.putIntegrationResponse({ ...missing, resourceId: 'badresource' }),
    ]);
    const known = { restApiId, resourceId, httpMethod: 'GET' };
    await replay('test_integration_response_invalid_statuscode', [
      () => aws.putIntegrationResponse({ ...known, statusCode: 'wrong' }),
      () => aws.getIntegrationResponse({ ...known, statusCode: 'wrong' }),
    ]);
    await replay('test_integration_response_wrong_status_code', [
      () => aws.getIntegrationResponse({ ...known, statusCode: '201' }),
    ]);
  });

  test('a proxy integration with a service that cannot be one', async () => {
    const { aws, restApiId, rootId: resourceId } = await openWithApi();
    await aws.putMethod({ restApiId, resourceId, httpMethod: 'POST', authorizationType: 'NONE' });
    await replay('test_error_aws_proxy_not_supported', [
      () =>
        aws.putIntegration({
          restApiId,
          resourceId,
          httpMethod: 'POST',
          integrationHttpMethod: 'POST',
          type: 'AWS_PROXY',
          uri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/queue',
        }),
    ]);
  });
});

describe('models and methods answer as AWS did', () => {
  const contentType = 'application/json';
  const schemaOf = (title: string) => JSON.stringify({ title, type: 'object' });

  test('a model in use cannot be deleted', async () => {
    const { aws, restApiId, rootId } = await openWithApi();
    const remove = (modelName: string) => () => aws.deleteModel({ restApiId, modelName });
    const put = (resourceId: string, model: string) => () =>
      aws.putMethod({
        restApiId,
        resourceId,
        httpMethod: 'ANY',
        authorizationType: 'NONE',
        requestModels: { [contentType]: model },
      });
    const root = { restApiId, resourceId: rootId, httpMethod: 'ANY' };
    const below =
      (await aws.createResource({ restApiId, parentId: rootId, pathPart: 'test' })).id ?? '';
    const models = '/requestModels/application~1json';
    await replay('test_put_method_model', [
      undefined, // The recorder parsed the schema.
      undefined,
      async () => {
        for (const name of ['MySchema', 'MySchemaTwo'])
          await aws.createModel({ restApiId, name, contentType, schema: schemaOf(name) });
        return put(rootId, 'MySchema')();
      },
      undefined, // The recorder replaced the name within the text; the next refusals are asserted below.
      () =>
        aws.updateMethod({ ...root, patchOperations: [patch('replace', models, 'MySchemaTwo')] }),
      remove('MySchema'),
      undefined,
      undefined,
      undefined,
      async () => {
        await put(below, 'MySchemaTwo')();
        return aws.updateMethod({
          ...root,
          resourceId: below,
          patchOperations: [patch('remove', models)],
        });
      },
      undefined,
      () => aws.deleteMethod(root),
      remove('MySchemaTwo'),
    ]);
  });

  test('what models refuse', async () => {
    const { aws, restApiId } = await openWithApi();
    const none = 'abcde0';
    const model = { contentType, description: '', schema: schemaOf('MySchema') };
    await aws.createModel({ restApiId, name: 'MySchema', ...model });
    await replay('test_model_validation', [
      () => aws.createModel({ restApiId: none, name: 'MySchema', ...model }),
      () => aws.getModels({ restApiId: none }),
      () => aws.getModel({ restApiId: none, modelName: 'MySchema' }),
      () => aws.deleteModel({ restApiId: none, modelName: 'MySchema' }),
      () => aws.createModel({ restApiId, name: 'MySchema', ...model }),
      () => aws.createModel({ restApiId, ...model, name: '' }),
      () => aws.createModel({ restApiId, ...model, name: 'MyEmptySchema', schema: '' }),
      () => aws.createModel({ restApiId, name: 'MyEmptySchema', contentType }),
      () =>
        aws.createModel({ restApiId, name: 'MyEmptySchemaXml', contentType: 'application/xml' }),
    ]);
  });

  test('what an update of a method refuses', async () => {
    const { aws, restApiId, rootId: resourceId } = await openWithApi();
    const any = { restApiId, resourceId, httpMethod: 'ANY' };
    const update = (one: PatchOperation) => () =>
      aws.updateMethod({ ...any, patchOperations: [one] });
    await replay('test_update_method_validation', [
      () => aws.updateMethod({ ...any, restApiId: 'fake-api', patchOperations: [] }),
      () => aws.updateMethod({ ...any, resourceId: 'fake-resource-id', patchOperations: [] }),
      () =>
        aws.updateMethod({
          ...any,
          httpMethod: 'GET',
          patchOperations: [patch('add', '/requestParameters/method.request.path.test', 'true')],
        }),
      () => aws.putMethod({ ...any, authorizationType: 'NONE', apiKeyRequired: true }),
      update(patch('add', '/authorizationType', 'AWS_IAM')),
      update(patch('add', '/apiKeyRequired', 'true')),
      update(patch('replace', '/httpMethod', 'GET')),
      update(patch('replace', '/requestParameters', 'x')),
      update(patch('add', '/requestModels/application/json', 'Empty')),
      update(patch('replace', '/apiKeyRequired', 'false')),
      update(patch('replace', '/authorizationType', 'CUSTOM')),
      update(patch('replace', '/authorizationType', 'NONE')),
      update(patch('replace', '/authorizationType', 'COGNITO_USER_POOLS')),
      update(patch('replace', '/requestValidatorId', 'no-validator')),
    ]);
  });

  test('wrong operations on a method response', async () => {
    const { aws, restApiId, rootId: resourceId } = await openDeployable();
    const response = { restApiId, resourceId, httpMethod: 'GET', statusCode: '200' };
    await aws.putMethodResponse(response);
    const wrong = {
      op: 'wrong_op' as Op,
      path: '/responseModels/application~1json',
      value: 'Empty',
    };
    const update =
      (...patchOperations: PatchOperation[]) =>
      () =>
        aws.updateMethodResponse({ ...response, patchOperations });
    await replay('test_update_method_response_wrong_operations', [
      update(wrong),
      update(wrong),
      update(wrong, wrong),
      update(wrong, wrong, wrong, wrong),
      update(wrong, patch('remove', '/responseModels/application~1json', 'Empty'), wrong),
    ]);
  });

  test('a method behind a Lambda authorizer', async () => {
    const { aws, restApiId, rootId: resourceId } = await openWithApi();
    let authorizerId = '';
    const authorizerUri =
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:guard/invocations';
    await replay('test_apigateway_with_custom_authorization_method', [
      async () => {
        const made = await aws.createAuthorizer({
          restApiId,
          name: 'lambda_authorizer',
          type: 'TOKEN',
          authorizerUri,
          identitySource: 'method.request.header.Auth',
        });
        authorizerId = made.id ?? '';
        return made;
      },
      () =>
        aws.putMethod({
          restApiId,
          resourceId,
          httpMethod: 'GET',
          authorizationType: 'CUSTOM',
          authorizerId,
          apiKeyRequired: true,
        }),
    ]);
  });
});

describe('deployments and stages answer as AWS did', () => {
  const stageName = 'dev';

  test('access log settings', async () => {
    const { aws, restApiId } = await openDeployable();
    let deploymentId = '';
    const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:shop';
    const update = (one: PatchOperation) => () =>
      aws.updateStage({ restApiId, stageName, patchOperations: [one] });
    const without = async (
      call: () => Promise<{
        accessLogSettings?: { destinationArn?: string | undefined } | undefined;
      }>,
    ) => call();
    await replay('test_stage_access_log_settings', [
      async () => {
        const made = await aws.createDeployment({ restApiId });
        deploymentId = made.id ?? '';
        return made;
      },
      () => aws.createStage({ restApiId, stageName, deploymentId, description: 'dev stage' }),
      () => without(update(patch('add', '/accessLogSettings/destinationArn', arn))),
      () => without(update(patch('replace', '/accessLogSettings/destinationArn', `${arn}a`))),
      () =>
        without(
          update(
            patch(
              'add',
              '/accessLogSettings/format',
              '$context.requestId $context.identity.sourceIp',
            ),
          ),
        ),
      update(patch('remove', '/accessLogSettings')),
    ]);
  });

  test('a canary by deployment', async () => {
    const { aws, restApiId } = await openDeployable();
    let deploymentId = '';
    await replay('test_create_canary_deployment_with_stage', [
      async () => {
        const made = await aws.createDeployment({ restApiId });
        deploymentId = made.id ?? '';
        return made;
      },
      () =>
        aws.createStage({
          restApiId,
          stageName,
          deploymentId,
          description: 'dev stage',
          variables: { testVar: 'default' },
        }),
      () =>
        aws.createDeployment({
          restApiId,
          stageName,
          canarySettings: { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary' } },
        }),
      () => aws.getStage({ restApiId, stageName }),
    ]);
  });

  test('a canary by patch', async () => {
    const { aws, restApiId } = await openDeployable();
    const ids: string[] = [];
    const deploy = async () => {
      const made = await aws.createDeployment({ restApiId });
      ids.push(made.id ?? '');
      return made;
    };
    const update = (one: () => PatchOperation) => () =>
      aws.updateStage({ restApiId, stageName, patchOperations: [one()] });
    await replay('test_create_canary_deployment_by_stage_update', [
      deploy,
      deploy,
      () =>
        aws.createStage({
          restApiId,
          stageName,
          deploymentId: ids[0] ?? '',
          description: 'dev stage',
          variables: { testVar: 'default' },
        }),
      update(() => patch('replace', '/canarySettings/deploymentId', ids[1])),
      update(() => patch('remove', '/canarySettings')),
      update(() => patch('replace', '/canarySettings/percentTraffic', '50')),
      () => aws.getStage({ restApiId, stageName }),
    ]);
  });

  test('what a canary refuses', async () => {
    const { aws, restApiId } = await openDeployable();
    const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary' } };
    await replay('test_create_canary_deployment_validation', [
      () => aws.createDeployment({ restApiId, canarySettings }),
      () => aws.createDeployment({ restApiId, stageName: '', canarySettings }),
      () => aws.createDeployment({ restApiId, stageName: 'non-existing', canarySettings }),
    ]);
    const deployed = await aws.createDeployment({ restApiId, stageName });
    const update = (one: PatchOperation) => () =>
      aws.updateStage({ restApiId, stageName, patchOperations: [one] });
    await replay('test_update_stage_canary_deployment_validation', [
      () => aws.getStage({ restApiId, stageName }),
      update(patch('remove', '/canarySettings/stageVariableOverrides')),
      update(patch('remove', '/canarySettings/badPath')),
      update(patch('replace', '/canarySettings', 'test')),
      update(patch('replace', '/canarySettings/badPath', 'badPath')),
      update(patch('add', '/canarySettings/deploymentId', deployed.id)),
      update(patch('replace', '/canarySettings/deploymentId', 'deploy')),
    ]);
  });

  test('method settings for all methods', async () => {
    const { aws, restApiId } = await openDeployable();
    const { id: deploymentId = '' } = await aws.createDeployment({ restApiId });
    await aws.createStage({
      restApiId,
      stageName: 's1',
      deploymentId,
      description: 'my stage',
      documentationVersion: 'v123',
    });
    const update = (one: PatchOperation) => () =>
      aws.updateStage({ restApiId, stageName: 's1', patchOperations: [one] });
    await replay('test_update_stage_remove_wildcard', [
      () => aws.getStage({ restApiId, stageName: 's1' }),
      update(patch('remove', '/*/*')),
      update(patch('replace', '/*/*/caching/enabled', 'true')),
      async () => {
        await update(patch('remove', '/*/*'))();
        return aws.getStage({ restApiId, stageName: 's1' });
      },
    ]);
  });

  test('a deployment in use stays', async () => {
    const { aws, restApiId } = await openDeployable();
    const { id: deploymentId = '' } = await aws.createDeployment({ restApiId, stageName: 's1' });
    const remove = () => aws.deleteDeployment({ restApiId, deploymentId });
    await replay('test_create_delete_deployments[True]', [
      () => aws.getDeployment({ restApiId, deploymentId }),
      () => aws.getStages({ restApiId }),
      remove,
      remove,
      remove,
      () => aws.getDeployments({ restApiId }),
      undefined,
      undefined,
      () => aws.getStages({ restApiId }),
      undefined,
      undefined,
    ]);
  });
});

describe('API keys and usage plans answer as AWS did', () => {
  test('lists, the beginning of names, and pages', async () => {
    const aws = await open();
    const [one, two] = ['aaaaaaaaaa-key', 'aaaaaaaabb-key'];
    const list = (input: Parameters<APIGateway['getApiKeys']>[0]) => () => aws.getApiKeys(input);
    let position: string | undefined;
    await replay('test_get_api_keys', [
      list({}),
      async () => {
        await aws.createApiKey({ name: one });
        return aws.getApiKeys({});
      },
      list({ nameQuery: two }),
      list({ nameQuery: one.slice(0, 8) }),
      list({ nameQuery: one.slice(0, 8).toUpperCase() }),
      list({ nameQuery: one.slice(9) }),
      list({ nameQuery: 'a-key' }),
      async () => {
        await aws.createApiKey({ name: two });
        return aws.getApiKeys({});
      },
      list({ nameQuery: two }),
      list({ nameQuery: one.slice(0, 8) }),
      async () => {
        const page = await aws.getApiKeys({ limit: 1 });
        position = page.position;
        return page;
      },
      () => aws.getApiKeys({ limit: 1, ...(position !== undefined && { position }) }),
    ]);
  });

  test('names, values and descriptions of keys', async () => {
    const aws = await open();
    await replay('test_create_api_key_with_invalid_name', [
      () => aws.createApiKey({ name: 'x'.repeat(1025) }),
      () => aws.createApiKey({ name: '' }),
      () => aws.createApiKey({}),
    ]);
    await replay('test_create_api_key_with_invalid_value', [
      () => aws.createApiKey({ value: 'x'.repeat(19) }),
      () => aws.createApiKey({ value: 'x'.repeat(129) }),
      () => aws.createApiKey({ value: '' }),
    ]);
    const { id: apiKey = '' } = await aws.createApiKey({ name: 'one' });
    await replay('test_update_api_key_invalid_description_length', [
      () =>
        aws.updateApiKey({
          apiKey,
          patchOperations: [patch('replace', '/description', 'x'.repeat(125_001))],
        }),
    ]);
  });

  test('a plan whose burst is above its rate', async () => {
    const aws = await open();
    await replay('test_create_usage_plan_with_throttle', [
      () => aws.createUsagePlan({ name: 'plan', throttle: { rateLimit: 10, burstLimit: 20 } }),
    ]);
  });
});
