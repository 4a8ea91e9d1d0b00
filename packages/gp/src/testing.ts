export { generatorLaws } from "./testing/generator-laws.ts";
export type { LawOptions } from "./testing/laws.ts";
export { primitiveSets } from "./testing/primitive-sets.ts";
export { treeLaws } from "./testing/tree-laws.ts";
export { type TreeConstraints, trees } from "./testing/trees.ts";
export { variationLaws } from "./testing/variation-laws.ts";
