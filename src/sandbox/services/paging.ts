import { badRequest } from '../wire/errors.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 500;

export interface Page<T> {
  readonly items: T[];
  readonly position?: string;
}

/**
 * One page of a list. The position is opaque to callers: where the next page starts, in base64.
 * @param limit 1 to 500 items, 25 unless said; AWS takes more than 500 as 500
 */
export function pageOf<T>(
  all: readonly T[],
  { position, limit }: { position?: string | undefined; limit?: number | undefined },
): Page<T> {
  const start = position === undefined || position === '' ? 0 : startOf(position);
  const size = Math.min(
    Math.max(1, Math.floor(limit ?? DEFAULT_LIMIT) || DEFAULT_LIMIT),
    MAX_LIMIT,
  );
  const items = all.slice(start, start + size);
  const next = start + size;
  return next < all.length ? { items, position: btoa(`from:${next}`) } : { items };
}

function startOf(position: string): number {
  let text = '';
  try {
    text = atob(position);
  } catch {
    // Falls through to the refusal below.
  }
  const start = /^from:(\d+)$/.exec(text)?.[1];
  if (start === undefined) throw badRequest('Invalid position parameter specified');
  return Number(start);
}
