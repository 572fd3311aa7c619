import { shuffled, type ItemId, type Random } from '#core';
import { scaledMinutes, type ExamPlan } from './plans.ts';

/** An item that a form may ask. */
export interface Candidate {
  readonly itemId: ItemId;
  readonly scenarioId: string;
  /** Items of one case study are asked together or not at all. */
  readonly isCaseStudy: boolean;
  /** Domains of the plan that it stands for; never empty. */
  readonly domains: readonly string[];
  /** Whether the learner has met it before. Those come last. */
  readonly seenBefore: boolean;
}

/** An item in its place in a form. */
export interface Seat {
  readonly itemId: ItemId;
  readonly scenarioId: string;
  readonly domain: string;
  readonly seenBefore: boolean;
}

/** How well the pool covers one domain of a full form. */
export interface Coverage {
  readonly domain: string;
  readonly wanted: number;
  /** How many of them the pool can give. */
  readonly found: number;
}

export interface Form {
  readonly seats: readonly Seat[];
  readonly minutes: number;
  /** For the full form, also when this one is smaller. */
  readonly coverage: readonly Coverage[];
}

/** Fewer items than this tell nothing, so no form of them is offered. */
export const FEWEST_ITEMS = 5;

/**
 * Whole seats by weight (largest remainder), so that every form has the proportions of its plan.
 * @returns seats by domain id; their sum is `items`
 */
export function quotasOf(
  { domains }: Pick<ExamPlan, 'domains'>,
  items: number,
): Map<string, number> {
  const total = domains.reduce((sum, { weight }) => sum + weight, 0);
  const exact = domains.map(({ id, weight }) => ({ id, share: (weight * items) / total }));
  const quotas = new Map(exact.map(({ id, share }) => [id, Math.floor(share)]));
  const given = [...quotas.values()].reduce((sum, one) => sum + one, 0);
  exact
    .toSorted((one, other) => (other.share % 1) - (one.share % 1))
    .slice(0, items - given)
    .forEach(({ id }) => quotas.set(id, (quotas.get(id) ?? 0) + 1));
  return quotas;
}

/** Members with how many of the same scenario stand before them, so that siblings come last. */
const withSiblings = (candidates: readonly Candidate[]) => {
  const before = new Map<string, number>();
  return candidates.map((candidate) => {
    const sibling = before.get(candidate.scenarioId) ?? 0;
    before.set(candidate.scenarioId, sibling + 1);
    return { candidate, sibling };
  });
};

/** Unseen before seen, one of each scenario before its siblings, else by chance. */
const byPreference = (candidates: readonly Candidate[], random: Random): Candidate[] =>
  withSiblings(shuffled(candidates, random))
    .toSorted(
      (one, other) =>
        Number(one.candidate.seenBefore) - Number(other.candidate.seenBefore) ||
        one.sibling - other.sibling,
    )
    .map(({ candidate }) => candidate);

/** Seats that are being given out: who sits where, and how many each domain has left. */
interface Seating {
  readonly quotas: ReadonlyMap<string, number>;
  readonly taken: Map<string, Candidate[]>;
}

const sitting = ({ taken }: Seating, domain: string) => taken.get(domain) ?? [];
const roomIn = (seating: Seating, domain: string) =>
  (seating.quotas.get(domain) ?? 0) - sitting(seating, domain).length;

/** Seats a candidate, moving others to another of their own domains if that makes room. */
function seat(seating: Seating, candidate: Candidate, tried: Set<string> = new Set()): boolean {
  for (const domain of candidate.domains) {
    if (tried.has(domain)) continue;
    tried.add(domain);
    const others = sitting(seating, domain);
    if (roomIn(seating, domain) > 0) {
      seating.taken.set(domain, [...others, candidate]);
      return true;
    }
    const movable = others.find((other) => !other.isCaseStudy && seat(seating, other, tried));
    if (!movable) continue;
    const rest = sitting(seating, domain).filter((other) => other !== movable);
    seating.taken.set(domain, [...rest, candidate]);
    return true;
  }
  return false;
}

/** Seats whole case studies where a domain has room for all of their items. */
function seatCaseStudies(seating: Seating, candidates: readonly Candidate[]): void {
  const cases = Map.groupBy(
    candidates.filter(({ isCaseStudy }) => isCaseStudy),
    ({ scenarioId }) => scenarioId,
  );
  for (const members of cases.values()) {
    const domain = members[0]?.domains.find((one) => roomIn(seating, one) >= members.length);
    if (domain !== undefined) seating.taken.set(domain, [...sitting(seating, domain), ...members]);
  }
}

/** As full as the pool allows: the order of preference is kept, since seating one never unseats another. */
function fill(plan: ExamPlan, items: number, preferred: readonly Candidate[]): Seating {
  const seating: Seating = { quotas: quotasOf(plan, items), taken: new Map() };
  if (plan.hasCaseStudies) seatCaseStudies(seating, preferred);
  for (const candidate of preferred) if (!candidate.isCaseStudy) seat(seating, candidate);
  return seating;
}

const seatsOf = ({ taken }: Seating): Seat[] =>
  [...taken].flatMap(([domain, members]) =>
    members.map(({ itemId, scenarioId, seenBefore }) => ({
      itemId,
      scenarioId,
      domain,
      seenBefore,
    })),
  );

/** In a drawn order; the items of a case study stay together, in their own order. */
function mixed(seats: readonly Seat[], candidates: readonly Candidate[], random: Random): Seat[] {
  const place = new Map(candidates.map(({ itemId }, index) => [itemId, index]));
  const caseOf = new Map(
    candidates.map(({ itemId, isCaseStudy, scenarioId }) => [
      itemId,
      isCaseStudy ? scenarioId : itemId,
    ]),
  );
  const blocks = [...Map.groupBy(seats, ({ itemId }) => caseOf.get(itemId)).values()];
  return shuffled(blocks, random).flatMap((block) =>
    block.toSorted((one, other) => (place.get(one.itemId) ?? 0) - (place.get(other.itemId) ?? 0)),
  );
}

/**
 * Puts a form together: the full one, or the largest with the same proportions that the pool can fill.
 * @param candidates items of the plan's formats and domains
 * @returns no seats when not even `FEWEST_ITEMS` can be filled
 */
export function assembleForm(
  plan: ExamPlan,
  candidates: readonly Candidate[],
  random: Random,
): Form {
  const preferred = byPreference(candidates, random);
  const full = fill(plan, plan.items, preferred);
  const coverage = plan.domains.map(({ id }) => ({
    domain: id,
    wanted: full.quotas.get(id) ?? 0,
    found: sitting(full, id).length,
  }));
  for (let items = plan.items; items >= FEWEST_ITEMS; items -= 1) {
    const seats = seatsOf(items === plan.items ? full : fill(plan, items, preferred));
    if (seats.length < items) continue;
    const minutes = scaledMinutes(plan.minutes, plan.items, items);
    return { seats: mixed(seats, candidates, random), minutes, coverage };
  }
  return { seats: [], minutes: 0, coverage };
}
