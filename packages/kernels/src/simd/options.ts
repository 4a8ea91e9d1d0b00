import { insideNode } from "../backend/inside-node.ts";

export interface SimdOptions {
  /**
   * Whether SIMD kernels serve on the wasm backend. Default: true, unless the environment variable `EZNAS_SIMD` is `0`.
   * Without them the same gradients are composed of the backend's own kernels.
   */
  readonly simd?: boolean;
  /**
   * Whether they multiply and add in one step where the engine can (relaxed SIMD; Node 21 and later). Faster, but the
   * last bits then depend on the processor. Default: false.
   */
  readonly relaxedSimd?: boolean;
}

export function completeOptions({ simd = simdByDefault(), relaxedSimd = false }: SimdOptions): Required<SimdOptions> {
  return { simd, relaxedSimd };
}

/**
 * Whether what can run on SIMD kernels does so where nobody says otherwise: gradients on the wasm backend, `capture` of
 * `@eznas/stats`, the evaluation of programs. Yes, unless the environment variable `EZNAS_SIMD` is `0`.
 *
 * @example
 * ```ts
 * import { simdByDefault } from "@eznas/kernels";
 *
 * simdByDefault(); // → true
 * ```
 */
export function simdByDefault(): boolean {
  return !(insideNode() && process.env["EZNAS_SIMD"] === "0");
}
