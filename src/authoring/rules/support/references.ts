import type { Content, LabSource, LessonSource, ScenarioSource } from '../../content.ts';
import { textsAt } from '../../raw.ts';
import { findingAt, findingOn, type Finding } from '../rule.ts';
import {
  factIds,
  factsIn,
  itemIds,
  labIds,
  lessonIds,
  scenarioIds,
  termIds,
  topicNames,
} from './names.ts';
import { unknownName } from './nearest.ts';

type Referring = LessonSource | ScenarioSource | LabSource;

interface Target {
  readonly what: string;
  readonly names: ReadonlySet<string>;
  readonly where: string;
}

/** What the lists of a frontmatter may name. */
const targetsOf = (content: Content) =>
  ({
    topics: {
      what: 'topic',
      names: topicNames(content),
      where: 'The topics are those of content/facts/facts.yaml.',
    },
    facts: {
      what: 'fact',
      names: factIds(content),
      where: 'The facts are in content/facts/facts.yaml.',
    },
    lessons: {
      what: 'lesson',
      names: lessonIds(content),
      where: 'A lesson is named by its path below content/courses.',
    },
    scenarios: {
      what: 'scenario',
      names: scenarioIds(content),
      where: 'A scenario is named <course>/<file name>.',
    },
    labs: {
      what: 'lab',
      names: labIds(content),
      where: 'A lab is named by its folder below labs.',
    },
  }) satisfies Readonly<Record<string, Target>>;

/** Components whose attribute names something. */
const ELEMENTS: Readonly<Record<string, { attribute: string; list: 'facts' | 'items' | 'terms' }>> =
  {
    Fact: { attribute: 'id', list: 'facts' },
    FactValue: { attribute: 'id', list: 'facts' },
    Term: { attribute: 'id', list: 'terms' },
    Check: { attribute: 'item', list: 'items' },
  };

/** Ids in frontmatter lists and in `<Fact>`, `<Term>` and `<Check>` that name nothing. */
export function* unknownReferences(
  sources: readonly Referring[],
  content: Content,
): Generator<Finding> {
  const targets = targetsOf(content);
  const inBodies = {
    facts: targets.facts,
    items: {
      what: 'item',
      names: itemIds(content),
      where: 'An item is named <course>/<scenario>/<item>.',
    },
    terms: {
      what: 'term',
      names: termIds(content),
      where: 'The terms are in content/glossary.yaml.',
    },
  };
  for (const source of sources) {
    for (const [field, { what, names, where }] of Object.entries(targets)) {
      for (const { text, path } of textsAt(source.raw, [field])) {
        if (!names.has(text)) yield findingAt(source, path, unknownName(what, text, names, where));
      }
    }
    for (const element of source.body.elements) {
      const known = ELEMENTS[element.name];
      if (!known) continue;
      const target = inBodies[known.list];
      const name = element.attributes[known.attribute];
      if (typeof name !== 'string') {
        const message = `<${element.name}> names nothing. Write <${element.name} ${known.attribute}="…" />.`;
        yield findingOn(source.file, element, message);
      } else if (!target.names.has(name)) {
        yield findingOn(
          source.file,
          element,
          unknownName(target.what, name, target.names, target.where),
        );
      }
    }
  }
}

const weakMessage = (id: string) =>
  `Nobody has read a current page for fact "${id}". Look it up and date it in content/facts/facts.yaml, or leave it out.`;

/** Facts used as evidence that rest on memory or on an old copy alone. */
export function* weakFacts(sources: readonly Referring[], content: Content): Generator<Finding> {
  const weak = new Set(
    [...factsIn(content)].filter(({ verified }) => !verified).map(({ id }) => id),
  );
  for (const source of sources) {
    for (const { text, path } of textsAt(source.raw, ['facts'])) {
      if (weak.has(text)) yield findingAt(source, path, weakMessage(text));
    }
    for (const element of source.body.elements) {
      const id = element.attributes['id'];
      if (element.name.startsWith('Fact') && typeof id === 'string' && weak.has(id)) {
        yield findingOn(source.file, element, weakMessage(id));
      }
    }
  }
}
