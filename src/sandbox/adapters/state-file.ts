import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The sandbox's state on disk. */
export interface StateFile {
  /** @returns what was saved last, or undefined on the first start. */
  read(): string | undefined;
  /** Whole or not at all: written beside, then renamed. */
  write(text: string): void;
  /** Keeps a file that cannot be read under another name. @returns its new path */
  keepAside(now: number): string;
}

/** @param directory made when it is missing */
export function openStateFile(directory: string): StateFile {
  const path = join(directory, 'sandbox.json');
  return {
    read() {
      try {
        return readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    write(text) {
      mkdirSync(directory, { recursive: true });
      const beside = `${path}.${process.pid}.tmp`;
      writeFileSync(beside, text);
      renameSync(beside, path);
    },
    keepAside(now) {
      const aside = `${path}.unreadable-${now}`;
      renameSync(path, aside);
      return aside;
    },
  };
}
