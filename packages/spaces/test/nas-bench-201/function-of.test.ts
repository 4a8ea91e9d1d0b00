import { functionOf, nasBench201, nasBench201Operations } from "@eznas/spaces";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const { all, parse } = nasBench201();

const operation = fc.constantFrom(...nasBench201Operations);

describe("functionOf", () => {
  it("tells 4,930 functions among the 15,625 cells", () => {
    expect(new Set([...all()].map(functionOf)).size).toBe(4930);
  });

  it("is zeros for a cell whose output nothing reaches", () => {
    expect(functionOf(parse("|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|none~0|none~1|none~2|"))).toBe("0");
  });

  it("does not change when a skip's source is written in its place", () => {
    // node 1 is the input itself, so an edge from it is an edge from the input
    fc.assert(
      fc.property(operation, operation, operation, (two, three, last) => {
        const [fromOne, fromInput] = [
          functionOf(["skip_connect", "none", two, "none", three, last]),
          functionOf(["skip_connect", two, "none", three, "none", last]),
        ];
        expect(fromOne).toBe(fromInput);
      }),
      { numRuns: 1000 },
    );
  });
});
