const STORED = 'gatewise.shortcuts';

/** Whether the learner left single-key shortcuts on (WCAG 2.2, 2.1.4: they can be turned off). */
export const areShortcutsOn = () => localStorage.getItem(STORED) !== 'off';
export const setShortcuts = (isOn: boolean) => localStorage.setItem(STORED, isOn ? 'on' : 'off');

/** What keys do beside choosing options, and our keys for it. */
export const OUR_KEYS = {
  enter: 'enter',
  guessed: 'g',
  unsure: 'u',
  strike: 'x',
  flag: 'f',
  note: 'n',
  skip: 's',
  bury: '-',
  suspend: '!',
  undo: 'z',
  lesson: 'l',
  help: '?',
} as const;
export type Action = keyof typeof OUR_KEYS;
export const ACTIONS = Object.keys(OUR_KEYS) as Action[];

/** Keys by action, where the learner chose others than ours. */
export type KeyChoice = Readonly<Record<string, readonly string[]>>;

/** What a key asks for. `option` counts from 0. */
export type Shortcut = { readonly do: 'option'; readonly index: number } | { readonly do: Action };

const LETTERS = 'abcde';

export const keysOf = (choice: KeyChoice, action: Action): readonly string[] =>
  choice[action] ?? [OUR_KEYS[action]];

/** The action that a key stands for, if any. */
export const actionOf = (choice: KeyChoice, key: string): Action | undefined =>
  ACTIONS.find((action) => keysOf(choice, action).includes(key));

const isDigit = (key: string) => /^[1-9]$/.test(key);
/** Keys that only hold others down, or that move the focus: nobody can do without them. */
const isReserved = (key: string) =>
  isDigit(key) || ['tab', 'escape', 'shift', 'control', 'alt', 'meta', ' '].includes(key);

/** The choice with a key for an action; what stands in the way when that key cannot be had. */
export function chooseKey(
  choice: KeyChoice,
  action: Action,
  key: string,
): { readonly choice: KeyChoice } | { readonly taken: Action | 'reserved' } {
  if (isReserved(key)) return { taken: 'reserved' };
  const holder = actionOf(choice, key);
  if (holder !== undefined && holder !== action) return { taken: holder };
  return { choice: { ...choice, [action]: [key] } };
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));

/** Buttons, links and the like have a use for Enter themselves. */
const takesEnter = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('button, a, summary') !== null;

/**
 * The shortcut that a key event stands for; undefined while typing, or with Ctrl, Alt or Cmd held. A key
 * of the learner's own goes before the letters of options.
 */
export function shortcutOf(event: KeyboardEvent, choice: KeyChoice): Shortcut | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented)
    return;
  if (isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (isDigit(key)) return { do: 'option', index: Number(key) - 1 };
  const action = actionOf(choice, key);
  if (action) return key === 'enter' && takesEnter(event.target) ? undefined : { do: action };
  if (key.length === 1 && LETTERS.includes(key))
    return { do: 'option', index: LETTERS.indexOf(key) };
  return undefined;
}
