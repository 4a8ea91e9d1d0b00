import { useBackend } from "@eznas/kernels";
import { beforeAll, expect, test } from "vitest";
import { networkOf } from "../../../src/network/network.ts";
import { featureSteps } from "../../../src/published/az-nas/blocks.ts";
import { goldenNetworks } from "../../golden-networks.ts";
import { add, bn, chain, conv, headed, normalized, relu } from "../../models.ts";
import { nasBench201 } from "../../nas-bench-201.ts";

beforeAll(() => useBackend("cpu"));

const names = (model: Parameters<typeof networkOf>[0], blocks?: (name: string) => boolean) =>
  featureSteps(networkOf(model), blocks).map(({ name }) => name);

test("a cell network's features are its stem and the ends of its cells and residual blocks", () => {
  expect(names(goldenNetworks[0]!.build())).toEqual(["stem/bn", "one/add", "two/add"]);
  expect(names(goldenNetworks[1]!.build())).toEqual([
    "stem/bn",
    "s1/node3",
    "s2/reduce/add",
    "s2/node3",
    "s3/reduce/add",
    "s3/node3",
  ]);
});

test.each([
  "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
  "|none~0|+|none~0|skip_connect~1|+|none~0|nor_conv_3x3~1|skip_connect~2|",
  "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|",
])("every network of NAS-Bench-201 has 18: %s", (text) => {
  expect(names(nasBench201(text, { channels: 2 }))).toHaveLength(18);
});

test("a network without branches has those of its batch norms, unless others are named", () => {
  expect(names(normalized())).toEqual(["stem_bn", "b1", "b2"]);
  expect(names(normalized(), (name) => /^r|pool/.test(name))).toEqual(["r1", "r2"]);
});

test("a skip over a block hides what is inside", () => {
  const model = headed((x) => {
    const a = chain(x, conv("a", 2));
    const b = add("inner", chain(a, relu("r")), chain(a, conv("b", 2), bn("n")));
    return add("outer", a, b);
  });
  expect(names(model)).toEqual(["a", "outer"]);
});
