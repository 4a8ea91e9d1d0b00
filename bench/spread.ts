import { digits } from "./median.ts";

/** The quartiles of the numbers and, in parentheses, the least and the greatest, as text: "11.2–12.9 (9.87–14.1)". */
export function spread(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  if (sorted.length === 0) throw new RangeError("spread: expected one number at least");
  const at = (share: number): string => digits(sorted[Math.round(share * (sorted.length - 1))]!);
  return `${at(0.25)}–${at(0.75)} (${at(0)}–${at(1)})`;
}
