import {
  isVerified,
  type Documents,
  type Fact,
  type LabDocument,
  type ScenarioDocument,
} from '#authoring';
import type { Diagnostic } from '#core';
import { itemIdOf, type ItemType } from '#quiz';
import type { Catalog, CatalogItem, Course, Lesson, Module, Scenario } from './catalog.ts';
import { freezeDeep } from './freeze.ts';
import { createRelations } from './relations.ts';
import { searchDocumentsOf } from './search-documents.ts';

interface Ordered {
  readonly id: string;
  readonly order: number;
}

interface Withdrawable {
  readonly retired?: string | undefined;
}

const inOrder = <T extends Ordered>(things: readonly T[]) =>
  things.toSorted((one, other) => one.order - other.order || one.id.localeCompare(other.id, 'en'));

const byId = <T extends { readonly id: string }>(things: readonly T[]) =>
  new Map<string, T>(things.map((thing) => [thing.id, thing]));

const isCurrent = ({ retired }: Withdrawable) => retired === undefined;

/** The codes of the exams that ask in a format. */
const examsUsing = ({ blueprints }: Documents, type: ItemType) =>
  blueprints.filter(({ formats }) => formats.includes(type)).map(({ exam }) => exam);

/** The scenario's items, each pointing back at it. */
function linkScenario({ items, ...rest }: ScenarioDocument, documents: Documents): Scenario {
  const linked: CatalogItem[] = [];
  const scenario: Scenario = { ...rest, items: linked };
  for (const authored of items) {
    linked.push({
      id: itemIdOf(rest.id, authored.id),
      scenarioId: rest.id,
      title: rest.title,
      stimulusHtml: rest.stimulusHtml,
      authored,
      variants: rest.variants,
      usedBy: examsUsing(documents, authored.type),
      scenario,
    });
  }
  return scenario;
}

function linkCourses(documents: Documents): Course[] {
  const lessons = inOrder(documents.lessons.filter(isCurrent));
  const modules = inOrder(documents.modules).map((module): Module => ({
    ...module,
    lessons: lessons.filter((lesson) => lesson.module === module.id),
  }));
  return inOrder(documents.courses).map((course) => ({
    ...course,
    modules: modules.filter((module) => module.course === course.id),
  }));
}

/** The lessons before and after `id` in reading order, within its course. */
function neighboursOf(lessons: readonly Lesson[], id: string) {
  const course = lessons.find((lesson) => lesson.id === id)?.course;
  const path = lessons.filter((lesson) => lesson.course === course);
  const place = path.findIndex((lesson) => lesson.id === id);
  const previous = path[place - 1];
  const next = place < 0 ? undefined : path[place + 1];
  return { ...(previous && { previous }), ...(next && { next }) };
}

/**
 * Joins parsed content into one frozen catalog.
 * @param documents what parsed; links to anything that is not among them are dropped
 * @param diagnostics what was wrong, kept for whoever shows it
 */
export function createCatalog(
  documents: Documents,
  diagnostics: readonly Diagnostic[] = [],
): Catalog {
  const courses = linkCourses(documents);
  const modules = courses.flatMap((course) => course.modules);
  const lessons = modules.flatMap((module) => module.lessons);
  const allScenarios = documents.scenarios
    .map((scenario) => linkScenario(scenario, documents))
    .toSorted((one, other) => one.id.localeCompare(other.id, 'en'));
  const current = allScenarios.filter(isCurrent);
  const scenarios = current.filter(({ pool }) => pool !== 'held-out');
  const labs: readonly LabDocument[] = inOrder(documents.labs.filter(isCurrent));
  const facts: readonly Fact[] = documents.facts;
  const itemsIn = (some: readonly Scenario[]) =>
    some.flatMap((scenario) => scenario.items).filter(({ authored }) => isCurrent(authored));
  const items = itemsIn(scenarios);
  const heldOut = itemsIn(current.filter(({ pool }) => pool === 'held-out'));
  const lookup = {
    lessons: byId(documents.lessons),
    modules: byId(modules),
    courses: byId(courses),
    scenarios: byId(allScenarios),
    items: byId(allScenarios.flatMap((scenario) => scenario.items)),
    labs: byId(documents.labs),
    facts: byId(facts),
    terms: byId(documents.glossary),
  };
  return freezeDeep({
    courses,
    modules,
    lessons,
    scenarios,
    items,
    heldOut,
    labs,
    facts,
    topics: [...new Set(facts.map(({ topic }) => topic))],
    glossary: documents.glossary.toSorted((one, other) =>
      one.term.localeCompare(other.term, 'en', { ignorePunctuation: true }),
    ),
    blueprints: documents.blueprints,
    diagnostics,
    searchDocuments: searchDocumentsOf({
      lessons,
      modules,
      items,
      labs,
      glossary: documents.glossary,
    }),
    lesson: (id: string) => lookup.lessons.get(id),
    module: (id: string) => lookup.modules.get(id),
    course: (id: string) => lookup.courses.get(id),
    scenario: (id: string) => lookup.scenarios.get(id),
    item: (id: string) => lookup.items.get(id),
    lab: (id: string) => lookup.labs.get(id),
    fact: (id: string) => lookup.facts.get(id),
    term: (id: string) => lookup.terms.get(id),
    factsOfTopic: (topic: string) =>
      facts.filter((fact) => fact.topic === topic && isVerified(fact)),
    lessonsOfModule: (id: string) => lookup.modules.get(id)?.lessons ?? [],
    neighbours: (id: string) => neighboursOf(lessons, id),
    ...createRelations({ lessons, scenarios, allScenarios, labs, facts: lookup.facts }),
  });
}
