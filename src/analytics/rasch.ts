/** The easiest and the hardest level an author can give, and their difficulties on the scale of ability. */
const LEVEL_MIDDLE = 3;
const PER_LEVEL = 0.75;

/** @param level 1 to 5 @returns −1.5 to +1.5: what is assumed of an item until people have answered it */
export const difficultyOfLevel = (level: number): number => (level - LEVEL_MIDDLE) * PER_LEVEL;

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Chance of a right answer: Rasch with a floor for guessing.
 * @param guess chance to hit the key without knowing, 0 to 1
 */
export const chanceOf = (ability: number, difficulty: number, guess: number): number =>
  guess + (1 - guess) * logistic(ability - difficulty);

/** How much one answer tells about ability (Fisher information of the model above). */
export function informationOf(ability: number, difficulty: number, guess: number): number {
  const core = logistic(ability - difficulty);
  const chance = chanceOf(ability, difficulty, guess);
  const slope = (1 - guess) * core * (1 - core);
  return slope ** 2 / (chance * (1 - chance));
}

/** One answer as evidence of ability. */
export interface Evidence {
  readonly difficulty: number;
  readonly guess: number;
  readonly isRight: boolean;
}

/** An ability with its standard error. */
export interface Ability {
  readonly mean: number;
  readonly error: number;
}

/** Points of the grid, −4 to +4. */
const GRID = Array.from({ length: 81 }, (_, index) => -4 + index * 0.1);

/** Expected a posteriori on a grid; the prior is normal with mean 0 and deviation 1 unless given. */
export function estimateAbility(
  evidence: readonly Evidence[],
  prior: Ability = { mean: 0, error: 1 },
): Ability {
  const weights = GRID.map((ability) => {
    const logPrior = -0.5 * ((ability - prior.mean) / prior.error) ** 2;
    const logLikelihood = evidence.reduce((sum, { difficulty, guess, isRight }) => {
      const chance = chanceOf(ability, difficulty, guess);
      return sum + Math.log(isRight ? chance : 1 - chance);
    }, 0);
    return logPrior + logLikelihood;
  });
  const most = Math.max(...weights);
  const masses = weights.map((weight) => Math.exp(weight - most));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const moment = (of: (ability: number) => number) =>
    GRID.reduce((sum, ability, index) => sum + of(ability) * (masses[index] ?? 0), 0) / total;
  const mean = moment((ability) => ability);
  return { mean, error: Math.sqrt(moment((ability) => (ability - mean) ** 2)) };
}
