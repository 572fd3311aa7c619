import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import Terminal from '#ui/islands/Terminal.svelte';

// The terminal loads its shell late; a slow machine must not spend the tests' patience on that.
beforeAll(() => import('#shell'), 60_000);
afterEach(cleanup);

function open(onCommand = vi.fn()) {
  render(Terminal, { labId: 'first-api', files: { 'seed.sh': 'echo seeded\n' }, onCommand });
  const input = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Command line' });
  const log = screen.getByRole('log', { name: 'Terminal output' });
  const type = (text: string) => fireEvent.input(input, { target: { value: text } });
  const press = (key: string, extra: object = {}) => fireEvent.keyDown(input, { key, ...extra });
  const enter = async (text: string) => {
    await type(text);
    await press('Enter');
    await waitFor(() =>
      expect(onCommand).toHaveBeenLastCalledWith(expect.objectContaining({ line: text })),
    );
    await waitFor(() => expect(screen.getByRole('status').textContent).not.toMatch(/Running/));
  };
  return { input, log, type, press, enter, onCommand };
}

describe('the terminal in the page', () => {
  test('runs a command, shows its output and tells the page', async () => {
    const { log, enter, input, onCommand } = open();
    await enter('bash seed.sh | tr a-z A-Z');
    await waitFor(() => expect(log.textContent).toContain('SEEDED'));
    expect(input.value).toBe('');
    await waitFor(() =>
      expect(onCommand).toHaveBeenCalledWith({ line: 'bash seed.sh | tr a-z A-Z', exitCode: 0 }),
    );
  });

  test('says the exit code of what failed, in words', async () => {
    const { log, enter } = open();
    await enter('nosuch');
    await waitFor(() => expect(log.textContent).toContain('bash: nosuch: command not found'));
    await waitFor(() => expect(log.textContent).toContain('exit code 127'));
  });

  test('arrows recall, Ctrl-L clears, Ctrl-C drops the line', async () => {
    const { input, log, enter, press, type } = open();
    await enter('echo one');
    await press('ArrowUp');
    expect(input.value).toBe('echo one');
    await press('c', { ctrlKey: true });
    expect(input.value).toBe('');
    expect(log.textContent).toContain('echo one^C');
    await type('x');
    await press('l', { ctrlKey: true });
    expect(log.textContent).not.toContain('echo one');
    expect(input.value).toBe('x');
  });

  test('Tab completes what was typed', async () => {
    const { input, type, press } = open();
    await type('aws apig');
    input.setSelectionRange(8, 8);
    await press('Tab');
    await waitFor(() => expect(input.value).toBe('aws apigateway'));
  });

  test('is no keyboard trap: Tab on an empty line, Shift-Tab, and Tab after Escape move on', async () => {
    const { type, press } = open();
    // fireEvent tells whether the event kept its default action, here: moving the focus.
    expect(await press('Tab')).toBe(true);
    await type('aws');
    expect(await press('Tab', { shiftKey: true })).toBe(true);
    await press('Escape');
    expect(screen.getByRole('status').textContent).toContain('Tab now leaves the terminal.');
    expect(await press('Tab')).toBe(true);
  });

  test('Enter goes on in a new line while a command is unfinished', async () => {
    const { enter, type, press } = open();
    await enter('true');
    await type('for i in 1 2; do');
    expect(await press('Enter')).toBe(true);
    await type('for i in 1 2; do\necho $i; done');
    expect(await press('Enter')).toBe(false);
  });
});
