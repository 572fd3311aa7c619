import { countedAnswers } from '#analytics';
import type { Catalog } from '#catalog';
import type { ProgressEvent } from '#core';
import { dateOfDay, type Calendar, type Day } from '#scheduling';
import type { HeatCell, HeatMap } from './contract.ts';

/** Weeks that are shown, the current one last. */
const WEEKS = 8;
const WEEK_DAYS = 7;

/** Answers of every topic by week of the learner's days; the last week ends today. */
export function heatMap(
  catalog: Catalog,
  events: readonly ProgressEvent[],
  calendars: (zone: string) => Calendar,
  today: Day,
): HeatMap {
  const weekOf = (day: Day) => WEEKS - 1 - Math.floor((today - day) / WEEK_DAYS);
  const rows = new Map<string, HeatCell[]>();
  for (const { scenario } of catalog.items) {
    if (!rows.has(scenario.topic)) {
      rows.set(
        scenario.topic,
        Array.from({ length: WEEKS }, () => ({ right: 0, of: 0 })),
      );
    }
  }
  for (const { itemId, at, zone, score } of countedAnswers(events)) {
    const cells = rows.get(catalog.item(itemId)?.scenario.topic ?? '');
    const week = weekOf(calendars(zone).dayOf(Date.parse(at)));
    const cell = cells?.[week];
    if (!cells || !cell) continue;
    cells[week] = { right: cell.right + (score.isCorrect ? 1 : 0), of: cell.of + 1 };
  }
  return {
    weeks: Array.from({ length: WEEKS }, (_, week) =>
      dateOfDay(today - (WEEKS - week) * WEEK_DAYS + 1),
    ),
    rows: [...rows].map(([topic, cells]) => ({ topic, cells })),
  };
}
