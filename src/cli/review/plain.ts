const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** `&#x26;`, `&#38;` and the few names that our renderer writes. */
const decode = (text: string): string =>
  text.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const isHex = name[1]?.toLowerCase() === 'x';
    return String.fromCodePoint(Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10));
  });

/** How far code and listings stand in: what begins so is never wrapped. */
const VERBATIM = '    ';
const TOKEN = /<(\/?)([a-z][a-z\d]*)[^>]*>|[^<]+/gi;
const BLOCKS = new Set(['p', 'pre', 'ul', 'ol', 'li', 'blockquote', 'table', 'tr', 'h3', 'h4']);

/** A case text as lines for a terminal. The HTML is our own, rendered from plain Markdown. */
export function plainText(html: string): string {
  const lines: string[] = [];
  let line = '';
  let isPre = false;
  /** A count for each list that is open; -1 for one without numbers. */
  const lists: number[] = [];

  const flush = () => {
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = '';
  };
  const gap = () => {
    flush();
    if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
  };
  const item = () => {
    flush();
    const number = lists.pop() ?? -1;
    lists.push(number < 0 ? number : number + 1);
    line = `${'  '.repeat(Math.max(0, lists.length - 1))}${number < 0 ? '-' : `${number}.`} `;
  };
  function tag(name: string, isEnd: boolean): void {
    if (name === 'code' && !isPre) line += '`';
    if (name === 'br') flush();
    if (name === 'td' || name === 'th') line += isEnd ? '  ' : '';
    if (!BLOCKS.has(name)) return;
    if (name === 'li') return isEnd ? flush() : item();
    if (name === 'tr') return flush();
    // A paragraph inside a list item stays on the item's line.
    if (name === 'p' && lists.length > 0) return;
    gap();
    if (name === 'ul' || name === 'ol') {
      if (isEnd) lists.pop();
      else lists.push(name === 'ul' ? -1 : 1);
    }
    if (name === 'pre') isPre = !isEnd;
  }
  for (const [text, slash, name] of html.matchAll(TOKEN)) {
    if (name !== undefined) tag(name.toLowerCase(), slash === '/');
    else if (isPre)
      lines.push(
        ...decode(text.replace(/\n$/, ''))
          .split('\n')
          .map((one) => VERBATIM + one),
      );
    else
      line += decode(text)
        .replaceAll(/\s+/g, ' ')
        .replace(/^ /, line === '' ? '' : ' ');
  }
  flush();
  return lines.join('\n').trimEnd();
}

/** Breaks one line at spaces and keeps what it begins with; the lines that follow stand in by `indent`. */
function wrapLine(text: string, width: number, indent: string): string {
  if (text.length <= width) return text;
  const lines: string[] = [];
  const [lead = ''] = /^ */.exec(text) ?? [];
  let line = '';
  for (const word of text.slice(lead.length).split(' ')) {
    if (line === '') line = lead + word;
    else if (line.length + 1 + word.length <= width) line = `${line} ${word}`;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].join('\n');
}

/** @param width columns; undefined breaks nothing, as a pipe wants it @param indent what lines that follow begin with */
export const wrap = (text: string, width: number | undefined, indent = ''): string =>
  width === undefined
    ? text
    : text
        .split('\n')
        .map((line) => wrapLine(line, width, indent))
        .join('\n');

/** A case text broken to a width: paragraphs and lists, and never code. */
export const wrapCase = (text: string, width: number | undefined): string =>
  text
    .split('\n')
    .map((line) => {
      const [mark = ''] = /^ *(-|\d+\.) /.exec(line) ?? [];
      return line.startsWith(VERBATIM) ? line : wrap(line, width, ' '.repeat(mark.length));
    })
    .join('\n');
