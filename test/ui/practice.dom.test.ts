import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createProfiles } from '../../src/app/use-cases/profiles.ts';
import ItemCheck from '../../src/ui/islands/ItemCheck.svelte';
import Practice from '../../src/ui/islands/Practice.svelte';
import { multipleResponse, scenario, tinyCatalog } from '../support/catalog.ts';
import { callPractice, type PracticeRoute } from '../support/practice-api.ts';
import { practiceSetup, someScenarios } from '../support/practice.ts';

/** The island over the real endpoints and the real use-case; `offline` cuts the wire. */
function setup(options: Parameters<typeof practiceSetup>[0] = {}) {
  const base = practiceSetup(options);
  const profiles = createProfiles(base);
  const wire = { isOffline: false, sent: [] as { route: string; body: Record<string, unknown> }[] };
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    const route = url.split('/').at(-1) as PracticeRoute;
    wire.sent.push({ route, body: JSON.parse(body) as Record<string, unknown> });
    if (wire.isOffline) throw new TypeError('Failed to fetch');
    return callPractice(base.practice, route, body, profiles);
  });
  return { ...base, profiles, wire, log: () => Array.fromAsync(base.store.read('local' as never)) };
}

const press = (key: string, target: Element = document.body) => fireEvent.keyDown(target, { key });
const radios = () =>
  within(screen.getByRole('group', { name: /Which/ })).getAllByRole<HTMLInputElement>('radio');
const option = (name: string) =>
  screen.getByRole<HTMLInputElement>('radio', { name: new RegExp(name) });
const asked = () => screen.findByRole('button', { name: 'Answer' });

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

