import { relaxedByDefault, simdByDefault } from "../backend/kernels-in-use.ts";

export interface SimdOptions {
  /**
   * Whether SIMD kernels serve on the wasm backend. Default: true, unless the environment variable `EZNAS_SIMD` is `0`.
   * Without them the same gradients are composed of the backend's own kernels.
   */
  readonly simd?: boolean;
  /**
   * Whether they multiply and add in one step where the engine can (relaxed SIMD; Node 22 and later). Faster, but the
   * last bits then depend on the processor. Default: where the engine can, unless `EZNAS_SIMD` is `plain`.
   */
  readonly relaxedSimd?: boolean;
}

export function completeOptions({
  simd = simdByDefault(),
  relaxedSimd = relaxedByDefault(),
}: SimdOptions): Required<SimdOptions> {
  return { simd, relaxedSimd };
}
