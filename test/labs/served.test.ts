import { describe, expect, test } from 'vitest';
import { commandLine, parseServedDocument, servedAuthorizer } from '#labs';

const URI =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:authz/invocations';

const exported = (scheme: object, security: object[] = [{ door: [] }]) =>
  parseServedDocument(
    JSON.stringify({
      openapi: '3.0.1',
      paths: {
        '/private': {
          parameters: [],
          'x-amazon-apigateway-any-method': {
            security,
            'x-amazon-apigateway-integration': { type: 'mock' },
          },
        },
      },
      components: {
        securitySchemes: {
          api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
          door: { type: 'apiKey', ...scheme },
        },
      },
    }),
  );
const privateGet = { method: 'GET', path: '/private' };

describe('what a stage serves, read from its export', () => {
  test('a method for all methods takes the request, with its integration', () => {
    const { operations } = exported({});
    expect(operations).toEqual({
      '/private': { ANY: { security: { door: [] }, integration: { type: 'mock' } } },
    });
  });

  test('an authorizer of type TOKEN goes by the header that its scheme names, and keeps for 300 s', () => {
    const document = exported(
      {
        name: 'X-Pass',
        in: 'header',
        'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: URI },
      },
      [{ api_key: [] }, { door: ['read'] }],
    );
    expect(servedAuthorizer(document, [{ id: 'a1', name: 'door' }], privateGet)).toEqual({
      name: 'door',
      id: 'a1',
      type: 'TOKEN',
      uri: URI,
      ttlSeconds: 300,
      identitySources: ['method.request.header.X-Pass'],
      providerArns: [],
      scopes: ['read'],
    });
  });

  test('one of type REQUEST goes by its identity sources', () => {
    const document = exported({
      name: 'Unused',
      in: 'header',
      'x-amazon-apigateway-authorizer': {
        type: 'request',
        identitySource: 'method.request.header.A, context.path',
        authorizerResultTtlInSeconds: 0,
      },
    });
    expect(servedAuthorizer(document, [], privateGet)).toMatchObject({
      type: 'REQUEST',
      ttlSeconds: 0,
      identitySources: ['method.request.header.A', 'context.path'],
    });
  });

  test('a key or a signature is no authorizer', () => {
    const signed = exported({ 'x-amazon-apigateway-authtype': 'awsSigv4' }, [
      { api_key: [] },
      { door: [] },
    ]);
    expect(servedAuthorizer(signed, [], privateGet)).toBeUndefined();
    expect(servedAuthorizer(signed, [], { method: 'GET', path: '/other' })).toBeUndefined();
  });

  test('the shell line of an export names its options and where the answer goes', () => {
    expect(
      commandLine({
        service: 'apigateway',
        operation: 'GetExport',
        input: { restApiId: 'a1', parameters: { extensions: 'integrations', postman: 'true' } },
      }),
    ).toBe(
      "aws apigateway get-export --rest-api-id a1 --parameters 'extensions=integrations,postman=true' /dev/stdout",
    );
  });
});