describe('practice', () => {
  test('asks with native radio buttons in a named group', async () => {
    setup();
    render(Practice, { mode: 'today' });
    await asked();
    expect(radios()).toHaveLength(4);
    expect(new Set(radios().map(({ name }) => name)).size).toBe(1);
    expect(screen.queryByText('A plan limits each key.')).toBeNull();
  });

  test('after the answer every option has its rationale and a state in words, and the result has the focus', async () => {
    setup();
    render(Practice, { mode: 'today' });
    await asked();
    await fireEvent.click(option('Two stages'));
    await fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
    const result = await screen.findByRole('heading', { name: 'Not correct' });
    await waitFor(() => expect(document.activeElement).toBe(result));
    expect(screen.getByText('A plan limits each key.')).toBeTruthy();
    expect(screen.getByText('Right, and you did not choose it')).toBeTruthy();
    expect(screen.getByText('Wrong, and you chose it')).toBeTruthy();
    expect(
      screen.getByText(
        'Comes back tomorrow, because you did not know it yet. It may also come back today, after 10 minutes and 8 other items.',
      ),
    ).toBeTruthy();
  });

  test('goes on to the next item with its heading in focus', async () => {
    setup();
    render(Practice, { mode: 'today' });
    await asked();
    const first = screen.getByRole('heading', { level: 2 }).textContent;
    await fireEvent.click(option('Two usage plans'));
    await fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Next item' }));
    await asked();
    const heading = screen.getByRole('heading', { level: 2 });
    expect(heading.textContent).not.toBe(first);
    await waitFor(() => expect(document.activeElement).toBe(heading));
    expect(radios().every(({ checked }) => !checked)).toBe(true);
  });

  test('can be done with the keyboard alone', async () => {
    const { log } = setup();
    render(Practice, { mode: 'today' });
    await asked();
    await press('2');
    expect(radios().map(({ checked }) => checked)).toEqual([false, true, false, false]);
    await press('c');
    expect(radios().map(({ checked }) => checked)).toEqual([false, false, true, false]);
    await press('g');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Guessing' }).checked).toBe(true);
    await press('u');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Unsure' }).checked).toBe(true);
    await press('Enter');
    await screen.findByRole('button', { name: 'Next item' });
    expect(await log()).toMatchObject([{ confidence: 'unsure' }]);
    await press('Enter');
    await asked();
    await press('z');
    await waitFor(async () =>
      expect((await log()).map(({ type }) => type)).toEqual(['item-answered', 'answer-undone']),
    );
    await press('?');
    expect(document.querySelector('dialog')?.open).toBe(true);
    await press('1');
    expect(radios().every(({ checked }) => !checked)).toBe(true);
  });

  test('keys do nothing while somebody types, with Ctrl held, or when turned off', async () => {
    setup();
    render(Practice, { mode: 'today' });
    await asked();
    const input = document.body.appendChild(document.createElement('input'));
    await press('1', input);
    await fireEvent.keyDown(document.body, { key: '1', ctrlKey: true });
    await press('?');
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Use keyboard shortcuts' }));
    document.querySelector('dialog')?.close();
    await press('1');
    expect(radios().every(({ checked }) => !checked)).toBe(true);
    input.remove();
  });

  test('an answer without a choice says what is missing', async () => {
    const { wire } = setup();
    render(Practice, { mode: 'today' });
    await fireEvent.click(await asked());
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toContain('Choose an option first.'),
    );
    expect(wire.sent).toHaveLength(1);
  });

  test('several right options are checkboxes, counted, and dropped by the same key', async () => {
    setup({ catalog: tinyCatalog([scenario('multi', { items: [multipleResponse()] })]) });
    render(Practice, { mode: 'today' });
    await asked();
    await press('1');
    await press('2');
    expect(screen.getByText('2 of 2 chosen')).toBeTruthy();
    await press('2');
    expect(screen.getByText('1 of 2 chosen')).toBeTruthy();
    await press('Enter');
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toContain(
        'Choose 2 options; 1 chosen so far.',
      ),
    );
  });

  test('when the server cannot be reached the choice is kept, and trying again counts once', async () => {
    const { wire, log } = setup();
    render(Practice, { mode: 'today' });
    await asked();
    await fireEvent.click(option('Two usage plans'));
    wire.isOffline = true;
    await fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
    const retry = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.getByRole('status').textContent).toContain('Your choice is kept');
    expect(option('Two usage plans').checked).toBe(true);
    wire.isOffline = false;
    await fireEvent.click(retry);
    await screen.findByRole('heading', { name: 'Correct' });
    expect(await log()).toHaveLength(1);
    const answers = wire.sent.filter(({ route }) => route === 'answer');
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  });

  test('stands where it stood after a reload', async () => {
    setup();
    const before = render(Practice, { mode: 'today' });
    await asked();
    const texts = () => radios().map((radio) => radio.closest('label')?.textContent);
    const order = texts();
    const title = screen.getByRole('heading', { level: 2 }).textContent;
    before.unmount();
    render(Practice, { mode: 'today' });
    await asked();
    expect(texts()).toEqual(order);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(title);
  });

  test('ends with a summary and where to go next', async () => {
    setup({ catalog: tinyCatalog(someScenarios(1)) });
    render(Practice, { mode: 'today' });
    await asked();
    await fireEvent.click(option('Two usage plans'));
    await press('Enter');
    await fireEvent.click(await screen.findByRole('button', { name: 'Next item' }));
    const heading = await screen.findByRole('heading', { name: 'All done for now' });
    await waitFor(() => expect(document.activeElement).toBe(heading));
    expect(
      screen.getByText(/1 of 1 item right in 1 minute\. 1 item will be due in 2 days\./),
    ).toBeTruthy();
    expect(screen.getByText('right, comes back in 2 days')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to the lessons' }).getAttribute('href')).toBe(
      '/learn',
    );
  });

  test('with nothing due it says so, when something will be, and what to do', async () => {
    const { practice } = setup({ catalog: tinyCatalog(someScenarios(1)) });
    const first = render(Practice, { mode: 'today' });
    await asked();
    await fireEvent.click(option('Two usage plans'));
    await press('Enter');
    await fireEvent.click(await screen.findByRole('button', { name: 'Next item' }));
    await screen.findByRole('heading', { name: 'All done for now' });
    first.unmount();
    render(Practice, { mode: 'today' });
    await screen.findByRole('heading', { name: 'Nothing is due' });
    expect(
      screen.getByText(
        /You have answered all that pays off today\. Read a lesson, or build a lab\. 1 item will be due in 2 days\./,
      ),
    ).toBeTruthy();
    expect((await practice.due('local' as never)).planned).toBe(0);
  });

  test('the reason for the pick can be read', async () => {
    setup();
    render(Practice, { mode: 'today' });
    await asked();
    expect(
      screen.getByText(
        /^This is new to you\. Of the exam weight that the items here cover it carries 8\.3 %; the estimated chance that you get it right in a month goes from 50 % to \d\d %, for about 60 seconds\.$/,
      ),
    ).toBeTruthy();
  });
});

