const STORED = 'gatewise.shortcuts';

/** Whether the learner left single-key shortcuts on (WCAG 2.2, 2.1.4: they can be turned off). */
export const areShortcutsOn = () => localStorage.getItem(STORED) !== 'off';
export const setShortcuts = (isOn: boolean) => localStorage.setItem(STORED, isOn ? 'on' : 'off');

/** What a key asks for. `option` counts from 0. */
export type Shortcut =
  | { readonly do: 'option'; readonly index: number }
  | { readonly do: 'enter' | 'guessed' | 'unsure' | 'undo' | 'skip' | 'lesson' | 'help' };

const LETTERS = 'abcdef';
const KEYS: Record<string, Exclude<Shortcut['do'], 'option'>> = {
  enter: 'enter',
  g: 'guessed',
  u: 'unsure',
  z: 'undo',
  s: 'skip',
  l: 'lesson',
  '?': 'help',
};

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));

/** Buttons, links and the like have a use for Enter themselves. */
const takesEnter = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('button, a, summary') !== null;

/** The shortcut that a key event stands for; undefined while typing, or with Ctrl, Alt or Cmd held. */
export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented)
    return;
  if (isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (/^[1-9]$/.test(key)) return { do: 'option', index: Number(key) - 1 };
  if (key.length === 1 && LETTERS.includes(key))
    return { do: 'option', index: LETTERS.indexOf(key) };
  const action = KEYS[key];
  if (action === undefined || (action === 'enter' && takesEnter(event.target))) return;
  return { do: action };
}
