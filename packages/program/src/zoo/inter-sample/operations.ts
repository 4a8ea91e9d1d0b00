import { extendOps, interSampleOps, type OpTable, ops } from "@eznas/ops";

/** The 34 operations and those between samples, made once so that programs over them share subtrees. */
export const operations: OpTable = /* @__PURE__ */ extendOps(ops, interSampleOps);
