/** The middle of the numbers, the upper one of two. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError("median: expected one number at least");
  return middle;
}

/** The text of a number to so many significant digits, without an exponent. */
export function digits(value: number, significant = 3): string {
  if (value === 0 || !Number.isFinite(value)) return `${value}`;
  const decimals = Math.max(0, significant - 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(decimals);
}
