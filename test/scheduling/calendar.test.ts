import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCalendar, dateOfDay, dayOfDate, isZone } from '#scheduling';

const HOUR_MS = 3_600_000;

/** What a clock on the wall shows, as YYYY-MM-DDTHH:mm, by another road than the calendar's. */
function wall(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(at)
    .replace(' ', 'T');
}

const dayAt = (iso: string, zone: string) => dateOfDay(createCalendar(zone).dayOf(Date.parse(iso)));

describe("the learner's day", () => {
  test.each([
    ['2026-11-23T02:59:59Z', 'Europe/Berlin', '2026-11-22'],
    ['2026-11-23T03:00:00Z', 'Europe/Berlin', '2026-11-23'],
    ['2026-11-23T15:30:00Z', 'Pacific/Auckland', '2026-11-24'],
    ['2026-11-23T11:59:00Z', 'America/Los_Angeles', '2026-11-22'],
    ['2026-11-23T12:00:00Z', 'America/Los_Angeles', '2026-11-23'],
    ['2026-11-22T22:15:00Z', 'Asia/Kathmandu', '2026-11-23'],
    ['2026-11-22T22:14:59Z', 'Asia/Kathmandu', '2026-11-22'],
    ['1969-12-31T05:00:00Z', 'UTC', '1969-12-31'],
  ])('%s in %s is %s', (iso, zone, date) => {
    expect(dayAt(iso, zone)).toBe(date);
  });

  test('ten minutes around UTC midnight are one day for a learner in Berlin', () => {
    expect(dayAt('2026-11-23T23:50:00Z', 'Europe/Berlin')).toBe(
      dayAt('2026-11-24T00:10:00Z', 'Europe/Berlin'),
    );
  });

  test.each([
    ['Europe/Berlin', '2026-03-28', 23],
    ['Europe/Berlin', '2026-10-24', 25],
    ['Europe/Berlin', '2026-07-01', 24],
    ['Australia/Lord_Howe', '2026-04-04', 24.5],
    ['America/Santiago', '2026-09-05', 23],
    ['Asia/Kolkata', '2026-03-28', 24],
  ])('in %s the day that begins on %s has %d hours', (zone, date, hours) => {
    const { startOf } = createCalendar(zone);
    const day = dayOfDate(date);
    expect((startOf(day + 1) - startOf(day)) / HOUR_MS).toBe(hours);
  });

  test('where clocks fell back across the boundary no day comes twice', () => {
    // Casey Station turned 4:00 into 1:00 on 11 March 2018, so that morning never reached 4 the first time.
    const { dayOf } = createCalendar('Antarctica/Casey');
    const from = Date.parse('2018-03-10T00:00:00Z');
    const days = Array.from({ length: 96 }, (_, half) => dayOf(from + (half * HOUR_MS) / 2));
    expect(days).toEqual(days.toSorted((one, other) => one - other));
  });

  const zones = Intl.supportedValuesOf('timeZone');
  const moments = fc.integer({
    min: Date.parse('2000-01-01T00:00:00Z'),
    max: Date.parse('2037-12-31T00:00:00Z'),
  });

  test('every moment lies in its day, in every zone, at any hour of beginning', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, fc.nat(12), (zone, at, hour) => {
        const { dayOf, startOf } = createCalendar(zone, hour);
        const day = dayOf(at);
        expect(startOf(day)).toBeLessThanOrEqual(at);
        expect(at).toBeLessThan(startOf(day + 1));
      }),
      { numRuns: 1_000 },
    );
  });

  test('days never go back as time goes on', () => {
    const steps = fc.integer({ min: 0, max: 40 * HOUR_MS });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, steps, (zone, at, step) => {
        const { dayOf } = createCalendar(zone);
        const [one, other] = [dayOf(at), dayOf(at + step)];
        expect(other).toBeGreaterThanOrEqual(one);
        expect(other - one).toBeLessThanOrEqual(3);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a day begins when the wall shows 4:00, or the first moment after it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, at) => {
        const { dayOf, startOf } = createCalendar(zone);
        const day = dayOf(at);
        const start = startOf(day);
        expect(wall(start, zone) >= `${dateOfDay(day)}T04:00`).toBe(true);
        expect(wall(start - 1, zone) < `${dateOfDay(day)}T04:00`).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('dates and days are the same thing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (day) => {
        expect(dayOfDate(dateOfDay(day))).toBe(day);
      }),
    );
  });
});

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['', false],
])('whether "%s" is a zone: %s', (zone, known) => {
  expect(isZone(zone)).toBe(known);
});
