import { createDraws } from './draws.ts';
import { policies, type PolicyName } from './policies/index.ts';
import { simulate, type Outcome } from './simulate.ts';
import { truths, type TruthName } from './truths.ts';
import { createLearner, type Budget } from './world.ts';

/** The three that the acceptance is about. */
export const BUDGETS: readonly Budget[] = [
  { name: '21 days × 20 min', days: 21, minutesPerDay: 20 },
  { name: '21 days × 10 min', days: 21, minutesPerDay: 10 },
  { name: '7 days × 30 min', days: 7, minutesPerDay: 30 },
];
const AMPLE: Budget = { name: '60 days × 20 min', days: 60, minutesPerDay: 20 };

export const ITEMS = 150;
export const LEARNERS = 200;
export const SEED = 20261123;

/** A world to study in. */
export interface World {
  readonly truth: TruthName;
  readonly budget: Budget;
}

const across = (truths: readonly TruthName[], budgets: readonly Budget[]): World[] =>
  truths.flatMap((truth) => budgets.map((budget) => ({ truth, budget })));

/** Ours must beat the baseline in the mean of these, and be far below it in none. */
export const JUDGED: readonly World[] = across(['fsrs', 'act-r'], BUDGETS);
/** Where time is ample, and where first meetings leave little: told, not judged. */
export const TOLD: readonly World[] = [
  ...across(['fsrs', 'act-r'], [AMPLE]),
  ...across(['act-r-weak'], BUDGETS),
];

/** One policy in one world. */
export interface Cell extends World {
  readonly policy: PolicyName;
}

/** The outcome of each learner. The same seed gives the same learners, whatever the policy. */
export function runCell(
  { truth, budget, policy }: Cell,
  learners: number,
  seed: number,
): Outcome[] {
  return Array.from({ length: learners }, (_, number) => {
    const draws = createDraws(seed * 1000 + number);
    const learner = createLearner(draws, ITEMS);
    const chosen = policies[policy]({ items: learner.items, examDay: budget.days, draws });
    return simulate(learner, truths[truth](draws), draws, budget, chosen);
  });
}
