// require() over the files of the function's archive. Runs inside QuickJS.
import { path } from './builtins.mjs';
import { runtimeError } from './errors.mjs';

const ROOT = '/var/task/';

/** @param host `readFile(path)` and `compile(path, source)`; `builtins` and `sdk` hold the rest */
export function createModules(host, builtins, sdk) {
  const loaded = new Map();

  const isFile = (name) => host.readFile(name) !== undefined;

  function asFile(name) {
    return ['', '.js', '.json', '.cjs'].map((end) => `${name}${end}`).find(isFile);
  }

  function mainOf(directory) {
    const text = host.readFile(`${directory}/package.json`);
    try {
      const { exports, main } = JSON.parse(text ?? '{}');
      const root = exports?.['.'] ?? exports;
      const found = [root?.require, root?.default, root, main].find(
        (one) => typeof one === 'string',
      );
      return found === undefined ? 'index.js' : path.normalize(found);
    } catch {
      return 'index.js';
    }
  }

  function asDirectory(name) {
    return asFile(path.join(name, mainOf(name))) ?? asFile(path.join(name, 'index'));
  }

  const inArchive = (name) =>
    path
      .normalize(name)
      .replace(/^\/var\/task\/?/, '')
      .replace(/^\/+/, '');

  /** @returns the file a name means for the file that asks, or undefined */
  function resolve(from, name) {
    if (/^\.{0,2}\//.test(name)) {
      const base = name.startsWith('/')
        ? inArchive(name)
        : inArchive(path.join(ROOT, path.dirname(from), name));
      return asFile(base) ?? asDirectory(base);
    }
    for (let directory = path.dirname(from); ; directory = path.dirname(directory)) {
      const base = path.join(directory, 'node_modules', name);
      const found = asFile(base) ?? asDirectory(base);
      if (found !== undefined) return found;
      if (directory === '.' || directory === '/') break;
    }
    // Layers and the runtime's own modules are looked at last.
    return undefined;
  }

  const builtin = (name) => {
    const plain = name.replace(/^node:/, '');
    return Object.hasOwn(builtins, plain) ? builtins[plain] : undefined;
  };

  function missing(from, name) {
    return Object.assign(
      new Error(`Cannot find module '${name}'\nRequire stack:\n- ${ROOT}${from}`),
      { code: 'MODULE_NOT_FOUND' },
    );
  }

  /** @returns exports of one of Node's or the SDK's modules, or undefined */
  const ofRuntime = (name) => builtin(name) ?? sdk.load(name);

  function load(file) {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {}, id: `${ROOT}${file}`, filename: `${ROOT}${file}`, loaded: false };
    loaded.set(file, module);
    try {
      run(file, module);
    } catch (error) {
      loaded.delete(file);
      throw error;
    }
    module.loaded = true;
    return module.exports;
  }

  function run(file, module) {
    const source = host.readFile(file) ?? '';
    if (file.endsWith('.json')) {
      module.exports = JSON.parse(source);
      return;
    }
    const directory = `${ROOT}${path.dirname(file)}`.replace(/\/\.$/, '');
    host.compile(`${ROOT}${file}`, source)(
      module.exports,
      requireFrom(file),
      module,
      module.filename,
      directory,
    );
  }

  function requireFrom(from) {
    const require = (name) => {
      if (typeof name !== 'string')
        throw new TypeError('The "id" argument must be of type string.');
      const file = builtin(name) === undefined ? resolve(from, name) : undefined;
      if (file !== undefined) return load(file);
      const found = ofRuntime(name);
      if (found === undefined) throw missing(from, name);
      return found;
    };
    require.resolve = (name) => resolve(from, name) ?? name;
    require.cache = {};
    return require;
  }

  return {
    resolve,
    load,
    requireFrom,
    /** What require() gives for a file of the archive or a module of the runtime. */
    exportsOf: (name) => (isFile(name) ? load(name) : ofRuntime(name)),
    isEsModule(file) {
      if (/\.[mc]js$/.test(file)) return file.endsWith('.mjs');
      for (let directory = path.dirname(file); ; directory = path.dirname(directory)) {
        const text = host.readFile(path.join(directory, 'package.json'));
        if (text !== undefined) return /"type"\s*:\s*"module"/.test(text);
        if (directory === '.' || directory === '/') return false;
      }
    },
    /** The file behind the first part of `index.handler`. */
    handlerFile(name) {
      const base = inArchive(name);
      const file = [`${base}.js`, `${base}.mjs`, `${base}.cjs`, base].find(isFile);
      if (file === undefined)
        throw runtimeError(
          'ImportModuleError',
          `Error: Cannot find module '${name.split('/').at(-1)}'\nRequire stack:\n- /var/runtime/index.mjs`,
        );
      return file;
    },
  };
}
