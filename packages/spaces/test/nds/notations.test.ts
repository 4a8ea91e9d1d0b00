import { useBackend } from "@eznas/kernels";
import { darts, nasBench301, sampleDistinct } from "@eznas/spaces";
import { spaceLaws } from "@eznas/spaces/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { network } from "../../src/nds/network.ts";
import { countNumbers } from "../count-numbers.ts";
import { sharedTable } from "../shared-table.ts";
import { changes, deviates } from "./cells.ts";

beforeAll(() => useBackend("cpu"));

describe("two cells as NASLib writes them", () => {
  // NAS-Bench-301's cells with their costs as NASLib has them (branch benchmarks, Apache-2.0).
  const rows = sharedTable(
    "nasbench301_250.csv",
    ["flops_M", "params_M"],
    [
      {
        id:
          "[[(0, 4), (1, 3), (0, 2), (2, 3), (2, 3), (0, 3), (2, 6), (3, 5)], [(0, 3), (1, 3), (1, 1), (0, 5), (2, " +
          "3), (0, 2), (4, 4), (3, 1)]]",
        flops_M: 202.774016,
        params_M: 1.204906,
      },
      {
        id:
          "[[(1, 3), (0, 3), (2, 6), (1, 2), (3, 3), (1, 6), (1, 1), (3, 4)], [(1, 1), (0, 5), (2, 3), (0, 5), (0, " +
          "1), (2, 6), (1, 3), (4, 3)]]",
        flops_M: 188.036608,
        params_M: 1.094442,
      },
    ],
  );
  const space = nasBench301();
  const inOperation = (name: string): boolean => /\/node\d\//.test(name);

  test("have the parameters that are told, which leave out what the operations' batch norms learn", () => {
    for (const { id, params_M } of rows) {
      const architecture = space.parse(id);
      const { normalizedChannels } = countNumbers(network(architecture, "cifar", 10), space.inputShape);
      const params = space.params(architecture) - 2 * normalizedChannels(inOperation);
      expect([id, params / 1e6]).toEqual([id, params_M]);
    }
  });

  test("have the FLOPs that are told: with norms, ReLUs, pools, a batch norm behind each, and 41,472 more", () => {
    for (const { id, flops_M } of rows) {
      const architecture = space.parse(id);
      const count = countNumbers(network(architecture, "cifar", 10), space.inputShape);
      // A batch norm that learns nothing counts one for a number, another two; no bias is counted.
      const norms = count.normalized(inOperation) + 2 * count.normalized((name) => !inOperation(name));
      const told = space.flops(architecture) - 10 + norms + count.rectified + count.pooled + count.poolOutputs + 41_472;
      expect([id, told / 1e6]).toEqual([id, flops_M]);
    }
  });

  test("and no others are read", () => {
    expect(() => space.parse("[[(0, 4)], [(0, 3)]]")).toThrow(
      "nas-bench-301: expected two cells of eight pairs (input, operation), as NASLib writes them",
    );
    const wrong = rows[0]!.id.replace("(0, 4)", "(0, 7)");
    expect(() => space.parse(wrong)).toThrow("nas-bench-301: operations are numbered from 0 to 6, got 7 in");
    expect(() => space.parse(rows[0]!.id.replace("(1, 3)", "(0, 3)"))).toThrow("must take two different inputs");
  });
});