describe('what can be said about an item', () => {
  const types = (events: readonly { type: string; mark?: string }[]) =>
    events.map(({ type, mark }) => mark ?? type);

  test('a flag goes on and off, by button and by key', async () => {
    const { log } = setup();
    render(Practice, { mode: 'today' });
    await asked();
    const flag = screen.getByRole('button', { name: 'Flag' });
    await fireEvent.click(flag);
    await waitFor(() => expect(flag.getAttribute('aria-pressed')).toBe('true'));
    expect(screen.getByRole('status').textContent).toContain('Flagged.');
    await press('f');
    await waitFor(() => expect(flag.getAttribute('aria-pressed')).toBe('false'));
    expect(types(await log())).toEqual(['flagged', 'unflagged']);
  });

  test('a note stays beside the item, and is still there after a reload', async () => {
    setup();
    const before = render(Practice, { mode: 'today' });
    await asked();
    await press('n');
    await fireEvent.input(await screen.findByLabelText('Note to yourself'), {
      target: { value: 'Mind the burst.' },
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Keep the note' }));
    await screen.findByText('Mind the burst.');
    before.unmount();
    render(Practice, { mode: 'today' });
    await screen.findByText('Mind the burst.');
  });

  test('what was written is kept when it cannot be sent, and the choice too', async () => {
    const { wire, log } = setup();
    render(Practice, { mode: 'today' });
    await asked();
    await press('1');
    await fireEvent.click(screen.getByRole('button', { name: 'Report' }));
    const field = screen.getByLabelText<HTMLTextAreaElement>('What is wrong with this item?');
    await fireEvent.input(field, { target: { value: 'Two keys are right.' } });
    wire.isOffline = true;
    await fireEvent.click(screen.getByRole('button', { name: 'Keep the report' }));
    await screen.findByRole('button', { name: 'Try again' });
    expect(field.value).toBe('Two keys are right.');
    wire.isOffline = false;
    await fireEvent.click(screen.getByRole('button', { name: 'Keep the report' }));
    await waitFor(() =>
      expect(screen.queryByLabelText('What is wrong with this item?')).toBeNull(),
    );
    expect(await log()).toMatchObject([{ type: 'item-reported', text: 'Two keys are right.' }]);
    expect(radios()[0]?.checked).toBe(true);
  });

  test('an item that is set aside makes room for the next, and comes back by undo', async () => {
    const { log } = setup();
    render(Practice, { mode: 'today' });
    await asked();
    const title = () => screen.getByRole('heading', { level: 2 }).textContent;
    const [first] = [title()];
    await fireEvent.click(screen.getByRole('button', { name: 'Set aside' }));
    await waitFor(() => expect(title()).not.toBe(first));
    const second = title();
    await press('-');
    await waitFor(() => expect(title()).not.toBe(second));
    await press('z');
    await waitFor(() => expect(title()).toBe(second));
    await press('z');
    await waitFor(() => expect(title()).toBe(first));
    expect(types(await log())).toEqual(['suspended', 'buried', 'unburied', 'resumed']);
  });

  test('an option is struck out by button or key; a choice takes the line off, a line the choice', async () => {
    setup();
    render(Practice, { mode: 'today' });
    await asked();
    const struck = () =>
      screen
        .getAllByRole('button', { name: /^Strike out/ })
        .map((button) => button.getAttribute('aria-pressed'));
    await press('1');
    await press('x');
    await press('1');
    expect(struck()).toEqual(['true', 'false', 'false', 'false']);
    expect(radios().some(({ checked }) => checked)).toBe(false);
    await fireEvent.click(screen.getAllByRole('button', { name: /^Strike out/ })[1] as Element);
    expect(struck()).toEqual(['true', 'true', 'false', 'false']);
    await press('1');
    expect(struck()).toEqual(['false', 'true', 'false', 'false']);
    expect(radios()[0]?.checked).toBe(true);
  });
});

describe('keys of one’s own', () => {
  const change = (does: RegExp) => screen.getByRole('button', { name: does, hidden: true });

  test('are chosen in the list, kept by the server, and work at once', async () => {
    const { profiles } = setup();
    render(Practice, { mode: 'today' });
    await asked();
    await press('?');
    const button = change(/^Another key to say that you are guessing/);
    await fireEvent.click(button);
    await press('a', button);
    await waitFor(async () =>
      expect((await profiles.read('local' as never)).keys).toEqual({ guessed: ['a'] }),
    );
    document.querySelector('dialog')?.close();
    await press('a');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Guessing' }).checked).toBe(true);
    await press('g');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Guessing' }).checked).toBe(true);
  });

  test('a key that is in use is not given twice', async () => {
    const { wire } = setup();
    render(Practice, { mode: 'today' });
    await asked();
    await press('?');
    const button = change(/^Another key to skip the item/);
    await fireEvent.click(button);
    await press('z', button);
    expect(
      screen.getByText(
        'Z is there to take back the last step. Press Change again and choose another key.',
      ),
    ).toBeTruthy();
    expect(wire.sent.map(({ route }) => route)).toEqual(['session']);
  });

  test('come with the page, and can be given back', async () => {
    const { profiles } = setup();
    await profiles.saveKeys('local' as never, { skip: ['w'] });
    render(Practice, { mode: 'today', keys: { skip: ['w'] } });
    await asked();
    const title = () => screen.getByRole('heading', { level: 2 }).textContent;
    const [first] = [title()];
    await press('w');
    await waitFor(() => expect(title()).not.toBe(first));
    await press('?');
    await fireEvent.click(
      screen.getByRole('button', { name: 'Go back to our keys', hidden: true }),
    );
    await waitFor(async () => expect((await profiles.read('local' as never)).keys).toEqual({}));
  });
});

describe('drills', () => {
  test('one with nothing to ask says why', async () => {
    setup();
    render(Practice, { mode: 'missed' });
    await screen.findByRole('heading', { name: 'Nothing missed' });
  });

  test('a diagnostic does not pretend to know how long it takes', async () => {
    setup();
    render(Practice, { mode: 'diagnostic' });
    await asked();
    expect(
      screen.getByText(
        '0 items answered; it stops when your level is clear, after 30 at the latest',
      ),
    ).toBeTruthy();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  test('a session that has ended can be opened again by undo', async () => {
    setup({ catalog: tinyCatalog(someScenarios(1)) });
    render(Practice, { mode: 'today' });
    await asked();
    await press('1');
    await press('Enter');
    await fireEvent.click(await screen.findByRole('button', { name: 'Next item' }));
    await screen.findByRole('heading', { name: 'All done for now' });
    await fireEvent.click(screen.getByRole('button', { name: 'Take back the last step' }));
    await asked();
  });
});

describe('an item inside a lesson', () => {
  /** The island as the page sends it: with the question that the server drew. */
  async function renderCheck({ practice }: ReturnType<typeof setup>, item: string) {
    const learner = 'local' as never;
    const begun = await practice.start({ learner, mode: 'item', item: item as never });
    return render(ItemCheck, { item, begun });
  }

  test('can be read before the island wakes, and answered after, without asking the server', async () => {
    const base = setup();
    await renderCheck(base, 'api-gateway/case-0/limit');
    expect(radios()).toHaveLength(4);
    expect(radios().every((radio) => !radio.matches(':disabled'))).toBe(true);
    expect(base.wire.sent).toEqual([]);
  });

  test('is asked, marked in place and can be tried again', async () => {
    const base = setup();
    const { log } = base;
    await renderCheck(base, 'api-gateway/case-0/limit');
    await asked();
    await fireEvent.click(option('Two usage plans'));
    await fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
    const result = await screen.findByRole('heading', { name: 'Correct' });
    await waitFor(() => expect(document.activeElement).toBe(result));
    expect(await log()).toMatchObject([{ itemId: 'api-gateway/case-0/limit' }]);
    await fireEvent.click(screen.getByRole('button', { name: 'Try it again' }));
    await asked();
    expect(radios().every(({ checked }) => !checked)).toBe(true);
  });

  test('two on a page do not share their radio buttons', async () => {
    const base = setup();
    await renderCheck(base, 'api-gateway/case-0/limit');
    await renderCheck(base, 'api-gateway/case-1/limit');
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'Answer' })).toHaveLength(2));
    const names = screen
      .getAllByRole<HTMLInputElement>('radio', { name: /Two usage plans/ })
      .map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
  });

  test('one that does not exist says so', async () => {
    await renderCheck(setup(), 'api-gateway/nope/x');
    await screen.findByText('There is no such item. It may have been withdrawn.');
  });
});
