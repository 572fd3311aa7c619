import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Lock {
  readonly packages: Record<
    string,
    { readonly license?: string; readonly dev?: boolean; readonly version?: string }
  >;
}

const lock = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'),
) as Lock;

/** Licences that would reach into Gatewise. LGPL is not among them: its libraries stay replaceable. */
const REACHING = /\bA?GPL\b|\bSSPL\b|\bBUSL\b/i;
/** Where a package offers a choice, one of these settles it. */
const PERMISSIVE_CHOICE =
  /\(.*\b(MIT|Apache-2\.0|ISC|BSD-\d-Clause|CC0-1\.0)\b.* OR |\bOR (MIT|Apache-2\.0|ISC|BSD-\d-Clause)\b/;

test('no package of the tree is under a licence that reaches into Gatewise', () => {
  const reaching = Object.entries(lock.packages)
    .map(([name, { license = '' }]) => ({ name, license }))
    .filter(({ license }) => REACHING.test(license) && !PERMISSIVE_CHOICE.test(license));
  expect(reaching).toEqual([]);
});

test('the lock knows the licence of nearly every package, so that the test above sees them', () => {
  const packages = Object.entries(lock.packages).filter(([name]) => name !== '');
  const known = packages.filter(([, { license }]) => license !== undefined);
  expect(known.length / packages.length).toBeGreaterThan(0.95);
});
