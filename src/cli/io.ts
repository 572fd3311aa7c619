/** What a command may touch, handed in so that a test can read what a user would see. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Where the user stands. Paths on the command line are relative to it. */
  readonly cwd: string;
  /** The clone: where content, quizzes and labs lie. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether somebody is there to be asked. */
  readonly isTerminal: boolean;
}

/** How a command ended, for scripts. */
export const EXIT = {
  ok: 0,
  /** Something was found wrong. */
  failed: 1,
  /** Could not look, or AWS is still at it. */
  unsure: 2,
  /** The command line itself does not make sense. */
  usage: 64,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What every command gets: where to speak, and how to say the exit code. */
export interface Context {
  readonly io: Io;
  /** The last one counts; without it a command that returns has succeeded. */
  readonly exit: (code: ExitCode) => void;
}
