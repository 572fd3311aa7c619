import { type Bash, type BashExecResult, defineCommand } from 'just-bash/browser';
import type { ScriptNode, StatementNode } from 'just-bash';
import { fromLatin1, textOf } from './bytes.ts';
import { hasOpenArithmetic } from './open-arithmetic.ts';
import type { RunResult } from './terminal.ts';

/** What a real shell keeps from one entered line to the next; just-bash starts every run anew. */
interface State {
  env: Record<string, string>;
  exported: readonly string[];
  /** `declare -a name=(…)` lines. */
  arrays: readonly string[];
  functions: ReadonlyMap<string, StatementNode>;
  lastExitCode: number;
}

const KEEP = '__gatewise_keep';
const STATUS = '__gatewise_status';
/** Set by the shell itself; to set them again is an error or changes its behaviour. */
const OWN = /^(?:[?#@*!$_-]|\d+|PIPESTATUS|SHELLOPTS|BASHOPTS|OPTIND|__gatewise_\w+)$/;
const NAME = /^[A-Za-z_]\w*$/;
const DEFAULT_OPTIONS = ['braceexpand', 'hashall', 'interactive-comments'];

/** Runs after each statement that did not end the shell: keeps its exit code, then what `declare -p` lists. */
const EPILOGUE = `${STATUS}=$?\ndeclare -p | ${KEEP}`;

const scriptOf = (statements: StatementNode[]): ScriptNode => ({ type: 'Script', statements });

/** `f() { …; }` at the top level: the function's name and its statement. */
function definitionsIn(statement: StatementNode): [string, StatementNode][] {
  return statement.pipelines.flatMap(({ commands }) =>
    commands.flatMap((command) =>
      command.type === 'FunctionDef' ? [[command.name, statement] as [string, StatementNode]] : [],
    ),
  );
}

/** just-bash reports some syntax errors by throwing, some by message. */
const isOpenEnded = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { message } = error;
  return /unexpected EOF|got EOF|unterminated here-document/.test(message) || endsAtToken(error);
};

/** `if true; then` is reported at an empty token at the end. */
const endsAtToken = (error: Error): boolean =>
  'token' in error &&
  typeof error.token === 'object' &&
  error.token !== null &&
  'type' in error.token &&
  error.token.type === 'EOF';

/** As bash words it. */
export const OPEN_ARITHMETIC: RunResult = {
  stdout: '',
  stderr: "bash: unexpected EOF while looking for matching `)'\n",
  exitCode: 2,
};

export interface Session {
  /** Runs every statement of the text in turn and reports each one's output as soon as it is there. */
  run(
    text: string,
    signal: AbortSignal,
    report: (result: RunResult) => void,
  ): Promise<{ readonly exitCode: number }>;
  isComplete(text: string): boolean;
  readonly cwd: string;
}

/** Keeps a shell's state over single runs of `bash`: each statement is run with what the ones before left. */
export function createSession(bash: Bash): Session {
  const state: State = {
    env: { ...bash.getEnv() },
    exported: Object.keys(bash.getEnv()).filter((name) => NAME.test(name)),
    arrays: [],
    functions: new Map(),
    lastExitCode: 0,
  };
  let cwd = bash.getCwd();
  let declared: string | undefined;
  let substitute: ((ast: ScriptNode) => ScriptNode) | undefined;

  bash.registerCommand(
    defineCommand(KEEP, async (_, { stdin }) => {
      declared = textOf(fromLatin1(stdin));
      return { stdout: '', stderr: '', exitCode: 0 };
    }),
  );
  // Applies to the outermost script only; what that one runs in turn is left as it is.
  bash.registerTransformPlugin({
    name: 'session',
    transform({ ast }) {
      const replace = substitute;
      substitute = undefined;
      return { ast: replace ? replace(ast) : ast };
    },
  });

  /** @returns the statements, or the result that reports the syntax error */
  async function parse(text: string): Promise<StatementNode[] | BashExecResult> {
    let statements: StatementNode[] | undefined;
    substitute = (ast) => {
      ({ statements } = ast);
      return scriptOf([]);
    };
    const result = await bash.exec(text, { rawScript: true });
    substitute = undefined;
    return statements ?? result;
  }

  async function parseOwn(text: string): Promise<StatementNode[]> {
    const parsed = await parse(text);
    return Array.isArray(parsed) ? parsed : [];
  }

  function prologue(options: readonly string[]): string {
    return [
      ...state.arrays,
      ...(state.exported.length > 0 ? [`export ${state.exported.join(' ')}`] : []),
      ...options.map((option) => `set -o ${option}`),
      ...(state.lastExitCode === 0 ? [] : [`(exit ${state.lastExitCode})`]),
    ].join('\n');
  }

  function remember({ env, exitCode }: BashExecResult, isAlive: boolean): void {
    state.env = Object.fromEntries(Object.entries(env).filter(([name]) => !OWN.test(name)));
    state.lastExitCode = isAlive ? Number(env[STATUS]) : exitCode;
    cwd = env['PWD'] ?? cwd;
    if (declared === undefined) return;
    const lines = declared.split('\n');
    const namesOf = (flag: RegExp) =>
      lines.flatMap((line) => flag.exec(line)?.[1] ?? []).filter((name) => !OWN.test(name));
    state.exported = namesOf(/^declare -\w*x\w* ([A-Za-z_]\w*)=/);
    const arrays = namesOf(/^declare -\w*[aA]\w* ([A-Za-z_]\w*)=/);
    state.arrays = lines
      .filter((line) => arrays.some((name) => line.includes(` ${name}=(`)))
      .map((line) => line.replace(/^declare -a /, ''));
    declared = undefined;
  }

  async function runStatement(
    statement: StatementNode,
    options: readonly string[],
    signal: AbortSignal,
  ) {
    for (const [name, definition] of definitionsIn(statement)) {
      state.functions = new Map([...state.functions, [name, definition]]);
    }
    // errexit must not end the shell before the learner's statement ran.
    const before = await parseOwn(prologue(options));
    const after = await parseOwn(EPILOGUE);
    substitute = () => scriptOf([...state.functions.values(), ...before, statement, ...after]);
    const result = await bash.exec('true', { env: state.env, replaceEnv: true, cwd, signal });
    const isAlive = STATUS in result.env;
    remember(result, isAlive);
    const own = (result.env['SHELLOPTS'] ?? '').split(':');
    return {
      isAlive,
      options: own.filter((option) => option && !DEFAULT_OPTIONS.includes(option)),
      result: { stdout: result.stdout, stderr: result.stderr, exitCode: state.lastExitCode },
    };
  }

  return {
    async run(text, signal, report) {
      if (hasOpenArithmetic(text)) {
        report(OPEN_ARITHMETIC);
        state.lastExitCode = OPEN_ARITHMETIC.exitCode;
        return OPEN_ARITHMETIC;
      }
      const statements = await parse(text);
      if (!Array.isArray(statements)) {
        const { stdout, stderr, exitCode } = statements;
        state.lastExitCode = exitCode;
        report({ stdout, stderr, exitCode });
        return { exitCode };
      }
      let exitCode = 0;
      let options: readonly string[] = [];
      for (const statement of statements) {
        const done = await runStatement(statement, options, signal);
        ({ options } = done);
        report(done.result);
        ({ exitCode } = done.result);
        // `exit`, or `set -e` and a failure: the rest of the paste is not run.
        if (!done.isAlive || signal.aborted) break;
      }
      return { exitCode };
    },
    isComplete(text) {
      if (hasOpenArithmetic(text)) return false;
      if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text) || /(?:\|\||&&|\|)\s*$/.test(text)) return false;
      try {
        bash.transform(text);
        return true;
      } catch (error) {
        return !isOpenEnded(error);
      }
    },
    get cwd() {
      return cwd;
    },
  };
}
