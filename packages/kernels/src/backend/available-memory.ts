import { insideNode } from "./inside-node.ts";

interface Built {
  getBuiltinModule?(name: "node:os"): { freemem(): number };
}

/** How many threads of this process share what there is, as the pool that started them says in the environment. */
const sharersVariable = "EZNAS_SHARERS";

/**
 * The bytes that this thread may still take: what the machine has free, within what the process is allowed, shared
 * between the
 * threads that compute side by side. Undefined where nobody says, as in browsers and before Node 20.16.
 *
 * @example
 * ```ts
 * import { availableMemory } from "@eznas/kernels";
 *
 * const bytes = availableMemory();
 * bytes === undefined || bytes > 2 ** 20; // → true
 * ```
 */
export function availableMemory(): number | undefined {
  if (!insideNode()) return undefined;
  const free = (process as Built).getBuiltinModule?.("node:os").freemem();
  if (free === undefined) return undefined;
  // What the system counts as used within a container has files in it that it gives up when asked; what the process
  // has, it keeps.
  const allowed = process.constrainedMemory?.() || Number.POSITIVE_INFINITY;
  const sharers = Number(process.env[sharersVariable]) || 1;
  return Math.max(0, Math.min(free, allowed - process.memoryUsage.rss())) / sharers;
}
