import { AppError } from '#core';
import { Command, CommanderError } from 'commander';
import { registerAudit } from './commands/audit.ts';
import { registerLint } from './commands/lint.ts';
import { registerNew } from './commands/new.ts';
import { registerPolicy } from './commands/policy.ts';
import { registerReview } from './commands/review.ts';
import { registerVerify } from './commands/verify.ts';
import { EXIT, type Context, type ExitCode, type Io } from './io.ts';

const HINT =
  'Run "npx gatewise --help" for the commands, or "npx gatewise <command> --help" for one.\n';

/** Commander's `error: unknown option '--x'` as a sentence. */
function sentence(text: string): string {
  const bare = text.replace(/^error: /, '').trim();
  const whole = bare.charAt(0).toUpperCase() + bare.slice(1);
  return /[.?!)]$/.test(whole) ? `${whole}\n` : `${whole}.\n`;
}

function createProgram(context: Context): Command {
  const { io } = context;
  const program = new Command('gatewise')
    .description('Learn Amazon API Gateway: practise, verify labs, check and start content.')
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => io.stdout(text),
      writeErr: (text) => io.stderr(text),
      outputError: (text, write) => write(sentence(text) + HINT),
    });
  const commands = [
    registerReview,
    registerVerify,
    registerPolicy,
    registerLint,
    registerNew,
    registerAudit,
  ];
  for (const register of commands) register(program, context);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** What went wrong in parsing is usage; `--help` and `--version` are no failures. */
const exitOf = ({ exitCode, code }: CommanderError): ExitCode =>
  exitCode === 0 || code === 'commander.help' ? EXIT.ok : EXIT.usage;

/**
 * Runs one command line.
 * @param args what stands behind `gatewise`
 * @returns the exit code: 0 fine, 1 something is wrong, 2 could not look, 64 usage
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let code: ExitCode = EXIT.ok;
  const program = createProgram({ io, exit: (wanted) => (code = wanted) });
  if (args.length === 0) {
    io.stderr(program.helpInformation());
    return EXIT.usage;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return exitOf(error);
    if (!(error instanceof AppError)) throw error;
    io.stderr(`${error.message}\n`);
    return EXIT.failed;
  }
}
