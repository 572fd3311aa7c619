import type { Rule } from './rule.ts';
import { brokenLinks } from './support/links.ts';

export const ls011: Rule = {
  code: 'LS011',
  slug: 'broken-link',
  severity: 'error',
  title: 'Links inside the site lead somewhere',
  why: 'A page can be renamed years after somebody linked to it. Pages and headings are checked here; the web beyond is not, so that the check works offline.',
  example: {
    language: 'mdx',
    bad: '[The lab](/labs/usage-plans)',
    good: '[The lab](/labs/tiered-usage-plans)',
  },
  check: (content) => brokenLinks(content.lessons, content),
};
