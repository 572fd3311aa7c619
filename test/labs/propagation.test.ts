import { describe, expect, test } from 'vitest';
import {
  blocked,
  defineLab,
  dependsOn,
  fail,
  mayChangeByItself,
  nextDelay,
  pass,
  PATIENCE_MS,
  pending,
  runLab,
  type AwsReader,
  type Finding,
  type Patience,
  type ProbePort,
  type RunEvent,
} from '#labs';
import { noTraces } from '../support/probes.ts';

const aws = { kind: 'aws', region: 'eu-north-1' } as const;
const sandbox = {
  kind: 'sandbox',
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:4566',
} as const;
const read = (call: string) => ({ call, fields: {} });
const stageFail = fail('No stage.', 'Deploy.', read('aws apigateway get-stages --rest-api-id a1'));
const roleFail = fail('No role.', 'Create it.', read('aws iam get-role --role-name caller'));

describe('which verdicts may change although nobody changes anything', () => {
  test.each<[string, Finding, boolean, 'aws' | 'sandbox' | 'endpoint', boolean]>([
    ['a fail that a call to the API found, on AWS', stageFail, true, 'aws', true],
    ['the same in the sandbox, where nothing is passed on', stageFail, true, 'sandbox', false],
    ['the same elsewhere, where nobody knows', stageFail, true, 'endpoint', false],
    ['a fail that rests on IAM', roleFail, false, 'aws', true],
    ['the same in the sandbox', roleFail, false, 'sandbox', false],
    ['one that rests on EC2', fail('x', 'y', read('aws ec2 describe-vpcs')), false, 'aws', true],
    ['one that rests on WAF', fail('x', 'y', read('aws wafv2 get-web-acl')), false, 'aws', true],
    ['a setting of API Gateway is what was written', stageFail, false, 'aws', false],
    ['pending says it of itself', pending('x', 'y'), false, 'aws', true],
    ['in the sandbox too', pending('x', 'y'), false, 'sandbox', true],
    ['a pass stays one', pass('x', read('aws iam get-role')), true, 'aws', false],
    ['who may not look may not look later', blocked('denied', 'x', 'y'), false, 'aws', false],
  ])('%s', (_, finding, isProbed, kind, expected) => {
    expect(mayChangeByItself({ finding, isProbed }, { kind })).toBe(expected);
  });

  test('looks lie further and further apart, and end after a minute in all', () => {
    const delays: number[] = [];
    let elapsed = 0;
    for (;;) {
      const delay = nextDelay(delays.length + 1, elapsed);
      if (delay === undefined) break;
      delays.push(delay);
      elapsed += delay;
    }
    expect(delays).toEqual(delays.toSorted((one, other) => one - other));
    expect(elapsed).toBe(PATIENCE_MS);
  });

  test('slow answers count: no look begins after the minute', () => {
    expect(nextDelay(2, PATIENCE_MS - 500)).toBe(500);
    expect(nextDelay(2, PATIENCE_MS)).toBeUndefined();
  });
});

/** A clock that only waiting moves. */
function waitingClock() {
  let now = 0;
  const waits: number[] = [];
  const patience: Patience = {
    clock: { now: () => now },
    wait: (milliseconds) => {
      now += milliseconds;
      waits.push(milliseconds);
      return Promise.resolve();
    },
  };
  return { patience, waits };
}

/** An API that answers as the table says, look by look; its last answer stays. */
function lagging(answers: readonly Finding[]) {
  const counts = { looks: 0, probes: 0, otherJudged: 0 };
  const check = defineLab({
    id: 'sample',
    gather: () => {
      counts.looks += 1;
      return {};
    },
    objectives: {
      first: {
        wanted: 'f',
        judge: () => {
          counts.otherJudged += 1;
          return pass('first');
        },
      },
      called: {
        wanted: 'c',
        judge: () => pass('deployed'),
        probe: {
          where: 'anywhere',
          send: () =>
            Promise.resolve(answers[Math.min(counts.probes++, answers.length - 1)] ?? pass('x')),
        },
      },
      after: {
        wanted: 'a',
        judge: () =>
          counts.looks < answers.length ? dependsOn('called', 'Not yet.') : pass('after'),
      },
    },
  });
  return { check, counts };
}

const port: ProbePort = {
  send: () => Promise.reject(new Error('Nobody calls.')),
  traces: noTraces,
  pause: () => Promise.resolve(),
  elapsedMs: () => 0,
};
const open = () => ({ reader: {} as AwsReader, probes: port });
const refused = fail('403', 'Wait.');
const typesOf = (events: readonly RunEvent[]) =>
  events.map((event) =>
    event.type === 'verdict' ? `${event.objectiveId} ${event.verdict.verdict}` : event.type,
  );

describe('a run is patient with AWS', () => {
  test('a fail that goes away is never told, and only what waits is looked at again', async () => {
    const { check, counts } = lagging([refused, refused, pass('200')]);
    const { patience, waits } = waitingClock();
    const events = await Array.fromAsync(runLab(check, { target: aws, open, patience }));
    expect(typesOf(events)).toEqual([
      'started',
      'first pass',
      'probing',
      'waiting',
      'probing',
      'waiting',
      'probing',
      'called pass',
      'after pass',
      'finished',
    ]);
    expect(events.find(({ type }) => type === 'waiting')).toEqual({
      type: 'waiting',
      objectiveIds: ['called', 'after'],
      forMs: waits[0],
    });
    expect(counts).toEqual({ looks: 3, probes: 3, otherJudged: 1 });
  });

  test('a fail that stays is told after a minute, and the verdicts keep their order', async () => {
    const { check } = lagging(Array.from({ length: 99 }, () => refused));
    const { patience, waits } = waitingClock();
    const events = await Array.fromAsync(runLab(check, { target: aws, open, patience }));
    expect(waits.reduce((sum, one) => sum + one, 0)).toBe(PATIENCE_MS);
    expect(events.at(-1)).toMatchObject({ result: { status: 'fail' } });
    const last = events.at(-1);
    expect(last?.type === 'finished' && Object.keys(last.result.verdicts)).toEqual([
      'first',
      'called',
      'after',
    ]);
  });

  test.each([
    ['the sandbox is believed at once', sandbox, true],
    ['without patience AWS is, too', aws, false],
  ] as const)('%s', async (_, target, isPatient) => {
    const { check, counts } = lagging([refused, pass('200')]);
    const { patience, waits } = waitingClock();
    const events = await Array.fromAsync(
      runLab(check, { target, open, ...(isPatient && { patience }) }),
    );
    expect([waits, counts.looks]).toEqual([[], 1]);
    expect(events.at(-1)).toMatchObject({ result: { status: 'fail' } });
  });

  test('a stop ends the waiting', async () => {
    const stop = new AbortController();
    const { check } = lagging([refused]);
    const patience: Patience = {
      clock: { now: () => 0 },
      wait: () => new Promise(() => {}),
    };
    const events = runLab(check, { target: aws, open, patience, signal: stop.signal });
    for (let next = await events.next(); !next.done; next = await events.next())
      if (next.value.type === 'waiting') break;
    const rest = events.next();
    stop.abort(new Error('stopped by the learner'));
    await expect(rest).rejects.toThrow('stopped by the learner');
  });
});
