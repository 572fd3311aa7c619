/** Keeps the last `capacity` members of each account, so that memory stays bounded. */
export interface AccountRings<T> {
  add(accountId: string, member: T): void;
  /** Newest first. */
  latest(accountId: string, limit: number): readonly T[];
  /** Forgets one account, or all. */
  clear(accountId?: string): void;
}

interface Ring<T> {
  readonly members: T[];
  /** Where the next one goes once the ring is full. */
  next: number;
}

/** @param capacity members kept per account */
export function createAccountRings<T>(capacity: number): AccountRings<T> {
  const rings = new Map<string, Ring<T>>();
  return {
    add(accountId, member) {
      const ring = rings.get(accountId) ?? { members: [], next: 0 };
      rings.set(accountId, ring);
      ring.members[ring.next] = member;
      ring.next = (ring.next + 1) % capacity;
    },
    latest(accountId, limit) {
      const ring = rings.get(accountId);
      if (!ring) return [];
      const oldestFirst = [...ring.members.slice(ring.next), ...ring.members.slice(0, ring.next)];
      return oldestFirst.reverse().slice(0, Math.max(0, limit));
    },
    clear(accountId) {
      if (accountId === undefined) rings.clear();
      else rings.delete(accountId);
    },
  };
}
