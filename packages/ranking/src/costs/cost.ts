/** What a network has of something, known from its architecture alone: no image, no weight counts. */
import type { ZeroCostProxy } from "@eznas/proxies";
import type { Space } from "@eznas/spaces";
import type { Pattern } from "@eznas/stats";

/** Everything there is to say about a cost but its name, which is its key in a table. */
export interface Cost {
  /** How a model is counted; the pattern is for costs that {@link takesPattern}. */
  readonly ofModel: (pattern: Pattern) => ZeroCostProxy;
  /** Where a space knows it without building a network. */
  readonly ofSpace?: <A>(space: Space<A>, architecture: A) => number | undefined;
  /** Whether a pattern before its name, as in `cbr: instances`, means something. Default: false. */
  readonly takesPattern?: boolean;
  /** A sentence: what is counted, and where it is not defined. */
  readonly domain: string;
}
