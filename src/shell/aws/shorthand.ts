/**
 * The AWS CLI's shorthand syntax: `key=value,key=[a,b],key={inner=value}`.
 * Grammar: docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
 */
export type Shorthand = string | Shorthand[] | { [key: string]: Shorthand };

/** The text is not shorthand; the message points at the character. */
export class ShorthandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ShorthandError';
  }
}

// What a bare value may start with and go on with. A value that can be the only one may hold "=";
// one after a comma may not, since "=" there makes it the next key.
const START = String.raw`(?:\\,|[!#-&(-+\--<>-Z\\-z|-\uffff])`;
const FIRST = new RegExp(String.raw`${START}(?:\\,|[\s!#-&(-+\--\\^-|~-\uffff])*`, 'uy');
const NEXT = new RegExp(String.raw`${START}(?:\\,|[\s!#-&(-+\--<>-\uffff])*`, 'uy');
const QUOTED = {
  "'": { pattern: /'(?:\\'|[^'])*'/y, name: 'singled quoted' },
  '"': { pattern: /"(?:\\"|[^"])*"/y, name: 'double quoted' },
} as const;
const KEY = /[\w\-.#/:]*/y;
const SPACE = /[ \t\n\r\v\f]*/y;

/** A cursor over the text: what every rule of the grammar reads with. */
interface Reader {
  peek(): string | undefined;
  expect(char: string): void;
  take(pattern: RegExp): string | undefined;
  skipSpace(): void;
  /** Goes back to the comma before the cursor. */
  rewindToComma(): void;
  atEnd(): boolean;
  fail(expected: string, received?: string): ShorthandError;
  failDuplicate(key: string, at: number): ShorthandError;
  position(): number;
}

function pointAt(text: string, index: number): string {
  const lineStart = text.lastIndexOf('\n', index - 1) + 1;
  const lineEnd = text.indexOf('\n', index);
  const consumed = lineEnd < 0 ? text : text.slice(0, lineEnd);
  const rest = lineEnd < 0 ? '' : text.slice(lineEnd);
  return `${consumed}\n${' '.repeat(index - lineStart)}^${rest}`;
}

function createReader(text: string): Reader {
  let index = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = index;
    const found = pattern.exec(text)?.[0];
    index += found?.length ?? 0;
    return found;
  };
  const fail = (expected: string, received = text[index] ?? 'EOF') =>
    new ShorthandError(
      `Expected: '${expected}', received: '${received}' for input:\n${pointAt(text, index)}`,
    );
  return {
    peek: () => text[index],
    take,
    fail,
    atEnd: () => index >= text.length,
    position: () => index,
    skipSpace: () => void take(SPACE),
    expect(char) {
      if (text[index] !== char) throw fail(char);
      index += 1;
    },
    rewindToComma() {
      while (index > 0 && text[index] !== ',') index -= 1;
    },
    failDuplicate: (key, at) =>
      new ShorthandError(
        `Second instance of key "${key}" encountered for input:\n${pointAt(text, at)}\n` +
          'This is often because there is a preceding "," instead of a space.',
      ),
  };
}

function spaced(reader: Reader, char: string): void {
  reader.skipSpace();
  reader.expect(char);
  reader.skipSpace();
}

function readQuoted(reader: Reader, quote: "'" | '"'): string {
  const { pattern, name } = QUOTED[quote];
  const found = reader.take(pattern);
  if (found === undefined) throw reader.fail(`<${name}>`, '<none>');
  return found.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\');
}

const unescape = (text: string) => text.replaceAll('\\,', ',').trimEnd();

/** @param isNext whether it follows a comma in `a=b,c`, where nothing is no value */
function readValue(reader: Reader, isNext = false): string {
  const quote = reader.peek();
  if (quote === "'" || quote === '"') return readQuoted(reader, quote);
  const found = reader.take(isNext ? NEXT : FIRST);
  if (found === undefined && isNext) throw reader.fail('<second>', '<none>');
  return unescape(found ?? '');
}

function readNested(reader: Reader): Shorthand {
  if (reader.peek() === '[') return readList(reader);
  if (reader.peek() === '{') return readMap(reader);
  return readValue(reader);
}

function readList(reader: Reader): Shorthand[] {
  spaced(reader, '[');
  const values: Shorthand[] = [];
  while (reader.peek() !== ']') {
    values.push(readNested(reader));
    reader.skipSpace();
    if (reader.peek() !== ']') spaced(reader, ',');
  }
  reader.expect(']');
  return values;
}

function readKey(reader: Reader): string {
  const key = reader.take(KEY) ?? '';
  spaced(reader, '=');
  return key;
}

function readMap(reader: Reader): Shorthand {
  spaced(reader, '{');
  const entries: [string, Shorthand][] = [];
  while (reader.peek() !== '}') {
    const key = readKey(reader);
    entries.push([key, readNested(reader)]);
    reader.skipSpace();
    if (reader.peek() !== '}') spaced(reader, ',');
  }
  reader.expect('}');
  return Object.fromEntries(entries);
}

/** `a`, or `a,b,c` up to what turns out to be the next key. */
function readValues(reader: Reader): Shorthand {
  if (reader.atEnd()) return '';
  if (reader.peek() === '[') return readList(reader);
  if (reader.peek() === '{') return readMap(reader);
  const values = [readValue(reader)];
  reader.skipSpace();
  if (reader.peek() !== ',') return values[0] ?? '';
  spaced(reader, ',');
  for (;;) {
    try {
      const value = readValue(reader, true);
      reader.skipSpace();
      if (!reader.atEnd()) spaced(reader, ',');
      values.push(value);
      if (reader.atEnd()) break;
    } catch (error) {
      if (!(error instanceof ShorthandError) || reader.atEnd()) throw error;
      reader.rewindToComma();
      break;
    }
  }
  return values.length === 1 ? (values[0] ?? '') : values;
}

/**
 * Reads one shorthand argument.
 * @returns always an object: the syntax has no other top level
 * @throws ShorthandError that points at the character
 */
export function parseShorthand(text: string): { [key: string]: Shorthand } {
  const reader = createReader(text);
  const entries = new Map<string, Shorthand>();
  const readEntry = () => {
    const start = reader.position();
    const key = readKey(reader);
    if (entries.has(key)) throw reader.failDuplicate(key, start);
    entries.set(key, readValues(reader));
  };
  readEntry();
  while (!reader.atEnd()) {
    spaced(reader, ',');
    readEntry();
  }
  return Object.fromEntries(entries);
}
