import type { z } from 'zod';
import { START, type Misfit, type Parsed, type SourceFile } from '../source.ts';
import { parseYaml, splitFrontmatter, validateYaml } from './frontmatter.ts';

const NO_FRONTMATTER: Misfit = {
  of: 'frontmatter',
  path: [],
  ...START,
  message: 'The file has no frontmatter. Begin it with a "---" line, YAML, and another "---" line.',
};

/** A file with frontmatter: the parsed half, and the body that is still text. */
export function parseFront<S extends z.ZodType>(
  { path: file, text }: SourceFile,
  schema: S,
): { readonly parsed: Parsed<z.output<S>>; readonly body: string } {
  const { yaml: source, body, hasFrontmatter } = splitFrontmatter(text);
  const yaml = parseYaml(source, 2);
  const { value, misfits } = hasFrontmatter
    ? validateYaml(yaml, schema)
    : { value: undefined, misfits: [NO_FRONTMATTER] };
  return { parsed: { file, text, raw: yaml.raw, front: value, misfits, at: yaml.at }, body };
}

/** A file that is YAML from its first line. */
export function parseYamlFile<S extends z.ZodType>(
  { path: file, text }: SourceFile,
  schema: S,
): Parsed<z.output<S>> {
  const yaml = parseYaml(text);
  const { value, misfits } = validateYaml(yaml, schema);
  return { file, text, raw: yaml.raw, front: value, misfits, at: yaml.at };
}
