// A process of its own for sandbox.ts: a sandbox on loopback. Says how long it took to answer for
// the first time and, when asked, how much CPU time it has used.
import { performance } from 'node:perf_hooks';

const started = performance.now();
const [{ seededRandom }, { createSandbox }, { nodeCrypto, serveSandbox }] = await Promise.all([
  import('#core'),
  import('#sandbox'),
  import('#sandbox/node-http'),
]);
const sandbox = createSandbox({
  clock: { now: () => Date.now() },
  random: seededRandom(1),
  crypto: nodeCrypto,
});
const server = await serveSandbox(sandbox, { host: '127.0.0.1', port: 0 });
await (await fetch(`${server.url}/_sandbox/invoke/none/dev`)).arrayBuffer();
process.send?.({ url: server.url, firstAnswerMs: performance.now() - started });
process.on('message', (asked) => {
  if (asked === 'cpu') return process.send?.(process.cpuUsage());
  void server.close().then(() => process.disconnect());
});
