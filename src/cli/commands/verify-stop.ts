import { AppError } from '#core';
import type { ExitCode } from '../io.ts';

/** A reason to stop that was already said in words. */
export class Stop extends AppError {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super('stop', message);
    this.exitCode = exitCode;
  }
}
