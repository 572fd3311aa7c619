import { createInterface } from 'node:readline/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '#app/config';
import { composeVerifier, openLabRecorder } from '#app/verify';
import type { Io } from '../io.ts';
import type { Outside } from './verify-run.ts';

/** Wipes the line, then writes over it. */
const REWRITE = '\r\u001B[2K';

async function confirm(question: string): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await reader.question(question)).trim());
  } finally {
    reader.close();
  }
}

/** The real outside of `gatewise verify`: the labs of the clone, the terminal, and Ctrl-C, which stops a run cleanly. */
export function openOutside({ root, env, isTerminal, stderr }: Io): Outside {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const width = () => (process.stderr.columns || 80) - 1;
  let isDirty = false;
  return {
    verifier: composeVerifier(root),
    openRecorder: () =>
      openLabRecorder(readConfig(env, root), Intl.DateTimeFormat().resolvedOptions().timeZone),
    progress(text) {
      if (!isTerminal || (text === '' && !isDirty)) return;
      stderr(`${REWRITE}${text.slice(0, width())}`);
      isDirty = text !== '';
    },
    patience: {
      clock: { now: () => Date.now() },
      wait: (milliseconds, signal) => wait(milliseconds, undefined, signal ? { signal } : {}),
    },
    ...(isTerminal && { confirm }),
    signal: stop.signal,
  };
}
