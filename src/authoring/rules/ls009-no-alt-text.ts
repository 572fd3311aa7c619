import { findingOn, type Rule } from './rule.ts';

export const ls009: Rule = {
  code: 'LS009',
  slug: 'no-alt-text',
  severity: 'error',
  title: 'Every picture says in words what it shows',
  why: 'Someone who hears the page, or whose connection dropped the picture, gets the words instead. Under a figure everybody reads them.',
  example: {
    language: 'mdx',
    bad: '<Figure>\n  <TokenBucket />\n</Figure>',
    good: '<Figure caption="A bucket that holds 200 tokens and gains 100 a second">\n  <TokenBucket />\n</Figure>',
  },
  *check({ lessons, labs }) {
    for (const { file, body } of [...lessons, ...labs]) {
      for (const image of body.images.filter(({ alt }) => alt.trim() === '')) {
        yield findingOn(
          file,
          image,
          'The image has no alternative text. Write what it shows between the brackets: ![…](…).',
        );
      }
      for (const element of body.elements) {
        const { name, attributes } = element;
        if (name === 'Figure' && !attributes['caption']) {
          yield findingOn(
            file,
            element,
            'The figure has no caption. Write <Figure caption="what it shows">.',
          );
        }
        if (name === 'img' && attributes['alt'] === undefined) {
          yield findingOn(
            file,
            element,
            'The image has no alternative text. Add alt="what it shows".',
          );
        }
      }
    }
  },
};
