import { own } from '../records.ts';
import type { CloudWatchState, Dimension, Point, Series } from './state.ts';

/** Ours, so that nobody fills the learner's machine: AWS keeps minutes for 15 days. */
const MAX_SERIES = 400;
const MAX_MINUTES = 180;

const MINUTE_MS = 60_000;

/** Dimensions of a metric in whatever order: they name the same series. */
const keyOf = (namespace: string, name: string, dimensions: readonly Dimension[]): string =>
  `${namespace}|${name}|${dimensions
    .map(({ Name, Value }) => `${Name}=${Value}`)
    .sort()
    .join('|')}`;

export interface Measurement {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  readonly unit: string;
  /** Clock time in milliseconds. */
  readonly atMs: number;
  readonly point: Readonly<Point>;
}

function seriesFor(state: CloudWatchState, measured: Measurement): Series | undefined {
  const key = keyOf(measured.namespace, measured.name, measured.dimensions);
  const known = own(state.series, key);
  if (known) return known;
  if (Object.keys(state.series).length >= MAX_SERIES) return undefined;
  const made: Series = {
    Namespace: measured.namespace,
    MetricName: measured.name,
    Dimensions: measured.dimensions.map((one) => ({ ...one })),
    Unit: measured.unit,
    points: {},
  };
  state.series[key] = made;
  return made;
}

const merged = (a: Readonly<Point>, b: Readonly<Point>): Point => [
  a[0] + b[0],
  a[1] + b[1],
  Math.min(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** @returns false when the account has too many metrics */
export function measure(state: CloudWatchState, measured: Measurement): boolean {
  const series = seriesFor(state, measured);
  if (!series) return false;
  const { points } = series;
  const minute = String(Math.floor(measured.atMs / MINUTE_MS));
  const known = own(points, minute);
  points[minute] = known ? merged(known, measured.point) : [...measured.point];
  if (known) return true;
  // Whole numbers as keys come in their order: the first is the oldest.
  const minutes = Object.keys(points);
  for (const old of minutes.slice(0, Math.max(0, minutes.length - MAX_MINUTES)))
    Reflect.deleteProperty(points, old);
  return true;
}

export const findSeries = (
  state: CloudWatchState,
  namespace: string,
  name: string,
  dimensions: readonly Dimension[],
): Series | undefined => own(state.series, keyOf(namespace, name, dimensions));

/** What was measured in periods of some seconds, from `startMs` on and before `endMs`, oldest first. */
export function periodsOf(
  { points }: Series,
  startMs: number,
  endMs: number,
  seconds: number,
): { readonly startMs: number; readonly point: Point }[] {
  const length = seconds * 1000;
  const periods = new Map<number, Point>();
  for (const [minute, point] of Object.entries(points)) {
    const at = Number(minute) * MINUTE_MS;
    const start = Math.floor(at / length) * length;
    if (at < Math.floor(startMs / length) * length || at >= endMs) continue;
    const known = periods.get(start);
    periods.set(start, known ? merged(known, point) : point);
  }
  return [...periods]
    .sort(([a], [b]) => a - b)
    .map(([start, point]) => ({ startMs: start, point }));
}

export const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
export type StatisticName = (typeof STATISTICS)[number];

export function statistic([count, sum, min, max]: Readonly<Point>, name: StatisticName): number {
  switch (name) {
    case 'SampleCount':
      return count;
    case 'Sum':
      return sum;
    case 'Average':
      return sum / count;
    case 'Minimum':
      return min;
    case 'Maximum':
      return max;
  }
}
