export { agreesWithCpu, type Values } from "./testing/agree.ts";
export { type Convolution, type ConvolutionConstraints, convolutions } from "./testing/convolutions.ts";
export { randomValues } from "./testing/random-values.ts";
