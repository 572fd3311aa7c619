import type { CatalogItem } from '#catalog';
import type { DueCounts } from '#quiz';
import {
  dateOfDay,
  dayOfDate,
  dueDayOf,
  orderQueue,
  type Day,
  type MemoryModel,
  type Pick,
} from '#scheduling';
import type { Scene } from './scene.ts';
import type { StoredSession } from './session.ts';

/** The queue of a session, or of the day when there is none. @param last the item asked before, whose topic waits its turn */
export function queueOf(
  { bank, profile, deck, now, today }: Scene,
  model: MemoryModel,
  session?: StoredSession,
  last?: CatalogItem,
): Pick[] {
  const topic = session?.topic;
  const candidates =
    topic === undefined ? bank.candidates : bank.candidates.filter((one) => one.topic === topic);
  return orderQueue(
    {
      candidates,
      now,
      today,
      examDay: profile.examDate === undefined ? undefined : dayOfDate(profile.examDate),
      includesAhead: session?.mode === 'topic',
      excluded: new Set(session?.skipped),
      lastTopic: last?.scenario.topic,
    },
    deck,
    model,
  );
}

/** The first picks that fit into the time. The last one may run over, as in life. */
export function fitting(picks: readonly Pick[], seconds: number): Pick[] {
  let left = seconds;
  return picks.filter((pick) => {
    const fits = left > 0;
    left -= pick.seconds;
    return fits;
  });
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
  const picks = queueOf(scene, model);
  const planned = fitting(picks, secondsLeft(scene));
  const cards = bank.candidates.flatMap(({ itemId }) => deck.cards.get(itemId) ?? []);
  const isToday = deck.latest.day === today;
  const next = nextDue(
    cards.map((card) => dueDayOf(card, today)),
    today,
  );
  return {
    due: picks.filter(({ kind }) => kind === 'due' || kind === 'reask').length,
    unseen: bank.candidates.length - cards.length,
    planned: planned.length,
    plannedMinutes: Math.ceil(planned.reduce((sum, { seconds }) => sum + seconds, 0) / 60),
    answeredToday: isToday ? deck.latest.answers : 0,
    correctToday: isToday ? deck.latest.correct : 0,
    minutesToday: Math.round(secondsToday(scene) / 60),
    minutesPerDay: profile.minutesPerDay,
    ...(next && { next }),
    ...(openSession && { openSession }),
  };
}
