import { type NasBench101Architecture, nasBench101, nasBench101Operations } from "@eznas/spaces";
import { expect, test } from "vitest";
import { deviates } from "../nds/cells.ts";

const { parse, format, functionOf, sample, mutate, size } = nasBench101();

/** All pruned modules of so many vertices between input and output, of any number of edges up to nine. */
function* modules(count: number): Generator<NasBench101Architecture> {
  const sources = Array.from({ length: count + 1 }, (_, to) =>
    Array.from({ length: 2 ** (to + 1) - 1 }, (_, mask) =>
      Array.from({ length: to + 1 }, (_, from) => from).filter((from) => ((mask + 1) >> from) & 1),
    ),
  );
  const graphs = sources.reduce<readonly (readonly number[])[][]>(
    (found, each) => found.flatMap((inputs) => each.map((more) => [...inputs, more])),
    [[]],
  );
  for (const inputs of graphs) {
    const taken = new Set(inputs.flat());
    const whole = inputs.every((_, vertex) => taken.has(vertex));
    if (!whole || inputs.flat().length > 9) continue;
    for (let index = 0; index < 3 ** count; index++)
      yield {
        vertices: inputs.slice(0, -1).map((from, i) => ({
          operation: nasBench101Operations[Math.floor(index / 3 ** i) % 3]!,
          inputs: from,
        })),
        output: inputs.at(-1)!,
      };
  }
}

test("there are as many functions as the benchmark has modules, of up to five vertices: 1, 6, 84 and 2,441", () => {
  const counts = [0, 1, 2, 3].map((count) => {
    const all = [...modules(count)];
    return [all.length, new Set(all.map(functionOf!)).size];
  });
  expect(counts).toEqual([
    [1, 1],
    [6, 6],
    [90, 84],
    [3267, 2441],
  ]);
});

test("its size counts the texts of all numbers of vertices", () => {
  // As above for four and five vertices between input and output, without their
  // operations: 125,145 / 3⁴ and 1,164,699 / 3⁵.
  const graphs = [4, 5].map((count) => {
    let found = 0;
    const slots = Array.from({ length: count + 1 }, (_, to) => to + 1);
    const edges = slots.reduce((a, b) => a + b);
    for (let mask = 0; mask < 2 ** edges; mask++) {
      let [ones, rest, taken, whole] = [0, mask, 0, true];
      for (const length of slots) {
        const from = rest & (2 ** length - 1);
        rest >>= length;
        whole &&= from > 0;
        taken |= from;
        for (let bits = from; bits; bits &= bits - 1) ones++;
      }
      if (whole && taken === 2 ** (count + 1) - 1 && ones <= 9) found++;
    }
    return found * 3 ** count;
  });
  expect(1 + 6 + 90 + 3267 + graphs[0]! + graphs[1]!).toBe(size);
});

test("an order of vertices is not a function of its own", () => {
  const functions = [
    "|conv1x1-bn-relu~0|+|conv3x3-bn-relu~0|+|output~1.2|",
    "|conv3x3-bn-relu~0|+|conv1x1-bn-relu~0|+|output~1.2|",
    "|conv3x3-bn-relu~0|+|conv1x1-bn-relu~1|+|output~1.2|",
  ].map((text) => functionOf!(parse(text)));
  expect(functions[0]).toBe(functions[1]);
  expect(functions[0]).not.toBe(functions[2]);
});

test("mutations reach modules of every number of vertices", () => {
  const rng = deviates(3);
  const met = new Set<number>();
  let module = parse("|output~0|");
  for (let i = 0; i < 500; i++) {
    met.add(module.vertices.length);
    module = mutate(module, rng);
  }
  expect([...met].sort()).toEqual([0, 1, 2, 3, 4, 5]);
});

test("draws are pruned, and of all numbers of vertices", () => {
  const rng = deviates(5);
  const counts = Array.from({ length: 2000 }, () => sample(rng).vertices.length);
  expect(new Set(counts).size).toBeGreaterThan(4);
});

test("a matrix is pruned: what is on no path is left out", () => {
  const matrix = (ones: readonly (readonly [number, number])[], operations: string): string => {
    const rows = Array.from({ length: 49 }, (_, i) => (ones.some(([from, to]) => 7 * from + to === i) ? 1 : 0));
    return `(${rows.join(", ")}, ${operations})`;
  };
  const all = "0, 4, 3, 2, 4, 3, 1";
  const text = matrix(
    [
      [0, 1],
      [1, 6],
      [0, 2],
      [3, 6],
      [0, 6],
    ],
    all,
  );
  expect(format(parse(text))).toBe("|conv3x3-bn-relu~0|+|output~0.1|");
  expect(() =>
    parse(
      matrix(
        [
          [0, 1],
          [2, 6],
        ],
        all,
      ),
    ),
  ).toThrow("nas-bench-101: expected a path from input to output");
  expect(() =>
    parse(
      matrix(
        [
          [1, 0],
          [0, 6],
        ],
        all,
      ),
    ),
  ).toThrow("expected ones above the diagonal alone");
  expect(() => parse(matrix([[0, 6]], "0, 4, 3, 2, 4, 0, 1"))).toThrow("expected operations from 2 to 4");
  expect(() => parse(matrix([[0, 6]], "1, 4, 3, 2, 4, 2, 1"))).toThrow("expected input (0) first and output (1) last");
  expect(() => parse("(0, 1)")).toThrow("expected a 7×7 adjacency matrix by rows and then seven operations");
});

test.each([
  ["", "expected |operation~inputs| for vertex 1"],
  ["|output~|", "expected |operation~inputs| for vertex 1"],
  ["|conv9x9~0|+|output~1|", "expected one of conv1x1-bn-relu, conv3x3-bn-relu, maxpool3x3 as vertex 1"],
  ["|maxpool3x3~0|", "expected the output last"],
  ["|maxpool3x3~1|+|output~1|", "expected ascending inputs from 0 to 0 for vertex 1"],
  ["|maxpool3x3~0|+|output~1.0|", "expected ascending inputs from 0 to 1 for vertex 2"],
  ["|maxpool3x3~0|+|output~0|", "expected every vertex on a path from input to output"],
  ["|maxpool3x3~0|+|maxpool3x3~0.1|+|maxpool3x3~0.1.2|+|maxpool3x3~0.1.3|+|output~0.4|", "expected at most 9 edges"],
  [`${"|maxpool3x3~0|+".repeat(6)}|output~1.2.3.4.5.6|`, "expected at most 5 vertices and the output"],
])("%j is refused", (text, message) => {
  expect(() => parse(text)).toThrow(SyntaxError);
  expect(() => parse(text)).toThrow(message);
});
