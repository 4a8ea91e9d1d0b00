/**
 * Kernels of program evaluation. Pointers are to float32 values; a result may be written up to 60 bytes past its end.
 */
export { add, equal, greater, less, mul, sub } from "./expression/arithmetic";
export { determinants, logDeterminants } from "./expression/determinant";
export { eigenvalueRatio } from "./expression/eigenvalues";
export { abs, heaviside, isNegative, reciprocal, relu, sign, square } from "./expression/elementwise";
export { fill, splat } from "./expression/fill";
export { matMul } from "./expression/mat-mul";
export { normalize } from "./expression/normalize";
export { sum, sumAbs, sumSquares } from "./expression/reduce";
export { cosine, divergence, hamming } from "./expression/similarity";
export { softmax } from "./expression/softmax";
export { absLog, exp, log, sigmoid } from "./expression/transcendental";
