import { describe, expect, test } from 'vitest';
import { method, mockIntegration, worldOf } from '../support.ts';

/** Renders a response template for a call; `$input` reads the (empty) MOCK body and the call's parameters. */
async function rendered(
  template: string,
  target = 'GET /pets/7?size=big&tag=a&tag=b',
  headers: Record<string, string> = { 'x-tenant': 'acme' },
) {
  const integration = mockIntegration({
    integrationResponses: {
      '200': { statusCode: '200', responseTemplates: { 'application/json': template } },
    },
  });
  const world = worldOf(
    { '/pets/{id}': { GET: method({ methodIntegration: integration }) } },
    { stage: { variables: { table: 'pets' } } },
  );
  const answer = await world.call(target, { headers: { 'user-agent': 'test/1', ...headers } });
  return answer.status === 200 ? answer.text() : `${answer.status}`;
}

/** Renders a request template over a body; the MOCK integration answers with the status it names. */
async function requestStatus(template: string, body: string) {
  const integration = mockIntegration({
    requestTemplates: { 'application/json': template },
    integrationResponses: Object.fromEntries(
      ['200', '201', '202'].map((status) => [
        status,
        { statusCode: status, selectionPattern: status },
      ]),
    ),
  });
  const world = worldOf({ '/': { POST: method({ methodIntegration: integration }) } });
  return (await world.call('POST /', { body, headers: { 'content-type': 'application/json' } }))
    .status;
}

describe('$input', () => {
  test.each([
    [
      "$input.params('id') $input.params('size') $input.params('x-tenant') [$input.params('none')]",
      '7 big acme []',
    ],
    ["$input.params('tag')", 'b'],
    ['$input.params().path', '{id=7}'],
    ['$input.params().querystring.size', 'big'],
    ["$input.params().header.get('x-tenant')", 'acme'],
    ["$input.params('path').id", '7'],
    ["$input.params('a\nb')", ''],
    ['$input.body', '{}'],
    ["$input.json('$')", '{}'],
    ["[$input.path('$.none')] $input.json('$.none')", '[] ""'],
  ])('%j gives %j', async (template, text) => {
    expect(await rendered(template)).toBe(text);
  });

  test.each([
    ["#if($input.path('$.order.lines[0].sku') == 'a'){\"statusCode\": 201}#end", 201],
    [
      '#if($input.json(\'$.order.lines\') == \'[{"sku":"a"},{"sku":"b"}]\'){"statusCode": 201}#end',
      201,
    ],
    [
      '#set($root = $input.path(\'$\'))#if($root.order.lines.size() == 2){"statusCode": 201}#end',
      201,
    ],
    ['#if($input.path(\'$..sku\').size() == 2){"statusCode": 201}#end', 201],
    [
      '#if($input.path("$.order.lines[?(@.sku == \'b\')]").size() == 1){"statusCode": 201}#end',
      201,
    ],
    ['#if($input.path(\'order.count\') == 3){"statusCode": 201}#end', 201],
    [
      "#set($root = $input.path('$'))#set($x = $root.put('new', 1))#if($input.json('$.new') == '1'){\"statusCode\": 202}#end",
      202,
    ],
    ['#if($input.body.contains(\'sku\')){"statusCode": 201}#end', 201],
    ['{"statusCode": $input.json(\'$.status\')}', 202],
  ])('%s', async (template, status) => {
    const body = '{"order":{"lines":[{"sku":"a"},{"sku":"b"}],"count":3},"status":202}';
    expect(await requestStatus(template, body)).toBe(status);
  });

  test.each(["$input.path('$.a')", "$input.path('$[')", "$util.parseJson('{')"])(
    '%s fails with 500 on a body that is not JSON',
    async (template) => {
      expect(await requestStatus(`${template}{"statusCode": 200}`, 'not json')).toBe(500);
    },
  );
});

describe('$util, $context and $stageVariables', () => {
  test.each([
    ["$util.urlEncode('a b&c/é')", 'a+b%26c%2F%C3%A9'],
    ["$util.urlDecode('a+b%26c')", 'a b&c'],
    ["$util.base64Encode('héllo')", 'aMOpbGxv'],
    ["$util.base64Decode('aMOpbGxv')", 'héllo'],
    ['$util.parseJson(\'{"a":[1,{"b":2}]}\').a[1].b', '2'],
    ['$util.escapeJavaScript(\'say "hi"\')', 'say \\"hi\\"'],
    ['$util.escapeJavaScript("it\'s \u00e9")', "it\\'s \\u00E9"],
    [
      '$context.httpMethod $context.resourcePath $context.stage $context.apiId $context.accountId',
      'GET /pets/{id} dev api1 123456789012',
    ],
    ['$context.identity.userAgent $context.identity.sourceIp', 'test/1 127.0.0.1'],
    [
      '$context.path $context.requestTime $context.requestTimeEpoch',
      '/dev/pets/7 23/Nov/2026:12:00:00 +0000 1795435200000',
    ],
    ['$stageVariables.table $!stageVariables.none ${stageVariables.table}s', 'pets  petss'],
    [
      '$util.constructor $input.constructor $context.constructor',
      '$util.constructor $input.constructor $context.constructor',
    ],
  ])('%j gives %j', async (template, text) => {
    expect(await rendered(template)).toBe(text);
  });

  test('the documented way to pass every parameter on works', async () => {
    const template = [
      '#set($allParams = $input.params())',
      '{"params" : {#foreach($type in $allParams.keySet())#set($params = $allParams.get($type))"$type" : {',
      '#foreach($paramName in $params.keySet())"$paramName" : "$util.escapeJavaScript($params.get($paramName))"#if($foreach.hasNext),#end#end',
      '}#if($foreach.hasNext),#end#end}}',
    ].join('\n');
    expect(JSON.parse(await rendered(template))).toEqual({
      params: {
        path: { id: '7' },
        querystring: { size: 'big', tag: 'b' },
        header: { 'user-agent': 'test/1', 'x-tenant': 'acme' },
      },
    });
  });
});
