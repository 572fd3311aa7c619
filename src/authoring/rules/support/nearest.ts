/** Edits (insert, delete, replace) between two words: Levenshtein's distance, one row at a time. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** The name that a slip of the pen would explain; undefined when none is near. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: { name: string; edits: number } | undefined;
  for (const candidate of names) {
    const edits = distance(name, candidate);
    if (!best || edits < best.edits) best = { name: candidate, edits };
  }
  return best && best.edits <= Math.max(2, Math.floor(name.length / 3)) ? best.name : undefined;
}

/** `No lab is named "x". Did you mean "y"?`, or where to look when nothing is near. */
export function unknownName(
  what: string,
  name: string,
  names: Iterable<string>,
  where: string,
): string {
  const meant = nearest(name, names);
  return `No ${what} is named "${name}". ${meant ? `Did you mean "${meant}"?` : where}`;
}
