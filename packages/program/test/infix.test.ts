import { call, format, leaf, nodes, replaceAt, subtreeAt, type Tree } from "@eznas/gp";
import { trees } from "@eznas/gp/testing";
import { addNoise, extendOps, interSampleOps, normalInit, op, ops, sameShape } from "@eznas/ops";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eznasA, eznasB, infix, program, terminalsOf, zoo } from "../src/index.ts";
import { programs } from "../src/testing.ts";

test("every statistic of a program is named in its formula", () => {
  fc.assert(
    fc.property(programs(), (made) => {
      const text = infix(made);
      for (const name of terminalsOf(made)) expect(text).toContain(name);
    }),
  );
});

describe("no two trees read alike", () => {
  const table = extendOps(extendOps(ops, interSampleOps), {
    addNoise: addNoise(Math.random),
    normalInit: normalInit(Math.random),
  });
  const names = Object.keys(table) as (keyof typeof table)[];
  const formulaOf = (tree: Tree): string => infix(program(tree, { ops: table }));

  /** The trees of some operations and leaves by depth, at most so many. */
  function allOf(operations: readonly (keyof typeof table)[], leaves: readonly string[], depth: number, most: number) {
    let known: readonly Tree[] = leaves.map(leaf);
    for (let d = 1; d <= depth; d++) {
      const deeper: Tree[] = [];
      for (const name of operations)
        for (const a of known)
          for (const args of table[name].arity === 1 ? [[a]] : known.map((b) => [a, b]))
            if (args.some((arg) => arg.depth === d - 1) && known.length + deeper.length < most)
              deeper.push(call(name, args));
      known = [...known, ...deeper];
    }
    return known;
  }

  function expectDistinct(all: readonly Tree[]): void {
    const read = new Map<string, string>();
    for (const tree of all) {
      const [formula, text] = [formulaOf(tree), format(tree)];
      if ((read.get(formula) ?? text) !== text)
        throw new Error(`${text} and ${read.get(formula)} both read ${formula}`);
      read.set(formula, text);
    }
    expect(read.size).toBe(all.length);
  }

  test("of all to depth 2", () => {
    const all = allOf(names, ["T3"], 2, Number.POSITIVE_INFINITY);
    expect(all.length).toBeGreaterThan(10_000);
    expectDistinct(all);
  });

  test("of those to depth 4 over a few operations", () => {
    fc.assert(
      fc.property(fc.subarray(names, { minLength: 1, maxLength: 3 }), (operations) =>
        expectDistinct(allOf(operations, ["T1_D", "T3"], 4, 500)),
      ),
      { numRuns: 200 },
    );
  });

  test("that differ in one place", () => {
    const tree = trees({ ops: table, terminals: ["T1_D", "T3"] }, { maxDepth: 4 });
    const change = fc.record({ at: fc.nat(), by: fc.constantFrom(...names), beside: tree });
    fc.assert(
      fc.property(tree, change, (original, { at, by, beside }) => {
        const place = at % nodes(original).length;
        const old = subtreeAt(original, place);
        const args = "args" in old ? old.args : [old];
        for (const other of [
          beside,
          call(by, table[by].arity === 1 ? [old] : [old, beside]),
          call(by, table[by].arity === 1 ? [args[0]!] : [args.at(-1)!, args[0]!]),
          call(by, table[by].arity === 1 ? [beside] : [args[0]!, args.at(-1)!]),
        ]) {
          const changed = replaceAt(original, place, other);
          expect(formulaOf(changed) === formulaOf(original)).toBe(format(changed) === format(original));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  ["isNegative(det(isNegative(T1_N)))", "[det([T1_N < 0]) < 0]"],
  ["less(add(T1_D, T3), T4_D)", "[T1_D + T3 < T4_D]"],
  ["add(T1_D, add(T3, T4_D))", "T1_D + (T3 + T4_D)"],
  ["mul(sub(T3, T4_D), reciprocal(T3))", "(T3 - T4_D) · (1/T3)"],
  ["square(square(abs(add(T3, T3))))", "(|T3 + T3|²)²"],
  ["abs(sub(abs(T3), abs(T3)))", "|(|T3| - |T3|)|"],
  ["meanAbs(matMul(T3, T3))", "meanAbs(T3 @ T3)"],
  ["klDivergence(frobenius(T3), isPositive(T3))", "KL([T3 > 0] ‖ ‖T3‖)"],
])("%s reads %s", (text, formula) => {
  expect(infix(program(text))).toBe(formula);
});

test("the published programs are read as the paper writes them", () => {
  expect(infix(eznasA)).toBe("‖σ(logDet(sign(T1G_D)))‖");
  expect(infix(eznasB)).toBe("1/(‖T4_P‖ + exp(‖log(σ(log(σ(T4_P))))‖))");
  expect(infix(zoo.snip)).toBe("Σ of Σ: |T3G_D · T3|");
  expect(infix(eznasA.tree)).toBe(infix(eznasA));
});

test("an operation that does not say how it reads is written as a call", () => {
  const mine = { arity: 1, latex: (a: string) => a, shape: sameShape, kernel: ops.abs.kernel } as const;
  const table = extendOps(ops, { halved: op({ ...mine, domain: "total", examples: [{ of: [1], is: 1 }] }) });
  expect(infix(program("halved(add(T3, halved(T3)))", { ops: table }))).toBe("halved(T3 + halved(T3))");
});
