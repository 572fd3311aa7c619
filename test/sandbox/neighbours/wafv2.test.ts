import {
  AssociateWebACLCommand,
  CheckCapacityCommand,
  CreateIPSetCommand,
  CreateWebACLCommand,
  DeleteIPSetCommand,
  DeleteWebACLCommand,
  DisassociateWebACLCommand,
  GetIPSetCommand,
  GetWebACLCommand,
  GetWebACLForResourceCommand,
  ListIPSetsCommand,
  ListResourcesForWebACLCommand,
  ListTagsForResourceCommand,
  ListWebACLsCommand,
  TagResourceCommand,
  UpdateIPSetCommand,
  UpdateWebACLCommand,
  type CreateWebACLCommandInput,
  type Rule,
} from '@aws-sdk/client-wafv2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../support.ts';
import { deployMock } from './rest-api.ts';
import { openNeighbours } from './support.ts';

const Scope = 'REGIONAL' as const;
const seen = (MetricName: string) => ({
  SampledRequestsEnabled: false,
  CloudWatchMetricsEnabled: true,
  MetricName,
});
const rule = (
  Name: string,
  Statement: NonNullable<Rule['Statement']>,
  over: Partial<Rule> = {},
): Rule => ({
  Name,
  Priority: 0,
  Statement,
  Action: { Block: {} },
  VisibilityConfig: seen(Name),
  ...over,
});

async function openWaf() {
  const opened = await openNeighbours();
  const client = opened.wafv2();
  const office = await deployMock(opened);
  return {
    ...opened,
    ...office,
    client,
    set: async (...Addresses: string[]) => {
      const { Summary } = await client.send(
        new CreateIPSetCommand({ Name: 'office', Scope, IPAddressVersion: 'IPV4', Addresses }),
      );
      return Summary ?? {};
    },
    acl: async (over: Partial<CreateWebACLCommandInput> = {}) => {
      const { Summary } = await client.send(
        new CreateWebACLCommand({
          Name: 'guard',
          Scope,
          DefaultAction: { Allow: {} },
          VisibilityConfig: seen('guard'),
          Rules: [],
          ...over,
        }),
      );
      return Summary ?? {};
    },
    guard: (WebACLArn: string | undefined) =>
      client.send(new AssociateWebACLCommand({ WebACLArn, ResourceArn: office.stageArn })),
    from: async (ip: string, more: Record<string, string> = {}) =>
      (await office.call({ 'x-sandbox-source-ip': ip, ...more })).status,
    webAclStep: () =>
      opened.sandbox.traces('test', 1)[0]?.steps.find(({ step }) => step === 'web-acl'),
  };
}

describe('IP sets', () => {
  test('are made, read, changed with their lock token and deleted', async () => {
    const { client, set } = await openWaf();
    const { Id, ARN, LockToken } = await set('203.0.113.0/24');
    expect(ARN).toMatch(
      /^arn:aws:wafv2:us-east-1:123456789012:regional\/ipset\/office\/[0-9a-f-]{36}$/,
    );
    const name = { Name: 'office', Scope, Id };
    const { NextLockToken } = await client.send(
      new UpdateIPSetCommand({ ...name, LockToken, Addresses: ['198.51.100.7/32'] }),
    );
    const stale = client.send(new UpdateIPSetCommand({ ...name, LockToken, Addresses: [] }));
    expect(await refusalOf(stale)).toEqual({
      code: 'WAFOptimisticLockException',
      status: 400,
      message:
        'AWS WAF couldn’t save your changes because someone changed the resource after you started to edit it. Reapply your changes.',
    });
    const read = await client.send(new GetIPSetCommand(name));
    expect([read.IPSet?.Addresses, read.LockToken]).toEqual([['198.51.100.7/32'], NextLockToken]);
    await client.send(new DeleteIPSetCommand({ ...name, LockToken: NextLockToken }));
    expect((await client.send(new ListIPSetsCommand({ Scope }))).IPSets).toEqual([]);
    expect((await refusalOf(client.send(new GetIPSetCommand(name)))).code).toBe(
      'WAFNonexistentItemException',
    );
  });

  test.each(['203.0.113.7', '0.0.0.0/0', '2001:db8::/32', 'office'])(
    'do not take %s as an address',
    async (address) => {
      const { set } = await openWaf();
      expect(await refusalOf(set(address))).toEqual({
        code: 'WAFInvalidParameterException',
        status: 400,
        message: `Error reason: The parameter contains formatting that is not valid., field: IP_ADDRESS, parameter: ${address}`,
      });
    },
  );
});

