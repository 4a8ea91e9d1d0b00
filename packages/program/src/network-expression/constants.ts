/** Numbers as leaves of an expression. */

const decimal = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** The number that a leaf's name is; undefined for what is none, or too large for one. */
export function constantOf(name: string): number | undefined {
  const value = decimal.test(name) ? Number(name) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** The one name of a number. */
export function constantName(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
