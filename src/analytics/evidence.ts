import type { ItemId, LabId, ProgressEvent, ProgressEventOf } from '#core';

type ItemAnswered = ProgressEventOf<'item-answered'>;

/** Answers that count, oldest first: those taken back are left out. */
export function countedAnswers(events: readonly ProgressEvent[]): ItemAnswered[] {
  const undone = new Set<string>();
  for (const event of events) if (event.type === 'answer-undone') undone.add(event.eventId);
  return events.filter(
    (event): event is ItemAnswered => event.type === 'item-answered' && !undone.has(event.id),
  );
}

/** The first answer to each item: the only ones that tell what a learner can do with an unseen question. */
export function firstAttempts(events: readonly ProgressEvent[]): ItemAnswered[] {
  const seen = new Set<ItemId>();
  return countedAnswers(events).filter(({ itemId }) => {
    const isFirst = !seen.has(itemId);
    seen.add(itemId);
    return isFirst;
  });
}

/** An answer in a mock exam from the held-out pool. */
export interface MockAnswer {
  readonly itemId: ItemId;
  readonly isRight: boolean;
}

/** A mock exam that was handed in. Items seen in an earlier one are left out. */
export interface Mock {
  readonly planId: string;
  readonly answers: readonly MockAnswer[];
}

/** Mock exams, oldest first. Drills are none: they may ask what was practised. */
export function mocksOf(events: readonly ProgressEvent[]): Mock[] {
  const plans = new Map<string, string>();
  return events.flatMap((event): Mock[] => {
    if (event.type === 'exam-started' && event.kind === 'form') {
      plans.set(event.attemptId, event.planId);
    }
    if (event.type !== 'exam-submitted') return [];
    const planId = plans.get(event.attemptId);
    if (planId === undefined) return [];
    const fresh = event.results.filter(
      ({ outcome, seenBefore }) => outcome !== 'void' && !seenBefore,
    );
    const answers = fresh.map(({ itemId, outcome }) => ({ itemId, isRight: outcome === 'right' }));
    return [{ planId, answers }];
  });
}

/** Labs that passed before their solution was shown. */
export function labsPassedUnaided(events: readonly ProgressEvent[]): LabId[] {
  const solved = new Set<LabId>();
  const passed = new Set<LabId>();
  for (const event of events) {
    if (event.type === 'lab-helped' && event.help === 'solution') solved.add(event.labId);
    if (event.type === 'lab-verified' && event.passed && !solved.has(event.labId)) {
      passed.add(event.labId);
    }
  }
  return [...passed];
}
