import type { CatalogItem } from '#catalog';
import type { DueCounts, Leech } from '#quiz';
import {
  dateOfDay,
  dayOfDate,
  dueDayOf,
  isReaskReady,
  isSetAside,
  leechesOf,
  nextPick,
  streamQueue,
  topicChances,
  type Candidate,
  type Day,
  type MemoryModel,
  type Pick,
  type Plan,
} from '#scheduling';
import type { Scene } from './scene.ts';
import type { StoredSession } from './session.ts';

/** A topic counts as weak below this chance to know an item of it at first sight. */
const WEAK_BELOW = 0.7;
const WEAK_TOPICS = 3;

/** The topics that are known least, among those in which something was answered. */
export function weakTopics({ bank, deck }: Scene): string[] {
  const chanceOf = topicChances(bank.candidates, deck);
  const seen = new Set(
    bank.candidates.filter(({ itemId }) => deck.cards.has(itemId)).map(({ topic }) => topic),
  );
  return [...seen]
    .filter((topic) => chanceOf(topic) < WEAK_BELOW)
    .toSorted((one, other) => chanceOf(one) - chanceOf(other))
    .slice(0, WEAK_TOPICS);
}

/** The part of the bank that a session asks from. */
function candidatesOf(scene: Scene, session: StoredSession | undefined): readonly Candidate[] {
  const { bank, deck } = scene;
  const all = bank.candidates;
  switch (session?.mode) {
    case 'topic':
      return all.filter(({ topic }) => topic === session.topic);
    case 'weak': {
      const topics = weakTopics(scene);
      return all.filter(({ topic }) => topics.includes(topic));
    }
    case 'missed':
      return all.filter(({ itemId }) => deck.cards.get(itemId)?.lastRating === 'again');
    case 'custom': {
      const { topics, types, levels } = session.filter ?? {};
      return all.filter(({ itemId, topic }) => {
        const item = bank.items.get(itemId);
        if (!item || topics?.includes(topic) === false) return false;
        const { authored, scenario } = item;
        return (
          (types?.includes(authored.type) ?? true) && (levels?.includes(scenario.level) ?? true)
        );
      });
    }
    case 'today':
    case 'diagnostic':
    case undefined:
      return all;
  }
}

/** @param last the item asked before, whose topic waits its turn */
function planOf(scene: Scene, session?: StoredSession, last?: CatalogItem): Plan {
  const { profile, now, today } = scene;
  const examDay = profile.examDate === undefined ? undefined : dayOfDate(profile.examDate);
  const isDrill = session !== undefined && session.mode !== 'today';
  return {
    candidates: candidatesOf(scene, session),
    now,
    today,
    examDay,
    // With an exam ahead, minutes that are left go to what pays most on its day, due or not.
    includesAhead: isDrill || (examDay !== undefined && examDay > today),
    excluded: new Set(session?.skipped),
    lastTopic: last?.scenario.topic,
  };
}

/** The queue of a session, or of the day when there is none; in order, as far as it is read. */
export const queueOf = (
  scene: Scene,
  model: MemoryModel,
  session?: StoredSession,
): Generator<Pick> => streamQueue(planOf(scene, session), scene.deck, model);

/** What comes next in a session. */
export const nextOf = (
  scene: Scene,
  model: MemoryModel,
  session: StoredSession,
  last?: CatalogItem,
): Pick | undefined => nextPick(planOf(scene, session, last), scene.deck, model);

/** Items that a diagnostic may ask: never seen, not set aside, no sibling asked today. */
export function probesOf({ bank, deck, today }: Scene, session: StoredSession): Candidate[] {
  const asked = new Set(
    bank.candidates
      .filter(({ itemId }) => deck.cards.get(itemId)?.lastDay === today)
      .map(({ scenarioId }) => scenarioId),
  );
  return bank.candidates.filter(
    ({ itemId, scenarioId }) =>
      !deck.cards.has(itemId) &&
      !asked.has(scenarioId) &&
      !session.skipped.includes(itemId) &&
      !isSetAside(deck.marks.get(itemId), today),
  );
}

/** The first picks that fit into the time. The last one may run over, as in life. */
export function fitting(picks: Iterable<Pick>, seconds: number): Pick[] {
  const result: Pick[] = [];
  let left = seconds;
  for (const pick of picks) {
    if (left <= 0) break;
    result.push(pick);
    left -= pick.seconds;
  }
  return result;
}

/** Items that wait for their lesson or lab. */
function leeches(scene: Scene): Leech[] {
  return leechesOf(planOf(scene), scene.deck).flatMap(({ itemId }) => {
    const item = scene.bank.items.get(itemId);
    if (!item) return [];
    const { lessons, labs } = scene.catalog.relatedToScenario(item.scenario.id);
    const remedies = [
      ...lessons.map(({ id, title }) => ({ title, url: `/learn/${id}` })),
      ...labs.map(({ id, title }) => ({ title, url: `/labs/${id}` })),
    ];
    const { lapses = 0 } = scene.deck.cards.get(itemId) ?? {};
    return [{ itemId, title: item.title, lapses, remedies }];
  });
}

/** How many are due now; those set aside and those asked today are not. */
function countDue({ bank, deck, today, now }: Scene): number {
  return bank.candidates.filter(({ itemId }) => {
    const card = deck.cards.get(itemId);
    if (!card || isSetAside(deck.marks.get(itemId), today)) return false;
    return card.lastDay === today
      ? isReaskReady(card, deck, now, today)
      : dueDayOf(card, today) <= today;
  }).length;
}

const secondsToday = ({ deck, today }: Scene) =>
  deck.latest.day === today ? deck.latest.seconds : 0;

/** What is left of the learner's minutes for the day, in seconds. */
export const secondsLeft = (scene: Scene): number =>
  Math.max(0, scene.profile.minutesPerDay * 60 - secondsToday(scene));

/** The first day after today on which something falls due; undefined when something is due already. */
function nextDue(days: readonly Day[], today: Day): DueCounts['next'] {
  if (days.length === 0 || days.some((day) => day <= today)) return undefined;
  const first = days.reduce((one, other) => Math.min(one, other));
  const count = days.filter((day) => day === first).length;
  return { date: dateOfDay(first), inDays: first - today, count };
}

/** What waits for the learner today and next. */
export function dueCounts(
  scene: Scene,
  model: MemoryModel,
  openSession?: DueCounts['openSession'],
): DueCounts {
  const { bank, deck, today, profile } = scene;
  const planned = fitting(queueOf(scene, model), secondsLeft(scene));
  const cards = bank.candidates.flatMap(({ itemId }) => deck.cards.get(itemId) ?? []);
  const isToday = deck.latest.day === today;
  const next = nextDue(
    cards.map((card) => dueDayOf(card, today)),
    today,
  );
  return {
    due: countDue(scene),
    unseen: bank.candidates.length - cards.length,
    planned: planned.length,
    plannedMinutes: Math.ceil(planned.reduce((sum, { seconds }) => sum + seconds, 0) / 60),
    answeredToday: isToday ? deck.latest.answers : 0,
    correctToday: isToday ? deck.latest.correct : 0,
    minutesToday: Math.round(secondsToday(scene) / 60),
    minutesPerDay: profile.minutesPerDay,
    leeches: leeches(scene),
    ...(next && { next }),
    ...(openSession && { openSession }),
  };
}
