/**
 * Throws a RangeError in the caller's name for an option that is not a whole number from `least` up, or a list of such.
 */
export function checkCounts(
  caller: string,
  counts: Readonly<Record<string, number | readonly number[]>>,
  least = 1,
): void {
  for (const [name, given] of Object.entries(counts)) {
    const one = typeof given === "number";
    const values = one ? [given] : given;
    const wrong = values.find((value) => !(Number.isSafeInteger(value) && value >= least));
    if (wrong === undefined && values.length > 0 && new Set(values).size === values.length) continue;
    const got = wrong ?? (values.length > 0 ? values.join(", ") : "none");
    const expected = one ? `a whole number from ${least} up` : `different whole numbers from ${least} up`;
    throw new RangeError(`${caller}: ${name} must be ${expected}, got ${got}`);
  }
}
