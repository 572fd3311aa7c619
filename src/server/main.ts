import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#core';
import { composeApp } from '#app/compose';
import { readConfig } from '#app/config';
import { serveSite } from './site.ts';

const ROOT = join(import.meta.dirname, '../..');

async function start(): Promise<void> {
  const config = readConfig(process.env, ROOT);
  if (!existsSync(join(ROOT, 'dist/server/entry.mjs'))) {
    throw new AppError(
      'not-built',
      'The site is not built yet. Run `npm start`, which builds it first.',
    );
  }
  const app = await composeApp(config, ROOT);
  const site = await serveSite({
    app,
    host: config.host,
    port: config.port,
    dist: join(ROOT, 'dist'),
  }).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await site.close();
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void stop());
  console.log(
    [
      '',
      `  Gatewise     ${site.url}`,
      `  AWS endpoint ${app.sandbox.url}   (local sandbox: key id "test", secret "test")`,
      `  Your data    ${config.dataDir}`,
      '  Stop with Ctrl-C',
      '',
      ...app.notices.map((notice) => `  ! ${notice}`),
    ].join('\n'),
  );
}

start().catch((error: unknown) => {
  if (!(error instanceof AppError)) throw error;
  console.error(`gatewise: ${error.message}`);
  process.exit(1);
});
