// `npm start`: installs, builds, then becomes the server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, ensureBuilt, ensureInstalled, findNode, projectEnv } from './ensure.mjs';

await ensureInstalled();
const node = findNode();
ensureBuilt(node);

const server = spawn(node, [join(ROOT, 'src/server/main.ts')], {
  cwd: ROOT,
  // Node keeps what it compiled, types stripped: the next start reads that instead.
  env: { NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/gatewise'), ...projectEnv() },
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to the whole group; other senders reach only this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) =>
  process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)),
);
