// `npm run dev`: the site with live reload, the sandbox beside it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, ensureInstalled, findNode, projectEnv } from './ensure.mjs';

await ensureInstalled();
const astro = spawn(
  findNode(),
  [
    join(ROOT, 'node_modules/astro/bin/astro.mjs'),
    'dev',
    '--port',
    process.env.PORT ?? '4321',
    '--host',
    process.env.HOST ?? '127.0.0.1',
    ...process.argv.slice(2),
  ],
  { cwd: ROOT, env: projectEnv(), stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => astro.kill(signal));
astro.on('exit', (code) => process.exit(code ?? 0));
