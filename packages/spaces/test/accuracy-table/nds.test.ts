import { type NdsArchitecture, nasNet, readNds } from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { allOperations, architectures } from "../nds/cells.ts";

const { format } = nasNet();

/** An entry in the form of the public files. */
const entry = ({ normal, reduce, width, depth }: NdsArchitecture, errors: readonly unknown[], params = 1) => ({
  net: {
    genotype: {
      normal: normal.edges,
      normal_concat: normal.concat,
      reduce: reduce.edges,
      reduce_concat: reduce.concat,
    },
    width,
    depth,
    aux: true,
    drop_prob: 0.2,
  },
  params,
  flops: 2 * params,
  min_test_top1: 5,
  test_ep_top1: errors,
});

const tables = fc.uniqueArray(
  fc.record({
    architecture: architectures(allOperations, 3),
    errors: fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 3 }),
    params: fc.nat(),
  }),
  { minLength: 1, maxLength: 8, selector: ({ architecture }) => format(architecture) },
);

property.prop([tables, fc.nat({ max: 8 }), fc.boolean()], { numRuns: 1000 })(
  "a file reads as what was written, be it a list or the lists top and mid",
  (table, cut, split) => {
    const entries = table.map(({ architecture, errors, params }) =>
      entry(
        architecture,
        errors.map((error) => error / 100),
        params,
      ),
    );
    const file = split ? { mid: entries.slice(cut), top: entries.slice(0, cut) } : entries;
    expect(readNds(JSON.stringify(file))).toEqual(
      table.map(({ architecture, errors, params }) => ({
        id: format(architecture),
        accuracy: 100 - errors.at(-1)! / 100,
        architecture,
        params,
        flops: 2 * params,
      })),
    );
  },
);

const cell = { edges: [["conv_1x1", 0] as const, ["conv_3x3", 1] as const], concat: [2] };
const architecture: NdsArchitecture = { normal: cell, reduce: cell, width: 16, depth: 8 };
const good = entry(architecture, [20, 7.5]);
const written = (value: unknown): string => JSON.stringify(value);

test("Python's NaN and Infinity may stand where nobody looks, also as words of a text", () => {
  const file = written([{ ...good, job_id: 'NaN "Infinity"', train_ep_loss: "HERE" }]);
  expect(readNds(file.replace('"HERE"', "[NaN, Infinity, -Infinity]"))[0]?.accuracy).toBe(92.5);
});

describe("a file that cannot be trusted is refused with the place", () => {
  const { genotype } = good.net;
  const net = (changes: object): unknown => [{ ...good, net: { ...good.net, ...changes } }];
  const cells = (changes: object): unknown => net({ genotype: { ...genotype, ...changes } });
  test.each([
    ["{", "the file is no JSON: "],
    ["7", "the file must be an object, got 7"],
    ["{}", "expected a list of networks, or an object of the lists top and mid"],
    ["[]", "the table has no rows"],
    ["[null]", "entry 0 must be an object, got null"],
    [written([good, {}]), "entry 1: net must be an object, got nothing"],
    [written(net({ genotype: [] })), "entry 0: net.genotype must be an object, got []"],
    [written(cells({ normal: "skip" })), 'entry 0: normal must be a list, got "skip"'],
    [written(cells({ reduce_concat: undefined })), "entry 0: reduce_concat must be a list, got nothing"],
    [written(cells({ reduce_concat: [] })), "entry 0: reducing cell must put out a node at least; concat is missing"],
    [written(cells({ normal: [7, ["conv_1x1", 0]] })), 'entry 0: normal cell: node 2 has the operation "undefined"'],
    [
      written(
        cells({
          normal: [
            ["conv_1x1", 2],
            ["conv_1x1", 0],
          ],
        }),
      ),
      "node 2 takes an input from 0 to 1, got 2",
    ],
    [written(net({ width: "wide" })), "entry 0: width must be a whole number from 2 up, got NaN"],
    [written({ top: [good], mid: [good] }), "mid, entry 0 has the architecture 16x8:"],
    [written([entry(architecture, [])]), "entry 0 must have a finite number as accuracy of 16x8:"],
    [written([entry(architecture, ["8"])]), 'got "8"'],
    [written([entry(architecture, [8, "HERE"])]).replace('"HERE"', "NaN"), "got null"],
    [written([{ ...good, test_ep_top1: undefined }]), "got nothing"],
  ])("%s", (file, message) => {
    expect(() => readNds(file)).toThrow(SyntaxError);
    expect(() => readNds(file)).toThrow(message);
    expect(() => readNds(file)).toThrow("readNds: ");
  });

  test("that is endlessly deep, cut off or not, or in a part that nobody reads", () => {
    const open = "[".repeat(100_000);
    const deep = `${open}${"]".repeat(100_000)}`;
    const inside = written([{ ...good, params: "HERE" }]).replace('"HERE"', deep);
    for (const file of [open, deep, inside])
      expect(() => readNds(file)).toThrow("readNds: the file has lists and objects more than 200 deep in each other");
  });

  test("where a space's `parse` says so", () => {
    expect(() => readNds(written([good]), { validate: nasNet().parse })).toThrow(
      "readNds: entry 0 is refused: nds-nasnet: normal cell must have 5 nodes of two edges, got 2 edges",
    );
  });
});
