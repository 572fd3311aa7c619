/** A fault: something that is neither the learner's answer nor an expected outcome. Keeps its cause. */
export class AppError extends Error {
  /** Stable, kebab-case: what tests and callers tell faults apart by. */
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}
