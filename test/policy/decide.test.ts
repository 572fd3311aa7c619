import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, decideAlone, decideTrust, type Decision, type PolicyStack } from '#policy';
import { ACCOUNT, ask, named, QUEUE, reader, STRANGER } from './builders.ts';

const allow = (name = 'allow', over: Record<string, unknown> = {}) => named(name, [over]);
const deny = (name = 'deny', over: Record<string, unknown> = {}) =>
  named(name, [{ Effect: 'Deny', ...over }]);
const shared = (over: Record<string, unknown> = {}) => named('queue policy', [over], 'resource');

describe('the caller’s own policies', () => {
  test('nothing is allowed that no statement allows', () => {
    expect(decide({ identity: [] }, ask())).toEqual<Decision>({
      outcome: 'denied',
      how: 'implicit',
      kind: 'identity',
    });
  });

  test('the result names the statement that decided', () => {
    const policy = named('inline policy "work"', [
      { Action: 'sqs:ReceiveMessage' },
      { Sid: 'Send', Action: ['sqs:Send*'] },
    ]);
    expect(decide({ identity: [policy] }, ask())).toEqual<Decision>({
      outcome: 'allowed',
      by: { policy: 'inline policy "work"', index: 1, sid: 'Send' },
    });
  });

  test('an explicit deny wins, wherever it stands', () => {
    const expected = (kind: string, policy: string) => ({
      outcome: 'denied',
      how: 'explicit',
      kind,
      by: { policy, index: 0 },
    });
    expect(decide({ identity: [allow(), deny()] }, ask())).toEqual(expected('identity', 'deny'));
    expect(decide({ identity: [deny(), allow()] }, ask())).toEqual(expected('identity', 'deny'));
    expect(decide({ identity: [allow()], resource: [shared({ Effect: 'Deny' })] }, ask())).toEqual(
      expected('resource', 'queue policy'),
    );
  });

  test('actions are the same in any case, resources are not', () => {
    expect(decide({ identity: [allow('p', { Action: 'SQS:sendmessage' })] }, ask()).outcome).toBe(
      'allowed',
    );
    expect(
      decide({ identity: [allow('p', { Resource: QUEUE.replace('orders', 'Orders') })] }, ask())
        .outcome,
    ).toBe('denied');
  });

  test('NotAction and NotResource take in everything else', () => {
    const but = { Action: undefined, NotAction: ['sqs:Delete*', 'iam:*'] };
    expect(decide({ identity: [named('p', [but])] }, ask()).outcome).toBe('allowed');
    expect(
      decide({ identity: [named('p', [but])] }, ask({ action: 'sqs:DeleteQueue' })).outcome,
    ).toBe('denied');
    const elsewhere = { Resource: undefined, NotResource: QUEUE };
    expect(decide({ identity: [named('p', [elsewhere])] }, ask()).outcome).toBe('denied');
  });

  test('an ARN with parts missing at its end takes in everything below', () => {
    expect(decide({ identity: [allow('p', { Resource: 'arn:aws:sqs' })] }, ask()).outcome).toBe(
      'allowed',
    );
    expect(decide({ identity: [allow('p', { Resource: 'arn:aws:sns' })] }, ask()).outcome).toBe(
      'denied',
    );
  });

  test('boundary and session policy take away and never give', () => {
    const other = allow('other', { Action: 'sqs:ReceiveMessage' });
    expect(decide({ identity: [allow()], boundary: [other] }, ask())).toEqual<Decision>({
      outcome: 'denied',
      how: 'implicit',
      kind: 'boundary',
    });
    expect(decide({ identity: [allow()], session: [other] }, ask())).toEqual<Decision>({
      outcome: 'denied',
      how: 'implicit',
      kind: 'session',
    });
    expect(decide({ identity: [], boundary: [allow()], session: [allow()] }, ask())).toMatchObject({
      outcome: 'denied',
      kind: 'identity',
    });
    expect(
      decide({ identity: [allow()], boundary: [allow()], session: [allow()] }, ask()).outcome,
    ).toBe('allowed');
  });
});

describe('a resource policy', () => {
  const outcome = (stack: PolicyStack, owner?: string) => decide(stack, ask(), owner).outcome;

  test('is enough inside the account, and needs the caller’s own policies from outside', () => {
    expect(outcome({ identity: [], resource: [shared()] }, ACCOUNT)).toBe('allowed');
    expect(outcome({ identity: [], resource: [shared()] }, STRANGER)).toBe('denied');
    expect(outcome({ identity: [allow()], resource: [shared()] }, STRANGER)).toBe('allowed');
    expect(outcome({ identity: [allow()], resource: [] }, STRANGER)).toBe('denied');
    expect(outcome({ identity: [allow()] }, STRANGER)).toBe('denied');
  });

  test('that names the account leaves it to the caller’s own policies', () => {
    const account = shared({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } });
    expect(outcome({ identity: [], resource: [account] }, ACCOUNT)).toBe('denied');
    expect(outcome({ identity: [allow()], resource: [account] }, STRANGER)).toBe('allowed');
  });

  test('that names the very session is not limited by its session policy; one that names the role is', () => {
    const session = [allow('s', { Action: 'sqs:ReceiveMessage' })];
    const [arn, roleArn] = reader.kind === 'aws' ? [reader.arn, reader.roleArn] : [];
    const to = (AWS: string | undefined) => [shared({ Principal: { AWS } })];
    expect(outcome({ identity: [], session, resource: to(arn) }, ACCOUNT)).toBe('allowed');
    expect(outcome({ identity: [], session, resource: to(roleArn) }, ACCOUNT)).toBe('denied');
    expect(outcome({ identity: [], resource: to(roleArn) }, ACCOUNT)).toBe('allowed');
  });

  test('reaches whom NotPrincipal does not name', () => {
    const others = { Effect: 'Deny', NotPrincipal: { AWS: STRANGER } };
    expect(outcome({ identity: [allow()], resource: [shared(others)] })).toBe('denied');
    const us = { Effect: 'Deny', NotPrincipal: { AWS: ACCOUNT } };
    expect(outcome({ identity: [allow()], resource: [shared(us)] })).toBe('allowed');
  });

  test('decides by itself over nobody and over services', () => {
    const anonymous = ask({ principal: { kind: 'anonymous' } });
    expect(decideAlone(shared(), anonymous).outcome).toBe('allowed');
    expect(decide({ resource: [shared()] }, anonymous).outcome).toBe('allowed');
    const gateway = ask({ principal: { kind: 'service', name: 'apigateway.amazonaws.com' } });
    const toGateway = { Principal: { Service: 'apigateway.amazonaws.com' } };
    expect(decideAlone(shared(toGateway), gateway).outcome).toBe('allowed');
    expect(decideAlone(shared(toGateway), anonymous)).toEqual<Decision>({
      outcome: 'denied',
      how: 'implicit',
      kind: 'resource',
    });
  });
});