describe('web ACLs', () => {
  test('tell their capacity and keep rules by priority', async () => {
    const { client, acl, set } = await openWaf();
    const { ARN } = await set('203.0.113.0/24');
    const { Id } = await acl({
      Rules: [
        rule(
          'rate',
          { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' } },
          { Priority: 2 },
        ),
        rule('office', { IPSetReferenceStatement: { ARN } }, { Priority: 1 }),
      ],
    });
    const { WebACL } = await client.send(new GetWebACLCommand({ Name: 'guard', Scope, Id }));
    expect(WebACL?.Rules?.map(({ Name }) => Name)).toEqual(['office', 'rate']);
    expect([WebACL?.Capacity, WebACL?.LabelNamespace]).toEqual([
      3,
      'awswaf:123456789012:webacl:guard:',
    ]);
    const managed = rule(
      'common',
      {
        ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet' },
      },
      { Action: undefined, OverrideAction: { None: {} } },
    );
    const { Capacity } = await client.send(new CheckCapacityCommand({ Scope, Rules: [managed] }));
    expect(Capacity).toBe(700);
  });

  test('change with their lock token, and go when they guard nothing', async () => {
    const { client, acl, guard, stageArn } = await openWaf();
    const { Id, ARN, LockToken } = await acl();
    await guard(ARN);
    const name = { Name: 'guard', Scope, Id };
    const { NextLockToken } = await client.send(
      new UpdateWebACLCommand({
        ...name,
        LockToken,
        DefaultAction: { Block: {} },
        VisibilityConfig: seen('guard'),
      }),
    );
    const gone = () => client.send(new DeleteWebACLCommand({ ...name, LockToken: NextLockToken }));
    expect((await refusalOf(gone())).code).toBe('WAFAssociatedItemException');
    await client.send(new DisassociateWebACLCommand({ ResourceArn: stageArn }));
    await gone();
    expect((await client.send(new ListWebACLsCommand({ Scope }))).WebACLs).toEqual([]);
  });

  test('are refused with rules that cannot be', async () => {
    const { acl } = await openWaf();
    const withRules = (...Rules: Rule[]) => refusalOf(acl({ Rules }));
    const rate = (Limit: number) =>
      rule('rate', { RateBasedStatement: { Limit, AggregateKeyType: 'IP' } });
    expect((await withRules(rate(9))).message).toBe(
      'Error reason: The limit must be from 10 to 2000000000., field: RATE_BASED_STATEMENT, parameter: 9',
    );
    expect((await withRules(rate(100), rate(200))).code).toBe('WAFDuplicateItemException');
    const missing = rule('set', {
      IPSetReferenceStatement: { ARN: 'arn:aws:wafv2:us-east-1:123456789012:regional/ipset/a/b' },
    });
    expect((await withRules(missing)).code).toBe('WAFNonexistentItemException');
    const both = { DefaultAction: { Allow: {}, Block: {} } };
    expect((await refusalOf(acl(both))).code).toBe('WAFInvalidParameterException');
    await acl();
    expect((await refusalOf(acl())).code).toBe('WAFDuplicateItemException');
  });

  test('carry tags', async () => {
    const { client, acl } = await openWaf();
    const { ARN } = await acl({ Tags: [{ Key: 'lab', Value: 'ip-allow-list' }] });
    await client.send(
      new TagResourceCommand({ ResourceARN: ARN, Tags: [{ Key: 'step', Value: '1' }] }),
    );
    const { TagInfoForResource } = await client.send(
      new ListTagsForResourceCommand({ ResourceARN: ARN }),
    );
    expect(TagInfoForResource?.TagList).toEqual([
      { Key: 'lab', Value: 'ip-allow-list' },
      { Key: 'step', Value: '1' },
    ]);
  });
});

describe('a stage', () => {
  test('shows the web ACL that guards it, in both services', async () => {
    const { client, acl, guard, aws, restApiId, stageArn } = await openWaf();
    const { ARN } = await acl();
    const asked = () => client.send(new GetWebACLForResourceCommand({ ResourceArn: stageArn }));
    expect((await asked()).WebACL).toBeUndefined();
    await guard(ARN);
    expect((await asked()).WebACL?.ARN).toBe(ARN);
    expect((await aws.getStage({ restApiId, stageName: 'prod' })).webAclArn).toBe(ARN);
    const { ResourceArns } = await client.send(
      new ListResourcesForWebACLCommand({ WebACLArn: ARN, ResourceType: 'API_GATEWAY' }),
    );
    expect(ResourceArns).toEqual([stageArn]);
  });

  test('must be one of a REST API', async () => {
    const { client, acl } = await openWaf();
    const { ARN: WebACLArn } = await acl();
    const associate = (ResourceArn: string) =>
      refusalOf(client.send(new AssociateWebACLCommand({ WebACLArn, ResourceArn })));
    const http = 'arn:aws:apigateway:us-east-1::/apis/abc/stages/$default';
    expect((await associate(http)).message).toBe(
      `Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: RESOURCE_ARN, parameter: ${http}`,
    );
    const missing = 'arn:aws:apigateway:us-east-1::/restapis/none/stages/prod';
    expect((await associate(missing)).code).toBe('WAFNonexistentItemException');
  });
});

describe('a guarded stage', () => {
  test('serves a set of addresses and answers the others with 403, before anything else', async () => {
    const { acl, set, guard, from, call, webAclStep } = await openWaf();
    const { ARN: office } = await set('203.0.113.0/24');
    const allowed = rule(
      'office',
      { IPSetReferenceStatement: { ARN: office } },
      { Action: { Allow: {} } },
    );
    const { ARN } = await acl({ DefaultAction: { Block: {} }, Rules: [allowed] });
    await guard(ARN);
    expect(await from('203.0.113.255')).toBe(200);
    expect(webAclStep()?.reason).toBe(
      'Web ACL "guard" lets the request through: rule "office" matches.',
    );
    expect(await from('203.0.114.0')).toBe(403);
    const refused = await call({ 'x-sandbox-source-ip': '8.8.8.8' }, '/nowhere');
    expect([refused.status, refused.headers.get('x-amzn-errortype'), await refused.json()]).toEqual(
      [403, 'ForbiddenException', { message: 'Forbidden' }],
    );
    expect(webAclStep()).toMatchObject({
      decision: 'fail',
      reason: 'Web ACL "guard" blocks the request: no rule decides, and the default is Block.',
    });
  });

  test('blocks a client over the rate until the window has passed', async () => {
    const { acl, guard, from, pass } = await openWaf();
    const limited = rule('rate', {
      RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP', EvaluationWindowSec: 60 },
    });
    const { ARN } = await acl({ Rules: [limited] });
    await guard(ARN);
    for (let sent = 0; sent < 10; sent += 1) expect(await from('203.0.113.1')).toBe(200);
    expect(await from('203.0.113.1')).toBe(403);
    expect(await from('203.0.113.2')).toBe(200);
    pass(70_000);
    expect(await from('203.0.113.1')).toBe(200);
  });

  test('looks at countries, which the caller names on a desk', async () => {
    const { acl, guard, from } = await openWaf();
    const abroad = rule('abroad', {
      NotStatement: { Statement: { GeoMatchStatement: { CountryCodes: ['DE', 'FR'] } } },
    });
    await guard((await acl({ Rules: [abroad] })).ARN);
    expect(await from('203.0.113.1', { 'x-sandbox-source-country': 'de' })).toBe(200);
    expect(await from('203.0.113.1', { 'x-sandbox-source-country': 'US' })).toBe(403);
    expect(await from('203.0.113.1')).toBe(403);
  });

  test('counts without blocking, and says what it stores and does not ask', async () => {
    const { acl, guard, from, webAclStep } = await openWaf();
    const counted = rule(
      'here',
      { GeoMatchStatement: { CountryCodes: ['DE'] } },
      { Action: { Count: {} } },
    );
    const common = rule(
      'common',
      { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet' } },
      { Priority: 1, Action: undefined, OverrideAction: { None: {} } },
    );
    await guard((await acl({ Rules: [counted, common] })).ARN);
    expect(await from('203.0.113.1', { 'x-sandbox-source-country': 'DE' })).toBe(200);
    expect(webAclStep()?.reason).toBe(
      'Web ACL "guard" lets the request through: no rule decides, and the default is Allow. Counted by here. The local sandbox stores and does not ask: rule group AWSManagedRulesCommonRuleSet.',
    );
  });

  test('may answer in words of its own', async () => {
    const { acl, guard, call } = await openWaf();
    const { ARN } = await acl({
      DefaultAction: {
        Block: { CustomResponse: { ResponseCode: 451, CustomResponseBodyKey: 'no' } },
      },
      CustomResponseBodies: { no: { ContentType: 'TEXT_PLAIN', Content: 'Not here' } },
    });
    await guard(ARN);
    const answer = await call();
    expect([answer.status, await answer.text()]).toEqual([451, 'Not here']);
  });

  test('lets in exactly the addresses of its set', { timeout: 30_000 }, async () => {
    const { acl, set, guard, from } = await openWaf();
    const { ARN: office } = await set('203.0.113.64/26', '198.51.100.0/31');
    const allowed = rule(
      'office',
      { IPSetReferenceStatement: { ARN: office } },
      { Action: { Allow: {} } },
    );
    await guard((await acl({ DefaultAction: { Block: {} }, Rules: [allowed] })).ARN);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('203.0.113', '198.51.100', '203.0.112'),
        fc.integer({ min: 0, max: 255 }),
        async (net, host) => {
          const isIn =
            (net === '203.0.113' && host >= 64 && host < 128) || (net === '198.51.100' && host < 2);
          expect(await from(`${net}.${host}`)).toBe(isIn ? 200 : 403);
        },
      ),
      { numRuns: 60 },
    );
  });
});
