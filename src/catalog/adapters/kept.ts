import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

/**
 * Makes a value once for each input and keeps it in a file. A file that is missing, damaged or made
 * from another input is written anew; one that cannot be written costs time, nothing else.
 * @param path of the file; its folder must exist for it to be kept
 * @param input all that the value depends on, as JSON can tell it
 * @param make the value must survive JSON
 */
export async function kept<T>(path: string, input: unknown, make: () => Promise<T>): Promise<T> {
  const key = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const found = await readFile(path, 'utf8')
    .then((text) => JSON.parse(text) as { key: string; value: T })
    .catch(() => undefined);
  if (found?.key === key) return found.value;
  const value = await make();
  // Renamed when whole, so that a second process never reads half of it.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify({ key, value }))
    .then(() => rename(draft, path))
    .catch(() => undefined);
  return value;
}
