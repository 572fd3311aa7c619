import { findingAt, type Rule } from './rule.ts';
import { failsOf, objectiveIds } from './support/scripts.ts';

export const lb007: Rule = {
  code: 'LB007',
  slug: 'few-mistakes',
  severity: 'error',
  title: 'Every objective is failed by a mistake, and there are as many mistakes as objectives',
  why: 'A check that nothing fails may be a check that cannot fail. A known wrong build per objective proves that its judge looks.',
  example: {
    language: 'bash',
    bad: 'mistakes/not-deployed.sh    # four objectives, one mistake',
    good: 'mistakes/no-key-required.sh\nmistakes/not-deployed.sh\nmistakes/one-plan-for-all.sh\nmistakes/wrong-rate.sh',
  },
  *check({ labs }) {
    for (const lab of labs) {
      const objectives = objectiveIds(lab);
      const mistakes = lab.scripts.filter(({ role }) => role === 'mistake');
      const failed = new Set(mistakes.flatMap(failsOf));
      if (mistakes.length < objectives.length) {
        yield findingAt(
          lab,
          ['objectives'],
          `The lab has ${objectives.length} objectives and ${mistakes.length} mistakes. Write at least one script below mistakes/ for each.`,
        );
      }
      for (const [index, id] of objectives.entries()) {
        if (failed.has(id) || mistakes.length === 0) continue;
        yield findingAt(
          lab,
          ['objectives', index],
          `No mistake fails objective "${id}". Write one below mistakes/ with "# fails: ${id}".`,
        );
      }
    }
  },
};
