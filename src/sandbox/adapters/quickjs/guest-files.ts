import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const DIRECTORY = new URL('./guest/', import.meta.url);

let sources: ReadonlyMap<string, string> | undefined;

/** The modules that give a fresh QuickJS what Node has, by `gatewise:<file>`; read once. */
export function guestSources(): ReadonlyMap<string, string> {
  sources ??= new Map(
    readdirSync(DIRECTORY)
      .filter((name) => name.endsWith('.mjs'))
      .map((name) => [
        `gatewise:${basename(name)}`,
        readFileSync(new URL(name, DIRECTORY), 'utf8'),
      ]),
  );
  return sources;
}
