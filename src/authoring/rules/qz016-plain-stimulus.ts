import { findingOn, type Rule } from './rule.ts';

export const qz016: Rule = {
  code: 'QZ016',
  slug: 'plain-stimulus',
  severity: 'error',
  title: 'The case text is plain Markdown',
  why: 'The case is shown on the page, in the exam and in reports. Components, HTML, expressions, imports and pictures would work in one of them at best, so they are left out there.',
  example: {
    language: 'mdx',
    bad: '<Callout>A shop has two tiers.</Callout>',
    good: 'A shop has two tiers.',
  },
  *check({ scenarios }) {
    for (const { file, body } of scenarios) {
      for (const element of body.elements) {
        yield findingOn(
          file,
          element,
          `<${element.name}> is not shown in a case text. Write plain Markdown.`,
        );
      }
      for (const expression of body.expressions) {
        yield findingOn(
          file,
          expression,
          'An expression in braces is not shown in a case text. Write plain Markdown, or \\{ for a brace.',
        );
      }
      for (const image of body.images) {
        yield findingOn(
          file,
          image,
          'A picture is not shown in a case text. Say in words what it shows.',
        );
      }
      for (const heading of body.headings) {
        yield findingOn(
          file,
          heading,
          'A heading is out of place in a case text. Use paragraphs and lists.',
        );
      }
    }
  },
};
