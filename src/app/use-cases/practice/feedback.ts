import type { Catalog, CatalogItem } from '#catalog';
import {
  explain,
  keyOf,
  optionOrder,
  variantOf,
  type Feedback,
  type Link,
  type Return,
} from '#quiz';
import {
  dateOfDay,
  dueDayOf,
  isReaskPending,
  REASK_AFTER_ANSWERS,
  REASK_AFTER_MINUTES,
  type Card,
  type Day,
} from '#scheduling';
import type { Answer } from './session.ts';

/** When a card comes back, and whether it may do so today. */
export function returnOf(card: Card, today: Day): Return {
  const due = Math.max(dueDayOf(card, today), today);
  return {
    date: dateOfDay(due),
    inDays: due - today,
    rating: card.lastRating,
    ...(isReaskPending(card, today) && {
      reask: { minutes: REASK_AFTER_MINUTES, answers: REASK_AFTER_ANSWERS },
    }),
    lapses: card.lapses,
  };
}

const lessonLink = ({ id, title }: { id: string; title: string }): Link => ({
  title,
  url: `/learn/${id}`,
});
const labLink = ({ id, title }: { id: string; title: string }): Link => ({
  title,
  url: `/labs/${id}`,
});

/** Evidence and reading of a scenario. */
export function linksOf(catalog: Catalog, scenarioId: string) {
  const { lessons, labs, facts } = catalog.relatedToScenario(scenarioId);
  return {
    facts: facts.map(({ id, claim, source, as_of }) => ({ id, claim, source, asOf: as_of })),
    lessons: lessons.map(lessonLink),
    labs: labs.map(labLink),
  };
}

/** All that may be told about an item once it is answered: key, every rationale, evidence, where to read on. */
export function feedbackOf(
  catalog: Catalog,
  item: CatalogItem,
  answer: Answer,
  card: Card,
  today: Day,
): Feedback {
  const { variantSeed, response } = answer;
  const { authored, scenario } = variantOf(item, variantSeed);
  return {
    score: answer.score,
    confidence: answer.confidence,
    key: keyOf(authored),
    options: explain(authored, response, optionOrder(item, variantSeed)),
    comesBack: returnOf(card, today),
    sources: scenario.sources.map(({ title, url }) => ({ title, url })),
    ...linksOf(catalog, scenario.id),
  };
}
