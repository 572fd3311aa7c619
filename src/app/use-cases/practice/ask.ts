import { estimateAbility, isCertain, nextDiagnostic } from '#analytics';
import type { CatalogItem } from '#catalog';
import { itemHash, viewItem, type Ask } from '#quiz';
import { dayOfDate, type Pick } from '#scheduling';
import { evidenceOf, scaleOf } from './evidence.ts';
import { markOf } from './items.ts';
import { nextOf, probesOf } from './queue.ts';
import type { Scene, Stage } from './scene.ts';
import {
  clearScreen,
  secondsOf,
  type Answer,
  type StoredAsk,
  type StoredSession,
} from './session.ts';

/** A new asking of an item, with an id for the answer to come. @param pick why; absent when the learner chose it */
export function newAsk(
  { freshId, freshSeed }: Stage,
  { profile, today }: Scene,
  item: CatalogItem,
  pick?: Pick,
): StoredAsk {
  const { examDate } = profile;
  const isAhead = examDate !== undefined && dayOfDate(examDate) >= today;
  return {
    eventId: freshId(),
    itemId: item.id,
    itemHash: itemHash(item),
    variantSeed: freshSeed(),
    reason: {
      kind: pick?.kind ?? 'asked',
      weight: pick?.weight ?? 0,
      chanceBefore: pick?.chanceBefore ?? 0,
      chanceAfter: pick?.chanceAfter ?? 0,
      seconds: pick?.seconds ?? item.authored.seconds,
      overdueDays: pick?.overdueDays ?? 0,
      ...(isAhead && { examDate }),
    },
  };
}

/** What the browser may see of an asking. */
export const viewAsk = (
  scene: Scene,
  item: CatalogItem,
  { eventId, variantSeed, reason }: StoredAsk,
): Ask => ({
  eventId,
  item: viewItem(item, variantSeed),
  variantSeed,
  reason,
  mark: markOf(scene, item.id),
});

/** The item on the screen, if it can still be shown as it was: neither edited nor withdrawn. */
export function shownItem({ bank }: Scene, ask: StoredAsk | undefined): CatalogItem | undefined {
  const item = ask && bank.items.get(ask.itemId);
  return item && itemHash(item) === ask.itemHash ? item : undefined;
}

/** The session with its next question, or finished when time or items are used up. */
export function withNextAsk(
  stage: Stage,
  scene: Scene,
  session: StoredSession,
  answers: readonly Answer[],
): StoredSession {
  const cleared = clearScreen(session);
  const { budgetSeconds } = session;
  if (budgetSeconds !== undefined && secondsOf(answers) >= budgetSeconds) {
    return { ...cleared, finished: 'time-spent' };
  }
  if (session.mode === 'diagnostic') return withNextProbe(stage, scene, cleared, answers);
  if (answers.length >= (session.filter?.count ?? Infinity)) {
    return { ...cleared, finished: 'all-done' };
  }
  const last = answers.at(-1);
  const pick = nextOf(scene, stage.model, session, last && scene.bank.items.get(last.itemId));
  const item = pick && scene.bank.items.get(pick.itemId);
  if (!item) return { ...cleared, finished: 'all-done' };
  return { ...cleared, ask: newAsk(stage, scene, item, pick) };
}

/** What a diagnostic asks next: an unseen item that tells most, until the ability is certain enough. */
function withNextProbe(
  stage: Stage,
  scene: Scene,
  session: StoredSession,
  answers: readonly Answer[],
): StoredSession {
  const { items } = scene.bank;
  const answered = answers.flatMap((answer) => {
    const item = items.get(answer.itemId);
    return item ? [{ item, evidence: evidenceOf(item, answer) }] : [];
  });
  const evidence = answered.map((one) => one.evidence);
  if (isCertain(evidence)) return { ...session, finished: 'certain' };
  const open = probesOf(scene, session).flatMap(({ itemId }) => {
    const item = items.get(itemId);
    return item ? [{ id: itemId, ...scaleOf(item) }] : [];
  });
  const asked = new Map<string, number>();
  for (const { item } of answered) {
    asked.set(item.scenario.topic, (asked.get(item.scenario.topic) ?? 0) + 1);
  }
  const probe = nextDiagnostic(open, asked, estimateAbility(evidence));
  const item = probe && items.get(probe.id);
  if (!item) return { ...session, finished: 'all-done' };
  return { ...session, ask: newAsk(stage, scene, item) };
}
