import type { ItemId, ProgressEvent } from '#core';
import type { Day } from './calendar.ts';

/** What a learner said about an item, beside answering it. */
export interface Mark {
  readonly isFlagged: boolean;
  /** Not asked any more until it is resumed. */
  readonly isSuspended: boolean;
  /** The learner's day on which it is not asked. */
  readonly buriedOn?: Day;
  /** A note to self. */
  readonly note?: string;
}

export const NO_MARK: Mark = { isFlagged: false, isSuspended: false };

/** Whether the learner took an item out of the queue of a day. */
export const isSetAside = (mark: Mark | undefined, today: Day): boolean =>
  mark !== undefined && (mark.isSuspended || mark.buriedOn === today);

type Marking = Extract<ProgressEvent, { type: 'item-marked' | 'item-noted' }>;

const without = ({ isFlagged, isSuspended, buriedOn, note }: Mark, field: 'buriedOn' | 'note') => ({
  isFlagged,
  isSuspended,
  ...(field !== 'buriedOn' && buriedOn !== undefined && { buriedOn }),
  ...(field !== 'note' && note !== undefined && { note }),
});

/** The mark after one more event. @param day the learner's day of that event */
export function markAfter(mark: Mark, event: Marking, day: Day): Mark {
  if (event.type === 'item-noted') {
    return event.note === '' ? without(mark, 'note') : { ...mark, note: event.note };
  }
  switch (event.mark) {
    case 'flagged':
      return { ...mark, isFlagged: true };
    case 'unflagged':
      return { ...mark, isFlagged: false };
    case 'suspended':
      return { ...mark, isSuspended: true };
    case 'resumed':
      return { ...mark, isSuspended: false };
    case 'buried':
      return { ...mark, buriedOn: day };
    case 'unburied':
      return without(mark, 'buriedOn');
  }
}

export const isMarking = (event: ProgressEvent): event is Marking =>
  event.type === 'item-marked' || event.type === 'item-noted';

/** Marks by item. */
export type Marks = ReadonlyMap<ItemId, Mark>;
