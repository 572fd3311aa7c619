import type { CatalogItem } from '#catalog';
import { itemHash, viewItem, type Ask } from '#quiz';
import { dayOfDate, type Pick } from '#scheduling';
import { queueOf } from './queue.ts';
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
export const viewAsk = (item: CatalogItem, { eventId, variantSeed, reason }: StoredAsk): Ask => ({
  eventId,
  item: viewItem(item, variantSeed),
  variantSeed,
  reason,
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
  const last = answers.at(-1);
  const [pick] = queueOf(scene, stage.model, session, last && scene.bank.items.get(last.itemId));
  const item = pick && scene.bank.items.get(pick.itemId);
  if (!item) return { ...cleared, finished: 'all-done' };
  return { ...cleared, ask: newAsk(stage, scene, item, pick) };
}
