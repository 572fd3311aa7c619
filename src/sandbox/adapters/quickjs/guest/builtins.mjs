// Node's own modules, as much as handlers use. Runs inside QuickJS.
import { Buffer } from './buffer.mjs';
import { format, inspect } from './inspect.mjs';
import {
  base64Decode,
  base64Encode,
  bytesOf,
  TextDecoder,
  TextEncoder,
  utf8Encode,
} from './text.mjs';
import { URL, URLSearchParams } from './url.mjs';

const promisify =
  (run) =>
  (...args) =>
    new Promise((resolve, reject) =>
      run(...args, (error, value) => (error ? reject(error) : resolve(value))),
    );

const util = {
  inspect,
  format,
  promisify,
  TextEncoder,
  TextDecoder,
  inherits: (child, parent) => void Object.setPrototypeOf(child.prototype, parent.prototype),
  isDeepStrictEqual: (a, b) => inspect(a) === inspect(b),
  types: {
    isPromise: (value) => value instanceof Promise,
    isDate: (value) => value instanceof Date,
  },
};

function normalize(path) {
  const isAbsolute = path.startsWith('/');
  const parts = [];
  for (const part of path.split('/')) {
    if (part === '..' && (parts.length > 0 ? parts.at(-1) !== '..' : isAbsolute)) parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `${isAbsolute ? '/' : ''}${parts.join('/')}` || (isAbsolute ? '/' : '.');
}

const basename = (path, suffix = '') => {
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return suffix !== '' && name !== suffix && name.endsWith(suffix)
    ? name.slice(0, -suffix.length)
    : name;
};

export const path = {
  sep: '/',
  delimiter: ':',
  normalize,
  basename,
  join: (...parts) => normalize(parts.filter((part) => part !== '').join('/')),
  resolve: (...parts) =>
    normalize(
      parts.reduce((base, part) => (part.startsWith('/') ? part : `${base}/${part}`), '/var/task'),
    ),
  isAbsolute: (text) => text.startsWith('/'),
  dirname: (text) => normalize(text).replace(/\/?[^/]*$/, '') || (text.startsWith('/') ? '/' : '.'),
  extname: (text) => /.(\.[^./]*)$/.exec(basename(text))?.[1] ?? '',
};
path.posix = path;

class EventEmitter {
  #listeners = new Map();
  on(name, run) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), run]);
    return this;
  }
  once(name, run) {
    const wrapped = (...args) => {
      this.off(name, wrapped);
      run.apply(this, args);
    };
    return this.on(name, wrapped);
  }
  off(name, run) {
    this.#listeners.set(
      name,
      (this.#listeners.get(name) ?? []).filter((one) => one !== run),
    );
    return this;
  }
  emit(name, ...args) {
    const runs = this.#listeners.get(name) ?? [];
    if (name === 'error' && runs.length === 0) throw args[0];
    for (const run of runs) run.apply(this, args);
    return runs.length > 0;
  }
  listenerCount(name) {
    return (this.#listeners.get(name) ?? []).length;
  }
}
EventEmitter.prototype.addListener = EventEmitter.prototype.on;
EventEmitter.prototype.removeListener = EventEmitter.prototype.off;
EventEmitter.EventEmitter = EventEmitter;

function assert(value, message) {
  if (!value)
    throw message instanceof Error
      ? message
      : Object.assign(new Error(message ?? 'The expression evaluated to a falsy value'), {
          name: 'AssertionError',
          code: 'ERR_ASSERTION',
        });
}
Object.assign(assert, {
  ok: assert,
  equal: (a, b, message) =>
    assert(Object.is(a, b) || String(a) === String(b), message ?? `${inspect(a)} == ${inspect(b)}`),
  strictEqual: (a, b, message) =>
    assert(Object.is(a, b), message ?? `${inspect(a)} !== ${inspect(b)}`),
  deepStrictEqual: (a, b, message) =>
    assert(util.isDeepStrictEqual(a, b), message ?? 'Expected values to be strictly deep-equal'),
});

