import { eventId, itemId, learnerId, type ProgressEventOf } from '#core';
import {
  createCalendar,
  createFsrs,
  EMPTY_DECK,
  foldEvents,
  nextPick,
  type Candidate,
  type Deck,
} from '#scheduling';
import type { Policy, Setup } from './policy.ts';

/** The first morning, in milliseconds since 1970: a Monday in UTC. */
const EPOCH = Date.UTC(2026, 0, 5);
/** What an author writes as the time of an item of ordinary length, in seconds. */
const AUTHORED_SECONDS = 75;

/** The queue of the product, driven as the product drives it: events in, the next pick out. */
export function ours({ items, examDay }: Setup): Policy {
  const model = createFsrs();
  const calendar = createCalendar('UTC');
  const calendars = () => calendar;
  const today0 = calendar.dayOf(EPOCH + 12 * 3_600_000);
  const ids = items.map((_, index) => itemId(`c/${index}/i`));
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const candidates: Candidate[] = items.map(({ topic, weight, length }, index) => ({
    itemId: ids[index] ?? itemId(''),
    scenarioId: `c/${index}`,
    topic: `t${topic}`,
    seconds: AUTHORED_SECONDS * length,
    weight,
  }));
  let deck: Deck = EMPTY_DECK;
  let lastTopic: string | undefined;
  let made = 0;
  return {
    next(now, day) {
      const pick = nextPick(
        {
          candidates,
          now: EPOCH + now * 1000,
          today: today0 + day,
          examDay: today0 + examDay,
          includesAhead: true,
          lastTopic,
        },
        deck,
        model,
      );
      return pick && indexOf.get(pick.itemId);
    },
    record({ item, isRight, isGuess, at, seconds }) {
      const event: ProgressEventOf<'item-answered'> = {
        id: eventId(`e${(made += 1)}`),
        v: 1,
        learner: learnerId('simulated'),
        at: new Date(EPOCH + at * 1000).toISOString(),
        zone: 'UTC',
        source: 'local',
        type: 'item-answered',
        itemId: ids[item] ?? itemId(''),
        itemHash: '',
        sessionId: 's',
        variantSeed: 0,
        optionOrder: [],
        response: [],
        score: { points: isRight ? 1 : 0, maxPoints: 1, isCorrect: isRight },
        seconds,
        confidence: isGuess ? 'guessed' : 'sure',
      };
      deck = foldEvents(deck, [event], calendars, model) ?? deck;
      lastTopic = candidates[item]?.topic;
    },
  };
}
