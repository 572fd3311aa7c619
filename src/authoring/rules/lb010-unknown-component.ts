import type { Rule } from './rule.ts';
import { unknownComponents } from './support/bodies.ts';

export const lb010: Rule = {
  code: 'LB010',
  slug: 'unknown-component',
  severity: 'error',
  title: "A lab's text uses only components that exist",
  why: 'The page fails as a whole when a component is not there, and the message then names no file.',
  example: {
    language: 'mdx',
    bad: '<Note>…</Note>',
    good: '<Callout kind="note" title="Cost">…</Callout>',
  },
  check: (content) => unknownComponents(content.labs, content),
};
