import type { EventId, ItemId, LearnerId } from '#core';
import { START, type Cursor, type ProgressStore } from '#progress';
import { foldExam, type Exam } from '#quiz';

/** What a learner's log says of exams. */
export interface Sittings {
  /** In the order in which they were begun. */
  readonly exams: ReadonlyMap<EventId, Exam>;
  /** Items that the learner met in practice. */
  readonly practised: ReadonlySet<ItemId>;
}

const NONE: Sittings = { exams: new Map(), practised: new Set() };

/** Reads a learner's sittings; what was folded once is kept, so that a request reads new events only. */
export function createSittingsReader(
  store: ProgressStore,
): (learner: LearnerId) => Promise<Sittings> {
  const known = new Map<LearnerId, { readonly cursor: Cursor; readonly sittings: Sittings }>();
  return async (learner) => {
    const from = known.get(learner) ?? { cursor: START, sittings: NONE };
    let { cursor } = from;
    let { exams } = from.sittings;
    const practised = new Set(from.sittings.practised);
    for await (const entry of store.entries(learner, from.cursor)) {
      exams = foldExam(exams, entry.event);
      if (entry.event.type === 'item-answered') practised.add(entry.event.itemId);
      cursor = entry.cursor;
    }
    const sittings = { exams, practised };
    known.set(learner, { cursor, sittings });
    return sittings;
  };
}

/** Items that were asked in any mock, handed in or not. */
export const askedIn = ({ exams }: Sittings): Set<ItemId> =>
  new Set([...exams.values()].flatMap(({ questions }) => questions.map(({ itemId }) => itemId)));
