import { START } from '../source.ts';
import type { ScriptSource } from '../content.ts';
import { findingOn, type Finding, type Rule } from './rule.ts';
import { headersOf, objectiveIds, scriptsIn } from './support/scripts.ts';
import { unknownName } from './support/nearest.ts';

const BASES = ['solution', 'seed', 'empty'];

function* baseProblems(script: ScriptSource): Generator<Finding> {
  const base = headersOf(script).find(({ name }) => name === 'base');
  if (!base) {
    yield findingOn(
      script.file,
      START,
      'The script does not say what it starts from. Begin it with "# base: solution", "# base: seed" or "# base: empty".',
    );
  } else if (!BASES.includes(base.value)) {
    yield findingOn(
      script.file,
      base,
      `"${base.value}" is no base. Write solution, seed or empty.`,
    );
  }
}

function* failsProblems(script: ScriptSource, objectives: readonly string[]): Generator<Finding> {
  const fails = headersOf(script).find(({ name }) => name === 'fails');
  if (!fails || fails.value === '') {
    yield findingOn(
      script.file,
      fails ?? START,
      'The mistake does not say which objectives it fails. Add "# fails: <objective>, <objective>".',
    );
    return;
  }
  for (const id of fails.value.split(',').map((part) => part.trim())) {
    if (objectives.includes(id)) continue;
    const where = `The objectives are: ${objectives.join(', ') || 'none'}.`;
    yield findingOn(script.file, fails, unknownName('objective', id, objectives, where));
  }
}

export const lb005: Rule = {
  code: 'LB005',
  slug: 'script-header',
  severity: 'error',
  title: 'A mistake or variant says what it starts from, and a mistake which objectives it fails',
  why: 'Tests run each of these scripts on its base and compare the verdicts with the header. A mistake that fails something else than it says has found a false friend in the checker.',
  example: {
    language: 'bash',
    bad: 'aws apigateway delete-usage-plan …',
    good: '# base: solution\n# fails: premium-plan\naws apigateway delete-usage-plan …',
  },
  *check(content) {
    for (const { lab, script } of scriptsIn(content)) {
      if (script.role === 'mistake' || script.role === 'variant') yield* baseProblems(script);
      if (script.role === 'mistake') yield* failsProblems(script, objectiveIds(lab));
    }
  },
};
