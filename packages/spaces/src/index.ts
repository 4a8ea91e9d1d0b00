export type { Accuracy, TableOptions } from "./accuracy-table/accuracy.ts";
export { type CsvOptions, readAccuracyTable } from "./accuracy-table/csv.ts";
export { readSuiteZero, type SuiteZeroOptions } from "./accuracy-table/suite-zero.ts";
export { type BuildOptions, buildModel } from "./blocks/build-model.ts";
export { type Cost, costOf } from "./blocks/cost.ts";
export type { Convolution, Layers, Network, Pooling } from "./blocks/layers.ts";
export { SameAveragePooling2D } from "./blocks/same-average-pooling-2d.ts";
export { ZerosLike } from "./blocks/zeros-like.ts";
export {
  type NasBench201Architecture,
  type NasBench201Operation,
  nasBench201Operations,
} from "./nas-bench-201/architecture.ts";
export { type NasBench201Options, nasBench201 } from "./nas-bench-201/nas-bench-201.ts";
export { fromNaslib } from "./nas-bench-201/naslib.ts";
export type { EnumerableSpace, Space } from "./space.ts";
