import type { Catalog } from '#catalog';
import type { ItemId, LearnerId } from '#core';
import type { ProgressStore } from '#progress';
import {
  dateOfDay,
  dueDayOf,
  type Calendar,
  type Card,
  type Day,
  type Deck,
  type MemoryModel,
} from '#scheduling';

/** What was answered on one of the learner's days. */
export interface HistoryDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly answers: number;
  readonly correct: number;
  readonly seconds: number;
}

export interface HistoryItem {
  readonly itemId: ItemId;
  readonly title: string;
  readonly topic: string;
  /** Days until the chance of recall has fallen to 90 %. */
  readonly stabilityDays: number;
  /** Chance of recall today, 0 to 1. */
  readonly recallNow: number;
  readonly dueDate: string;
  /** Below 0 when it is overdue. */
  readonly inDays: number;
  readonly repetitions: number;
  readonly lapses: number;
}

export interface HistoryTopic {
  readonly topic: string;
  readonly items: number;
  readonly seen: number;
  /** Items whose very first answer was right and not guessed. */
  readonly knownAtFirst: number;
}

/** What the progress page draws. */
export interface History {
  /** Days with an answer, oldest first. */
  readonly days: readonly HistoryDay[];
  /** Items seen and still asked, the soonest due first. */
  readonly items: readonly HistoryItem[];
  readonly topics: readonly HistoryTopic[];
  /** How many items fall due on each of the coming 14 days, today (with what is late) first. */
  readonly forecast: readonly { readonly date: string; readonly items: number }[];
}

const FORECAST_DAYS = 14;

async function readDays(
  store: ProgressStore,
  learner: LearnerId,
  calendars: (zone: string) => Calendar,
): Promise<HistoryDay[]> {
  const undone = new Set<string>();
  const answers = [];
  for await (const event of store.read(learner)) {
    if (event.type === 'answer-undone') undone.add(event.eventId);
    if (event.type === 'item-answered') answers.push(event);
  }
  const days = new Map<Day, HistoryDay>();
  for (const { id, at, zone, score, seconds } of answers) {
    if (undone.has(id)) continue;
    const day = calendars(zone).dayOf(Date.parse(at));
    const total = days.get(day) ?? { date: dateOfDay(day), answers: 0, correct: 0, seconds: 0 };
    days.set(day, {
      ...total,
      answers: total.answers + 1,
      correct: total.correct + (score.isCorrect ? 1 : 0),
      seconds: total.seconds + seconds,
    });
  }
  return [...days].toSorted(([one], [other]) => one - other).map(([, total]) => total);
}

function historyItem(catalog: Catalog, card: Card, today: Day, model: MemoryModel): HistoryItem[] {
  const item = catalog.item(card.itemId);
  if (!item) return [];
  const due = dueDayOf(card, today);
  return [
    {
      itemId: card.itemId,
      title: item.title,
      topic: item.scenario.topic,
      stabilityDays: card.stability,
      recallNow: model.retrievability(card, today - card.lastDay),
      dueDate: dateOfDay(due),
      inDays: due - today,
      repetitions: card.repetitions,
      lapses: card.lapses,
    },
  ];
}

function historyTopics({ items }: Catalog, deck: Deck): HistoryTopic[] {
  const byTopic = Map.groupBy(items, ({ scenario }) => scenario.topic);
  return [...byTopic].map(([topic, members]) => {
    const cards = members.flatMap(({ id }) => deck.cards.get(id) ?? []);
    return {
      topic,
      items: members.length,
      seen: cards.length,
      knownAtFirst: cards.filter(({ firstWasKnown }) => firstWasKnown).length,
    };
  });
}

export interface HistoryInput {
  readonly catalog: Catalog;
  readonly store: ProgressStore;
  readonly learner: LearnerId;
  readonly deck: Deck;
  readonly today: Day;
  readonly model: MemoryModel;
  readonly calendars: (zone: string) => Calendar;
}

/** Folds the log into what the progress page draws. Retired items are left out of `items`. */
export async function readHistory(input: HistoryInput): Promise<History> {
  const { catalog, store, learner, deck, today, model, calendars } = input;
  const asked = new Set(catalog.items.map(({ id }) => id));
  const items = [...deck.cards.values()]
    .filter(({ itemId }) => asked.has(itemId))
    .flatMap((card) => historyItem(catalog, card, today, model))
    .toSorted((one, other) => one.inDays - other.inDays);
  return {
    days: await readDays(store, learner, calendars),
    items,
    topics: historyTopics(catalog, deck),
    forecast: Array.from({ length: FORECAST_DAYS }, (_, ahead) => ({
      date: dateOfDay(today + ahead),
      items: items.filter(({ inDays }) => Math.max(0, inDays) === ahead).length,
    })),
  };
}
