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

/** Each exam's domain weight, 0 to 1, spread evenly over the items that are tied to the domain. */
function createWeights({ items, blueprints }: Catalog): (item: CatalogItem) => number {
  const shares = new Map<string, number>();
  for (const { exam, domains } of blueprints) {
    for (const { id, weight } of domains) shares.set(domainKey(exam, id), weight / 100);
  }
  const domainsOf = ({ scenario }: CatalogItem) => [
    ...new Set(
      scenario.exams
        .map(({ exam, task }) => domainKey(exam, Number.parseInt(task, 10)))
        .filter((key) => shares.has(key)),
    ),
  ];
  const counts = new Map<string, number>();
  for (const item of items) {
    for (const key of domainsOf(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (item) => {
    const domains = domainsOf(item);
    // An item of no known domain still teaches: it gets an even share of the bank.
    if (domains.length === 0) return 1 / items.length;
    const sum = domains.reduce(
      (total, key) => total + (shares.get(key) ?? 0) / (counts.get(key) ?? 1),
      0,
    );
    return sum / blueprints.length;
  };
}

function readBank(catalog: Catalog): Bank {
  const weightOf = createWeights(catalog);
  return {
    candidates: catalog.items.map((item) => ({
      itemId: item.id,
      scenarioId: item.scenarioId,
      topic: item.scenario.topic,
      seconds: item.authored.seconds,
      weight: weightOf(item),
    })),
    items: new Map(catalog.items.map((item) => [item.id, item])),
    topics: [...new Set(catalog.scenarios.map(({ topic }) => topic))],
  };
}

/** The bank of a catalog; reckoned once per catalog, so a reload in dev is seen. */
export function createBankReader(): (catalog: Catalog) => Bank {
  const known = new WeakMap<Catalog, Bank>();
  return (catalog) => {
    const bank = known.get(catalog) ?? readBank(catalog);
    known.set(catalog, bank);
    return bank;
  };
}
