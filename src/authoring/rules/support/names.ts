import type { Content } from '../../content.ts';
import { itemsIn, listAt, textAt } from '../../raw.ts';
import { isVerified, type Fact } from '../../parse/facts.ts';

/** The facts of all fact sheets, also of one with a mistake elsewhere. */
export function* factsIn(
  content: Content,
): Generator<Pick<Fact, 'id' | 'topic'> & { verified: boolean }> {
  for (const { raw } of content.facts) {
    for (const [index] of listAt(raw, ['facts']).entries()) {
      const path = ['facts', index];
      const id = textAt(raw, [...path, 'id']);
      if (id === undefined) continue;
      const evidence = listAt(raw, [...path, 'evidence']).map(String);
      const confidence = textAt(raw, [...path, 'confidence']) ?? '';
      const topic = textAt(raw, [...path, 'topic']) ?? '';
      yield { id, topic, verified: isVerified({ confidence, evidence }) };
    }
  }
}

export const factIds = (content: Content) => new Set([...factsIn(content)].map(({ id }) => id));
export const topicNames = (content: Content) =>
  new Set([...factsIn(content)].map(({ topic }) => topic));
/** Ids of all terms of the glossary. */
export const termIds = (content: Content) =>
  new Set(
    content.glossaries.flatMap(({ raw }) =>
      listAt(raw, ['terms']).map((_, index) => textAt(raw, ['terms', index, 'id']) ?? ''),
    ),
  );
export const lessonIds = (content: Content) => new Set(content.lessons.map(({ id }) => id));
export const scenarioIds = (content: Content) => new Set(content.scenarios.map(({ id }) => id));
export const labIds = (content: Content) => new Set(content.labs.map(({ id }) => id));

/** `<course>/<scenario>/<item>` of every item. */
export const itemIds = (content: Content) =>
  new Set(
    content.scenarios.flatMap(({ id, raw }) =>
      itemsIn(raw).map((item) => `${id}/${item.id ?? ''}`),
    ),
  );
