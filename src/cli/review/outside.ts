import { createInterface } from 'node:readline';
import { LOCAL_LEARNER } from '#core';
import { composeReview } from '#app/review';
import { readConfig } from '#app/config';
import type { Io } from '../io.ts';
import type { ReviewDeps } from './desk.ts';

/** Wider lines are hard to read. */
const MOST_COLUMNS = 100;

/** What the command hands to the review, and how to let go of it. */
export interface Outside {
  readonly deps: ReviewDeps;
  readonly notices: readonly string[];
  close(): Promise<void>;
}

/** Lines of standard input, one by one. Ctrl-C ends them like Ctrl-D. */
function openLines({ isTerminal, stdout }: Io) {
  const reader = createInterface({
    input: process.stdin,
    ...(isTerminal && { output: process.stdout }),
    terminal: isTerminal,
  });
  reader.on('SIGINT', () => {
    reader.close();
    stdout('\n');
  });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async ask(prompt: string): Promise<string | undefined> {
      if (isTerminal) {
        reader.setPrompt(prompt);
        reader.prompt();
      }
      const { done, value } = await lines.next();
      return done ? undefined : value;
    },
    close: () => reader.close(),
  };
}

/** The real outside of `gatewise review`: the learner's data, and the terminal or pipe. */
export async function openOutside(io: Io): Promise<Outside> {
  const { root, env, isTerminal, stdout } = io;
  const config = readConfig(env, root);
  const reviewing = await composeReview(config, root);
  const { keys = {} } = await reviewing.profiles.read(LOCAL_LEARNER);
  const lines = openLines(io);
  return {
    deps: {
      practice: reviewing.practice,
      learner: LOCAL_LEARNER,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      keys,
      look: {
        hasColour: isTerminal && !env['NO_COLOR'],
        ...(isTerminal && { width: Math.min(MOST_COLUMNS, process.stdout.columns || 80) }),
      },
      site: `http://${config.host}:${config.port}`,
      now: () => performance.now(),
      say: stdout,
      ask: (prompt) => lines.ask(prompt),
      isTerminal,
    },
    notices: reviewing.notices,
    async close() {
      lines.close();
      await reviewing.close();
    },
  };
}
