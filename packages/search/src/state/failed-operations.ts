/** How often which operation failed. */

/** An operation that threw or gave a wrong shape. */
export interface FailedOperation {
  readonly operation: string;
  /** Of how many programs. */
  readonly count: number;
  /** What it did when it did so first. */
  readonly detail: string;
}

/** One entry for each operation, in the order in which they came up. */
export function countOperations(
  failures: Iterable<Pick<FailedOperation, "operation" | "detail"> & { readonly count?: number }>,
): readonly FailedOperation[] {
  const counted = new Map<string, FailedOperation>();
  for (const { operation, detail, count = 1 } of failures) {
    const known = counted.get(operation);
    counted.set(operation, { operation, count: (known?.count ?? 0) + count, detail: known?.detail ?? detail });
  }
  return [...counted.values()];
}

/** `bad 12 times, at first: threw "no"`. */
export const saidOf = ({ operation, count, detail }: FailedOperation): string =>
  `${operation} ${count} ${count === 1 ? "time" : "times"}, at first: ${detail}`;

/** How many of candidates were not valid. */
export const rejectedOf = (rejections: {
  readonly shape: number;
  readonly "non-finite": number;
  readonly operations?: readonly FailedOperation[];
}): number =>
  (rejections.operations ?? []).reduce((sum, { count }) => sum + count, rejections.shape + rejections["non-finite"]);
