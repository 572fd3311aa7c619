import type { SecurityGroup } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { peersAtPort, privateCalls, uncovered, type FoundApi } from '#labs';
import { addressText, isWithin, rangeOf } from '#policy';

describe('who gets in at a port', () => {
  const group: SecurityGroup = {
    GroupId: 'sg-1',
    IpPermissions: [
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/24' }] },
      { IpProtocol: '6', FromPort: 400, ToPort: 500, IpRanges: [{ CidrIp: '10.0.1.0/24' }] },
      { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-2' }] },
      { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      { IpProtocol: 'udp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: 'pl-1' }] },
    ],
  };

  test('follows from protocol and ports of every rule', () => {
    expect(peersAtPort([group], 443)).toEqual({
      ranges: ['10.0.0.0/24', '10.0.1.0/24'],
      groups: ['sg-2'],
      prefixLists: ['pl-1'],
    });
    expect(peersAtPort([group], 8080)).toEqual({ ranges: [], groups: ['sg-2'], prefixLists: [] });
  });
});

describe('what is left uncovered', () => {
  test.each([
    [['10.20.0.0/16'], []],
    [['10.20.0.0/17', '10.20.128.0/17'], []],
    [['0.0.0.0/0'], []],
    [['10.20.0.0/17'], ['10.20.128.0/17']],
    [['10.21.0.0/16'], ['10.20.0.0/16']],
    [[], ['10.20.0.0/16']],
  ])('by %j of 10.20.0.0/16 is %j', (ranges, left) => {
    expect(uncovered(ranges, '10.20.0.0/16')).toEqual(left);
  });

  test('is every address in no range, for any ranges', () => {
    const block = fc
      .tuple(fc.nat(0xffff_ffff), fc.integer({ min: 0, max: 32 }))
      .map(([value, prefix]) => `${addressText('ipv4', BigInt(value))}/${prefix}`);
    const isIn = (blocks: readonly string[], address: string) =>
      blocks.some((text) => {
        const range = rangeOf(text);
        return range !== undefined && isWithin(address, range) === true;
      });
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 4 }),
        block,
        fc.nat(0xffff_ffff),
        (given, wanted, at) => {
          const left = uncovered(given, wanted);
          const edges = [...given, wanted].flatMap((text) => {
            const range = rangeOf(text);
            return range ? [range.first, range.last] : [];
          });
          for (const value of [BigInt(at), ...edges]) {
            const address = addressText('ipv4', value);
            expect(isIn(left, address)).toBe(isIn([wanted], address) && !isIn(given, address));
          }
        },
      ),
    );
  });
});

describe('calls through VPC endpoints', () => {
  const way = { endpointId: 'vpce-1', vpcId: 'vpc-1' };
  const read = (...Statement: readonly Record<string, unknown>[]) => {
    const api: FoundApi = {
      id: 'a1b2c3',
      ...(Statement.length > 0 && {
        policy: JSON.stringify({ Version: '2012-10-17', Statement }),
      }),
    };
    const found = privateCalls(
      api,
      { account: '111122223333', region: 'us-east-1' },
      { stageName: 'prod', method: 'GET', path: '/reports' },
    );
    if (found.finding) throw new Error(found.finding.saw);
    return found;
  };
  const allow = {
    Effect: 'Allow',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*',
  };

  test('get nothing without a policy', () => {
    expect(read().ask(way).outcome).toBe('denied');
  });

  test('tell which endpoints and VPCs a policy names', () => {
    const { named } = read(
      { ...allow, Condition: { StringEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] } } },
      { ...allow, Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-9' } } },
    );
    expect(named).toEqual({ endpoints: ['vpce-1', 'vpce-2'], vpcs: ['vpc-9'] });
  });

  test('are undecided where only the caller’s own address would tell', () => {
    const byAddress = { IpAddress: { 'aws:VpcSourceIp': '10.20.1.0/24' } };
    expect(read({ ...allow, Condition: byAddress }).ask(way)).toMatchObject({
      outcome: 'undecidable',
      key: 'aws:VpcSourceIp',
    });
  });

  test('pass the policy of the endpoint as well', () => {
    const { askEndpoint } = read(allow);
    const full = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}';
    const other = full.replace('"Resource":"*"', '"Resource":"arn:aws:execute-api:*:*:other/*"');
    expect([full, other, undefined].map((text) => askEndpoint(way, text).outcome)).toEqual([
      'allowed',
      'denied',
      'denied',
    ]);
  });
});
