import type { Computation } from "../parts/part.ts";

/** The input itself. */
export const identity: Computation = {
  jet: "linear",
  record: ([x]) => ({ output: x!, gradient: (dy) => ({ inputs: [dy] }) }),
};
