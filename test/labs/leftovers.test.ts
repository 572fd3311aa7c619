import { describe, expect, test } from 'vitest';
import {
  findLeftovers,
  LookFault,
  parseMakes,
  printClean,
  readsFor,
  type AwsReader,
  type CleanResult,
} from '#labs';
import { openSession } from '#labs/aws-sdk';

const target = { kind: 'aws', region: 'eu-north-1' } as const;
const cost = { perHour: 0.03, note: 'The load balancer is charged by the hour.' };
const balancer = {
  kind: 'load-balancer',
  name: 'web',
  what: 'load balancer "web"',
  id: 'arn:web',
  isHourly: true,
  remove: 'aws elbv2 delete-load-balancer --load-balancer-arn arn:web',
} as const;
const api = {
  kind: 'http-api',
  name: 'storefront',
  what: 'HTTP or WebSocket API "storefront"',
  id: 'a1',
  isHourly: false,
  remove: 'aws apigatewayv2 delete-api --api-id a1',
} as const;
const result = (change: Partial<CleanResult>): CleanResult => ({
  labId: 'vpc-link-alb',
  target,
  left: [],
  gone: [],
  unseen: [],
  ...change,
});
const COSTLY =
  'Charged by the hour until it is deleted: load balancer "web". The lab is about $0.03 per hour. The load balancer is charged by the hour.';

describe('what is left of a lab, in words', () => {
  test('what costs money is named, with what the lab costs', () => {
    expect(printClean(result({ left: [balancer, api] }), cost)).toBe(
      [
        'LEFT      load balancer "web" (arn:web), charged by the hour',
        '          remove  aws elbv2 delete-load-balancer --load-balancer-arn arn:web',
        'LEFT      HTTP or WebSocket API "storefront" (a1)',
        '          remove  aws apigatewayv2 delete-api --api-id a1',
        '',
        COSTLY,
        '',
        "What has to be taken off first is on the lab's page, under Clean up: /labs/vpc-link-alb",
        '',
        '2 left, 0 gone, 0 not looked at',
      ].join('\n'),
    );
  });

  test('what costs nothing is said to', () => {
    const text = printClean(result({ left: [api] }), cost);
    expect(text).toContain('\nNothing of what is left is charged by the hour.\n');
  });

  test('in the local sandbox nothing is said of money', () => {
    const sandbox = { kind: 'sandbox', region: 'us-east-1' } as const;
    expect(printClean(result({ target: sandbox, left: [balancer] }), cost)).not.toContain('$');
  });
});

describe('looking for what is left', () => {
  const makes = parseMakes('load-balancer web\nrole caller\nsomething-new x\n');

  test('a kind that nobody knows is left out, and names may hold spaces', () => {
    expect(makes).toEqual([
      { kind: 'load-balancer', name: 'web' },
      { kind: 'role', name: 'caller' },
    ]);
    expect(parseMakes('usage-plan Free of charge')).toEqual([
      { kind: 'usage-plan', name: 'Free of charge' },
    ]);
  });

  test('what may not be looked for is neither left nor gone', async () => {
    const fault = new LookFault({ reason: 'denied', saw: 'Not allowed.', nextStep: 'Allow it.' });
    const aws = {
      elbv2: {
        describeLoadBalancers: () =>
          Promise.resolve({
            LoadBalancers: [
              { LoadBalancerName: 'web', LoadBalancerArn: 'arn:web' },
              { LoadBalancerName: 'website', LoadBalancerArn: 'arn:website' },
            ],
          }),
      },
      iam: { getRole: () => Promise.reject(fault) },
    } as unknown as AwsReader;
    expect(await findLeftovers(aws, makes)).toEqual({
      left: [balancer],
      gone: [],
      unseen: [
        {
          kind: 'role',
          name: 'caller',
          what: 'role "caller"',
          saw: 'Not allowed.',
          nextStep: 'Allow it.',
        },
      ],
    });
  });

  test('what it asks is known before, for the policy', () => {
    expect(readsFor(makes)).toEqual([
      { service: 'elbv2', operation: 'DescribeLoadBalancers' },
      { service: 'iam', operation: 'GetRole' },
    ]);
  });

  test("a function's environment is not in what a checker reads", async () => {
    const { reader } = openSession({
      target: {
        kind: 'sandbox',
        endpoint: 'http://127.0.0.1:1',
        region: 'us-east-1',
        accessKeyId: 'a',
      },
      onCall: () => {},
      fetch: () =>
        Promise.resolve(
          Response.json({ FunctionName: 'f', Environment: { Variables: { SECRET: 'hunter2' } } }),
        ),
      noProbes: 'none',
    });
    expect(await reader.lambda.getFunctionConfiguration({ FunctionName: 'f' })).toEqual({
      FunctionName: 'f',
    });
  });
});
