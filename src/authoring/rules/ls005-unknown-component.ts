import type { Rule } from './rule.ts';
import { unknownComponents } from './support/bodies.ts';

export const ls005: Rule = {
  code: 'LS005',
  slug: 'unknown-component',
  severity: 'error',
  title: 'A lesson uses only components that exist',
  why: 'The page fails as a whole when a component is not there, and the message then names no file.',
  example: {
    language: 'mdx',
    bad: '<Callot kind="trap" title="Keys are not auth">…</Callot>',
    good: '<Callout kind="trap" title="Keys are not auth">…</Callout>',
  },
  check: (content) => unknownComponents(content.lessons, content),
};
