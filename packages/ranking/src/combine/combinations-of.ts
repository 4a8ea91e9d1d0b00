import type { Term } from "./ranked-part.ts";

/** All combinations of so many of the metrics, each once, with all signs or as they are. */
export function* combinationsOf(metrics: number, size: number, signs: "free" | "fixed"): Generator<readonly Term[]> {
  const signed = signs === "free" ? 2 ** size : 1;
  for (const places of choicesOf(metrics, size))
    for (let mask = 0; mask < signed; mask++)
      yield places.map((at, i): Term => ({ at, sign: (mask >> i) & 1 ? -1 : 1 }));
}

function* choicesOf(count: number, size: number, from = 0): Generator<readonly number[]> {
  if (size === 0) yield [];
  else
    for (let first = from; first <= count - size; first++)
      for (const rest of choicesOf(count, size - 1, first + 1)) yield [first, ...rest];
}

/** How many those are. */
export function countCombinations(metrics: number, size: number, signs: "free" | "fixed"): number {
  let choices = 1;
  for (let i = 0; i < size; i++) choices = (choices * (metrics - i)) / (i + 1);
  return choices * (signs === "free" ? 2 ** size : 1);
}
