/** One thing that is wrong (or doubtful) in something an author wrote. */
export interface Diagnostic {
  /** Relative to the repository, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `LS…` lesson, `QZ…` scenario, `LB…` lab, `BP…` blueprint; each has a page in the handbook. */
  readonly code: string;
  /** The rule's name in words, kebab-case. */
  readonly slug: string;
  readonly severity: 'error' | 'warning';
  /** What was seen, what is wanted, what to do. */
  readonly message: string;
}
