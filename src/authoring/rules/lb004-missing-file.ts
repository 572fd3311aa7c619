import { START } from '../source.ts';
import { findingOn, type Rule } from './rule.ts';

const NEEDED: Readonly<Record<string, string>> = {
  'lab.mdx': 'the task, with its frontmatter',
  'check.ts': 'the checker',
  'seed.sh': 'the state that the learner starts from; a script of comments alone is fine',
  'solution.sh': 'one right build',
};

export const lb004: Rule = {
  code: 'LB004',
  slug: 'missing-file',
  severity: 'error',
  title: 'A lab has its text, checker, seed and solution',
  why: 'The seed and the solution prove the checker: every objective fails after the one and passes after the other. Without them nobody knows whether it can be passed.',
  example: {
    language: 'bash',
    bad: 'labs/first-api/lab.mdx\nlabs/first-api/check.ts',
    good: 'labs/first-api/lab.mdx\nlabs/first-api/check.ts\nlabs/first-api/seed.sh\nlabs/first-api/solution.sh\nlabs/first-api/mistakes/not-deployed.sh',
  },
  *check({ files }) {
    const folders = new Set(
      [...files].flatMap((file) => /^(labs\/[^/_][^/]*)\//.exec(file)?.[1] ?? []),
    );
    for (const folder of folders) {
      for (const [name, what] of Object.entries(NEEDED)) {
        if (files.has(`${folder}/${name}`)) continue;
        const place = files.has(`${folder}/lab.mdx`) ? `${folder}/lab.mdx` : `${folder}/${name}`;
        yield findingOn(place, START, `${folder}/${name} is missing. Add it: ${what}.`);
      }
    }
  },
};
