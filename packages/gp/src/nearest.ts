/** What a misspelt name was meant to be. */

/** Longer names are no typing mistakes, and comparing them would take long. */
const longest = 40;
const listed = 12;

/** Ends an error message: the name that is at most a third of its letters away, or else the names there are. */
export function suggest(name: string, known: readonly string[]): string {
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  if (name.length <= longest)
    for (const candidate of known) {
      const distance = edits(name.toLowerCase(), candidate.toLowerCase());
      if (distance < least) [nearest, least] = [candidate, distance];
    }
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  if (known.length === 0) return "the set has none";
  return `known: ${known.slice(0, listed).join(", ")}${known.length > listed ? ", …" : ""}`;
}

/** A name in quotes, cut when it is long. */
export function quote(name: string): string {
  return `"${name.length > longest ? `${name.slice(0, longest)}…` : name}"`;
}

/** Levenshtein's distance, row by row. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
  }
  return row[b.length]!;
}
