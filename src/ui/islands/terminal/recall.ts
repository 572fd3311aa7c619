/** Walking through what was entered, as the arrow keys do; the unfinished line is kept at the end. */
export interface Recall {
  /** @returns the line before the one shown, or undefined at the oldest */
  back(current: string): string | undefined;
  /** @returns the line after the one shown, or undefined at the newest */
  forward(): string | undefined;
  /** After a line was run: the next walk starts at the newest. */
  reset(): void;
}

export function createRecall(history: () => readonly string[]): Recall {
  let position: number | undefined;
  let unfinished = '';
  return {
    back(current) {
      const lines = history();
      if (position === undefined) unfinished = current;
      const next = (position ?? lines.length) - 1;
      if (next < 0) return undefined;
      position = next;
      return lines[next];
    },
    forward() {
      if (position === undefined) return undefined;
      const lines = history();
      position += 1;
      if (position < lines.length) return lines[position];
      position = undefined;
      return unfinished;
    },
    reset() {
      position = undefined;
      unfinished = '';
    },
  };
}
