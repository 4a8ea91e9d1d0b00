import { insideNode } from "./inside-node.ts";

/** The builds of the kernels: with fused multiply-adds, without, and none of them. */
export type KernelBuild = "relaxed" | "plain" | "off";

// (v128, v128, v128) → v128 by f32x4.relaxed_madd.
const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 8, 1, 0x60, 3, 0x7b, 0x7b, 0x7b, 1, 0x7b, 3, 2, 1, 0];
const fused = [10, 13, 1, 11, 0, 0x20, 0, 0x20, 1, 0x20, 2, 0xfd, 0x85, 2, 0x0b];

let known: boolean | undefined;

/** Whether the JavaScript engine runs relaxed SIMD: browsers of 2023 and later, Node 22 and later. */
function hasRelaxedSimd(): boolean {
  known ??= WebAssembly.validate(Uint8Array.from([...head, ...fused]));
  return known;
}

const setting = (): string | undefined => (insideNode() ? process.env["EZNAS_SIMD"] : undefined);

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
  return setting() !== "0";
}

/**
 * Which build of the kernels runs where nobody says otherwise. `relaxed`, which multiplies and adds in one step,
 * wherever the JavaScript engine has it, so the last bits of results may depend on engine and processor; `plain`
 * elsewhere, and everywhere under `EZNAS_SIMD=plain`; `off` under `EZNAS_SIMD=0`. For a
 * note beside results that are stored.
 *
 * @example
 * ```ts
 * import { kernelsInUse } from "@eznas/kernels";
 *
 * ["relaxed", "plain"].includes(kernelsInUse()); // → true
 * ```
 */
export function kernelsInUse(): KernelBuild {
  if (!simdByDefault()) return "off";
  return relaxedByDefault() ? "relaxed" : "plain";
}

/** Whether a build is the relaxed one where nobody says otherwise. */
export const relaxedByDefault = (): boolean => setting() !== "plain" && hasRelaxedSimd();
