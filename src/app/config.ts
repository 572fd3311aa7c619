import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '#core';

const port = (fallback: number) =>
  z.coerce.number({ error: 'is not a number' }).int().min(0).max(65535).default(fallback);

const Environment = z.object({
  PORT: port(4321),
  SANDBOX_PORT: port(4566),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
});

/** What the environment decides. */
export interface Config {
  /** Port of the site; 0 takes any free one. */
  readonly port: number;
  /** Port of the sandbox's AWS endpoint; 0 takes any free one. */
  readonly sandboxPort: number;
  /** Address that both listen on: loopback unless told otherwise. */
  readonly host: string;
  /** Absolute path of the learner's data. */
  readonly dataDir: string;
}

/**
 * Reads `PORT`, `SANDBOX_PORT`, `HOST` and `DATA_DIR`. An empty variable counts as unset.
 * @throws AppError `bad-environment` with a sentence that names the variable and the value
 */
export function readConfig(env: Record<string, string | undefined>, root: string): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    throw new AppError(
      'bad-environment',
      `${name} is "${env[name] ?? ''}", and a whole number from 0 to 65535 is wanted. Set it so, or leave it out.`,
    );
  }
  const { PORT, SANDBOX_PORT, HOST, DATA_DIR } = parsed.data;
  return { port: PORT, sandboxPort: SANDBOX_PORT, host: HOST, dataDir: resolve(root, DATA_DIR) };
}