describe('a trust policy', () => {
  const act = 'sts:AssumeRole';
  const trust = (Principal: unknown) => [
    named('trust policy', [{ Action: act, Principal }], 'trust'),
  ];
  const outcome = (stack: PolicyStack, owner: string) =>
    decideTrust(stack, ask({ action: act }), owner).outcome;
  const mayAssume = [allow('own', { Action: act })];
  const [arn, root] = [reader.kind === 'aws' ? reader.roleArn : '', `arn:aws:iam::${ACCOUNT}:root`];

  test('is needed inside the account too, whatever the caller may do', () => {
    expect(outcome({ identity: mayAssume, resource: trust({ AWS: STRANGER }) }, ACCOUNT)).toBe(
      'denied',
    );
  });

  test('is enough inside the account when it names the caller, not when it names the account', () => {
    expect(outcome({ identity: [], resource: trust({ AWS: arn }) }, ACCOUNT)).toBe('allowed');
    expect(outcome({ identity: [], resource: trust({ AWS: root }) }, ACCOUNT)).toBe('denied');
    expect(outcome({ identity: mayAssume, resource: trust({ AWS: root }) }, ACCOUNT)).toBe(
      'allowed',
    );
  });

  test('is never enough from another account', () => {
    expect(outcome({ identity: [], resource: trust({ AWS: arn }) }, STRANGER)).toBe('denied');
    expect(outcome({ identity: mayAssume, resource: trust({ AWS: arn }) }, STRANGER)).toBe(
      'allowed',
    );
  });
});

describe('a key of which nothing is known', () => {
  const asking = { Condition: { StringEquals: { 'x:Key': 'a' } } };
  const unknown = { outcome: 'undecidable', key: 'x:Key' };

  test('leaves open what hangs on it', () => {
    expect(decide({ identity: [allow('p', asking)] }, ask())).toMatchObject(unknown);
    expect(decide({ identity: [allow(), deny('d', asking)] }, ask())).toMatchObject(unknown);
  });

  test('does not matter where other statements decide', () => {
    expect(decide({ identity: [allow('p', asking), allow()] }, ask()).outcome).toBe('allowed');
    expect(decide({ identity: [allow('p', asking), deny()] }, ask()).outcome).toBe('denied');
    expect(decide({ identity: [deny('d', asking)] }, ask()).outcome).toBe('denied');
    const never = { Condition: { StringEquals: { 'x:Key': 'a', 'x:Other': 'b' } } };
    expect(
      decide({ identity: [allow('p', never)] }, ask({ keys: { 'x:Other': 'c' } })).outcome,
    ).toBe('denied');
  });
});

describe('for any policies', () => {
  const statements = fc.array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom('sqs:SendMessage', 'sqs:*', 'sqs:ReceiveMessage', '*'),
      Resource: fc.constantFrom('*', QUEUE, 'arn:aws:sqs:*:*:other'),
      Condition: fc.constantFrom({}, { Bool: { 'x:known': 'true' } }, { Bool: { 'x:no': 'true' } }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const request = ask({ keys: { 'x:known': 'true' } });
  const outcomeOf = (list: readonly Record<string, unknown>[]) =>
    decide({ identity: [named('p', list)] }, request).outcome;

  test('the order of statements does not matter', () => {
    fc.assert(
      fc.property(statements, (list) => {
        expect(outcomeOf(list.toReversed())).toBe(outcomeOf(list));
      }),
    );
  });

  test('one more deny never opens anything, one more allow never shuts anything', () => {
    const rank = { denied: 0, undecidable: 1, allowed: 2 };
    fc.assert(
      fc.property(statements, statements, (list, more) => {
        const as = (Effect: string) => more.map((one) => ({ ...one, Effect }));
        const before = rank[outcomeOf(list)];
        expect(rank[outcomeOf([...list, ...as('Deny')])]).toBeLessThanOrEqual(before);
        expect(rank[outcomeOf([...list, ...as('Allow')])]).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('what is undecidable would be decided by the key: it never lies about a sure answer', () => {
    fc.assert(
      fc.property(statements, (list) => {
        const sure = outcomeOf(list);
        fc.pre(sure !== 'undecidable');
        for (const value of ['true', 'false', undefined]) {
          const keys = { 'x:known': 'true', 'x:no': value };
          expect(decide({ identity: [named('p', list)] }, ask({ keys })).outcome).toBe(sure);
        }
      }),
    );
  });
});
