import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The commands of a lab's solution, as a learner would paste them: without comments and shebang. */
export const solution = (lab: string): string =>
  readFileSync(join(import.meta.dirname, '../../labs', lab, 'solution.sh'), 'utf8')
    .split('\n')
    .filter((line) => !/^\s*#|^set /.test(line))
    .join('\n')
    .trim();
