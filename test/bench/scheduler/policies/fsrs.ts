import { createFsrs, type MemoryState } from '#scheduling';
import { isPassed, type Policy, type Setup } from './policy.ts';

interface Card {
  readonly state: MemoryState;
  readonly day: number;
  readonly dueDay: number;
}

/** FSRS at a desired retention without learning steps: due first, the longest overdue in front; then new; then what comes due soonest. */
export function plainFsrs({ items }: Setup, desiredRetention: number): Policy {
  const model = createFsrs();
  const cards = new Map<number, Card>();
  let fresh = 0;
  const soonest = (day: number) => {
    const open = [...cards].filter(([, card]) => card.day < day);
    return open.toSorted(([, one], [, other]) => one.dueDay - other.dueDay)[0];
  };
  return {
    next(_, day) {
      const first = soonest(day);
      if (first && first[1].dueDay <= day) return first[0];
      while (cards.has(fresh)) fresh += 1;
      return fresh < items.length ? fresh : first?.[0];
    },
    record(answer) {
      const { item, day, at } = answer;
      const before = cards.get(item);
      const rating = isPassed(answer) ? 'good' : 'again';
      const state = model.review(before?.state, rating, before ? day - before.day : 0, at);
      cards.set(item, { state, day, dueDay: day + model.intervalDays(state, desiredRetention) });
    },
  };
}

/** Learning and relearning steps that Anki ships, in seconds. */
const STEPS = [60, 600];
const RELEARNING_STEPS = [600];
const NEW_PER_DAY = 20;
/** A step that falls due within this is shown when nothing else waits, as Anki's learn-ahead limit does. */
const LEARN_AHEAD = 1200;

interface AnkiCard extends Card {
  /** The step it waits at; absent for a card in review. */
  readonly step?: {
    readonly dueAt: number;
    readonly index: number;
    readonly steps: readonly number[];
  };
}

/**
 * FSRS as Anki runs it: desired retention 0.9, steps of 1 and 10 minutes, relearning of 10, 20 new
 * cards a day mixed among the reviews. Minutes that are left go to more new cards, then to what comes
 * due soonest, so that it has the same time as all others.
 */
export function ankiFsrs({ items }: Setup): Policy {
  const model = createFsrs();
  const cards = new Map<number, AnkiCard>();
  let fresh = 0;
  let newToday = { day: -1, count: 0 };
  let sinceNew = 0;

  const firstBy = (choose: (card: AnkiCard) => number | undefined) => {
    let best: number | undefined;
    let least = Infinity;
    for (const [item, card] of cards) {
      const rank = choose(card);
      if (rank === undefined || rank >= least) continue;
      best = item;
      least = rank;
    }
    return best;
  };

  function next(now: number, day: number): number | undefined {
    if (newToday.day !== day) newToday = { day, count: 0 };
    const step = firstBy(({ step: at }) => (at && at.dueAt <= now ? at.dueAt : undefined));
    if (step !== undefined) return step;
    const review = firstBy((card) => (!card.step && card.dueDay <= day ? card.dueDay : undefined));
    const hasFresh = fresh < items.length;
    if (review !== undefined && (!hasFresh || newToday.count >= NEW_PER_DAY || sinceNew < 1)) {
      sinceNew += 1;
      return review;
    }
    if (hasFresh && (newToday.count < NEW_PER_DAY || review === undefined)) {
      // Steps that are about to fall due go before cards beyond the day's limit.
      const soon = firstBy(({ step: at }) =>
        at && at.dueAt <= now + LEARN_AHEAD ? at.dueAt : undefined,
      );
      if (newToday.count >= NEW_PER_DAY && soon !== undefined) return soon;
      sinceNew = 0;
      newToday = { day, count: newToday.count + 1 };
      return fresh;
    }
    return (
      firstBy(({ step: at }) => at?.dueAt) ??
      firstBy((card) => (!card.step && card.day < day ? card.dueDay : undefined))
    );
  }

  return {
    next,
    record(answer) {
      const { item, day, at } = answer;
      const before = cards.get(item);
      if (!before) fresh = Math.max(fresh, item + 1);
      const passed = isPassed(answer);
      const state = model.review(
        before?.state,
        passed ? 'good' : 'again',
        before ? day - before.day : 0,
        at,
      );
      const dueDay = day + model.intervalDays(state, 0.9);
      const steps = before?.step?.steps ?? (before ? RELEARNING_STEPS : STEPS);
      const isInSteps = before === undefined || before.step !== undefined;
      if (!passed) {
        cards.set(item, {
          state,
          day,
          dueDay,
          step: { dueAt: at + (steps[0] ?? 60), index: 0, steps },
        });
      } else if (isInSteps) {
        const index = (before?.step?.index ?? 0) + 1;
        const wait = steps[index];
        cards.set(item, {
          state,
          day,
          dueDay,
          ...(wait !== undefined && { step: { dueAt: at + wait, index, steps } }),
        });
      } else {
        cards.set(item, { state, day, dueDay });
      }
    },
  };
}
