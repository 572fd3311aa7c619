import { countedAnswers, difficultyOfLevel, type Attempt } from '#analytics';
import type { Catalog } from '#catalog';
import type { ItemId, LabId, ProgressEvent } from '#core';
import { isKnown, scaleOf } from '../practice/evidence.ts';

/**
 * What shows ability, in the order in which it happened: the first answer to each item, in practice or in
 * a mock, and each lab that passed before its solution was seen. Repeats say nothing and are left out.
 */
export function attemptsOf(catalog: Catalog, events: readonly ProgressEvent[]): Attempt[] {
  const counted = new Set(countedAnswers(events).map(({ id }) => id));
  const seen = new Set<ItemId>();
  const solved = new Set<LabId>();
  const passed = new Set<LabId>();

  const ofItem = (id: ItemId, known: boolean): Attempt[] => {
    const item = catalog.item(id);
    if (!item || seen.has(id)) return [];
    seen.add(id);
    return [{ ...scaleOf(item), isKnown: known }];
  };
  const ofLab = (id: LabId): Attempt[] => {
    const lab = catalog.lab(id);
    if (!lab || passed.has(id) || solved.has(id)) return [];
    passed.add(id);
    const difficulty = difficultyOfLevel(lab.level);
    return lab.topics.map((topic) => ({ topic, difficulty, guess: 0, isKnown: true }));
  };

  return events.flatMap((event): Attempt[] => {
    if (event.type === 'item-answered') {
      return counted.has(event.id) ? ofItem(event.itemId, isKnown(event)) : [];
    }
    if (event.type === 'exam-submitted') {
      return event.results.flatMap(({ itemId, outcome }) =>
        outcome === 'void' ? [] : ofItem(itemId, outcome === 'right'),
      );
    }
    if (event.type === 'lab-helped' && event.help === 'solution') solved.add(event.labId);
    return event.type === 'lab-verified' && event.passed ? ofLab(event.labId) : [];
  });
}
