/** A binary heap: the best first, in constant time to look at and logarithmic time to take. */
export interface Heap<T> {
  readonly peek: () => T | undefined;
  readonly take: () => T | undefined;
}

/**
 * Makes a heap of an array in linear time. The array is used up.
 * @param isBefore a strict total order, so that equals cannot trade places
 */
export function createHeap<T>(members: T[], isBefore: (one: T, other: T) => boolean): Heap<T> {
  const swap = (one: number, other: number) => {
    [members[one], members[other]] = [members[other] as T, members[one] as T];
  };
  const comesFirst = (one: number, other: number) => {
    const [first, second] = [members[one], members[other]];
    return first !== undefined && second !== undefined && isBefore(first, second);
  };

  function sink(from: number): void {
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      let best = place;
      if (comesFirst(left, best)) best = left;
      if (comesFirst(left + 1, best)) best = left + 1;
      if (best === place) return;
      swap(place, best);
      place = best;
    }
  }

  for (let place = Math.floor(members.length / 2) - 1; place >= 0; place -= 1) sink(place);
  return {
    peek: () => members[0],
    take() {
      if (members.length > 1) swap(0, members.length - 1);
      const first = members.pop();
      sink(0);
      return first;
    },
  };
}
