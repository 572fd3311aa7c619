import { AppError } from '#core';
import { createTerminal } from '#shell';
import type { SandboxDoor } from '../../app.ts';

/** Whose account, and where. */
interface Account {
  /** Selects the account: the lab's id. */
  readonly accessKeyId: string;
  readonly region: string;
}

/**
 * Runs a lab's script in the terminal's own bash against the sandbox.
 * @throws AppError `script-failed` with what the script said last
 */
export async function runScript(
  sandbox: SandboxDoor,
  script: string,
  { accessKeyId, region }: Account,
): Promise<void> {
  const terminal = createTerminal({
    send: (request) => sandbox.fetch(request),
    env: {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL: sandbox.url,
    },
  });
  const { exitCode, stderr } = await terminal.runScript(script);
  if (exitCode === 0) return;
  throw new AppError('script-failed', `The lab's script ended with ${exitCode}: ${stderr.trim()}`);
}

/** Empties the account of one access key; the others stay as they are. */
export async function emptyAccount(sandbox: SandboxDoor, accessKeyId: string): Promise<void> {
  const answer = await sandbox.fetch(
    new Request(`${sandbox.url}/_sandbox/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accessKeyId }),
    }),
  );
  if (!answer.ok)
    throw new AppError(
      'sandbox-reset',
      `The local sandbox did not reset the lab (${answer.status}).`,
    );
}
