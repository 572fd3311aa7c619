import type { Catalog, CatalogItem } from '#catalog';
import type { ItemId } from '#core';
import type { Candidate } from '#scheduling';

/** The items that may be asked, as the scheduler sees them and as they are shown. */
export interface Bank {
  readonly candidates: readonly Candidate[];
  readonly items: ReadonlyMap<ItemId, CatalogItem>;
  readonly topics: readonly string[];
}

const domainKey = (exam: string, domain: number) => `${exam} ${domain}`;

/** The domains of an exam that an item is tied to. */
export const domainsOf = ({ scenario }: CatalogItem, exam: string): number[] => [
  ...new Set(
    scenario.exams.filter((one) => one.exam === exam).map(({ task }) => Number.parseInt(task, 10)),
  ),
];

/**
 * Each exam's domain weight, 0 to 1, spread evenly over the items that are tied to the domain.
 * @param exams codes; all that have a blueprint when left out
 */
function createWeights(
  { items, blueprints }: Catalog,
  exams: readonly string[] | undefined,
): (item: CatalogItem) => number {
  const wanted = blueprints.filter(({ exam }) => exams?.includes(exam) ?? true);
  const chosen = wanted.length > 0 ? wanted : blueprints;
  const shares = new Map<string, number>();
  for (const { exam, domains } of chosen) {
    for (const { id, weight } of domains) shares.set(domainKey(exam, id), weight / 100);
  }
  const keysOf = (item: CatalogItem) =>
    chosen
      .flatMap(({ exam }) => domainsOf(item, exam).map((domain) => domainKey(exam, domain)))
      .filter((key) => shares.has(key));
  const counts = new Map<string, number>();
  for (const item of items) {
    for (const key of keysOf(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (item) => {
    const keys = keysOf(item);
    // An item of no domain that is asked for still teaches: it gets a small even share of the bank.
    if (keys.length === 0) return 1 / items.length / (exams ? 4 : 1);
    const sum = keys.reduce(
      (total, key) => total + (shares.get(key) ?? 0) / (counts.get(key) ?? 1),
      0,
    );
    return sum / chosen.length;
  };
}

function readBank(catalog: Catalog, exams: readonly string[] | undefined): Bank {
  const weightOf = createWeights(catalog, exams);
  return {
    candidates: catalog.items.map((item) => {
      const { lessons, labs } = catalog.relatedToScenario(item.scenario.id);
      return {
        itemId: item.id,
        scenarioId: item.scenarioId,
        topic: item.scenario.topic,
        seconds: item.authored.seconds,
        weight: weightOf(item),
        remedies: [...lessons, ...labs].map(({ id }) => id),
      };
    }),
    items: new Map(catalog.items.map((item) => [item.id, item])),
    topics: [...new Set(catalog.scenarios.map(({ topic }) => topic))],
  };
}

/** The bank of a catalog for a learner's exams; reckoned once for each, so a reload in dev is seen. */
export function createBankReader(): (catalog: Catalog, exams?: readonly string[]) => Bank {
  const known = new WeakMap<Catalog, Map<string, Bank>>();
  return (catalog, exams) => {
    const banks = known.get(catalog) ?? new Map<string, Bank>();
    known.set(catalog, banks);
    const key = exams?.join() ?? '';
    const bank = banks.get(key) ?? readBank(catalog, exams?.length ? exams : undefined);
    banks.set(key, bank);
    return bank;
  };
}
