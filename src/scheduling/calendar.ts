const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Wider than any offset from UTC (-12 to +14 hours) and any jump of a clock. */
const SEARCH_MS = 40 * HOUR_MS;

/** A learner's day as a number: days from 1970-01-01 to the date it begins on. */
export type Day = number;

/** Days as the learner lives them: from one local 4 o'clock (or another hour) to the next. */
export interface Calendar {
  /** @param at milliseconds since 1970 */
  readonly dayOf: (at: number) => Day;
  /** The first instant of a day, in milliseconds since 1970. */
  readonly startOf: (day: Day) => number;
}

/** The date a day begins on, as YYYY-MM-DD. */
export const dateOfDay = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** @param date YYYY-MM-DD */
export const dayOfDate = (date: string): Day =>
  Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

/** Whether the runtime knows a zone of that name. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone !== '';
  } catch {
    return false;
  }
}

/** A zone's distance from UTC in milliseconds at an instant; exact to the minute. */
function createOffsetReader(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    era: 'short',
  });
  return (at) => {
    const part = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, value]),
    );
    const local = Date.UTC(
      Number(part['year']),
      Number(part['month']) - 1,
      Number(part['day']),
      Number(part['hour']),
      Number(part['minute']),
      Number(part['second']),
    );
    return local - Math.floor(at / 1000) * 1000;
  };
}

/** Remembers offsets by UTC day: asked for twice a day, and exactly only on days when the clocks change. */
function createCachedOffset(zone: string): (at: number) => number {
  const read = createOffsetReader(zone);
  const steady = new Map<number, number | undefined>();
  return (at) => {
    const day = Math.floor(at / DAY_MS);
    if (!steady.has(day)) {
      const first = read(day * DAY_MS);
      steady.set(day, first === read((day + 1) * DAY_MS) ? first : undefined);
    }
    return steady.get(day) ?? read(at);
  };
}

/**
 * The learner's calendar. A day runs from the first instant at which local clocks show its date and
 * `dayStartHour` to the first such instant of the next date, so it has 23 or 25 hours when clocks change.
 * @param zone IANA name @param dayStartHour 0 to 12
 * @throws RangeError for a zone that the runtime does not know; ask `isZone` first
 */
export function createCalendar(zone: string, dayStartHour = 4): Calendar {
  const offset = createCachedOffset(zone);
  const starts = new Map<Day, number>();
  /** The day that the clock on the wall names; it may fall back when clocks do. */
  const wallDay = (at: number) => Math.floor((at + offset(at) - dayStartHour * HOUR_MS) / DAY_MS);

  function startOf(day: Day): number {
    const known = starts.get(day);
    if (known !== undefined) return known;
    const around = day * DAY_MS + dayStartHour * HOUR_MS;
    const start = firstWhere(around - SEARCH_MS, around + SEARCH_MS, (at) => wallDay(at) >= day);
    starts.set(day, start);
    return start;
  }

  function dayOf(at: number): Day {
    const day = wallDay(at);
    const shifts = offset(at - DAY_MS / 2) !== offset(at + DAY_MS / 2);
    if (!shifts) return day;
    // Near a change of clocks the wall may name a day again that is already over.
    return at >= startOf(day + 1) ? day + 1 : day;
  }

  return { dayOf, startOf };
}

/** The first integer in (low, high] that satisfies the condition, for one that goes from false to true once. */
function firstWhere(low: number, high: number, holds: (value: number) => boolean): number {
  let [before, after] = [low, high];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (holds(middle)) after = middle;
    else before = middle;
  }
  return after;
}
