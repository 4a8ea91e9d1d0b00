export { type OpLawOptions, opLaws } from "./testing/op-laws.ts";
export { type TensorConstraints, type TensorValue, tensors } from "./testing/tensors.ts";
