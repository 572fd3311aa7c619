// URL and URLSearchParams, as much as handlers use. Runs inside QuickJS.

const decode = (text) => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};
const encode = (text) =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

export class URLSearchParams {
  #pairs = [];
  constructor(init = '') {
    if (typeof init === 'string') {
      for (const part of init.replace(/^\?/, '').split('&')) {
        if (part === '') continue;
        const at = part.indexOf('=');
        this.append(
          decode(at < 0 ? part : part.slice(0, at)),
          at < 0 ? '' : decode(part.slice(at + 1)),
        );
      }
    } else if (typeof init[Symbol.iterator] === 'function') {
      for (const [name, value] of init) this.append(name, value);
    } else for (const [name, value] of Object.entries(init)) this.append(name, value);
  }
  get size() {
    return this.#pairs.length;
  }
  append(name, value) {
    this.#pairs.push([String(name), String(value)]);
  }
  delete(name) {
    this.#pairs = this.#pairs.filter(([one]) => one !== name);
  }
  get(name) {
    return this.#pairs.find(([one]) => one === name)?.[1] ?? null;
  }
  getAll(name) {
    return this.#pairs.filter(([one]) => one === name).map(([, value]) => value);
  }
  has(name) {
    return this.#pairs.some(([one]) => one === name);
  }
  set(name, value) {
    const at = this.#pairs.findIndex(([one]) => one === name);
    this.#pairs = this.#pairs.filter(([one], index) => one !== name || index === at);
    if (at < 0) this.append(name, value);
    else this.#pairs[at] = [String(name), String(value)];
  }
  sort() {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }
  forEach(run) {
    for (const [name, value] of this.#pairs) run(value, name, this);
  }
  entries() {
    return this.#pairs.values();
  }
  *keys() {
    for (const [name] of this.#pairs) yield name;
  }
  *values() {
    for (const [, value] of this.#pairs) yield value;
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  toString() {
    return this.#pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  }
}

const PARTS =
  /^([a-z][a-z0-9+.-]*:)\/\/(?:([^/?#@:]*)(?::([^/?#@]*))?@)?([^/?#:]*|\[[^\]]*\])(?::(\d+))?([^?#]*)(\?[^#]*)?(#.*)?$/i;
const DEFAULT_PORTS = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' };

function resolvePath(base, path) {
  const from = path.startsWith('/') ? [] : base.split('/').slice(0, -1);
  const result = [];
  for (const part of [...from, ...path.split('/')]) {
    if (part === '..') result.pop();
    else if (part !== '.') result.push(part);
  }
  return `/${result.filter((part, at) => at > 0 || part !== '').join('/')}`;
}

export class URL {
  constructor(text, base) {
    const parts = PARTS.exec(String(text).trim());
    if (!parts) {
      if (base === undefined)
        throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: text });
      const from = new URL(base);
      const [, path = '', search = '', hash = ''] =
        /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(String(text)) ?? [];
      const whole = path === '' ? from.pathname : resolvePath(from.pathname, path);
      return new URL(`${from.origin}${whole}${search}${hash}`);
    }
    this.protocol = parts[1].toLowerCase();
    this.username = parts[2] ?? '';
    this.password = parts[3] ?? '';
    this.hostname = parts[4].toLowerCase();
    this.port = parts[5] === undefined || DEFAULT_PORTS[this.protocol] === parts[5] ? '' : parts[5];
    this.pathname = encodeURI(decodeSafe(resolvePath('/', parts[6] || '/')));
    this.hash = parts[8] ?? '';
    this.searchParams = new URLSearchParams(parts[7] ?? '');
  }
  static canParse(text, base) {
    try {
      return Boolean(new URL(text, base));
    } catch {
      return false;
    }
  }
  get search() {
    return this.searchParams.size === 0 ? '' : `?${this.searchParams}`;
  }
  get host() {
    return this.port === '' ? this.hostname : `${this.hostname}:${this.port}`;
  }
  get origin() {
    return `${this.protocol}//${this.host}`;
  }
  get href() {
    const user =
      this.username === '' ? '' : `${this.username}${this.password && `:${this.password}`}@`;
    return `${this.protocol}//${user}${this.host}${this.pathname}${this.search}${this.hash}`;
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
}

function decodeSafe(text) {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
