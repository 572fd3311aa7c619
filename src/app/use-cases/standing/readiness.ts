import {
  firstAttempts,
  mocksOf,
  READINESS_METHOD,
  readinessOf,
  type DomainEvidence,
  type Mock,
  type Tally,
} from '#analytics';
import type { Catalog } from '#catalog';
import type { ItemId, ProgressEvent } from '#core';
import { domainsOf } from '../practice/bank.ts';
import { isKnown } from '../practice/evidence.ts';
import type { ExamReadiness, ExamResult, Prediction, Told } from './contract.ts';

type Blueprint = Catalog['blueprints'][number];
interface Given {
  readonly itemId: ItemId;
  readonly isRight: boolean;
}

/** Right of how many, by the domains of an exam that each item is tied to. */
function tallies(catalog: Catalog, exam: string, given: readonly Given[]): Map<number, Tally> {
  const counts = new Map<number, Tally>();
  for (const { itemId, isRight } of given) {
    const item = catalog.item(itemId);
    for (const domain of item ? domainsOf(item, exam) : []) {
      const { right, of } = counts.get(domain) ?? { right: 0, of: 0 };
      counts.set(domain, { right: right + (isRight ? 1 : 0), of: of + 1 });
    }
  }
  return counts;
}

const NONE: Tally = { right: 0, of: 0 };
const size = (counts: ReadonlyMap<number, Tally>) =>
  [...counts.values()].reduce((sum, { of }) => sum + of, 0);

/** Answers per domain of the mock that has most of this exam. */
function bestMock(catalog: Catalog, exam: string, mocks: readonly Mock[]): Map<number, number> {
  const counted = mocks.map(({ answers }) => tallies(catalog, exam, answers));
  const best = counted.toSorted((one, other) => size(other) - size(one))[0];
  return new Map([...(best ?? [])].map(([domain, { of }]) => [domain, of]));
}

/** The domains of an exam that items of ours are tied to. */
function servedDomains({ items, heldOut }: Catalog, { exam, domains }: Blueprint) {
  const served = new Set([...items, ...heldOut].flatMap((item) => domainsOf(item, exam)));
  return domains.filter(({ id }) => served.has(id));
}

function readinessFor(
  catalog: Catalog,
  blueprint: Blueprint,
  practised: readonly Given[],
  mocks: readonly Mock[],
): ExamReadiness {
  const { exam, title } = blueprint;
  const inPractice = tallies(catalog, exam, practised);
  const inMocks = tallies(
    catalog,
    exam,
    mocks.flatMap(({ answers }) => answers),
  );
  const domains = servedDomains(catalog, blueprint).map((domain): DomainEvidence => ({
    id: domain.id,
    title: domain.title,
    weight: domain.weight / 100,
    practice: inPractice.get(domain.id) ?? NONE,
    mocks: inMocks.get(domain.id) ?? NONE,
  }));
  const ofExam = ({ itemId }: Given) => {
    const item = catalog.item(itemId);
    return item !== undefined && domainsOf(item, exam).length > 0;
  };
  const readiness = readinessOf({
    domains,
    firstAttempts: practised.filter(ofExam).length,
    mockCount: mocks.filter(({ answers }) => answers.some(ofExam)).length,
    bestMock: bestMock(catalog, exam, mocks),
  });
  return {
    exam,
    title,
    readiness,
    covered: domains.reduce((sum, { weight }) => sum + weight, 0),
    domains: domains.map(({ id, title: name, practice, mocks: asked }) => ({
      id,
      title: name,
      right: practice.right + asked.right,
      of: practice.of + asked.of,
    })),
  };
}

/** Each exam that the learner prepares for, from answers to questions that were new. @param exams all when left out */
export function readinessOfExams(
  catalog: Catalog,
  events: readonly ProgressEvent[],
  exams: readonly string[] | undefined,
): ExamReadiness[] {
  const practised = firstAttempts(events).map((answer) => ({
    itemId: answer.itemId,
    isRight: isKnown(answer),
  }));
  const mocks = mocksOf(events);
  return catalog.blueprints
    .filter(({ exam }) => exams?.includes(exam) ?? true)
    .map((blueprint) => readinessFor(catalog, blueprint, practised, mocks))
    .filter(({ domains }) => domains.length > 0);
}

/** The parts of an event that a prediction fills; undefined when nothing is predicted. */
export function predictionOf({ exam, readiness }: ExamReadiness) {
  if (readiness.kind !== 'predicted') return undefined;
  const { chance, low, high, restedOn } = readiness;
  return {
    type: 'readiness-predicted',
    exam,
    method: READINESS_METHOD,
    chance,
    low,
    high,
    restedOn,
  } as const;
}

type Predicted = NonNullable<ReturnType<typeof predictionOf>>;

/** Whether a prediction says what the latest one of its exam said: then it is not kept again. */
export function isKept(events: readonly ProgressEvent[], predicted: Predicted): boolean {
  const last = events.findLast(
    (event): event is Prediction =>
      event.type === 'readiness-predicted' && event.exam === predicted.exam,
  );
  return (
    last?.method === predicted.method &&
    last.chance === predicted.chance &&
    JSON.stringify(last.restedOn) === JSON.stringify(predicted.restedOn)
  );
}

/** Every real result with the last prediction that was made before its day was over. */
export function toldResults(events: readonly ProgressEvent[]): Told[] {
  const predictions = events.filter((event) => event.type === 'readiness-predicted');
  return events
    .filter((event): event is ExamResult => event.type === 'exam-sat')
    .map((result) => {
      const prediction = predictions.findLast(
        ({ exam, at }) => exam === result.exam && at.slice(0, 10) <= result.date,
      );
      return { result, ...(prediction && { prediction }) };
    });
}
