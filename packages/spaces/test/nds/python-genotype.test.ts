import { fromGenotype, toGenotype } from "@eznas/spaces";
import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { allOperations, architectures } from "./cells.ts";

property.prop([architectures(allOperations, 3)], { numRuns: 1000 })(
  "an architecture is what its genotype reads as, given its size",
  (architecture) => {
    const { width, depth } = architecture;
    expect(fromGenotype(toGenotype(architecture), { width, depth })).toEqual(architecture);
  },
);

const edges = "('none', 0), ('skip_connect', 1)";
const text = `Genotype(normal=[${edges}], normal_concat=range(2, 3), reduce=[${edges}], reduce_concat=range(2, 3))`;
const read = fromGenotype(text);

test("it has the size of DARTS on CIFAR-10 unless told", () => {
  expect([read.width, read.depth]).toEqual([36, 20]);
});

test.each([
  ["other quotes", text.replaceAll("'", '"')],
  ["spaces and line breaks", text.replace(/([(),[\]=])/g, "\n $1 ")],
  ["commas at the ends", text.replaceAll(")]", "),]").replace(/\)$/, ",)")],
  ["lists of nodes", text.replaceAll("range(2, 3)", "[2]")],
  ["tuples", `Genotype(normal=(${edges}), normal_concat=(2,), reduce=(${edges}), reduce_concat=(2,))`],
  ["a name", `DARTS_V2 = ${text}`],
  ["its arguments by their places", `Genotype([${edges}], [2], [${edges}], range(2, 3))`],
  ["some by their names", `PDARTS=Genotype([${edges}], range(2, 3), reduce_concat=[2], reduce=[${edges}])`],
  ["another order", `Genotype(reduce_concat=[2], reduce=[${edges}], normal_concat=[2], normal=[${edges}])`],
])("it may be written with %s", (_, written) => {
  expect(fromGenotype(written)).toEqual(read);
});

describe("an error says what was expected where", () => {
  test.each([
    ["", 'expected Genotype(normal=[…], …), got ""'],
    [text.replace("Genotype", "Cell"), "expected Genotype(normal=[…], …), got"],
    [
      text.replace("reduce=", "reduced="),
      "reduced is unknown; a genotype has normal, normal_concat, reduce, reduce_concat",
    ],
    [text.replace("reduce=[", "normal=["), "normal is there twice, in"],
    [`Genotype([${edges}], [2], [${edges}])`, "reduce_concat is missing; a genotype has normal"],
    [`Genotype([${edges}], [2], [${edges}], [2], [2])`, "there are more than four arguments; a genotype has normal"],
    [`a b = ${text}`, "expected Genotype(normal=[…], …), got"],
    [text.replace("('none', 0)", "('none')"), "normal must be a list of ('operation', input), got"],
    [text.replace("('none', 0)", "('none', -1)"), "normal must be a list of ('operation', input), got"],
    [text.replace("('none', 0),", "('none', 0)"), "normal must be a list of ('operation', input), got"],
    [text.replace("range(2, 3)", "range(3)"), "normal_concat must be range(from, to) or a list of nodes, got"],
    [text.replace("range(2, 3)", "[2 3]"), "normal_concat must be range(from, to) or a list of nodes, got"],
    [text.replace("range(2, 3)", "range(2, 2)"), "normal cell must put out a node at least; concat is missing"],
    [text.replace("range(2, 3)", "[]"), "normal cell must put out a node at least; concat is missing"],
    [text.replace("none", "conv_9x9"), 'normal cell: node 2 has the operation "conv_9x9"; expected one of none, skip'],
    [text.replace("('none', 0), ", ""), "normal cell must have two edges to a node, got 1 edges"],
    [text.replace(edges, ""), "normal cell must have two edges to a node, got 0 edges"],
  ])("%s", (wrong, message) => {
    expect(() => fromGenotype(wrong)).toThrow(SyntaxError);
    expect(() => fromGenotype(wrong)).toThrow(`fromGenotype: ${message}`);
  });

  test("a size that is none", () => {
    expect(() => fromGenotype(text, { width: 1 })).toThrow("width must be a whole number from 2 up, got 1");
    expect(() => fromGenotype(text, { depth: 0 })).toThrow("depth must be a whole number from 1 up, got 0");
  });
});
