import type { IPSet, Rule, Statement } from '@aws-sdk/client-wafv2';
import { describe, expect, test } from 'vitest';
import { webAclByAddress, type FoundWebAcl } from '#labs';
import { rangeOf, withOutcome } from '#policy';

const OFFICE = 'arn:aws:wafv2:us-east-1:123456789012:regional/ipset/office/1';
const inSet: Statement = { IPSetReferenceStatement: { ARN: OFFICE } };
const notInSet: Statement = { NotStatement: { Statement: inSet } };
const fromHeader: Statement = {
  ByteMatchStatement: {
    SearchString: new TextEncoder().encode('yes'),
    FieldToMatch: { SingleHeader: { Name: 'x-office' } },
    TextTransformations: [],
    PositionalConstraint: 'EXACTLY',
  },
};

const rule = (action: 'Allow' | 'Block' | 'Count' | 'Captcha', statement: Statement): Rule => ({
  Name: `${action} rule`,
  Priority: 0,
  Statement: statement,
  Action: { [action]: {} },
  VisibilityConfig: undefined,
});

const aclOf = (byDefault: 'Allow' | 'Block', ...rules: readonly Rule[]): FoundWebAcl => ({
  arn: 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/guard/2',
  acl: {
    Name: 'guard',
    Id: '2',
    ARN: undefined,
    DefaultAction: { [byDefault]: {} },
    VisibilityConfig: undefined,
    Rules: rules.map((one, Priority) => ({ ...one, Priority })),
  },
  sets: {
    [OFFICE]: {
      Name: 'office',
      Id: '1',
      ARN: OFFICE,
      IPAddressVersion: 'IPV4',
      Addresses: ['203.0.113.0/24'],
    } satisfies IPSet,
  },
});

/** What the office gets, and what the rest of the internet gets. */
function answers(found: FoundWebAcl, challenged: 'allowed' | 'denied' = 'denied') {
  const pieces = webAclByAddress(found, 'ipv4', challenged);
  const office = rangeOf('203.0.113.0/24');
  const whole = (['allowed', 'denied', 'undecidable'] as const).map(
    (outcome) => [outcome, withOutcome(pieces, outcome, office ? [office] : [])] as const,
  );
  return {
    office: whole.filter(([, { inside }]) => inside.length > 0).map(([outcome]) => outcome),
    others: whole.filter(([, { outside }]) => outside.length > 0).map(([outcome]) => outcome),
  };
}

describe('a web ACL by address', () => {
  test.each([
    ['allows the office, blocks by default', aclOf('Block', rule('Allow', inSet))],
    ['blocks others, allows by default', aclOf('Allow', rule('Block', notInSet))],
    [
      'blocks others among several statements',
      aclOf('Allow', rule('Block', { OrStatement: { Statements: [notInSet, notInSet] } })),
    ],
    [
      'counts first',
      aclOf('Block', rule('Count', notInSet), rule('Allow', inSet), rule('Block', inSet)),
    ],
    [
      'holds rates and groups of rules that an ordinary call does not meet',
      aclOf(
        'Block',
        rule('Block', { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' } }),
        {
          Name: 'common',
          Priority: 0,
          Statement: {
            ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet' },
          },
          OverrideAction: { None: {} },
          VisibilityConfig: undefined,
        },
        rule('Allow', inSet),
      ),
    ],
  ])('lets exactly the office in when it %s', (_, found) => {
    expect(answers(found)).toEqual({ office: ['allowed'], others: ['denied'] });
  });

  test('goes by priority, whatever order the rules stand in', () => {
    const found = aclOf('Allow', rule('Block', inSet), rule('Allow', inSet));
    const [block, allow] = found.acl?.Rules ?? [];
    const turned = [
      { ...block, Priority: 7 },
      { ...allow, Priority: 3 },
    ] as Rule[];
    expect(answers(found).office).toEqual(['denied']);
    expect(answers({ ...found, acl: { ...found.acl, Rules: turned } as never }).office).toEqual([
      'allowed',
    ]);
  });

  test('that only counts lets everybody in', () => {
    expect(answers(aclOf('Allow', rule('Count', notInSet)))).toEqual({
      office: ['allowed'],
      others: ['allowed'],
    });
  });

  test('that asks for a CAPTCHA lets in or not, as the question is put', () => {
    const found = aclOf('Allow', rule('Captcha', notInSet));
    expect(answers(found, 'denied').others).toEqual(['denied']);
    expect(answers(found, 'allowed').others).toEqual(['allowed']);
  });

  test('is undecidable where a header would decide, and names the rule', () => {
    const found = aclOf('Block', rule('Allow', fromHeader), rule('Allow', inSet));
    expect(answers(found)).toEqual({ office: ['allowed'], others: ['undecidable'] });
    expect(webAclByAddress(found, 'ipv4', 'denied')[0]?.decision).toMatchObject({
      key: 'rule "Allow rule" of the web ACL',
    });
  });

  test('takes an address out of a header for anybody’s', () => {
    const forged: Statement = {
      IPSetReferenceStatement: {
        ARN: OFFICE,
        IPSetForwardedIPConfig: {
          HeaderName: 'x-forwarded-for',
          FallbackBehavior: 'NO_MATCH',
          Position: 'FIRST',
        },
      },
    };
    expect(answers(aclOf('Block', rule('Allow', forged)))).toEqual({
      office: ['undecidable'],
      others: ['undecidable'],
    });
  });

  test('that cannot be read is undecidable for everybody', () => {
    expect(answers({ arn: 'arn:aws:waf-regional:us-east-1:1:webacl/x', sets: {} })).toEqual({
      office: ['undecidable'],
      others: ['undecidable'],
    });
  });
});
