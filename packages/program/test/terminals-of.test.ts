import { nodes } from "@eznas/gp";
import { statisticNames } from "@eznas/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { program, terminalsOf } from "../src/index.ts";
import { programs } from "../src/testing.ts";

test("the terminals are the tree's leaves, each once, in the order of the statistics", () => {
  fc.assert(
    fc.property(programs(), (made) => {
      const leaves = new Set(
        nodes(made.tree)
          .filter((node) => node.kind === "leaf")
          .map((node) => (node.kind === "leaf" ? node.name : "")),
      );
      const terminals = terminalsOf(made);
      expect(new Set(terminals)).toEqual(leaves);
      expect([...terminals].sort((a, b) => statisticNames.indexOf(a) - statisticNames.indexOf(b))).toEqual(terminals);
    }),
  );
});

test("a bare terminal reads itself", () => {
  expect(terminalsOf(program("T4G_N"))).toEqual(["T4G_N"]);
});
