/** Characters in the longest common run of `a` and `b`, with where it starts in each. */
function longestRun(a: string, b: string): { start: number; other: number; length: number } {
  let best = { start: 0, other: 0, length: 0 };
  let previous = new Array<number>(b.length + 1).fill(0);
  for (let i = 0; i < a.length; i += 1) {
    const current = new Array<number>(b.length + 1).fill(0);
    for (let j = 0; j < b.length; j += 1) {
      if (a[i] !== b[j]) continue;
      const length = (previous[j] ?? 0) + 1;
      current[j + 1] = length;
      if (length > best.length) best = { start: i - length + 1, other: j - length + 1, length };
    }
    previous = current;
  }
  return best;
}

function matching(a: string, b: string): number {
  const { start, other, length } = longestRun(a, b);
  if (length === 0) return 0;
  const before = matching(a.slice(0, start), b.slice(0, other));
  return before + length + matching(a.slice(start + length), b.slice(other + length));
}

/** Ratcliff and Obershelp's similarity (1988), 0 to 1: twice the matching characters over all of them. */
export const similarity = (a: string, b: string): number =>
  a.length + b.length === 0 ? 1 : (2 * matching(a, b)) / (a.length + b.length);

/**
 * The words most like `word`, best first.
 * @param cutoff least similarity, 0 to 1 (the AWS CLI uses 0.8)
 */
export function closeMatches(
  word: string,
  words: readonly string[],
  cutoff = 0.8,
  most = 3,
): string[] {
  return words
    .map((one) => ({ one, score: similarity(one, word) }))
    .filter(({ score }) => score >= cutoff)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ one }) => one);
}
