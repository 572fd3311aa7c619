/** What one of our commands gives back to the shell. `stdout` may be bytes, as of a downloaded file. */
export interface CommandResult {
  readonly stdout: string | Uint8Array;
  readonly stderr: string;
  readonly exitCode: number;
}

/** What one of our commands may use of the shell it runs in. */
export interface CommandContext {
  readonly env: ReadonlyMap<string, string>;
  readonly stdin: Uint8Array;
  readonly signal: AbortSignal | undefined;
  /** @returns the file's bytes, or undefined when there is no such file; relative to the working directory */
  readFile(path: string): Promise<Uint8Array | undefined>;
  /** Throws when the directory does not exist. */
  writeFile(path: string, content: Uint8Array): Promise<void>;
}

/** Carries a request to the local sandbox. `request.url` names the host that the learner meant, AWS's included. */
export type Send = (request: Request) => Promise<Response>;

export type ShellCommand = (
  args: readonly string[],
  context: CommandContext,
) => Promise<CommandResult>;

export const succeed = (stdout: string | Uint8Array): CommandResult => ({
  stdout,
  stderr: '',
  exitCode: 0,
});

export const failWith = (exitCode: number, stderr: string): CommandResult => ({
  stdout: '',
  stderr,
  exitCode,
});
