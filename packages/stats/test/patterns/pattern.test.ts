import { describe, expect, test } from "vitest";
import { cbr, isBatchNorm, isPassThrough, type Link, pattern, rcb } from "../../src/index.ts";
import { describeLinks } from "../../src/patterns/pattern.ts";

const layer = isBatchNorm;
const good: readonly Link[] = [
  { layer, input: "T1" },
  { layer, input: "T2", weight: "T3" },
  { layer, output: "T4" },
];

describe("pattern", () => {
  test("takes links that say once each what T1 to T4 are", () => {
    expect(pattern("mine", good)).toMatchObject({ name: "mine", links: good, between: isPassThrough, branch: "first" });
    const between = () => false;
    expect(pattern("mine", good, { between, branch: "last" })).toMatchObject({ between, branch: "last" });
  });

  test.each<[string, readonly Link[], RegExp]>([
    ["none says what T4 is", good.slice(0, 2), /must say once what T4 is, but 0 of its links do/],
    ["two say what T1 is", [good[0]!, ...good], /must say once what T1 is, but 2/],
    ["T3 is optional", [good[0]!, { ...good[1]!, optional: true }, good[2]!], /has T2 at an optional link/],
    ["T2 comes before T1", [good[1]!, good[0]!, good[2]!], /needs T1 before T2/],
    ["T4 comes before T2", [good[2]!, good[0]!, good[1]!], /T4 at T2's link or later/],
    [
      "T3 comes after T2",
      [good[0]!, { layer, input: "T2" }, { layer, weight: "T3", output: "T4" }],
      /needs T1 before T2/,
    ],
  ])("refuses links where %s", (_, links, message) => {
    expect(() => pattern("mine", links)).toThrow(message);
    expect(() => pattern("mine", links)).toThrow(RangeError);
  });
});

test("rcb and cbr are named after their options, which a dataset's manifest records", () => {
  expect(rcb().name).toBe("rcb");
  expect(rcb({ doubleConv: "second", relu6: true }).name).toBe("rcb (second conv, relu6)");
  expect([cbr().name, cbr({ relu6: true }).name]).toEqual(["cbr", "cbr (relu6)"]);
});

test("an error message describes what was looked for", () => {
  expect(describeLinks(rcb())).toBe("ReLU → Conv → [Conv] → BatchNorm");
  expect(describeLinks(cbr())).toBe("Conv → BatchNorm → ReLU");
  expect(describeLinks(pattern("mine", good))).toBe("a layer of your own → a layer of your own → a layer of your own");
});
