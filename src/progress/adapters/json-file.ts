import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { AppError } from '#core';

/** The layout of the documents. A file with a higher number was written by a newer version. */
const DOCUMENT_VERSION = 1;

interface Envelope {
  readonly version: number;
  readonly data: unknown;
}

const isEnvelope = (value: unknown): value is Envelope =>
  typeof value === 'object' && value !== null && 'version' in value && 'data' in value;

/** Makes a rename durable. Windows cannot open a directory, and needs no such thing. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces the file in one step: a reader, or a crash, sees the old text or the new, never half. */
async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new AppError(
      'document-failed',
      `${path} could not be saved: ${String(cause)}. Check that the disk has room and that this user may write there.`,
      { cause },
    );
  }
  await syncDirectory(dirname(path));
}

async function keepAside(path: string): Promise<string> {
  let number = 1;
  while (existsSync(`${path}.kept-${number}`)) number += 1;
  await rename(path, `${path}.kept-${number}`);
  return basename(`${path}.kept-${number}`);
}

export interface JsonFileOptions<T> {
  readonly path: string;
  /** What the file is to the learner, for example "profile". */
  readonly name: string;
  /** Parses the stored data; throws when it does not fit. */
  readonly parse: (data: unknown) => T;
  /** Told in a sentence when the file could not be used and was kept aside. */
  readonly onNotice: (sentence: string) => void;
}

/**
 * A lowdb adapter that loses nothing: compact JSON under a version number, a temporary file of its
 * own name, file and directory flushed. A file that is damaged or newer is renamed, never overwritten.
 */
export function createJsonFile<T>({ path, name, parse, onNotice }: JsonFileOptions<T>): Adapter<T> {
  async function refuse(why: string): Promise<null> {
    const kept = await keepAside(path);
    onNotice(
      `Your ${name} could not be used: ${why}. The file is kept as ${kept} in the data directory, and Gatewise goes on without it. Nothing was deleted.`,
    );
    return null;
  }

  return {
    async read() {
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (cause) {
        if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
        throw new AppError('document-failed', `${path} cannot be read: ${String(cause)}.`, {
          cause,
        });
      }
      try {
        const stored: unknown = JSON.parse(text);
        if (!isEnvelope(stored)) return await refuse('it is damaged');
        if (stored.version > DOCUMENT_VERSION) {
          return await refuse('it was written by a newer version of Gatewise');
        }
        return parse(stored.data);
      } catch (cause) {
        if (cause instanceof AppError) throw cause;
        return await refuse('it is damaged');
      }
    },
    async write(data) {
      await replaceFile(
        path,
        JSON.stringify({ version: DOCUMENT_VERSION, data } satisfies Envelope),
      );
    },
  };
}
