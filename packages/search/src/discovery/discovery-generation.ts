/** What a discovery yields after each round. */
import type { Program } from "@eznas/program";
import type { Judged } from "./nsga2.ts";

/** A metric that met all networks of the search. */
export interface Discovered extends Judged {
  /** With its sign: higher is better. */
  readonly metric: Program<string>;
  /** Its canonical text. */
  readonly text: string;
  /** In the order of the objectives asked for. */
  readonly objectives: readonly number[];
  /** How it orders all networks: the same text for metrics that do so alike. */
  readonly order: string;
}

/** How many candidates were drawn again, and why. */
export interface Rejected {
  /** An operation does not apply to the shapes. */
  shape: number;
  "non-finite": number;
  /** An operation of one's own threw, or gave what it must not. */
  operation: number;
  /** The same number on every instance. */
  constant: number;
  /** The same values as a metric met before. */
  behavior: number;
  /** The same order of networks as a metric met before that is no larger. */
  order: number;
}

export const noRejections = (): Rejected => ({
  ...{ shape: 0, "non-finite": 0, operation: 0 },
  ...{ constant: 0, behavior: 0, order: 0 },
});

export interface DiscoveryGeneration {
  readonly seed: number;
  /** 0 for the first. */
  readonly index: number;
  /** In NSGA-II's order: the first front first. */
  readonly population: readonly Discovered[];
  /** The best of all generations by the first objective. */
  readonly archive: readonly Discovered[];
  /** How many metrics have met networks up to here: each tree's with every toScalar and aggregate. */
  readonly tried: number;
  readonly rejected: Readonly<Rejected>;
  /** What tells meanings apart, of all metrics up to here; an order of the first networks with the least operations for it. */
  readonly seen: {
    readonly behaviors: readonly string[];
    readonly orders: readonly (readonly [order: string, operations: number])[];
  };
}
