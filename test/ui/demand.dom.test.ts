import { fireEvent } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import demand from '../../src/ui/scripts/demand.ts';

/** An island with one button; `press` is what the island does once it is awake. */
function asleep() {
  document.body.innerHTML = '<astro-island><button>Search</button></astro-island>';
  const island = document.querySelector<HTMLElement>('astro-island');
  const button = document.querySelector('button');
  if (!island || !button) throw new Error('The page has no island.');
  const pressed = vi.fn();
  const hydrate = vi.fn(() => {
    button.addEventListener('click', pressed);
    return Promise.resolve();
  });
  const load = vi.fn(() => Promise.resolve(hydrate));
  void demand(load, { name: 'demand', value: '' }, island);
  return { island, button, load, hydrate, pressed };
}

beforeEach(() => {
  document.body.innerHTML = '';
});

test('an island that nobody reaches for loads nothing', () => {
  expect(asleep().load).not.toHaveBeenCalled();
});

test('a press wakes it and is passed on, once', async () => {
  const { button, load, pressed } = asleep();
  await fireEvent.click(button);
  await vi.waitFor(() => expect(pressed).toHaveBeenCalledTimes(1));
  await fireEvent.click(button);
  expect(pressed).toHaveBeenCalledTimes(2);
  expect(load).toHaveBeenCalledTimes(1);
});

test('so does Ctrl K, and a plain K is left alone', async () => {
  const { load, pressed } = asleep();
  await fireEvent.keyDown(window, { key: 'k' });
  expect(load).not.toHaveBeenCalled();
  await fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
  await vi.waitFor(() => expect(pressed).toHaveBeenCalledTimes(1));
});

test('pointer and focus wake it without pressing anything', async () => {
  const { island, button, hydrate, pressed } = asleep();
  await fireEvent.pointerEnter(island);
  await fireEvent.focusIn(button);
  await vi.waitFor(() => expect(hydrate).toHaveBeenCalledTimes(1));
  expect(pressed).not.toHaveBeenCalled();
});
