/** The patterns of this package with each of their options, and how each is written. */
import { denseActivation, denseNorm, layerNormDense } from "./dense.ts";
import { cbr, convNorm, type Pattern, rcb } from "./pattern.ts";
import { mobile, separable } from "./separable.ts";

export interface KnownPattern {
  readonly pattern: Pattern;
  /** The call that makes it, as in `rcb({ relu6: true })`. */
  readonly call: string;
}

const known = (call: string, pattern: Pattern): KnownPattern => ({ call, pattern });

/**
 * Every pattern that this package has a name for.
 *
 * @example
 * ```ts
 * import { knownPatterns } from "@eznas/stats";
 *
 * const { pattern, call } = knownPatterns[1]!;
 * [pattern.name, call]; // → [ 'rcb (relu6)', 'rcb({ relu6: true })' ]
 * ```
 */
export const knownPatterns: readonly KnownPattern[] = /* @__PURE__ */ [
  known("rcb()", rcb()),
  known("rcb({ relu6: true })", rcb({ relu6: true })),
  known('rcb({ doubleConv: "second" })', rcb({ doubleConv: "second" })),
  known('rcb({ doubleConv: "second", relu6: true })', rcb({ doubleConv: "second", relu6: true })),
  known("cbr()", cbr()),
  known("cbr({ relu6: true })", cbr({ relu6: true })),
  known("convNorm()", convNorm()),
  ...(["pointwise", "depthwise"] as const).flatMap((kernel) => {
    const option = kernel === "depthwise" ? ['kernel: "depthwise"'] : [];
    return [false, true].flatMap((relu6) => [
      known(`separable(${optionsOf(option, relu6 && "relu6: true")})`, separable({ kernel, relu6 })),
      known(`mobile(${optionsOf(option, !relu6 && "relu6: false")})`, mobile({ kernel, relu6 })),
    ]);
  }),
  known("denseNorm()", denseNorm()),
  known('denseNorm({ norm: "batch" })', denseNorm({ norm: "batch" })),
  known('denseNorm({ norm: "layer" })', denseNorm({ norm: "layer" })),
  known("denseActivation()", denseActivation()),
  known("layerNormDense()", layerNormDense()),
];

function optionsOf(options: readonly string[], more: string | false): string {
  const all = more ? [...options, more] : options;
  return all.length > 0 ? `{ ${all.join(", ")} }` : "";
}
