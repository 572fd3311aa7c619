import type { ItemId, ProgressEvent } from '#core';
import { itemHash, type ItemMark } from '#quiz';
import { NO_MARK, type Mark } from '#scheduling';
import { envelope } from './answer.ts';
import type { ItemInput, ItemReport, MarkedItem, MarkOutcome } from './contract.ts';
import { outcomeMessages } from './messages.ts';
import type { Scene, Stage } from './scene.ts';

type MarkName = Extract<ProgressEvent, { type: 'item-marked' }>['mark'];

/** The event that a mark becomes. */
export const markEvent = (
  { freshId }: Stage,
  scene: Scene,
  itemId: ItemId,
  mark: MarkName,
): ProgressEvent => ({ ...envelope(scene), id: freshId(), type: 'item-marked', itemId, mark });

/** What a page shows beside the question. */
export const viewMark = ({ isFlagged, note }: Mark): ItemMark => ({
  isFlagged,
  ...(note !== undefined && { note }),
});

export const markOf = ({ deck }: Scene, id: ItemId): ItemMark =>
  viewMark(deck.marks.get(id) ?? NO_MARK);

/** Keeps what was said about an item and answers with its marks. */
async function keep(
  stage: Stage,
  scene: Scene,
  itemId: ItemId,
  event: ProgressEvent,
): Promise<MarkOutcome> {
  if (!scene.catalog.item(itemId)) {
    return { outcome: 'unknown-item', message: outcomeMessages['unknown-item'] };
  }
  await stage.store.append(scene.learner, [event]);
  return { outcome: 'ok', mark: markOf(await stage.sceneOf(scene.learner, scene.zone), itemId) };
}

export const markItem = (
  stage: Stage,
  scene: Scene,
  { itemId, mark }: ItemInput & { readonly mark: MarkName },
) => keep(stage, scene, itemId, markEvent(stage, scene, itemId, mark));

export const noteItem = (
  stage: Stage,
  scene: Scene,
  { itemId, note }: ItemInput & { readonly note: string },
) =>
  keep(stage, scene, itemId, {
    ...envelope(scene),
    id: stage.freshId(),
    type: 'item-noted',
    itemId,
    note,
  });

export function reportItem(
  stage: Stage,
  scene: Scene,
  { itemId, text }: ItemInput & { readonly text: string },
) {
  const item = scene.catalog.item(itemId);
  return keep(stage, scene, itemId, {
    ...envelope(scene),
    id: stage.freshId(),
    type: 'item-reported',
    itemId,
    itemHash: item ? itemHash(item) : '',
    text,
  });
}

/** Items that the learner flagged, set aside or noted. */
export const markedItems = ({ catalog, deck, today }: Scene): MarkedItem[] =>
  [...deck.marks].flatMap(([itemId, mark]) => {
    const { isFlagged, isSuspended, buriedOn, note } = mark;
    const isBuried = buriedOn === today;
    const item = catalog.item(itemId);
    if (!item || !(isFlagged || isSuspended || isBuried || note !== undefined)) return [];
    const { topic } = item.scenario;
    const marked = { itemId, title: item.title, topic, isFlagged, isSuspended, isBuried };
    return [{ ...marked, ...(note !== undefined && { note }) }];
  });

/** What was reported to authors, newest first. Items that are gone are left out. */
export async function itemReports(
  { store }: Stage,
  { catalog, learner }: Scene,
): Promise<ItemReport[]> {
  const reports: ItemReport[] = [];
  for await (const event of store.read(learner)) {
    if (event.type !== 'item-reported') continue;
    const { itemId, at, text } = event;
    const item = catalog.item(itemId);
    if (!item) continue;
    const isEdited = itemHash(item) !== event.itemHash;
    reports.push({ itemId, title: item.title, file: item.scenario.file, isEdited, at, text });
  }
  return reports.toReversed();
}
