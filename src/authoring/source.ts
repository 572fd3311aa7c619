/** A text file as it lies in the repository. */
export interface SourceFile {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A place in a text file. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export const START: Position = { line: 1, column: 1 };

/** A way into parsed YAML: keys and indexes. */
export type Path = readonly (string | number)[];

/** What does not fit a file's own form: YAML or MDX that does not parse, a field that does not keep to its schema. */
export interface Misfit extends Position {
  readonly of: 'frontmatter' | 'body';
  /** Empty for syntax errors. */
  readonly path: Path;
  readonly message: string;
}

/** A file that was parsed as far as it goes. Rules read `raw`, so that one mistake does not hide the next. */
export interface Parsed<Front> {
  readonly file: string;
  readonly text: string;
  /** The YAML as plain values, valid or not. */
  readonly raw: unknown;
  /** The YAML as the schema gives it back; absent when it has a misfit. */
  readonly front: Front | undefined;
  readonly misfits: readonly Misfit[];
  /** Where a field stands; its nearest parent when it is missing. */
  readonly at: (path: Path) => Position;
}
