export { type Example, type Law, type Nested, type Op, type OpSpec, type OpTable, op } from "./define.ts";
export { checkedNames, extendOps, omitOps } from "./extend.ts";
export { type InterSampleOpName, interSampleOps } from "./inter-sample/table.ts";
export { addNoise, normalInit } from "./noise.ts";
export { called, withoutParentheses } from "./plain-text.ts";
export { broadcast, matrixProduct, perMatrix, type Shape, sameShape, scalarShape } from "./shape.ts";
export { type OpName, ops } from "./table.ts";
