import { join } from 'node:path';
// The door has no index: a test drives it as the launcher does.
import { run } from '../../src/cli/main.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** What a user would see of one command line. */
export async function runCli(
  args: readonly string[],
  options: { root?: string; cwd?: string } = {},
) {
  let stdout = '';
  let stderr = '';
  const root = options.root ?? ROOT;
  const code = await run(args, {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    root,
    cwd: options.cwd ?? root,
    env: {},
    isTerminal: false,
  });
  return { code, stdout, stderr };
}
