import { render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { LabView, RunEvent, Verdict } from '#labs';
import LabDesk from '../../src/ui/islands/LabDesk.svelte';

const objective = (id: string, title: string) => ({
  id,
  title,
  isGuard: false,
  hints: [],
  hintCount: 3,
});
const view: LabView = {
  id: 'first-api',
  title: 'First API',
  region: 'us-east-1',
  objectives: [objective('rest-api', 'There is an API'), objective('deployed', 'It is deployed')],
  standing: {
    sandbox: { state: 'untouched', hints: 0, sawSolution: false },
    aws: { state: 'untouched', hints: 0, sawSolution: false },
  },
  seed: 'true',
};
const evidence = [{ call: 'aws apigateway get-rest-apis', fields: { names: [] } }];
const passed: Verdict = { verdict: 'pass', wanted: 'An API.', saw: 'API a1 is there.', evidence };
const failed: Verdict = {
  verdict: 'fail',
  wanted: 'A stage.',
  saw: 'There is no stage.',
  nextStep: 'Deploy it.',
  evidence,
};
const target = { kind: 'sandbox', region: 'us-east-1' } as const;

const run = (last: Verdict): RunEvent[] => [
  { type: 'started', labId: 'first-api', target, objectives: ['rest-api', 'deployed'] },
  { type: 'call', call: 'aws apigateway get-rest-apis', state: 'asked' },
  { type: 'verdict', objectiveId: 'rest-api', verdict: passed },
  { type: 'verdict', objectiveId: 'deployed', verdict: last },
  {
    type: 'finished',
    result: {
      labId: 'first-api',
      target,
      status: last.verdict === 'pass' ? 'pass' : 'fail',
      verdicts: {},
      leftOut: [],
      calls: 1,
    },
  },
];

/** A server that answers what the table says; an unknown address fails. */
function serve(answers: Record<string, () => Response>) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string, init?: { body?: string }) => {
    asked.push(`${url} ${init?.body ?? ''}`);
    const answer = answers[url.replace('/api/labs/first-api/', '')];
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('fetch failed'));
  });
  return asked;
}

const lines = (events: readonly object[]) => () =>
  new Response(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
const ready = { reset: () => Response.json({ outcome: 'kept' }) };

async function open(answers: Record<string, () => Response>, shown = view) {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  const asked = serve({ ...ready, ...answers });
  render(LabDesk, { view: shown });
  const check = await screen.findByRole('button', { name: 'Check my work' });
  await waitFor(() => expect(check.hasAttribute('disabled')).toBe(false));
  return { asked, check };
}

afterEach(() => vi.unstubAllGlobals());

const cardOf = (title: string) =>
  screen.getByRole('heading', { name: title }).closest('li') as HTMLElement;

describe('the desk of a lab', () => {
  test('shows each verdict in words, with what was seen, wanted and next', async () => {
    const { check } = await open({ verify: lines(run(failed)) });
    check.click();
    expect(await screen.findByText('1 of 2 objectives met.')).toBeTruthy();
    expect(within(cardOf('There is an API')).getByText('Met')).toBeTruthy();
    const second = within(cardOf('It is deployed'));
    for (const text of [
      'Not met',
      'There is no stage.',
      'A stage.',
      'Deploy it.',
      'aws apigateway get-rest-apis',
    ]) {
      expect(second.getByText(text)).toBeTruthy();
    }
  });

  test('says so when all are met, and the badge follows', async () => {
    const { check } = await open({ verify: lines(run(passed)) });
    check.click();
    expect(await screen.findByText('All 2 objectives met.')).toBeTruthy();
    expect(screen.getByText('Passed on your own')).toBeTruthy();
  });

  test('says of AWS what was recorded there, apart from the sandbox', async () => {
    const aws = { state: 'passed', hints: 0, sawSolution: false } as const;
    const { check } = await open(
      { verify: lines(run(failed)) },
      { ...view, standing: { ...view.standing, aws } },
    );
    expect(screen.getByText('Not checked in the sandbox')).toBeTruthy();
    check.click();
    expect(await screen.findByText('In progress in the sandbox')).toBeTruthy();
    expect(screen.getByText('Passed on AWS, on your own')).toBeTruthy();
  });

  test('tells a fault of the server in its words', async () => {
    const { check } = await open({
      verify: lines([{ type: 'fault', error: { code: 'x', message: 'The checker stopped.' } }]),
    });
    check.click();
    expect((await screen.findByRole('alert')).textContent).toBe('The checker stopped.');
  });

  test('tells when the server does not answer', async () => {
    const { check } = await open({});
    check.click();
    expect((await screen.findByRole('alert')).textContent).toBe(
      'The server did not answer. Is npm start still running? Then try again.',
    );
  });

  test('reveals hints one by one', async () => {
    const { asked } = await open({ hint: () => Response.json({ hints: ['Think of the type.'] }) });
    screen.getByRole('button', { name: /^Give me a hint.*There is an API$/ }).click();
    expect(await screen.findByText('Think of the type.')).toBeTruthy();
    expect(
      screen.getByRole('button', { name: /^Next hint \(2 of 3\).*There is an API$/ }),
    ).toBeTruthy();
    expect(asked.at(-1)).toContain('"objectiveId":"rest-api","step":1');
  });

  test('asks before it starts over', async () => {
    const { asked } = await open({});
    screen.getByRole('button', { name: 'Start over' }).click();
    (await screen.findByRole('button', { name: 'Keep my work' })).click();
    await screen.findByRole('button', { name: 'Start over' });
    expect(asked.filter((url) => url.includes('/reset'))).toEqual([
      '/api/labs/first-api/reset {"onlyIfEmpty":true}',
    ]);
  });

  test('offers to choose when several APIs bear the name', async () => {
    const ambiguous: Verdict = {
      verdict: 'blocked',
      reason: 'ambiguous',
      wanted: 'One.',
      saw: '2 REST APIs are named "hello": a1, b2.',
      nextStep: 'Choose.',
      evidence: [],
    };
    const { check } = await open({ verify: lines(run(ambiguous)) });
    check.click();
    expect(
      await screen.findByLabelText('Several APIs bear the name. Look at the one with this id:'),
    ).toBeTruthy();
    expect(within(cardOf('It is deployed')).getByText('Several fit')).toBeTruthy();
  });
});
