import type { Catalog, CatalogItem } from '#catalog';
import { seededRandom, type Random } from '#core';
import { assembleForm, domainsOf, plansOf, type Candidate, type ExamPlan, type Form } from '#quiz';
import type { ExamOffer } from './contract.ts';
import { askedIn, type Sittings } from './sittings.ts';

export const plansIn = ({ blueprints }: Catalog): ExamPlan[] => plansOf(blueprints);

/** Items of the plan's formats and domains: held out for a form, those of practice for a drill. */
export function candidatesFor(plan: ExamPlan, catalog: Catalog, sittings: Sittings): Candidate[] {
  const asked = askedIn(sittings);
  const pool = plan.kind === 'form' ? catalog.heldOut : catalog.items;
  const isCaseStudy = ({ scenario }: CatalogItem) => scenario.kind === 'case-study';
  return pool
    .filter((item) =>
      isCaseStudy(item) ? plan.hasCaseStudies : plan.formats.includes(item.authored.type),
    )
    .map((item) => ({
      itemId: item.id,
      scenarioId: item.scenarioId,
      isCaseStudy: isCaseStudy(item),
      domains: domainsOf(plan, item.scenario),
      seenBefore: asked.has(item.id) || (plan.kind === 'drill' && sittings.practised.has(item.id)),
    }))
    .filter(({ domains }) => domains.length > 0);
}

export const formFor = (
  plan: ExamPlan,
  catalog: Catalog,
  sittings: Sittings,
  random: Random,
): Form => assembleForm(plan, candidatesFor(plan, catalog, sittings), random);

/** What may be begun now: counts hold whatever is drawn, so the dice do not matter here. */
export function offerOf(plan: ExamPlan, catalog: Catalog, sittings: Sittings): ExamOffer {
  const { seats, minutes, coverage } = formFor(plan, catalog, sittings, seededRandom(1));
  const titleOf = (id: string) => plan.domains.find((one) => one.id === id)?.title ?? id;
  return {
    plan,
    items: seats.length,
    minutes,
    seenBefore: seats.filter(({ seenBefore }) => seenBefore).length,
    missing: coverage.reduce((sum, { wanted, found }) => sum + wanted - found, 0),
    coverage: coverage.map((one) => ({ ...one, title: titleOf(one.domain) })),
  };
}
