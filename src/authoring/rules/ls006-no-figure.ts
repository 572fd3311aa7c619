import { findingOn, type Rule } from './rule.ts';
import { START } from '../source.ts';

export const ls006: Rule = {
  code: 'LS006',
  slug: 'no-figure',
  severity: 'error',
  title: 'A lesson has a figure drawn for it',
  why: 'Who stands where, and which way a request goes, is seen at once in a drawing and guessed at in a paragraph.',
  example: {
    language: 'mdx',
    bad: 'A request passes four limits: first …',
    good: '<Figure caption="The four limits a request passes">\n  <ThrottleLevels />\n</Figure>',
  },
  *check({ lessons }) {
    for (const { file, body } of lessons) {
      if (body.misfits.length > 0 || body.elements.some(({ name }) => name === 'Figure')) continue;
      yield findingOn(
        file,
        START,
        'The lesson has no figure. Draw one in src/ui/figures and show it in <Figure caption="…">.',
      );
    }
  },
};
