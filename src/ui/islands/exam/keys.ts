import { areShortcutsOn } from '../practice/shortcuts.ts';

/** What a key asks for in an exam. `option` counts from 0. */
export type ExamKey =
  | { readonly do: 'option'; readonly index: number }
  | { readonly do: 'next' | 'previous' | 'flag' | 'overview' | 'strike' | 'clock' };

const KEYS: Readonly<Record<string, Exclude<ExamKey['do'], 'option'>>> = {
  n: 'next',
  p: 'previous',
  f: 'flag',
  r: 'overview',
  x: 'strike',
  t: 'clock',
};
const LETTERS = 'abcde';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));

/** The meaning of a key event; undefined while typing, with a modifier held, or when shortcuts are off. */
export function examKeyOf(event: KeyboardEvent): ExamKey | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented)
    return undefined;
  if (isTyping(event.target) || !areShortcutsOn()) return undefined;
  const key = event.key.toLowerCase();
  if (/^[1-9]$/.test(key)) return { do: 'option', index: Number(key) - 1 };
  if (key.length === 1 && LETTERS.includes(key))
    return { do: 'option', index: LETTERS.indexOf(key) };
  const action = KEYS[key];
  return action && { do: action };
}
