/** What counts as an instance: a chain of layers, and which of the chain's tensors are T1 … T4. */
import {
  isBatchNorm,
  isConvolution,
  isDepthwise,
  isPassThrough,
  isRelu,
  isReluOrRelu6,
  type LayerTest,
} from "./layer-tests.ts";

/** One layer of a chain. */
export interface Link {
  readonly layer: LayerTest;
  /** What it asks for, for error messages: `ReLU`. */
  readonly label?: string;
  /** A chain without this layer is an instance too. */
  readonly optional?: boolean;
  /** The layer's input is this tensor (as the layer before in the chain gives it, ahead of any padding in between). */
  readonly input?: "T1" | "T2";
  /** The layer's kernel is T3. */
  readonly weight?: "T3";
  /** The layer's output is T4. */
  readonly output?: "T4";
}

/** What an instance is. Made by {@link rcb}, {@link cbr}, their kin for other blocks, or {@link pattern}. */
export interface Pattern {
  /** For error messages and for a dataset's manifest. */
  readonly name: string;
  /** From first to last; each takes the output of the one before and nothing else. */
  readonly links: readonly Link[];
  /** Layers that may lie between two links without being part of the chain; {@link isPassThrough} by default. */
  readonly between: LayerTest;
  /** Which branch to follow where convolutions of one tensor are concatenated, as in a factorized reduction. */
  readonly branch: "first" | "last";
}

/**
 * A pattern of your own. The links say where T1 … T4 are, each exactly once: T1 and T2 are inputs of two different
 * layers, T1's first, T3 is the kernel of a layer from T1's to T2's, T4 the output of T2's layer or a later one.
 *
 * Throws a RangeError for links that do not say that.
 *
 * @example
 * ```ts
 * import { isBatchNorm, isConvolution, pattern } from "@eznas/stats";
 *
 * const swishConvBn = pattern("swish-conv-bn", [
 *   { layer: ({ activation }) => activation === "swish", input: "T1" },
 *   { layer: isConvolution, input: "T2", weight: "T3" },
 *   { layer: isBatchNorm, output: "T4" },
 * ]);
 * swishConvBn.name; // → 'swish-conv-bn'
 * ```
 */
export function pattern(
  name: string,
  links: readonly Link[],
  { between = isPassThrough, branch = "first" }: Partial<Pick<Pattern, "between" | "branch">> = {},
): Pattern {
  const place = (symbol: string): number => {
    const at = links.flatMap(({ input, weight, output }, i) =>
      [input, weight, output].includes(symbol as "T1") ? [i] : [],
    );
    if (at.length !== 1)
      throw new RangeError(`pattern: "${name}" must say once what ${symbol} is, but ${at.length} of its links do`);
    if (links[at[0]!]!.optional)
      throw new RangeError(
        `pattern: "${name}" has ${symbol} at an optional link; an instance without it would have no ${symbol}`,
      );
    return at[0]!;
  };
  const [T1, T2, T3, T4] = [place("T1"), place("T2"), place("T3"), place("T4")];
  if (T1 >= T2 || T3 < T1 || T3 > T2 || T4 < T2)
    throw new RangeError(
      `pattern: "${name}" needs T1 before T2, T3 from T1's link to T2's and T4 at T2's link or later, ` +
        `got links ${T1}, ${T2}, ${T3}, ${T4}`,
    );
  return { name, links, between, branch };
}

/** `ReLU → Conv → [Conv] → BatchNorm`, the optional one in brackets. */
export function describeLinks({ links }: Pattern): string {
  return links.map(({ label = "a layer of your own", optional }) => (optional ? `[${label}]` : label)).join(" → ");
}

export interface RcbOptions {
  /**
   * Which convolution of ReLU-Conv-Conv-BN counts, be they one after the other (a separable convolution) or side by
   * side (a factorized reduction): the first, as in the paper and its first release (default), or
   * the second, as in the last release.
   */
  readonly doubleConv?: "first" | "second";
  /** Whether a ReLU clipped at 6 counts as a ReLU; no by default. */
  readonly relu6?: boolean;
}

/**
 * ReLU-Conv-BatchNorm, the paper's instance (§3.1): T1 is the ReLU's input, T2 the convolution's input, T3 its kernel,
 * T4 the batch norm's output. A network's stem has no ReLU before it and is no instance; neither is
 * a convolution without a batch norm.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { findInstances, rcb } from "@eznas/stats";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const model = tinyModel();
 * findInstances(model, rcb()).map(({ name, layers }) => `${name}: ${layers.join(" → ")}`);
 * // → [ 'conv1: relu1 → conv1 → bn1', 'conv2: relu2 → conv2 → bn2' ]
 * ```
 */
export function rcb({ doubleConv = "first", relu6 = false }: RcbOptions = {}): Pattern {
  const first = doubleConv === "first";
  const relu = relu6 ? isReluOrRelu6 : isRelu;
  const kept: Link = { layer: isConvolution, label: "Conv", input: "T2", weight: "T3" };
  const ignored: Link = { layer: isConvolution, label: "Conv", optional: true };
  const options = [first ? [] : ["second conv"], relu6 ? ["relu6"] : []].flat();
  return pattern(
    options.length ? `rcb (${options.join(", ")})` : "rcb",
    [
      { layer: relu, label: "ReLU", input: "T1" },
      ...(first ? [kept, ignored] : [ignored, kept]),
      { layer: isBatchNorm, label: "BatchNorm", output: "T4" },
    ],
    { branch: first ? "first" : "last" },
  );
}

/**
 * Conv-BatchNorm-ReLU, the alternative (§3.1): T1 is the convolution's input, T2 the batch norm's input,
 * T3 the kernel, T4 the ReLU's output.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { cbr, findInstances } from "@eznas/stats";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * findInstances(tinyModel(), cbr()).map(({ layers }) => layers);
 * // → [ [ 'stem', 'stem_bn', 'relu1' ], [ 'conv1', 'bn1', 'relu2' ], [ 'conv2', 'bn2', 'relu3' ] ]
 * ```
 */
export function cbr({ relu6 = false }: Pick<RcbOptions, "relu6"> = {}): Pattern {
  return pattern(relu6 ? "cbr (relu6)" : "cbr", [
    { layer: isConvolution, label: "Conv", input: "T1", weight: "T3" },
    { layer: isBatchNorm, label: "BatchNorm", input: "T2" },
    { layer: relu6 ? isReluOrRelu6 : isRelu, label: "ReLU", output: "T4" },
  ]);
}

const isAnyConvolution: LayerTest = (layer) => isConvolution(layer) || isDepthwise(layer);

/**
 * Conv-BatchNorm, whatever stands before and after: every normalized convolution is an instance, the stem's and depthwise
 * ones too, so that spaces of different blocks have it in common. T1 is the convolution's input, T2 the batch norm's, T3
 * the kernel, T4 the batch norm's output.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { convNorm, findInstances } from "@eznas/stats";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * findInstances(tinyModel(), convNorm()).map(({ layers }) => layers);
 * // → [ [ 'stem', 'stem_bn' ], [ 'conv1', 'bn1' ], [ 'conv2', 'bn2' ] ]
 * ```
 */
export function convNorm(): Pattern {
  return pattern("convNorm", [
    { layer: isAnyConvolution, label: "Conv", input: "T1", weight: "T3" },
    { layer: isBatchNorm, label: "BatchNorm", input: "T2", output: "T4" },
  ]);
}
