import { fold, format, nodes, type Tree } from "@eznas/gp";
import { extendOps, ops } from "@eznas/ops";
import fc from "fast-check";
import { expect, test } from "vitest";
import { program, type SharedGraph, sharedGraphOf } from "../src/index.ts";
import { scheduleOf } from "../src/shared-graph.ts";
import { programs } from "../src/testing.ts";

const populations = fc.array(programs(), { minLength: 1, maxLength: 6 });

function textAt(graph: SharedGraph, place: number): string {
  const node = graph.nodes[place]!;
  return node.kind === "terminal"
    ? node.name
    : `${node.op.name}(${node.args.map((arg) => textAt(graph, arg)).join(", ")})`;
}

test("a graph has one node for each distinct subtree of all its trees", () => {
  fc.assert(
    fc.property(populations, (population) => {
      const graph = sharedGraphOf(population);
      const distinct = new Set(population.flatMap(({ tree }) => nodes(tree).map((node: Tree) => format(node))));
      expect(new Set(graph.nodes.map((_, place) => textAt(graph, place)))).toEqual(distinct);
      expect(graph.nodes.length).toBe(distinct.size);
    }),
    { numRuns: 300 },
  );
});

test("every root is its program's tree, and arguments come before their consumers", () => {
  fc.assert(
    fc.property(populations, (population) => {
      const graph = sharedGraphOf(population);
      expect(graph.roots.map((root) => textAt(graph, root))).toEqual(population.map(({ tree }) => format(tree)));
      graph.nodes.forEach((node, place) => {
        if (node.kind === "call") for (const arg of node.args) expect(arg).toBeLessThan(place);
      });
    }),
    { numRuns: 300 },
  );
});

test("a schedule counts a node's readers: one for each place in a call, and one for being a root", () => {
  const graph = sharedGraphOf([program("mul(abs(T3), abs(T3))"), program("abs(T3)"), program("sign(T1_D)")]);
  const { order, uses } = scheduleOf(graph, [graph.roots[0]!, graph.roots[1]!]);
  expect(order.map((place) => [textAt(graph, place), uses[place]])).toEqual([
    ["T3", 1],
    ["abs(T3)", 3],
    ["mul(abs(T3), abs(T3))", 1],
  ]);
});

test("a schedule of all roots has all nodes, and one of no roots has none", () => {
  fc.assert(
    fc.property(populations, (population) => {
      const graph = sharedGraphOf(population);
      expect(scheduleOf(graph, graph.roots).order).toEqual(graph.nodes.map((_, place) => place));
      expect(scheduleOf(graph, []).order).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("one name with two meanings is two nodes", () => {
  const other = extendOps({}, { abs: ops.square });
  const { nodes: shared } = sharedGraphOf([program("abs(T3)"), program("abs(T3)", { ops: other })]);
  expect(shared.length).toBe(3);
});

test("the terminals are those of all trees", () => {
  fc.assert(
    fc.property(populations, (population) => {
      const leaves = population.flatMap(({ tree }) =>
        fold<readonly string[]>(tree, { leaf: (name) => [name], call: (_, args) => args.flat() }),
      );
      expect(new Set(sharedGraphOf(population).terminals)).toEqual(new Set(leaves));
    }),
    { numRuns: 100 },
  );
});

test("a table that lacks an operation and a leaf that is no statistic are refused", () => {
  const { tree } = program("abs(T3)");
  expect(() => sharedGraphOf([{ tree, ops: {} }])).toThrow('graphOf: the table of operations has no "abs"');
  const foreign: Tree = { kind: "leaf", name: "T9", size: 1, depth: 0 };
  expect(() => sharedGraphOf([{ tree: foreign, ops }])).toThrow('graphOf: "T9" is no statistic');
});
