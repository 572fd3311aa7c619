import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  printJson,
  printJsonOfAll,
  printJunit,
  printLeftOut,
  printOverview,
  printSummary,
  printVerdict,
  type RunResult,
} from '#labs';

const evidence = [{ call: 'aws apigateway get-usage-plans', fields: { found: 'none' } }];
const result: RunResult = {
  labId: 'tiered-usage-plans',
  target: {
    kind: 'aws',
    region: 'eu-central-1',
    identity: { account: '111122223333', principal: 'arn:aws:iam::111122223333:user/ada' },
  },
  status: 'fail',
  verdicts: {
    'key-required': { verdict: 'pass', saw: 'It asks.', wanted: 'A key.', evidence: [] },
    'free-plan': {
      verdict: 'fail',
      saw: 'No plan "Free" <yet>.',
      wanted: 'A plan.',
      nextStep: 'Create it.',
      evidence,
    },
    cache: {
      verdict: 'pending',
      saw: 'Being made.',
      wanted: 'A cache.',
      nextStep: 'Wait 4 minutes.',
      evidence: [],
    },
    'free-key': {
      verdict: 'blocked',
      reason: 'denied',
      saw: 'No right.',
      wanted: 'A key.',
      nextStep: 'Allow it.',
      evidence: [],
    },
  },
  leftOut: [{ objectiveId: 'keys-decide', why: '--no-probes was given.', because: 'choice' }],
  calls: 6,
};

describe('plain lines', () => {
  test('a pass takes one line', () => {
    expect(printVerdict('key-required', result.verdicts['key-required']!)).toBe(
      'PASS      key-required: It asks.',
    );
  });

  test('everything else says what is wanted, seen and next, and on what it rests', () => {
    expect(printVerdict('free-plan', result.verdicts['free-plan']!)).toMatchInlineSnapshot(`
      "FAIL      free-plan
                wanted  A plan.
                seen    No plan "Free" <yet>.
                next    Create it.
                read    aws apigateway get-usage-plans
                        {"found":"none"}"
    `);
    expect(printVerdict('free-key', result.verdicts['free-key']!).split('\n')[0]).toBe(
      'BLOCKED   free-key (denied)',
    );
  });

  test('the last lines count and name what was left out', () => {
    expect(result.leftOut.map(printLeftOut)).toEqual([
      'LEFT OUT  keys-decide: --no-probes was given.',
    ]);
    expect(printSummary(result)).toBe(
      '1 passed, 1 failed, 1 pending, 1 blocked, 1 left out (6 calls)',
    );
  });
});

describe('machine-readable reports', () => {
  test('JSON keeps every field', () => {
    expect(JSON.parse(printJson(result))).toEqual({ v: 1, ...result });
  });

  test('JUnit counts a fail as failure, blocked and pending as errors, left out as skipped', () => {
    const text = printJunit([result]);
    expect(text).toContain('tests="5" failures="1" errors="2" skipped="1"');
    expect(text).toContain('<failure type="fail" message="No plan &quot;Free&quot; &lt;yet&gt;.">');
    expect(text).toContain('<error type="denied" message="No right.">');
    expect(text).toContain('<error type="pending" message="Being made.">');
    expect(text).toContain(
      'value="AWS account 111122223333 as arn:aws:iam::111122223333:user/ada in eu-central-1"',
    );
  });

  test('several labs come as a list, a suite and a line each', () => {
    const other: RunResult = { ...result, labId: 'first-api', status: 'pass', verdicts: {} };
    expect(JSON.parse(printJsonOfAll([result, other]))).toEqual({ v: 1, results: [result, other] });
    const text = printJunit([result, other]);
    expect(text).toContain('<testsuites tests="6" failures="1" errors="2" skipped="2">');
    expect(text.match(/<testsuite name="[^"]+"/g)).toEqual([
      '<testsuite name="tiered-usage-plans"',
      '<testsuite name="first-api"',
    ]);
    expect(printOverview([result, other])).toBe(
      [
        'FAIL      tiered-usage-plans: 1 passed, 1 failed, 1 pending, 1 blocked, 1 left out (6 calls)',
        'PASS      first-api: 0 passed, 0 failed, 0 pending, 0 blocked, 1 left out (6 calls)',
      ].join('\n'),
    );
  });

  test('JUnit is well-formed whatever a learner named things', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (saw) => {
        const odd: RunResult = {
          ...result,
          verdicts: { one: { verdict: 'fail', saw, wanted: saw, nextStep: saw, evidence: [] } },
        };
        const text = printJunit([odd]);
        // Nothing that XML 1.0 forbids, and no bare markup inside values.
        expect(text.replaceAll(/&(amp|lt|gt|quot|#10);/g, '')).not.toMatch(
          /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|&/,
        );
        expect(text.match(/<(\/?)(\w+)/g)).toEqual(
          printJunit([
            { ...odd, verdicts: { one: { ...odd.verdicts.one!, saw: '', wanted: '' } } },
          ]).match(/<(\/?)(\w+)/g),
        );
      }),
    );
  });
});
