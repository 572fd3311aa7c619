// After `npm install`: some registries lack a few optional binaries for other platforms. npm then leaves
// them out of the lock, and `npm ci` refuses such a lock. This names them again.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './ensure.mjs';

const path = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const added = [];
for (const [name, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  if (name === '') continue;
  for (const [dependency, range] of Object.entries(optionalDependencies)) {
    const isWhole = Object.entries(lock.packages).some(
      ([key, { version }]) => key.endsWith(`node_modules/${dependency}`) && version !== undefined,
    );
    if (isWhole || !/^\d/.test(range)) continue;
    lock.packages[`node_modules/${dependency}`] = { version: range, optional: true };
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
