import {
  Bash,
  type BashExecResult,
  type CommandContext as BashContext,
  type InitialFiles,
  defineCommand,
} from 'just-bash/browser';
import type { Clock } from '#core';
import { fromLatin1, toLatin1 } from './bytes.ts';
import { createAwsCommand } from './aws-command.ts';
import { type CommandContext, type Send, type ShellCommand, succeed } from './command.ts';
import { type Completion, completeLine } from './complete.ts';
import { createCurlCommand } from './curl-command.ts';
import { hasOpenArithmetic } from './open-arithmetic.ts';
import { createSession, OPEN_ARITHMETIC } from './session.ts';
import { zipCommand } from './zip-command.ts';

export const HOME = '/home/learner';

export interface TerminalOptions {
  /** Carries every request of `aws` and `curl`. */
  readonly send: Send;
  /** Merged over the terminal's own, for example the lab's access key and Region. */
  readonly env?: Readonly<Record<string, string>>;
  /** Path to text; relative paths lie in the home directory. `*.sh` can be executed. */
  readonly files?: Readonly<Record<string, string>>;
  /** Called with each piece as soon as its command has ended. */
  readonly onOutput?: (piece: OutputPiece) => void;
  /** Signing time; absent: the machine's clock. */
  readonly clock?: Clock;
  /** Waits for `sleep`; absent: real time. */
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface OutputPiece {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface Terminal {
  /** Runs what the learner entered, one or many lines. Variables, functions and the directory stay for the next. */
  run(line: string): Promise<RunResult>;
  /** Runs a whole script in a shell of its own, as `bash script.sh` would. */
  runScript(text: string, env?: Readonly<Record<string, string>>): Promise<RunResult>;
  /** What could stand at the cursor. */
  complete(line: string, cursor: number): Promise<Completion>;
  /** Whether the text is a whole command: an open quote, heredoc or block waits for another line. */
  isComplete(text: string): boolean;
  /** Ends the running command; it returns with exit code 130. Does nothing when none runs. */
  abort(): void;
  readonly cwd: string;
  /** What was entered, oldest first. */
  readonly history: readonly string[];
}

const LIMITS = {
  maxFileSystemBytes: 64 * 1024 * 1024,
  maxLiveBytes: 64 * 1024 * 1024,
};

/** What of the shell our commands see. */
function toContext({ fs, cwd, env, stdin, signal, exportedEnv }: BashContext): CommandContext {
  const resolve = (path: string) => fs.resolvePath(cwd, path);
  return {
    env: exportedEnv ? new Map(Object.entries(exportedEnv)) : env,
    stdin: fromLatin1(stdin),
    signal,
    async readFile(path) {
      const absolute = resolve(path);
      if (!(await fs.exists(absolute)) || !(await fs.stat(absolute)).isFile) return undefined;
      return fs.readFileBuffer(absolute);
    },
    writeFile: (path, content) => fs.writeFile(resolve(path), content),
  };
}

/** One of our commands as just-bash calls it. Its bytes travel as one character each. */
const adopt = (name: string, command: ShellCommand) =>
  defineCommand(name, async (args, context) => {
    const { stdout, stderr, exitCode } = await command(args, toContext(context));
    return typeof stdout === 'string'
      ? { stdout, stderr, exitCode, stdoutKind: 'text' }
      : { stdout: toLatin1(stdout), stderr, exitCode, stdoutKind: 'bytes' };
  });

const absolute = (path: string) => (path.startsWith('/') ? path : `${HOME}/${path}`);

function createBash({ send, env, files = {}, clock, sleep }: TerminalOptions): Bash {
  const placed: InitialFiles = {};
  for (const [path, content] of Object.entries(files)) {
    placed[absolute(path)] = path.endsWith('.sh') ? { content, mode: 0o755 } : content;
  }
  return new Bash({
    cwd: HOME,
    files: { '/tmp/.keep': '', [`${HOME}/.keep`]: '', ...placed },
    env: {
      HOME,
      USER: 'learner',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      ...env,
    },
    executionLimits: LIMITS,
    ...(sleep && { sleep }),
    customCommands: [
      adopt('aws', createAwsCommand({ send, clock })),
      adopt('curl', createCurlCommand({ send, clock })),
      adopt('zip', zipCommand),
    ],
  });
}

const numbered = (lines: readonly string[]) =>
  lines.map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`).join('');

const toResult = ({ stdout, stderr, exitCode }: BashExecResult): RunResult => ({
  stdout,
  stderr,
  exitCode,
});

/** The learner's terminal: bash by just-bash with our `aws`, `curl` and `zip`, in the browser and in Node alike. */
export function createTerminal(options: TerminalOptions): Terminal {
  const bash = createBash(options);
  const session = createSession(bash);
  const history: string[] = [];
  bash.registerCommand(adopt('history', async () => succeed(numbered(history))));
  let running: AbortController | undefined;

  function report(result: RunResult): RunResult {
    if (result.stdout) options.onOutput?.({ stream: 'stdout', text: result.stdout });
    if (result.stderr) options.onOutput?.({ stream: 'stderr', text: result.stderr });
    return result;
  }

  /** Runs one thing at a time; an abort turns whatever came of it into exit code 130. */
  async function guarded(
    work: (
      signal: AbortSignal,
      report: (result: RunResult) => void,
    ) => Promise<{ readonly exitCode: number }>,
  ): Promise<RunResult> {
    const controller = new AbortController();
    const { signal } = controller;
    running = controller;
    const whole = { stdout: '', stderr: '' };
    const collect = (piece: RunResult) => {
      // What bash itself says about being stopped is replaced by ^C.
      report(signal.aborted ? { ...piece, stderr: '' } : piece);
      whole.stdout += piece.stdout;
      whole.stderr += signal.aborted ? '' : piece.stderr;
    };
    try {
      const { exitCode } = await work(signal, collect);
      if (!signal.aborted) return { ...whole, exitCode };
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (running === controller) running = undefined;
    }
    report({ stdout: '', stderr: '^C\n', exitCode: 130 });
    return { stdout: whole.stdout, stderr: `${whole.stderr}^C\n`, exitCode: 130 };
  }

  return {
    run(line) {
      if (line.trim()) history.push(line);
      return guarded((signal, report) => session.run(line, signal, report));
    },
    runScript: (text, env = {}) =>
      guarded(async (signal, report) => {
        if (hasOpenArithmetic(text)) {
          report(OPEN_ARITHMETIC);
          return OPEN_ARITHMETIC;
        }
        const result = await bash.exec(text, {
          rawScript: true,
          cwd: HOME,
          env: { ...env },
          signal,
        });
        report(toResult(result));
        return result;
      }),
    complete: (line, cursor) =>
      completeLine(line, cursor, { fs: bash.fs, cwd: session.cwd, home: HOME }),
    isComplete: (text) => session.isComplete(text),
    abort: () => running?.abort(),
    get cwd() {
      return session.cwd;
    },
    history,
  };
}
