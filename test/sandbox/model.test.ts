import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  commandReferenceUrl,
  documentationUrl,
  findOperation,
  inputOf,
  isServiceName,
  kebabCase,
  modelOf,
  operationsOf,
  outputOf,
  shapeOf,
  type ServiceModel,
} from '#sandbox/operations';
import '../../src/sandbox/models.ts';
import { formatModel, generateModel, SOURCES } from '../../src/sandbox/model/generate.ts';

const MODELS = join(import.meta.dirname, '../../src/sandbox/model');

describe.each(SOURCES)('the model of $service', (source) => {
  test('is what the installed SDK client says', async () => {
    expect(formatModel(await generateModel(source))).toBe(
      readFileSync(join(MODELS, `${source.service}.json`), 'utf8'),
    );
  });

  test('has no reference that leads nowhere', () => {
    const model: ServiceModel = modelOf(source.service);
    const references = [
      ...Object.values(model.operations).flatMap(({ input, output }) => [input, output]),
      ...Object.values(model.shapes).flatMap((shape) =>
        'members' in shape
          ? Object.values(shape.members).map((member) => member.shape)
          : shape.kind === 'list'
            ? [shape.member]
            : shape.kind === 'map'
              ? [shape.key, shape.value]
              : [],
      ),
    ].filter((one) => one !== undefined);
    expect(
      references.filter((one) => shapeOf(model, one).kind === 'document' && one !== 'document'),
    ).toEqual([]);
  });

  test('knows what every list and map holds', () => {
    const hollow = Object.entries(modelOf(source.service).shapes)
      .filter(([name]) => /undefined/.test(name))
      .map(([name]) => name);
    expect(hollow).toEqual([]);
  });

  test('names a label for every one in a path', () => {
    const full = operationsOf(source.service).filter(({ isNameOnly }) => !isNameOnly);
    const unbound = full.flatMap((operation) =>
      [...operation.http.uri.matchAll(/\{(\w+)\+?\}/g)]
        .map(([, label = '']) => label)
        .filter((label) => inputOf(operation).members[label]?.in !== 'path')
        .map((label) => `${operation.name}: ${label}`),
    );
    expect(unbound).toEqual([]);
  });
});

describe('operations', () => {
  test.each([
    ['apigateway', 124],
    ['apigatewayv2', 103],
    ['sts', 11],
  ] as const)('all of %s are there in full', (service, count) => {
    expect(operationsOf(service).filter(({ isNameOnly }) => !isNameOnly)).toHaveLength(count);
  });

  test('what no lab needs is known by name', () => {
    expect(findOperation('ec2', 'RunInstances')).toMatchObject({ isNameOnly: true });
    expect(findOperation('ec2', 'CreateVpcEndpoint')?.isNameOnly).toBeUndefined();
  });

  test('one is found by its name, with where its members travel', () => {
    const operation = findOperation('apigateway', 'PutIntegration');
    expect(operation?.http).toEqual({
      method: 'PUT',
      uri: '/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration',
      status: 201,
    });
    const input = operation && inputOf(operation);
    expect(input?.required).toEqual(['restApiId', 'resourceId', 'httpMethod', 'type']);
    expect(input?.members['httpMethod']).toEqual({ shape: 'string', in: 'path' });
    expect(input?.members['integrationHttpMethod']).toEqual({
      shape: 'string',
      wire: 'httpMethod',
    });
  });

  test('one that does not exist is not found, whatever objects inherit', () => {
    expect(findOperation('apigateway', 'toString')).toBeUndefined();
    expect(isServiceName('constructor')).toBe(false);
  });

  test('members that are enums have their values', () => {
    const operation = findOperation('apigateway', 'CreateRestApi');
    const source = operation && inputOf(operation).members['apiKeySource'];
    expect(source && shapeOf(modelOf('apigateway'), source.shape)).toEqual({
      kind: 'string',
      values: ['AUTHORIZER', 'HEADER'],
    });
  });

  test('list operations say how they go on', () => {
    expect(findOperation('apigateway', 'GetRestApis')?.paginator).toEqual({
      inputToken: 'position',
      outputToken: 'position',
      pageSize: 'limit',
      result: 'items',
    });
    const operation = findOperation('apigateway', 'GetRestApis');
    expect(operation && outputOf(operation).members['items']?.wire).toBe('item');
  });

  test('every paginator that the SDK exports is in the model', async () => {
    const sdk = await import('@aws-sdk/client-api-gateway');
    const exported = Object.keys(sdk)
      .filter((name) => name.startsWith('paginate'))
      .map((name) => name.slice('paginate'.length));
    expect(exported.filter((name) => !findOperation('apigateway', name)?.paginator)).toEqual([]);
  });

  test('names are spelled as the aws command does', () => {
    expect(
      ['CreateRestApi', 'GetVpcLinks', 'restApiId', 'targetArns', 'providerARNs', 'RoleArn'].map(
        kebabCase,
      ),
    ).toEqual([
      'create-rest-api',
      'get-vpc-links',
      'rest-api-id',
      'target-arns',
      'provider-arns',
      'role-arn',
    ]);
  });

  test('each has its pages at AWS', () => {
    const operation = findOperation('sts', 'GetCallerIdentity');
    expect(operation && [commandReferenceUrl(operation), documentationUrl(operation)]).toEqual([
      'https://docs.aws.amazon.com/cli/latest/reference/sts/get-caller-identity.html',
      'https://docs.aws.amazon.com/goto/WebAPI/sts-2011-06-15/GetCallerIdentity',
    ]);
  });
});
