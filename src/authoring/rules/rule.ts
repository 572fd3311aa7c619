import type { Diagnostic } from '#core';
import type { Content, Source } from '../content.ts';
import type { Misfit, Path, Position } from '../source.ts';

/** Something a rule found. */
export interface Finding extends Position {
  readonly file: string;
  /** What was seen, what is wanted, what to do. */
  readonly message: string;
}

/** A place in source and its look, for the rule's page. */
export interface Example {
  /** For highlighting: `yaml`, `mdx` or `bash`. */
  readonly language: 'yaml' | 'mdx' | 'bash';
  readonly bad: string;
  readonly good: string;
}

/** One thing that content has to keep to. Its page in the handbook is generated from these words. */
export interface Rule {
  /** `LS…` lesson, `QZ…` scenario, `LB…` lab, `BP…` blueprint, `FC…` fact sheet. Never reused. */
  readonly code: string;
  /** The rule in words, kebab-case; with the code it names the rule's file. */
  readonly slug: string;
  readonly severity: Diagnostic['severity'];
  /** The rule as a statement of what is right. */
  readonly title: string;
  readonly why: string;
  readonly example: Example;
  /** Whether this rule's name goes on something that a schema or parser found. The last rule that claims it wins. */
  readonly claims?: (kind: Source['kind'], misfit: Misfit) => boolean;
  /** Looks at all content; order does not matter. */
  readonly check?: (content: Content) => Iterable<Finding>;
}

/** A finding at a field of a file. */
export const findingAt = (
  source: { readonly file: string; at(path: Path): Position },
  path: Path,
  message: string,
): Finding => ({ file: source.file, ...source.at(path), message });

/** A finding at a place in a file. */
export const findingOn = (file: string, { line, column }: Position, message: string): Finding => ({
  file,
  line,
  column,
  message,
});
