/** A tensor as plain data, row-major. */
export interface TensorData {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}
