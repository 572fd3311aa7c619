import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { beforeEach, expect, test } from 'vitest';

const script = readFileSync(join(import.meta.dirname, '../../src/ui/public/theme.js'), 'utf8');

/** Loads a page with a toggle, as a browser would: the script runs before the body is there. */
function loadPage(): HTMLElement {
  delete document.documentElement.dataset['theme'];
  document.body.innerHTML = '';
  // The very file that ships, which is a classic script and exports nothing.
  runInThisContext(script);
  document.body.innerHTML = '<button data-theme-toggle aria-pressed="false"><i></i></button>';
  dispatchEvent(new Event('DOMContentLoaded'));
  const button = document.querySelector('button');
  if (!button) throw new Error('The page has no toggle.');
  return button;
}

const theme = () => document.documentElement.dataset['theme'];

beforeEach(() => localStorage.clear());

test('a first visit follows the system', () => {
  loadPage();
  expect(theme()).toBeUndefined();
});

test('a kept choice is on the page before its body is', () => {
  localStorage.setItem('gatewise-theme', 'dark');
  const button = loadPage();
  expect(theme()).toBe('dark');
  expect(button.getAttribute('aria-pressed')).toBe('true');
});

test('what is kept and makes no sense is left alone', () => {
  localStorage.setItem('gatewise-theme', 'purple');
  loadPage();
  expect(theme()).toBeUndefined();
});

test('a choice made in another tab is taken over here', () => {
  const button = loadPage();
  dispatchEvent(new StorageEvent('storage', { key: 'gatewise-theme', newValue: 'dark' }));
  expect(theme()).toBe('dark');
  expect(button.getAttribute('aria-pressed')).toBe('true');
});
