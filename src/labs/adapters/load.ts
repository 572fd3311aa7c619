import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '#core';
import type { AnyLabCheck } from '../define.ts';
import { parseMakes, type Made } from '../leftovers.ts';
import { parseReads, type LabRead } from '../read-policy.ts';

/** What lies in a lab's folder besides its text. Scripts are bash. */
export interface LabFiles {
  readonly id: string;
  readonly check: AnyLabCheck;
  readonly seed: string;
  readonly solution: string;
  /** By file name without `.sh`. */
  readonly mistakes: Readonly<Record<string, string>>;
  readonly variants: Readonly<Record<string, string>>;
}

/** Ids of the labs that have a checker, in alphabetical order. */
export async function listLabs(root: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, 'labs'), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function scriptsIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder).catch(() => []))
    .filter((name) => name.endsWith('.sh'))
    .sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(
        async (name) => [name.slice(0, -3), await readFile(join(folder, name), 'utf8')] as const,
      ),
    ),
  );
}

async function demandLab(root: string, id: string): Promise<void> {
  const known = await listLabs(root);
  if (!known.includes(id))
    throw new AppError('no-such-lab', `There is no lab "${id}". There are: ${known.join(', ')}.`);
}

/**
 * Loads a lab's checker and scripts.
 * @param root the repository
 * @throws AppError `no-such-lab` naming the labs there are
 */
export async function loadLab(root: string, id: string): Promise<LabFiles> {
  await demandLab(root, id);
  const folder = join(root, 'labs', id);
  const [{ default: check }, seed, solution, mistakes, variants] = await Promise.all([
    import(/* @vite-ignore */ pathToFileURL(join(folder, 'check.ts')).href) as Promise<{
      default: AnyLabCheck;
    }>,
    readFile(join(folder, 'seed.sh'), 'utf8'),
    readFile(join(folder, 'solution.sh'), 'utf8'),
    scriptsIn(join(folder, 'mistakes')),
    scriptsIn(join(folder, 'variants')),
  ]);
  return { id, check, seed, solution, mistakes, variants };
}

/** Where a lab says what its verification asks for; written by `npm run generate`. */
export const READS_FILE = 'reads.txt';

/**
 * What a lab's verification asks for.
 * @param root the repository
 * @throws AppError `no-such-lab`, or `no-reads` when nobody wrote it down
 */
export async function loadReads(root: string, id: string): Promise<readonly LabRead[]> {
  await demandLab(root, id);
  try {
    return parseReads(await readFile(join(root, 'labs', id, READS_FILE), 'utf8'));
  } catch (cause) {
    throw new AppError(
      'no-reads',
      `labs/${id}/${READS_FILE} is missing, and it says what verifying this lab asks for. npm run generate writes it.`,
      { cause },
    );
  }
}

/** Where a lab says what its builds make; written by `npm run generate`. */
export const MAKES_FILE = 'makes.txt';

/**
 * What the builds of a lab make, by name.
 * @param root the repository
 * @throws AppError `no-such-lab`, or `no-makes` when nobody wrote it down
 */
export async function loadMakes(root: string, id: string): Promise<readonly Made[]> {
  await demandLab(root, id);
  try {
    return parseMakes(await readFile(join(root, 'labs', id, MAKES_FILE), 'utf8'));
  } catch (cause) {
    throw new AppError(
      'no-makes',
      `labs/${id}/${MAKES_FILE} is missing, and it says what building this lab makes. npm run generate writes it.`,
      { cause },
    );
  }
}
