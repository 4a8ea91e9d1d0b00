import { amoeba, darts, fromGenotype, pnas } from "@eznas/spaces";
import { describe, expect, test } from "vitest";
import { network } from "../../src/nds/network.ts";
import { countNumbers } from "../count-numbers.ts";

const range = "normal_concat=range(2, 6)";
const genotype = (normal: string, reduce: string, concat = range): string =>
  `Genotype(normal=[${normal}], ${concat}, reduce=[${reduce}], ${concat.replace("normal", "reduce")})`;

// Cells as `genotypes.py` of the repositories quark0/darts, chenxin061/pdarts, yuhuixu1993/PC-DARTS and
// chenxi116/PNASNet.pytorch has them.
const DARTS_V2 = genotype(
  "('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 1), " +
    "('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)",
  "('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1), ('max_pool_3x3', 0), " +
    "('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)",
);
const PDARTS = genotype(
  "('skip_connect', 0), ('dil_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 1), " +
    "('sep_conv_3x3', 3), ('sep_conv_3x3', 0), ('dil_conv_5x5', 4)",
  "('avg_pool_3x3', 0), ('sep_conv_5x5', 1), ('sep_conv_3x3', 0), ('dil_conv_5x5', 2), ('max_pool_3x3', 0), " +
    "('dil_conv_3x3', 1), ('dil_conv_3x3', 1), ('dil_conv_5x5', 3)",
);
const PC_DARTS_CIFAR = genotype(
  "('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 0), ('dil_conv_3x3', 1), ('sep_conv_5x5', 0), " +
    "('sep_conv_3x3', 1), ('avg_pool_3x3', 0), ('dil_conv_3x3', 1)",
  "('sep_conv_5x5', 1), ('max_pool_3x3', 0), ('sep_conv_5x5', 1), ('sep_conv_5x5', 2), ('sep_conv_3x3', 0), " +
    "('sep_conv_3x3', 3), ('sep_conv_3x3', 1), ('sep_conv_3x3', 2)",
);
const PC_DARTS_IMAGENET = genotype(
  "('skip_connect', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 0), ('skip_connect', 1), ('sep_conv_3x3', 1), " +
    "('sep_conv_3x3', 3), ('sep_conv_3x3', 1), ('dil_conv_5x5', 4)",
  "('sep_conv_3x3', 0), ('skip_connect', 1), ('dil_conv_5x5', 2), ('max_pool_3x3', 1), ('sep_conv_3x3', 2), " +
    "('sep_conv_3x3', 1), ('sep_conv_5x5', 0), ('sep_conv_3x3', 3)",
);
const pnasCell =
  "('sep_conv_5x5', 0), ('max_pool_3x3', 0), ('sep_conv_7x7', 1), ('max_pool_3x3', 1), ('sep_conv_5x5', 1), " +
  "('sep_conv_3x3', 1), ('sep_conv_3x3', 4), ('max_pool_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 1)";
const PNASNET = genotype(pnasCell, pnasCell, "normal_concat=[2, 3, 4, 5, 6]");
const AMOEBANET_A = `Genotype(
  normal=[('avg_pool_3x3', 0), ('max_pool_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_5x5', 2), ('sep_conv_3x3', 0),
          ('avg_pool_3x3', 3), ('sep_conv_3x3', 1), ('skip_connect', 1), ('skip_connect', 0), ('avg_pool_3x3', 1)],
  normal_concat=[4, 5, 6],
  reduce=[('avg_pool_3x3', 0), ('sep_conv_3x3', 1), ('max_pool_3x3', 0), ('sep_conv_7x7', 2), ('sep_conv_7x7', 0),
          ('avg_pool_3x3', 1), ('max_pool_3x3', 0), ('max_pool_3x3', 1), ('conv_7x1_1x7', 0), ('sep_conv_3x3', 5)],
  reduce_concat=[3, 4, 6])`;

const mobile = { width: 48, depth: 14 };
const millions = (count: number, digits = 1): string => (count / 1e6).toFixed(digits);

describe("parameters on CIFAR-10 with 36 channels and 20 cells, without the auxiliary head", () => {
  test("of DARTS, as its `train.py` logs them: param size = 3.349342MB", () => {
    expect(darts().params(fromGenotype(DARTS_V2))).toBe(3_349_342);
  });

  test("of P-DARTS, as counted with PyTorch in issue 7 of chenxin061/pdarts: 3433798", () => {
    expect(darts().params(fromGenotype(PDARTS))).toBe(3_433_798);
  });

  test("of PC-DARTS, by its README: 3.6 million", () => {
    expect(millions(darts().params(fromGenotype(PC_DARTS_CIFAR)))).toBe("3.6");
  });

  test("of AmoebaNet-A, as DARTS trains it (table 1 of Liu, Simonyan and Yang 2019): 3.1 million", () => {
    expect(millions(amoeba().params(fromGenotype(AMOEBANET_A)))).toBe("3.1");
  });

  test("of PNASNet-5 with 48 channels and 11 cells, by issue 1 of chenxi116/PNASNet.pytorch: 4.2 MB", () => {
    const params = pnas().params(fromGenotype(PNASNET, { width: 48, depth: 11 }));
    expect(Math.floor(params / 1e5) / 10).toBe(4.2);
  });
});

// Table 2 of Chen et al. (2019), P-DARTS, and of Xu et al. (2020), PC-DARTS; table 3 of Liu, Simonyan and Yang (2019)
// for DARTS, of which only the parameters.
test.each([
  ["DARTS", DARTS_V2, "4.7", undefined],
  ["P-DARTS", PDARTS, "4.9", "557"],
  ["PC-DARTS of CIFAR-10", PC_DARTS_CIFAR, "5.3", "586"],
  ["PC-DARTS of ImageNet", PC_DARTS_IMAGENET, "5.3", "597"],
])("million parameters and FLOPs on ImageNet with 48 channels and 14 cells: %s", (_, text, params, flops) => {
  const architecture = fromGenotype(text, mobile);
  const space = darts({ form: "imagenet" });
  expect(millions(space.params(architecture))).toBe(params);
  // The tool by which these were published counts 2 for each number that a batch norm gives, and 1 for a ReLU.
  const { normalized, rectified } = countNumbers(network(architecture, "imagenet", 1000), [224, 224, 3]);
  if (flops) expect(millions(space.flops(architecture) + 2 * normalized() + rectified, 0)).toBe(flops);
});
