export { heads, instances, type ProgramConstraints, programs } from "./testing/arbitraries.ts";
export { type InstanceSize, randomInstance } from "./testing/random-instance.ts";
export { type ReductionLawOptions, reductionLaws } from "./testing/reduction-laws.ts";
export { type ScalarOpLawOptions, scalarOpLaws } from "./testing/scalar-op-laws.ts";
