import { describe, expect, test } from 'vitest';
import {
  ambiguous,
  defineLab,
  dependsOn,
  fail,
  LookFault,
  pass,
  pending,
  runLab,
  type AwsReader,
  type ProbePort,
  type RunEvent,
  type RunOptions,
} from '#labs';
import { resultOf } from '../support/lab-bench.ts';
import { noTraces } from '../support/probes.ts';

const target = { kind: 'sandbox', region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' } as const;
const noReader = {} as AwsReader;
const noProbes = 'No probes here.';
const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  target,
  open: () => ({ reader: noReader, probes: noProbes }),
  ...more,
});
const silent: ProbePort = {
  send: () => Promise.resolve({ status: 200, body: '', headers: {} }),
  traces: noTraces,
  pause: () => Promise.resolve(),
  elapsedMs: () => 0,
};

const denied = new LookFault({
  reason: 'denied',
  saw: 'These credentials may not do apigateway:GET on arn:aws:apigateway:us-east-1::/usageplans.',
  nextStep: 'Allow it.',
  call: 'aws apigateway get-usage-plans',
});

describe('a run judges each objective on what could be read', () => {
  test('a reading that failed blocks the objectives that touch it, and no other', async () => {
    const check = defineLab({
      id: 'sample',
      gather: () => ({ plans: Promise.reject<string[]>(denied), names: Promise.resolve(['a']) }),
      objectives: {
        plans: { wanted: 'Plans.', judge: ({ plans }) => pass(plans.join()) },
        names: { wanted: 'Names.', judge: ({ names }) => pass(names.join()) },
      },
    });
    const { verdicts, status } = await resultOf(runLab(check, options()));
    expect(verdicts).toEqual({
      plans: {
        verdict: 'blocked',
        reason: 'denied',
        wanted: 'Plans.',
        saw: 'These credentials may not do apigateway:GET on arn:aws:apigateway:us-east-1::/usageplans.',
        nextStep: 'Allow it.',
        evidence: [{ call: 'aws apigateway get-usage-plans', fields: {} }],
      },
      names: { verdict: 'pass', wanted: 'Names.', saw: 'a', evidence: [] },
    });
    expect(status).toBe('unsure');
  });

  test('two APIs of one name are listed, never guessed', async () => {
    const check = defineLab({
      id: 'sample',
      gather: () => ({
        api: Promise.reject<string>(ambiguous('REST APIs', 'shop', ['a1', 'b2'], 'Choose one.')),
      }),
      objectives: { api: { wanted: 'One.', judge: ({ api }) => pass(api) } },
    });
    const { verdicts } = await resultOf(runLab(check, options()));
    expect(verdicts.api).toMatchObject({
      verdict: 'blocked',
      reason: 'ambiguous',
      saw: '2 REST APIs are named "shop": a1, b2.',
    });
  });

  test.each([
    ['a fail outweighs what is pending', [fail('x', 'y'), pending('x', 'y')], 'fail'],
    ['pending is not a pass', [pass('x'), pending('x', 'y')], 'unsure'],
    ['waiting for another objective is not a pass', [pass('x'), dependsOn('one', 'x')], 'unsure'],
    ['all pass', [pass('x'), pass('y')], 'pass'],
  ] as const)('%s', async (_, findings, status) => {
    const objectives = Object.fromEntries(
      findings.map((finding, index) => [`o${index}`, { wanted: 'w', judge: () => finding }]),
    );
    const check = defineLab({ id: 'sample', gather: () => ({}), objectives });
    expect((await resultOf(runLab(check, options()))).status).toBe(status);
  });

  test('a mistake in the checker is a fault, not a verdict', async () => {
    const check = defineLab({
      id: 'sample',
      gather: () => ({}),
      objectives: {
        bad: {
          wanted: 'w',
          judge: () => {
            throw new TypeError('Cannot read properties of undefined');
          },
        },
      },
    });
    await expect(resultOf(runLab(check, options()))).rejects.toThrow(TypeError);
  });
});

describe('probes are sent only where they may be', () => {
  const probed = (where: 'anywhere' | 'sandbox', judged = pass('judged')) =>
    defineLab({
      id: 'sample',
      gather: () => ({}),
      objectives: {
        called: {
          wanted: 'w',
          judge: () => judged,
          probe: { where, send: () => Promise.resolve(fail('The call was refused.', 'n')) },
        },
      },
    });

  test('after the judge has passed, the probe decides', async () => {
    const result = await resultOf(
      runLab(probed('anywhere'), options({ open: () => ({ reader: noReader, probes: silent }) })),
    );
    expect(result.verdicts.called).toMatchObject({ verdict: 'fail', saw: 'The call was refused.' });
  });

  test('without probes the objective is left out by name, and the rest still passes', async () => {
    const result = await resultOf(runLab(probed('anywhere'), options()));
    expect(result).toMatchObject({
      status: 'pass',
      verdicts: {},
      leftOut: [{ objectiveId: 'called', why: 'No probes here.', because: 'choice' }],
    });
  });

  test('what the judge fails stays failed without probes', async () => {
    const result = await resultOf(runLab(probed('anywhere', fail('wrong', 'mend')), options()));
    expect(result).toMatchObject({ status: 'fail', leftOut: [] });
  });

  test('a rate probe never goes to AWS', async () => {
    const aws = { kind: 'aws', region: 'eu-north-1' } as const;
    const result = await resultOf(
      runLab(
        probed('sandbox'),
        options({ target: aws, open: () => ({ reader: noReader, probes: silent }) }),
      ),
    );
    expect(result.leftOut).toEqual([
      {
        objectiveId: 'called',
        why: 'Its probe runs on the local sandbox only: AWS holds rates as a best effort, so an answer would prove nothing.',
        because: 'place',
      },
    ]);
  });
});

describe('a run tells what happens while it happens', () => {
  test('it begins with the objectives and ends with the result', async () => {
    const check = defineLab({
      id: 'sample',
      gather: () => ({}),
      objectives: { one: { wanted: 'w', judge: () => pass('x') } },
    });
    const events: RunEvent[] = await Array.fromAsync(
      runLab(
        check,
        options({
          open(onCall) {
            onCall('aws apigateway get-rest-apis', 'asked');
            return { reader: noReader, probes: noProbes };
          },
        }),
      ),
    );
    expect(events.map(({ type }) => type)).toEqual(['started', 'call', 'verdict', 'finished']);
    expect(events.at(-1)).toMatchObject({ result: { calls: 1 } });
  });

  test('a stop ends it at once, without a result', async () => {
    const stop = new AbortController();
    const check = defineLab({
      id: 'sample',
      gather: () => ({ never: new Promise<string>(() => {}) }),
      objectives: {},
    });
    const events = runLab(check, options({ signal: stop.signal }));
    expect((await events.next()).value).toMatchObject({ type: 'started' });
    const rest = events.next();
    stop.abort(new Error('stopped by the learner'));
    await expect(rest).rejects.toThrow('stopped by the learner');
  });
});
