import type { ConceptRow } from '#authoring';
import type { Catalog, CatalogItem } from './catalog.ts';

/** How much content there has to be. Numbers of items, where nothing else is said. */
export const TARGETS = {
  scenarios: 150,
  items: 300,
  heldOut: 110,
  /** Practice items of each topic that an exam's tasks name. */
  perTopic: 10,
  multipleResponse: 40,
  orderingOrMatching: 15,
  hotSpot: 20,
  parametrised: 60,
  /** Case studies, each with its items. */
  caseStudies: 12,
} as const;

/** A row of the concept note and what serves it. */
export interface AuditedRow {
  readonly row: ConceptRow;
  /** Titles. */
  readonly lessons: readonly string[];
  /** Practice items that rest on one of its facts, or that it names. */
  readonly items: number;
  /** Titles of the labs that are there. */
  readonly labs: readonly string[];
}

/** How many there are of something, by name. */
export type Tally = Readonly<Record<string, number>>;

/** What the content covers, counted. */
export interface Audit {
  readonly rows: readonly AuditedRow[];
  /** Facts that a lesson, a lab or an item rests on, and those that none does. */
  readonly facts: { readonly used: number; readonly unused: readonly string[] };
  readonly practice: Tallies;
  readonly heldOut: Tallies;
  /** What is missing, as sentences; empty when nothing is. */
  readonly holes: readonly string[];
}

interface Tallies {
  readonly items: number;
  readonly topics: Tally;
  readonly levels: Tally;
  readonly types: Tally;
  readonly exams: Tally;
}

function tally(names: readonly string[]): Tally {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([one], [other]) => one.localeCompare(other)));
}

const talliesOf = (items: readonly CatalogItem[]): Tallies => ({
  items: items.length,
  topics: tally(items.map(({ scenario }) => scenario.topic)),
  levels: tally(items.map(({ scenario }) => String(scenario.level))),
  types: tally(items.map(({ authored }) => authored.type)),
  exams: tally(
    items.flatMap(({ scenario }) => [...new Set(scenario.exams.map(({ exam }) => exam))]),
  ),
});

function auditRow(catalog: Catalog, row: ConceptRow): AuditedRow {
  const named = new Set(row.scenarios);
  const facts = new Set(row.facts);
  const items = catalog.items.filter(
    ({ scenario }) => named.has(scenario.id) || scenario.facts.some((id) => facts.has(id)),
  );
  return {
    row,
    lessons: row.lessons.flatMap((id) => catalog.lesson(id)?.title ?? []),
    items: items.length,
    labs: row.labs.flatMap((id) => catalog.lab(id)?.title ?? []),
  };
}

function* holesOfRow(catalog: Catalog, { row, lessons, items }: AuditedRow): Generator<string> {
  if (lessons.length === 0) yield `No lesson teaches "${row.says}" (${row.id}).`;
  if (items === 0) yield `No practice item asks about "${row.says}" (${row.id}).`;
  const missing = row.labs.filter((id) => !catalog.lab(id));
  if (missing.length > 0) {
    yield `${row.id} waits for its lab: ${missing.join(', ')}.`;
  }
}

function* holesOfNumbers(catalog: Catalog, practice: Tallies): Generator<string> {
  const all = [...catalog.items, ...catalog.heldOut];
  const ofTypes = (...types: readonly string[]) =>
    all.filter(({ authored }) => types.includes(authored.type)).length;
  const scenarios = new Map(all.map(({ scenario }) => [scenario.id, scenario]));
  const counts: readonly (readonly [string, number, number])[] = [
    ['scenarios', scenarios.size, TARGETS.scenarios],
    ['items', all.length, TARGETS.items],
    ['held-out items', catalog.heldOut.length, TARGETS.heldOut],
    ['multiple response items', ofTypes('multiple-response'), TARGETS.multipleResponse],
    ['ordering or matching items', ofTypes('ordering', 'matching'), TARGETS.orderingOrMatching],
    ['hot-spot items', ofTypes('hot-spot'), TARGETS.hotSpot],
    [
      'parametrised items',
      all.filter(({ variants }) => variants !== undefined).length,
      TARGETS.parametrised,
    ],
    [
      'case studies',
      [...scenarios.values()].filter(({ kind }) => kind === 'case-study').length,
      TARGETS.caseStudies,
    ],
  ];
  for (const [what, count, wanted] of counts) {
    if (count < wanted) yield `There are ${count} ${what}; ${wanted} are wanted.`;
  }
  const asked = new Set(
    catalog.blueprints.flatMap(({ domains }) =>
      domains.flatMap(({ tasks }) => tasks.flatMap(({ topics = [] }) => topics)),
    ),
  );
  for (const topic of asked) {
    const count = practice.topics[topic] ?? 0;
    if (count < TARGETS.perTopic) {
      yield `Topic ${topic} has ${count} practice items; ${TARGETS.perTopic} are wanted.`;
    }
  }
  for (const level of ['1', '2', '3', '4', '5']) {
    if (!practice.levels[level]) yield `No practice item has level ${level}.`;
  }
}

/** Counts what the content covers and finds what it does not. @param rows the concept note */
export function audit(catalog: Catalog, rows: readonly ConceptRow[]): Audit {
  const audited = rows.map((row) => auditRow(catalog, row));
  const used = new Set([
    ...catalog.lessons.flatMap(({ facts }) => facts),
    ...catalog.labs.flatMap(({ facts }) => facts),
    ...[...catalog.items, ...catalog.heldOut].flatMap(({ scenario }) => scenario.facts),
  ]);
  const practice = talliesOf(catalog.items);
  return {
    rows: audited,
    facts: {
      used: catalog.facts.filter(({ id }) => used.has(id)).length,
      unused: catalog.facts.map(({ id }) => id).filter((id) => !used.has(id)),
    },
    practice,
    heldOut: talliesOf(catalog.heldOut),
    holes: [
      ...audited.flatMap((row) => [...holesOfRow(catalog, row)]),
      ...holesOfNumbers(catalog, practice),
    ],
  };
}
