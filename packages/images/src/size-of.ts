/**
 * How many numbers an array of that shape has, as `sizeOf` of `@eznas/kernels`: this
 * package does without TensorFlow.js.
 */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);
