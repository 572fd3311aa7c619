// After `npm install`: some registries lack a few optional binaries for other platforms. npm then leaves
// them out of the lock, and `npm ci` refuses such a lock. This names them again.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './ensure.mjs';

const path = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const added = [];

/** Where `npm ci` finds a dependency of the package that lies at `path`: the nearest `node_modules` upwards. */
function* placesFor(path, dependency) {
  const folders = path.split('node_modules/').slice(1);
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    const above = folders
      .slice(0, depth)
      .map((folder) => `node_modules/${folder.replace(/\/$/, '')}`);
    yield [...above, `node_modules/${dependency}`].join('/');
  }
}

for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  if (path === '') continue;
  for (const [dependency, range] of Object.entries(optionalDependencies)) {
    if (!/^\d/.test(range)) continue;
    const places = [...placesFor(path, dependency)];
    const found = places.map((place) => lock.packages[place]).find((entry) => entry !== undefined);
    if (found?.version === range) continue;
    const root = `node_modules/${dependency}`;
    lock.packages[lock.packages[root]?.version ? places[0] : root] = {
      version: range,
      optional: true,
    };
    added.push(`${dependency}@${range}`);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)),
);
if (added.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(
  added.length > 0
    ? `Named again in the lock: ${added.join(', ')}`
    : 'The lock names every optional binary.',
);
