import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressText,
  byAddress,
  cidrsOf,
  decideCall,
  isWithin,
  onlyFrom,
  rangeOf,
  throughBoth,
  type ApiCall,
  type IpRange,
  type Policy,
} from '#policy';
import { ACCOUNT, policyOf, statement } from './builders.ts';

const range = (text: string): IpRange => {
  const found = rangeOf(text);
  if (!found) throw new Error(`${text} is no range`);
  return found;
};

const OFFICE = range('203.0.113.0/24');

const call: ApiCall = {
  region: 'us-east-1',
  account: ACCOUNT,
  apiId: 'abcde12345',
  stage: 'prod',
  method: 'GET',
  path: '/pets',
  principal: { kind: 'anonymous' },
};

const apiPolicyOf = (...statements: Record<string, unknown>[]): Policy =>
  policyOf(
    statements.map((one) =>
      statement({ Action: 'execute-api:Invoke', Resource: 'execute-api:/*', ...one }, 'resource'),
    ),
    'resource',
  );

const when = (operator: string, ...values: string[]) => ({
  Condition: { [operator]: { 'aws:SourceIp': values } },
});

const answer = (policy: Policy, over: Partial<ApiCall> = {}) =>
  onlyFrom(
    (['ipv4', 'ipv6'] as const).flatMap((version) =>
      byAddress(
        [policy],
        (sourceIp) => decideCall(policy, { ...call, sourceIp, ...over }),
        version,
      ),
    ),
    [OFFICE],
  );

const EXACT = { open: [], shut: [], undecided: [], keys: [] };

describe('whether exactly 203.0.113.0/24 is let in', () => {
  test.each([
    ['an allow for the range', apiPolicyOf(when('IpAddress', '203.0.113.0/24'))],
    ['its two halves', apiPolicyOf(when('IpAddress', '203.0.113.0/25', '203.0.113.128/25'))],
    [
      'an allow for all and a deny for the rest',
      apiPolicyOf({}, { Effect: 'Deny', ...when('NotIpAddress', '203.0.113.0/24') }),
    ],
    ['bits behind the prefix', apiPolicyOf(when('IpAddress', '203.0.113.77/24'))],
  ])('yes: %s', (_, policy) => {
    expect(answer(policy)).toEqual(EXACT);
  });

  test('everything is open, in two halves or by no condition at all', () => {
    const { open, shut } = answer(apiPolicyOf(when('IpAddress', '0.0.0.0/1', '128.0.0.0/1')));
    expect(shut).toEqual([]);
    expect(open).toHaveLength(24);
    expect(answer(apiPolicyOf({})).open).toContain('::/0');
  });

  test('a range that is too wide, too narrow, or beside it', () => {
    expect(answer(apiPolicyOf(when('IpAddress', '203.0.112.0/23')))).toEqual({
      ...EXACT,
      open: ['203.0.112.0/24'],
    });
    expect(answer(apiPolicyOf(when('IpAddress', '203.0.113.0/25')))).toEqual({
      ...EXACT,
      shut: ['203.0.113.128/25'],
    });
    expect(answer(apiPolicyOf(when('IpAddress', '203.0.114.0/24')))).toEqual({
      ...EXACT,
      open: ['203.0.114.0/24'],
      shut: ['203.0.113.0/24'],
    });
  });

  test('one address inside that is refused is found', () => {
    const policy = apiPolicyOf(when('IpAddress', '203.0.113.0/24'), {
      Effect: 'Deny',
      ...when('StringEquals', '203.0.113.9'),
    });
    expect(answer(policy).shut).toEqual(['203.0.113.9/32']);
  });

  test('a deny by itself lets nobody in', () => {
    const policy = apiPolicyOf({ Effect: 'Deny', ...when('NotIpAddress', '203.0.113.0/24') });
    expect(answer(policy).shut).toEqual(['203.0.113.0/24']);
  });

  test('a policy for another stage says nothing about this one', () => {
    const policy = apiPolicyOf({
      Resource: 'execute-api:/test/*',
      ...when('IpAddress', '203.0.113.0/24'),
    });
    expect(answer(policy).shut).toEqual(['203.0.113.0/24']);
    expect(answer(policy, { stage: 'test' })).toEqual(EXACT);
  });

  test('a pattern over addresses, or a key that is not known, is left open with the key’s name', () => {
    expect(answer(apiPolicyOf(when('StringLike', '203.0.113.*')))).toEqual({
      ...EXACT,
      undecided: ['0.0.0.0/0', '::/0'],
      keys: ['aws:SourceIp'],
    });
    const dated = apiPolicyOf({
      Condition: {
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' },
      },
    });
    expect(answer(dated)).toEqual({
      ...EXACT,
      undecided: ['203.0.113.0/24'],
      keys: ['aws:CurrentTime'],
    });
    expect(answer(dated, { now: Date.parse('2026-11-26T00:00:00Z') })).toEqual(EXACT);
  });

  test('a private API’s policy asks for the endpoint', () => {
    const policy = apiPolicyOf(
      {},
      {
        Effect: 'Deny',
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
      },
    );
    expect(decideCall(policy, { ...call, sourceVpce: 'vpce-1' }).outcome).toBe('allowed');
    expect(decideCall(policy, { ...call, sourceVpce: 'vpce-2' }).outcome).toBe('denied');
    expect(decideCall(policy, { ...call, sourceIp: '198.51.100.1' }).outcome).toBe('denied');
  });
});

