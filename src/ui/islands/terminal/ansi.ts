/** A run of text in one style. */
export interface Segment {
  readonly text: string;
  /** Class names, such as `bold fg-red`. */
  readonly style: string;
}

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
// Colour and weight; other escape sequences (cursor, title) are dropped.
const ESCAPE = /\u001b\[([\d;]*)m|\u001b\[[\d;?]*[A-HJKSTfhlnsu]|\u001b\][^\u0007]*\u0007/g;

interface Style {
  colour?: string;
  isBold?: boolean;
  isDim?: boolean;
  isUnderlined?: boolean;
}

function apply(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isDim: true };
  if (code === 4) return { ...style, isUnderlined: true };
  if (code === 22) return { ...style, isBold: false, isDim: false };
  if (code === 24) return { ...style, isUnderlined: false };
  const colour = COLOURS[code >= 90 && code <= 97 ? code - 90 : code - 30];
  if (colour) return { ...style, colour };
  if (code !== 39) return style;
  const { isBold = false, isDim = false, isUnderlined = false } = style;
  return { isBold, isDim, isUnderlined };
}

const classes = ({ colour, isBold, isDim, isUnderlined }: Style) =>
  [colour && `fg-${colour}`, isBold && 'bold', isDim && 'dim', isUnderlined && 'underlined']
    .filter(Boolean)
    .join(' ');

/** Splits text at its ANSI colour codes; styles become class names, since the page allows no inline styles. */
export function toSegments(text: string): Segment[] {
  const segments: Segment[] = [];
  let style: Style = {};
  let from = 0;
  const push = (end: number) => {
    if (end > from) segments.push({ text: text.slice(from, end), style: classes(style) });
  };
  for (const found of text.matchAll(ESCAPE)) {
    push(found.index);
    from = found.index + found[0].length;
    if (found[1] === undefined) continue;
    for (const code of found[1].split(';')) style = apply(style, Number(code));
  }
  push(text.length);
  return segments;
}

/** `clear` and Ctrl-L: everything before the last "erase the screen" is gone. */
export function afterClear(text: string): { readonly isCleared: boolean; readonly rest: string } {
  const found = [...text.matchAll(/\u001b\[[23]?J|\u001bc/g)].at(-1);
  return found
    ? { isCleared: true, rest: text.slice(found.index + found[0].length) }
    : { isCleared: false, rest: text };
}
