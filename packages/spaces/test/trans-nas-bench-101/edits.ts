/** The least number of changes, insertions and deletions that make one list of the other (Levenshtein). */
export function edits<T>(a: readonly T[], b: readonly T[]): number {
  let row = [...b.keys(), b.length];
  for (const [i, left] of a.entries()) {
    const next = [i + 1];
    for (const [j, right] of b.entries())
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (left === right ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}
