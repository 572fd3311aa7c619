import { posix } from 'node:path';

/** Where the function's archive lies, as handlers see it. */
export const TASK_ROOT = '/var/task/';

const GUEST = 'gatewise:';

/** @param isFile whether the archive has that path */
export function createResolver(isFile: (path: string) => boolean) {
  const asFile = (path: string) =>
    [path, `${path}.mjs`, `${path}.js`, `${path}/index.mjs`, `${path}/index.js`].find(isFile);

  function inPackages(base: string, name: string): string | undefined {
    for (let directory = posix.dirname(base); ; directory = posix.dirname(directory)) {
      const found = asFile(posix.join(directory, 'node_modules', name));
      if (found !== undefined) return found;
      if (directory === '.' || directory === '/') return undefined;
    }
  }

  /**
   * The name of a module that `base` imports. Guest modules see each other; the function's see their
   * archive, Node's modules and the SDK's.
   */
  return function resolve(base: string, name: string): string {
    if (base.startsWith(GUEST)) return name.startsWith('./') ? `${GUEST}${name.slice(2)}` : name;
    if (name.startsWith(GUEST)) return name === `${GUEST}bridge.mjs` ? name : `missing:${name}`;
    const from = base.startsWith(TASK_ROOT) ? base.slice(TASK_ROOT.length) : base;
    const isPath = /^(\.{0,2}\/|file:\/\/)/.test(name);
    const path = name.replace(/^file:\/\//, '');
    const found = isPath
      ? asFile(
          path.startsWith('/')
            ? path.slice(path.startsWith(TASK_ROOT) ? TASK_ROOT.length : 1)
            : posix.join(posix.dirname(from), path),
        )
      : inPackages(from, name);
    if (found !== undefined) return `${TASK_ROOT}${found}`;
    return isPath ? `missing:${name}` : name;
  };
}
