import { readFileSync } from "node:fs";
import { call, format, leaf, type Tree } from "@eznas/gp";
import { trees } from "@eznas/gp/testing";
import { ops } from "@eznas/ops";
import { statisticNames } from "@eznas/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { eznasA, fromRelease, releasedArguments, releasedOperations } from "../../src/index.ts";

test("every operation and every statistic has one name in the release", () => {
  expect(releasedOperations.map(([, , ours]) => ours).sort()).toEqual(Object.keys(ops).sort());
  expect([...releasedArguments].sort()).toEqual([...statisticNames].sort());
  expect(new Set(releasedOperations.map(([number]) => number)).size).toBe(34);
});

const released = (tree: Tree, name: (ours: string) => string): Tree =>
  tree.kind === "leaf"
    ? leaf(`ARG${releasedArguments.indexOf(tree.name as (typeof releasedArguments)[number])}`)
    : call(
        name(tree.op),
        tree.args.map((arg) => released(arg, name)),
      );

test("any tree comes back from its released text, by numbers and by names", () => {
  const entryOf = (ours: string) => releasedOperations.find((entry) => entry[2] === ours)!;
  fc.assert(
    fc.property(trees({ ops, terminals: statisticNames }), (tree) => {
      for (const name of [(ours: string) => `OP${entryOf(ours)[0]}`, (ours: string) => entryOf(ours)[1]])
        expect(format(fromRelease(format(released(tree, name))))).toBe(format(tree));
    }),
  );
});

test("EZNAS-A by its released text", () => {
  expect(fromRelease("OP18(OP29(OP20(OP14(ARG8))))")).toEqual(eznasA.tree);
});

test("what is no such text is refused with its column", () => {
  expect(() => fromRelease("OP6(ARG1)")).toThrow(SyntaxError);
  expect(() => fromRelease("Sign(ARG22)")).toThrow(/column 6/);
});

test("docs/authors-release.md has the same tables", () => {
  const text = readFileSync(new URL("../../../../docs/authors-release.md", import.meta.url), "utf8");
  const rows = [...text.matchAll(/^\| (?:OP|ARG)(\d+) +\| `(\w+)` +\|(?: `(\w+)` +\|)?$/gm)];
  expect(rows.flatMap(([, number, name, ours]) => (ours ? [[Number(number), name, ours]] : []))).toEqual(
    releasedOperations,
  );
  expect(rows.flatMap(([, , name, ours]) => (ours ? [] : [name]))).toEqual(releasedArguments);
});
