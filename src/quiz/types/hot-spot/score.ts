import { refuseOptions, type Response, type Score } from '../shared.ts';
import { linesOf, type HotSpot } from './schema.ts';

/** The id of a line: its number, counted from 1. */
export const lineId = (line: number): string => `l${line}`;

export const keyOfHotSpot = ({ lines }: HotSpot): Response =>
  lines.filter(({ correct }) => correct).map(({ line }) => lineId(line));

export function refuseHotSpot(
  { listing, choose }: HotSpot,
  response: Response,
): string | undefined {
  if (response.length !== choose) {
    const seen = response.length === 1 ? '1 line is' : `${response.length} lines are`;
    return `${seen} marked. Mark ${choose}.`;
  }
  const lines = linesOf(listing).flatMap((text, index) =>
    text.trim() === '' ? [] : [{ id: lineId(index + 1) }],
  );
  return refuseOptions(lines, response);
}

/** Right only when exactly the right lines are marked. Points are right lines minus wrong ones. */
export function scoreHotSpot(item: HotSpot, response: Response): Score {
  const keys = keyOfHotSpot(item);
  const hits = keys.filter((id) => response.includes(id)).length;
  const misses = response.length - hits;
  const isCorrect = hits === keys.length && misses === 0;
  return { points: Math.max(0, hits - misses), maxPoints: keys.length, isCorrect };
}
