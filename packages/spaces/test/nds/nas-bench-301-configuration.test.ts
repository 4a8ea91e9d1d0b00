import {
  fromNasBench301,
  type NasBench301Configuration,
  type NdsArchitecture,
  nasBench301,
  toNasBench301,
} from "@eznas/spaces";
import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { allOperations, architectures } from "./cells.ts";

const operations = allOperations.filter((name) =>
  /^((max|avg)_pool_3x3|skip_connect|(sep|dil)_conv_[35]x[35])$/.test(name),
);

/** Both put all nodes out, and take a node's inputs in their order. */
const ordered = (architecture: NdsArchitecture): NdsArchitecture => {
  const cell = ({ edges }: NdsArchitecture["normal"]): NdsArchitecture["normal"] => ({
    edges: [0, 2, 4, 6].flatMap((i) => edges.slice(i, i + 2).toSorted(([, a], [, b]) => a - b)),
    concat: [2, 3, 4, 5],
  });
  return { ...architecture, normal: cell(architecture.normal), reduce: cell(architecture.reduce) };
};

property.prop([architectures(operations, 4, { distinct: true })], { numRuns: 1000 })(
  "an architecture is what its configuration reads as",
  (any) => {
    const architecture = ordered(any);
    expect(fromNasBench301(toNasBench301(architecture))).toEqual(architecture);
  },
);

const key = (name: string): string => `NetworkSelectorDatasetInfo:darts:${name}`;
const cell = (kind: string): NasBench301Configuration => ({
  [key(`edge_${kind}_0`)]: "max_pool_3x3",
  [key(`edge_${kind}_1`)]: "avg_pool_3x3",
  [key(`inputs_node_${kind}_3`)]: "0_2",
  [key(`edge_${kind}_2`)]: "skip_connect",
  [key(`edge_${kind}_4`)]: "sep_conv_3x3",
  [key(`inputs_node_${kind}_4`)]: "1_3",
  [key(`edge_${kind}_6`)]: "sep_conv_5x5",
  [key(`edge_${kind}_8`)]: "dil_conv_3x3",
  [key(`inputs_node_${kind}_5`)]: "3_4",
  [key(`edge_${kind}_12`)]: "dil_conv_5x5",
  [key(`edge_${kind}_13`)]: "skip_connect",
});
const configuration: NasBench301Configuration = {
  "NetworkSelectorDatasetInfo:network": "darts",
  ...cell("normal"),
  ...cell("reduce"),
};

test("edges are numbered by the node that they lead to and then by where they come from", () => {
  const { format } = nasBench301();
  const written =
    "|max_pool_3x3~0|avg_pool_3x3~1|+|skip_connect~0|sep_conv_3x3~2|+" +
    "|sep_conv_5x5~1|dil_conv_3x3~3|+|dil_conv_5x5~3|skip_connect~4|>2.3.4.5";
  expect(format(fromNasBench301(configuration))).toBe(`32x8:${written}:${written}`);
  const { "NetworkSelectorDatasetInfo:network": _, ...cells } = configuration;
  expect(toNasBench301(fromNasBench301(configuration))).toEqual({
    ...cells,
    [key("init_channels")]: 32,
    [key("layers")]: 8,
  });
});

test("width and depth may be told", () => {
  const sized = fromNasBench301({ ...configuration, [key("init_channels")]: 16, [key("layers")]: "11" });
  expect([sized.width, sized.depth]).toEqual([16, 11]);
});

describe("a configuration that is none is refused with the setting", () => {
  const without = (name: string): NasBench301Configuration =>
    Object.fromEntries(Object.entries(configuration).filter(([setting]) => setting !== key(name)));
  test.each([
    [{}, `the setting ${key("edge_normal_0")} is missing`],
    [without("edge_reduce_8"), `the setting ${key("edge_reduce_8")} is missing`],
    [without("inputs_node_normal_5"), `the setting ${key("inputs_node_normal_5")} is missing`],
    [
      { ...configuration, [key("inputs_node_normal_3")]: "0" },
      "inputs_node_normal_3 must be two inputs such as 0_2, got",
    ],
    [{ ...configuration, [key("inputs_node_normal_3")]: "0_0" }, "node 3 must take two different inputs, got 0 twice"],
    [{ ...configuration, [key("edge_normal_0")]: "none" }, 'node 2 has the operation "none"'],
    [{ ...configuration, [key("layers")]: "many" }, "depth must be a whole number from 1 up, got NaN"],
  ])("%#", (wrong, message) => {
    expect(() => fromNasBench301(wrong)).toThrow(SyntaxError);
    expect(() => fromNasBench301(wrong)).toThrow(`fromNasBench301: `);
    expect(() => fromNasBench301(wrong)).toThrow(message);
  });
});

test("an architecture that NAS-Bench-301 has not is refused", () => {
  const good = fromNasBench301(configuration);
  const part = { ...good, reduce: { ...good.reduce, concat: [2, 3] } };
  expect(() => toNasBench301(part)).toThrow("toNasBench301: reduce cell must put out all nodes, 2 to 5, got 2, 3");
  const none = { ...good, normal: { ...good.normal, edges: good.normal.edges.with(0, ["none", 0]) } };
  expect(() => toNasBench301(none)).toThrow('toNasBench301: normal cell: node 2 has the operation "none"');
});