const toBytes = (data, encoding) =>
  typeof data === 'string' ? Buffer.from(data, encoding) : bytesOf(data);

function cryptoOf(host) {
  class Digest {
    constructor(algorithm, key) {
      this.algorithm = algorithm;
      this.key = key;
      this.parts = [];
    }
    update(data, encoding) {
      this.parts.push(Buffer.from(toBytes(data, encoding)));
      return this;
    }
    digest(encoding) {
      const key = this.key === undefined ? undefined : base64Encode(toBytes(this.key));
      const text = host.digest(
        String(this.algorithm),
        base64Encode(Buffer.concat(this.parts)),
        key,
      );
      if (text === '')
        throw new Error(
          `The local sandbox has no digest "${this.algorithm}". It knows sha256, and HMAC over it.`,
        );
      const bytes = Buffer.from(base64Decode(text));
      return encoding ? bytes.toString(encoding) : bytes;
    }
  }
  const randomBytes = (size) =>
    Buffer.from(Uint8Array.from({ length: size }, () => Math.floor(host.random() * 256)));
  const randomUUID = () => {
    const hex = randomBytes(16).toString('hex');
    const variant = '89ab'[Math.floor(host.random() * 4)];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  return {
    randomBytes,
    randomUUID,
    randomInt: (min, max) =>
      max === undefined
        ? Math.floor(host.random() * min)
        : min + Math.floor(host.random() * (max - min)),
    getRandomValues: (array) => {
      bytesOf(array).set(randomBytes(array.byteLength));
      return array;
    },
    createHash: (algorithm) => new Digest(algorithm),
    createHmac: (algorithm, key) => new Digest(algorithm, key),
    timingSafeEqual: (a, b) => Buffer.from(bytesOf(a)).equals(bytesOf(b)),
  };
}

const querystring = {
  parse: (text) => {
    const result = {};
    for (const [name, value] of new URLSearchParams(text))
      result[name] = name in result ? [].concat(result[name], value) : value;
    return result;
  },
  stringify: (values) =>
    Object.entries(values)
      .flatMap(([name, value]) =>
        [].concat(value).map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
      )
      .join('&'),
  escape: encodeURIComponent,
  unescape: decodeURIComponent,
};

const offline = (name) => {
  const refuse = () => {
    throw new Error(
      `The local sandbox gives handlers no network, so ${name} cannot connect. Call AWS services through @aws-sdk.`,
    );
  };
  return {
    request: refuse,
    get: refuse,
    connect: refuse,
    createConnection: refuse,
    Agent: class {},
  };
};

/** @returns Node's modules by name, without `node:` */
export function createBuiltins(host, timers, process) {
  const crypto = cryptoOf(host);
  const readFileSync = (name, options) => {
    const text = host.readFile(path.resolve(String(name)).replace(/^\/var\/task\//, ''));
    if (text === undefined)
      throw Object.assign(new Error(`ENOENT: no such file or directory, open '${name}'`), {
        code: 'ENOENT',
        path: name,
      });
    const encoding = typeof options === 'string' ? options : options?.encoding;
    return encoding ? text : Buffer.from(utf8Encode(text));
  };
  const fs = {
    readFileSync,
    existsSync: (name) =>
      host.readFile(path.resolve(String(name)).replace(/^\/var\/task\//, '')) !== undefined,
    promises: { readFile: async (...args) => readFileSync(...args) },
  };
  const wait = (ms, value) => new Promise((resolve) => timers.setTimeout(() => resolve(value), ms));
  return {
    assert,
    buffer: { Buffer },
    crypto: { ...crypto, webcrypto: crypto },
    events: EventEmitter,
    fs,
    'fs/promises': fs.promises,
    http: offline('http'),
    https: offline('https'),
    net: offline('net'),
    os: { EOL: '\n', tmpdir: () => '/tmp', platform: () => 'linux', hostname: () => 'localhost' },
    path,
    'path/posix': path,
    process,
    querystring,
    timers,
    'timers/promises': { setTimeout: wait },
    url: { URL, URLSearchParams, fileURLToPath: (url) => new URL(url).pathname },
    util,
  };
}
