import { DRAW } from '../world.ts';
import { isPassed, type Answer, type Policy, type Setup } from './policy.ts';

interface Interval {
  readonly days: number;
  readonly dueDay: number;
  readonly day: number;
  readonly ease: number;
  readonly repetitions: number;
}

/** Due first, then failures of today if the method repeats them, then new, then what comes due soonest. */
function byIntervals(
  { items }: Setup,
  after: (before: Interval | undefined, answer: Answer) => Interval,
  repeatsToday: boolean,
): Policy {
  const cards = new Map<number, Interval>();
  const failed: number[] = [];
  let today = -1;
  let fresh = 0;
  return {
    next(_, day) {
      if (day !== today) failed.length = 0;
      today = day;
      const [first] = [...cards]
        .filter(([, card]) => card.day < day)
        .toSorted(([, one], [, other]) => one.dueDay - other.dueDay);
      if (first && first[1].dueDay <= day) return first[0];
      if (fresh < items.length && failed.length < 8) return fresh;
      const again = failed.shift();
      return again ?? (fresh < items.length ? fresh : first?.[0]);
    },
    record(answer) {
      const { item } = answer;
      if (!cards.has(item)) fresh = Math.max(fresh, item + 1);
      cards.set(item, after(cards.get(item), answer));
      if (repeatsToday && !isPassed(answer)) failed.push(item);
    },
  };
}

/** SM-2 (Wozniak 1990): right counts as 4, wrong as 2; failures are repeated the same day until they are known. */
export const sm2 = (setup: Setup): Policy =>
  byIntervals(
    setup,
    (before, answer) => {
      const { day } = answer;
      const ease = before?.ease ?? 2.5;
      if (before?.day === day) return { ...before };
      if (!isPassed(answer)) {
        // EF' = EF + 0.1 - (5 - q)(0.08 + (5 - q) 0.02) with q = 2.
        return { days: 1, dueDay: day + 1, day, ease: Math.max(1.3, ease - 0.32), repetitions: 0 };
      }
      const repetitions = (before?.repetitions ?? 0) + 1;
      const days =
        repetitions === 1 ? 1 : repetitions === 2 ? 6 : Math.round((before?.days ?? 1) * ease);
      return { days, dueDay: day + days, day, ease, repetitions };
    },
    true,
  );

const BOXES = [1, 2, 4, 8, 16];

/** Leitner's five boxes: up by one when known, back to the first when not. */
export const leitner = (setup: Setup): Policy =>
  byIntervals(
    setup,
    (before, answer) => {
      const box = isPassed(answer)
        ? Math.min(BOXES.length - 1, (before?.repetitions ?? -1) + 1)
        : 0;
      const days = BOXES[box] ?? 1;
      return { days, dueDay: answer.day + days, day: answer.day, ease: 0, repetitions: box };
    },
    false,
  );

/** The bank from front to back, over and over. */
export function linear({ items }: Setup): Policy {
  let at = 0;
  return {
    next: () => at % items.length,
    record() {
      at += 1;
    },
  };
}

/** Any item, drawn anew each time. */
export function random({ items, draws }: Setup): Policy {
  let count = 0;
  return {
    next: () => Math.floor(draws.uniform(DRAW.policy, count) * items.length),
    record() {
      count += 1;
    },
  };
}