describe('for any ranges', () => {
  const ipv4 = fc
    .tuple(fc.nat(0xffff_ffff), fc.integer({ min: 0, max: 32 }))
    .map(([value, prefix]) => `${addressText('ipv4', BigInt(value))}/${prefix}`);
  const ranges = fc.array(ipv4, { minLength: 1, maxLength: 4 });

  test('blocks cover a range exactly', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.nat(0xffff_ffff), (a, b) => {
        const [first, last] = [BigInt(Math.min(a, b)), BigInt(Math.max(a, b))];
        const blocks = cidrsOf({ version: 'ipv4', first, last }).map(range);
        let next = first;
        for (const block of blocks) {
          expect(block.first).toBe(next);
          next = block.last + 1n;
        }
        expect(next).toBe(last + 1n);
      }),
    );
  });

  test('stretches tell of every address what asking for it would tell', () => {
    fc.assert(
      fc.property(ranges, ranges, fc.nat(0xffff_ffff), (open, shut, value) => {
        const policy = apiPolicyOf(when('IpAddress', ...open), {
          Effect: 'Deny',
          ...when('IpAddress', ...shut),
        });
        const decideFrom = (sourceIp: string) => decideCall(policy, { ...call, sourceIp });
        const pieces = byAddress([policy], decideFrom, 'ipv4');
        const edges = [...open, ...shut].map(range).flatMap(({ first, last }) => [first, last]);
        for (const one of [BigInt(value), ...edges]) {
          const text = addressText('ipv4', one);
          const piece = pieces.find((each) => isWithin(text, each.range));
          expect(piece?.decision).toEqual(decideFrom(text));
        }
      }),
    );
  });

  test('two gates let in whom both let in', () => {
    fc.assert(
      fc.property(ranges, ranges, fc.nat(0xffff_ffff), (one, other, value) => {
        const piecesOf = (open: readonly string[]) => {
          const policy = apiPolicyOf(when('IpAddress', ...open));
          return byAddress(
            [policy],
            (sourceIp) => decideCall(policy, { ...call, sourceIp }),
            'ipv4',
          );
        };
        const pieces = throughBoth(piecesOf(one), piecesOf(other));
        expect(pieces.flatMap((piece) => cidrsOf(piece.range)).length).toBeGreaterThan(0);
        const isIn = (open: readonly string[], text: string) =>
          open.some((block) => isWithin(text, range(block)));
        const edges = [...one, ...other].map(range).flatMap(({ first, last }) => [first, last]);
        for (const address of [BigInt(value), ...edges]) {
          const text = addressText('ipv4', address);
          const found = pieces.filter((piece) => isWithin(text, piece.range));
          expect(found.map(({ decision }) => decision.outcome)).toEqual([
            isIn(one, text) && isIn(other, text) ? 'allowed' : 'denied',
          ]);
        }
      }),
    );
  });

  test('a policy that allows exactly the wanted ranges is as wanted', () => {
    fc.assert(
      fc.property(ranges, (wanted) => {
        const policy = apiPolicyOf(when('IpAddress', ...wanted));
        const pieces = byAddress(
          [policy],
          (sourceIp) => decideCall(policy, { ...call, sourceIp }),
          'ipv4',
        );
        expect(onlyFrom(pieces, wanted.map(range))).toEqual(EXACT);
      }),
    );
  });
});
