/** A toScalar or an aggregate that throws, or whose result is no number. */
import { quoted } from "./operation-fault.ts";

/** What a reduction did, as `Score` tells it of an operation. */
export interface ReductionFault {
  readonly operation: string;
  readonly detail: string;
}

/** The number that a reduction gives, or its fault. */
export function reduced(
  role: "toScalar" | "aggregate",
  { text }: { readonly text?: string },
  run: () => unknown,
): number | ReductionFault {
  const operation = text === undefined ? role : `${role} ${text}`;
  try {
    const value = run();
    return typeof value === "number" ? value : { operation, detail: `gave ${quoted(value)}, expected a number` };
  } catch (error) {
    return { operation, detail: `threw ${quoted(error instanceof Error ? error.message : error)}` };
  }
}
