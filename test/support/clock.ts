import type { Clock } from '#core';

/** A clock that stands still until it is told otherwise. */
export interface FakeClock extends Clock {
  set(iso: string): void;
  advance(step: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
}

/** @param iso where it begins, for example `2026-11-23T10:00:00Z` */
export function fakeClock(iso = '2026-11-23T10:00:00Z'): FakeClock {
  let now = Date.parse(iso);
  return {
    now: () => now,
    set(later) {
      now = Date.parse(later);
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
  };
}
