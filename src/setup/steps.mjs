// Runs the steps of `npm run check` and `npm test` and counts what passed.
import { spawn } from 'node:child_process';
import { ROOT, projectEnv } from './ensure.mjs';

/** Test counts are read from the runners' own closing lines. */
function countTests(output) {
  const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, '');
  const sum = (pattern) =>
    [...plain.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);
  const vitest = /^\s*Tests\s+(.*)$/m.exec(plain)?.[1];
  if (vitest) {
    const of = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(vitest)?.[1] ?? 0);
    return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
  }
  return {
    passed: sum(/^\s+(\d+) passed/gm),
    failed: sum(/^\s+(\d+) failed/gm) + sum(/^\s+(\d+) did not run/gm),
    skipped: sum(/^\s+(\d+) skipped/gm),
  };
}

/** Runs one command to its end. */
function run(node, { args, env = {} }) {
  return new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd: ROOT,
      env: { ...projectEnv(), FORCE_COLOR: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      return chunks;
    });
    child.on('error', (error) => resolve({ status: 1, stdout: '', stderr: error.message }));
    child.on('close', (status) =>
      resolve({
        status,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
  });
}

async function runStep(node, step, totals) {
  const { name, hasTests = false } = step;
  const started = Date.now();
  const { status, stdout, stderr } = await run(node, step);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const counts = hasTests ? countTests(stdout) : { passed: 0, failed: 0, skipped: 0 };
  if (!hasTests || counts.passed + counts.failed === 0)
    counts[status === 0 && !hasTests ? 'passed' : 'failed'] += 1;
  else if (status !== 0 && counts.failed === 0) counts.failed += 1;
  for (const key of Object.keys(totals)) totals[key] += counts[key];
  console.log(
    `${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s${hasTests ? `, ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped` : ''})`,
  );
  if (status !== 0) console.log(`${stdout}\n${stderr}`);
}

/**
 * Runs every step, also after one failed, and returns the totals. A step without tests of its own counts as
 * one. Each inner list runs side by side: most tools use one core.
 * @param {string} node path of Node 24
 * @param {readonly (readonly { name: string, args: readonly string[], hasTests?: boolean, env?: Record<string, string> }[])[]} steps
 */
export async function runSteps(node, steps) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const together of steps)
    await Promise.all(together.map((step) => runStep(node, step, totals)));
  return totals;
}

/** Prints the closing line and ends with exit code 0 only when nothing failed. */
export function finish({ passed, failed, skipped }) {
  console.log(
    skipped > 0
      ? `${passed} passed, ${failed} failed, ${skipped} skipped`
      : `${passed} passed, ${failed} failed`,
  );
  process.exit(failed === 0 ? 0 : 1);
}

const bin = (path) => `node_modules/${path}`;

/** The fast part: format, types, lint, content, unit tests. */
export const CHECKS = [
  [
    {
      name: 'format',
      args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
    },
    { name: 'astro types', args: [bin('astro/bin/astro.mjs'), 'sync'] },
  ],
  [
    { name: 'types', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', '.'] },
    { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  ],
  [
    {
      name: 'types in .astro',
      args: [bin('astro/bin/astro.mjs'), 'check', '--minimumSeverity', 'warning'],
    },
    {
      name: 'types in .svelte',
      args: [
        bin('svelte-check/bin/svelte-check'),
        '--tsconfig',
        './tsconfig.json',
        '--fail-on-warnings',
      ],
    },
  ],
  [{ name: 'content', args: ['src/cli/gatewise.mjs', 'lint'] }],
  [
    {
      name: 'unit and contract tests',
      args: [
        bin('vitest/vitest.mjs'),
        'run',
        '--config',
        'test/vitest.config.ts',
        '--reporter=minimal',
      ],
      hasTests: true,
    },
  ],
];
