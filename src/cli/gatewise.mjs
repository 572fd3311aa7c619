#!/usr/bin/env node
/** The command `gatewise`. Plain JavaScript, so that an old Node gets a sentence and not a syntax error. */
const NEEDED = 24;

if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  process.stderr.write(
    `gatewise needs Node ${NEEDED} and runs on ${process.versions.node} here. In the clone, run "npm ci" once and then "npx gatewise", which brings its own Node.\n`,
  );
  process.exitCode = 1;
} else {
  // Whoever reads our output may stop reading, as `head` does. What was answered is kept by then.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  const { run } = await import('./main.ts');
  process.exitCode = await run(process.argv.slice(2), {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    cwd: process.cwd(),
    root: new URL('../..', import.meta.url).pathname.replace(/\/$/, ''),
    env: process.env,
    isTerminal: Boolean(process.stdin.isTTY && process.stdout.isTTY),
  });
}
