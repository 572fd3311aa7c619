// What console.log makes of its arguments. Runs inside QuickJS.

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;
const MAX_DEPTH = 2;
const MAX_ITEMS = 100;

const quoted = (text) =>
  text.includes("'") && !text.includes('"')
    ? `"${text}"`
    : `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

function list(open, parts, close) {
  if (parts.length === 0) return `${open}${close}`;
  const line = `${open} ${parts.join(', ')} ${close}`;
  return line.length <= 76 && !line.includes('\n')
    ? line
    : `${open}\n  ${parts.map((part) => part.replaceAll('\n', '\n  ')).join(',\n  ')}\n${close}`;
}

function show(value, depth, seen) {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return value.name ? `[Function: ${value.name}]` : '[Function (anonymous)]';
    case 'object':
      return value === null ? 'null' : showObject(value, depth, seen);
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
}

const errorText = (error) => {
  const head = `${error.name}: ${error.message}`;
  const stack = String(error.stack ?? '').trimEnd();
  return stack === '' ? head : stack.startsWith(head) ? stack : `${head}\n${stack}`;
};

function showObject(value, depth, seen) {
  if (seen.includes(value)) return '[Circular *1]';
  if (value instanceof Error) return errorText(value);
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return 'Promise { <pending> }';
  if (ArrayBuffer.isView(value)) return `<${value.constructor.name} ${value.byteLength} bytes>`;
  const below = [...seen, value];
  const next = (one) => show(one, depth + 1, below);
  if (depth > MAX_DEPTH) return Array.isArray(value) ? '[Array]' : '[Object]';
  if (Array.isArray(value)) {
    const parts = value.slice(0, MAX_ITEMS).map(next);
    const more = value.length - MAX_ITEMS;
    if (more > 0) parts.push(`... ${more} more items`);
    return list('[', parts, ']');
  }
  if (value instanceof Map)
    return list(
      `Map(${value.size}) {`,
      [...value].map(([key, one]) => `${next(key)} => ${next(one)}`),
      '}',
    );
  if (value instanceof Set) return list(`Set(${value.size}) {`, [...value].map(next), '}');
  const name = Object.getPrototypeOf(value)?.constructor?.name ?? '[Object: null prototype]';
  const parts = Object.keys(value)
    .slice(0, MAX_ITEMS)
    .map((key) => `${PLAIN_KEY.test(key) ? key : quoted(key)}: ${next(value[key])}`);
  return list(name === 'Object' ? '{' : `${name} {`, parts, '}');
}

export const inspect = (value) => show(value, 0, []);

function fill(kind, value) {
  switch (kind) {
    case 's':
      return typeof value === 'string' ? value : inspect(value);
    case 'd':
      return String(Number(value));
    case 'i':
      return String(parseInt(value, 10));
    case 'f':
      return String(parseFloat(value));
    case 'j':
      return JSON.stringify(value);
    default:
      return inspect(value);
  }
}

/** Node's util.format: `%s %d %i %f %j %o %O %%`, then the rest behind spaces. */
export function format(...values) {
  let at = 0;
  let text = '';
  if (typeof values[0] === 'string') {
    at = 1;
    text = values[0].replaceAll(/%([sdifjoO%])/g, (found, kind) => {
      if (kind === '%') return '%';
      if (at >= values.length) return found;
      at += 1;
      return fill(kind, values[at - 1]);
    });
    if (at === values.length) return text;
    text += ' ';
  }
  return (
    text +
    values
      .slice(at)
      .map((one) => (typeof one === 'string' ? one : inspect(one)))
      .join(' ')
  );
}
