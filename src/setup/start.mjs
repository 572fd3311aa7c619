// `npm start`: installs, builds, then becomes the server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, ensureBuilt, ensureInstalled, findNode, projectEnv } from './ensure.mjs';

ensureInstalled();
const node = findNode();
ensureBuilt(node);

const server = spawn(node, [join(ROOT, 'src/server/main.ts')], {
  cwd: ROOT,
  env: projectEnv(),
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to the whole group; other senders reach only this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) =>
  process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)),
);
