import { estimateAbility, informationOf, type Ability, type Evidence } from './rasch.ts';

/** Certain enough: the 95 % interval of ability is then about one level of difficulty on each side. */
export const ENOUGH_CERTAINTY = 0.45;
export const MOST_QUESTIONS = 30;
/** Fewer say little about topics, however certain the whole is. */
export const LEAST_QUESTIONS = 8;

/** An item that may be asked. */
export interface DiagnosticItem<Id> {
  readonly id: Id;
  readonly topic: string;
  readonly difficulty: number;
  readonly guess: number;
}

/** Whether the ability is known well enough, or as well as it will be. */
export const isCertain = (evidence: readonly Evidence[]): boolean =>
  evidence.length >= MOST_QUESTIONS ||
  (evidence.length >= LEAST_QUESTIONS && estimateAbility(evidence).error <= ENOUGH_CERTAINTY);

/** The topic asked least so far; in it the item that tells most at the ability so far. */
export function nextDiagnostic<Id>(
  items: readonly DiagnosticItem<Id>[],
  asked: ReadonlyMap<string, number>,
  ability: Ability,
): DiagnosticItem<Id> | undefined {
  const timesOf = ({ topic }: DiagnosticItem<Id>) => asked.get(topic) ?? 0;
  const worth = ({ difficulty, guess }: DiagnosticItem<Id>) =>
    informationOf(ability.mean, difficulty, guess);
  return items.reduce<DiagnosticItem<Id> | undefined>((best, item) => {
    if (!best || timesOf(item) < timesOf(best)) return item;
    return timesOf(item) === timesOf(best) && worth(item) > worth(best) ? item : best;
  }, undefined);
}
