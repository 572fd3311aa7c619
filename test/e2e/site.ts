import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '../..');

export interface Site {
  /** Where the built site answers, without a slash at the end. */
  readonly url: string;
  /** The directory of its learner's data. */
  readonly data: string;
  /** Ends it as Ctrl-C does, and throws its data away. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the built site on ports that the system picks, with a learner who has done nothing yet.
 * @throws Error with what the server said, when it ends before it is ready
 */
export async function startSite(): Promise<Site> {
  const data = mkdtempSync(join(tmpdir(), 'gatewise-e2e-'));
  const server = spawn(process.execPath, ['src/server/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', SANDBOX_PORT: '0', DATA_DIR: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  const stop = async () => {
    server.kill('SIGTERM');
    await exited;
    rmSync(data, { recursive: true, force: true });
  };
  const said: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    said.push(line);
    const url = /^\s+Gatewise\s+(http:\S+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    server.stdout.resume();
    return { url, data, stop };
  }
  throw new Error(`The site ended before it was ready. It said:\n${said.join('\n')}`);
}
