/** The AWS CLI's exit codes (docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html). */
export const EXIT = {
  /** The command line could not be parsed or a value is not valid. */
  usage: 252,
  /** The environment: no Region, no credentials. */
  configuration: 253,
  /** The service answered with an error. */
  service: 254,
  general: 255,
} as const;

export const USAGE = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`;

/**
 * An `aws` command that ends early: what goes to stderr, and the exit code. Not an AppError: it is no
 * fault, and #core would bring its event schemas into the terminal's bundle.
 */
export class AwsCliError extends Error {
  readonly exitCode: number;
  readonly stderr: string;

  constructor(exitCode: number, stderr: string, options?: { cause?: unknown }) {
    super(stderr.trim(), options);
    this.name = 'AwsCliError';
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

/** A command line that does not fit: usage, then the reason. */
export const argumentError = (reason: string): AwsCliError =>
  new AwsCliError(EXIT.usage, `\n${USAGE}\naws: error: ${reason}\n`);

export const unknownOptions = (options: readonly string[]): AwsCliError =>
  new AwsCliError(EXIT.usage, `\n${USAGE}\nUnknown options: ${options.join(', ')}\n`);

/** A value that cannot be read as what the parameter takes. */
export const parameterError = (option: string, reason: string): AwsCliError =>
  new AwsCliError(EXIT.usage, `\nError parsing parameter '${option}': ${reason}\n`);

export const validationError = (reports: readonly string[]): AwsCliError =>
  new AwsCliError(EXIT.usage, `\nParameter validation failed:\n${reports.join('\n')}\n`);

export const serviceError = (code: string, operation: string, message: string): AwsCliError =>
  new AwsCliError(
    EXIT.service,
    `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n`,
  );
