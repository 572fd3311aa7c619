import type { Source } from '../../content.ts';
import type { Rule } from '../rule.ts';

/** Claims what a schema or the YAML parser found in files of these kinds. */
export const claimsFrontmatter =
  (...kinds: readonly Source['kind'][]): NonNullable<Rule['claims']> =>
  (kind, misfit) =>
    misfit.of === 'frontmatter' && kinds.includes(kind);

/** Claims bodies of this kind that do not parse. */
export const claimsBody =
  (own: Source['kind']): NonNullable<Rule['claims']> =>
  (kind, misfit) =>
    misfit.of === 'body' && kind === own;

/** Claims what a scenario's schema found at a place like `items.*.options.*.rationale`. */
export const claimsItemField = (pattern: string): NonNullable<Rule['claims']> => {
  const expression = new RegExp(
    `^${pattern.replaceAll('.', String.raw`\.`).replaceAll('*', String.raw`\d+`)}$`,
  );
  return (kind, { of, path }) =>
    kind === 'scenario' && of === 'frontmatter' && expression.test(path.join('.'));
};
