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

/** The lists whose members have a rationale, over all types of items. */
const PARTS = '(options|steps|extras|prompts|lines|mistakes)';

/** What only holds in some variants has a rule of its own. */
const isOfVariants = (message: string) => message.startsWith('In the variant with ');

/** Claims what a scenario's schema found at a place like `items.*.options.*.rationale`; `PARTS` stands for any list of parts. */
export const claimsItemField = (pattern: string): NonNullable<Rule['claims']> => {
  const expression = new RegExp(
    `^${pattern
      .replaceAll('.', String.raw`\.`)
      .replaceAll('*', String.raw`\d+`)
      .replaceAll('PARTS', PARTS)}$`,
  );
  return (kind, { of, path, message }) =>
    kind === 'scenario' &&
    of === 'frontmatter' &&
    !isOfVariants(message) &&
    expression.test(path.join('.'));
};

/** Claims what is wrong in one variant and not in the others. */
export const claimsVariant: NonNullable<Rule['claims']> = (kind, { message }) =>
  kind === 'scenario' && isOfVariants(message);
