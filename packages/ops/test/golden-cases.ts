/** The cases of golden/ops.json under our names. */
import { readFileSync } from "node:fs";
import type { OpName } from "../src/index.ts";
import type { TensorValue } from "../src/testing.ts";

interface GoldenTensor {
  readonly shape: readonly number[];
  readonly data: readonly (number | "NaN" | "Infinity" | "-Infinity")[];
}

interface GoldenCase {
  readonly op: keyof typeof ourName;
  readonly case: string;
  readonly inputs: readonly GoldenTensor[];
  /** Missing where the reference raises an error. */
  readonly output?: GoldenTensor;
  readonly illConditioned?: boolean;
  readonly orderSensitive?: boolean;
}

/** The released code's names. */
const ourName = {
  eltwise_sum: "add",
  eltwise_prod: "mul",
  elwise_sub: "sub",
  matmul: "matMul",
  lt: "less",
  gt: "greater",
  eq: "equal",
  Log: "log",
  AbsLog: "absLog",
  Abs: "abs",
  Power: "square",
  Exp: "exp",
  Normalize: "normalize",
  ReLU: "relu",
  Sign: "sign",
  Heaviside: "heaviside",
  elt_invert: "reciprocal",
  frob_norm: "frobenius",
  det: "det",
  logdet: "logDet",
  sym_eigen: "symmetricEigenRatio",
  eigen: "eigenRatio",
  sum: "mean",
  l1norm: "meanAbs",
  hammingdist: "hamming",
  kldiv: "klDivergence",
  cosinesimilarity: "cosine",
  softmax: "softmax",
  sigmoid: "sigmoid",
  ones_like: "onesLike",
  zeros_like: "zerosLike",
  gt0: "isPositive",
  lt0: "isNegative",
  numel: "numel",
} as const satisfies Record<string, OpName>;

export interface OpCase {
  readonly op: OpName;
  readonly title: string;
  readonly inputs: readonly TensorValue[];
  readonly output: TensorValue | undefined;
  readonly illConditioned: boolean;
  readonly orderSensitive: boolean;
}

const file = new URL("golden/ops.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly GoldenCase[] };

function plain({ shape, data }: GoldenTensor): TensorValue {
  return { shape, data: Float32Array.from(data, Number) };
}

export const goldenCases: readonly OpCase[] = cases.map(
  ({ op, case: title, inputs, output, illConditioned = false, orderSensitive = false }) => ({
    op: ourName[op],
    title,
    inputs: inputs.map(plain),
    output: output && plain(output),
    illConditioned,
    orderSensitive,
  }),
);