describe("cells on the image itself", () => {
  const stemless = darts({ form: "stemless", widths: [3], depths: [1] });
  // github.com/pym1024/SWAP, datasets/DARTS_archs_CIFAR10.csv.
  const rows = sharedTable(
    "darts_cifar10_500.csv",
    ["valid"],
    [
      {
        id:
          "Genotype(normal=[('dil_conv_5x5', 0), ('skip_connect', 0), ('skip_connect', 2), ('none', 2), " +
          "('sep_conv_5x5', 0), ('sep_conv_3x3', 3), ('skip_connect', 4), ('dil_conv_5x5', 0)], normal_concat=[2, 3, " +
          "4, 5], reduce=[('dil_conv_5x5', 0), ('skip_connect', 0), ('skip_connect', 2), ('none', 2), " +
          "('sep_conv_5x5', 0), ('sep_conv_3x3', 3), ('skip_connect', 4), ('dil_conv_5x5', 0)], " +
          "reduce_concat=[2, 3, 4, 5])",
        valid: 81.29,
      },
    ],
  );

  test("are read as their genotypes stand in the table", () => {
    for (const { id } of rows) {
      const architecture = stemless.parse(id);
      expect([architecture.width, architecture.depth]).toEqual([3, 1]);
      expect(stemless.format(stemless.parse(stemless.format(architecture)))).toBe(stemless.format(architecture));
    }
  });

  test("have no weights but the cell's and the classifier's", () => {
    const cellOf = (node: string): string => `|${Array(4).fill(node).join("|+|")}|>2.3.4.5`;
    const none = stemless.parse(`3x1:${cellOf("none~0|none~0")}:${cellOf("none~0|none~1")}`);
    // Two convolutions of 1×1 from 3 to 6 channels with batch norms, and 24 channels to 10 classes.
    expect(stemless.params(none)).toBe(2 * (3 * 6 + 12) + 25 * 10);
  });

  test("keep the laws of a space", () =>
    spaceLaws(darts({ form: "stemless", widths: [3], depths: [1], classes: 2, resolution: 8 }), {
      distance: changes,
      numRuns: 200,
      networks: 3,
    }));

  test("a genotype needs a space of one width and one depth", () => {
    expect(() => darts().parse(rows[0]!.id)).toThrow(
      new SyntaxError(
        "nds-darts: a genotype says neither width nor depth; give the space one width and one depth, " +
          "in place of 16, 24, 32 and 4, 8, 12, 16, 20",
      ),
    );
  });
});

describe("networks of cells are one function", () => {
  const { parse, functionOf } = darts({ widths: [4], depths: [1, 4] });
  const cell = (...nodes: readonly string[]): string => `${nodes.map((node) => `|${node}|`).join("+")}>2.3.4.5`;
  const plain = ["sep_conv_3x3~0|sep_conv_5x5~1", "none~0|skip_connect~2", "none~2|none~3", "sep_conv_3x3~3|none~4"];
  const same = (a: string, b: string): boolean => functionOf!(parse(a)) === functionOf!(parse(b));

  test("whatever the order of a sum, and whatever an operation on nothing is", () => {
    const turned = plain.with(0, "sep_conv_5x5~1|sep_conv_3x3~0").with(3, "avg_pool_3x3~4|sep_conv_3x3~2");
    const reduce = cell(...plain);
    expect(same(`4x4:${cell(...plain)}:${reduce}`, `4x4:${cell(...turned)}:${reduce}`)).toBe(true);
    expect(
      same(
        `4x4:${cell(...plain)}:${reduce}`,
        `4x4:${cell(...plain.with(3, "sep_conv_3x3~3|avg_pool_3x3~3"))}:${reduce}`,
      ),
    ).toBe(false);
  });

  test("whatever the cell that there is none of", () => {
    const other = cell(...plain.with(0, "none~0|none~1"));
    expect(same(`4x1:${cell(...plain)}:${other}`, `4x1:${other}:${other}`)).toBe(true);
    expect(same(`4x1:${other}:${cell(...plain)}`, `4x1:${other}:${other}`)).toBe(false);
    expect(same(`4x4:${cell(...plain)}:${other}`, `4x4:${other}:${other}`)).toBe(false);
  });

  test("but a skip that strides has weights", () => {
    const skip = (input: number) => cell(...plain.with(1, `none~0|skip_connect~${input}`));
    expect(same(`4x1:${skip(2)}:${skip(0)}`, `4x1:${skip(2)}:${skip(1)}`)).toBe(false);
  });

  test("so that distinct draws are distinct functions", () => {
    const space = darts({ widths: [4], depths: [1] });
    const drawn = sampleDistinct(space, 300, deviates(2));
    expect(new Set(drawn.map(space.functionOf!)).size).toBe(300);
  });
});
