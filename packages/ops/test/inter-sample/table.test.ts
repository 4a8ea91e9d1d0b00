import { useBackend } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { extendOps, type InterSampleOpName, interSampleOps, type OpTable, ops } from "../../src/index.ts";
import { argumentLists } from "../../src/testing/argument-lists.ts";
import { fastCall, watchedCall } from "../../src/testing/call.ts";
import { opLaws, type TensorValue, tensors } from "../../src/testing.ts";

const table: OpTable = interSampleOps;
const names = Object.keys(interSampleOps) as InterSampleOpName[];

test("there are ten, none of them among the 34, and a table has them when it is given them", () => {
  expect(names.length).toBe(10);
  expect(names.filter((name) => name in ops)).toEqual([]);
  const all = extendOps(ops, interSampleOps);
  const literal: "agreement" = all.agreement.name;
  expect(literal).toBe("agreement");
  expect(all.logDet).toBe(ops.logDet);
  for (const [key, { name, domain, examples }] of Object.entries(table)) {
    expect(name).toBe(key);
    expect(domain).not.toBe("");
    expect(examples.length).toBeGreaterThan(0);
  }
});

test.each(names)("the formulas of %s name its arguments, and their braces are balanced", (name) => {
  const { arity, latex, infix } = table[name]!;
  const args = ["x", "y"].slice(0, arity);
  const texts = [latex, infix!].map((formula) => formula(...args.map((arg) => `{${arg}}`)));
  for (const text of texts) {
    for (const arg of args) expect(text).toContain(`{${arg}}`);
    expect(text.split("{").length).toBe(text.split("}").length);
  }
});

test.each(names)("%s keeps the laws of operations on cpu and wasm, and by its fast kernel", async (name) => {
  await opLaws(table[name]!, { numRuns: 400, backends: ["cpu", "wasm"] });
});

describe("what holds of samples", () => {
  const arena = new Arena();
  beforeAll(() => useBackend("cpu"));

  const value = (name: InterSampleOpName, ...args: readonly TensorValue[]): TensorValue =>
    table[name]!.fast ? fastCall(name, table[name]!, arena, args) : watchedCall(name, table[name]!, args);

  const finite = fc.float({ min: -8, max: 8, noNaN: true });
  const matrix = (rows: number, columns: number): fc.Arbitrary<TensorValue> =>
    fc
      .array(finite, { minLength: rows * columns, maxLength: rows * columns })
      .map((data) => ({ shape: [rows, columns], data: Float32Array.from(data) }));
  const matrices = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 }))
    .chain(([rows, columns]) => matrix(rows, columns));
  const permuted = matrices.chain((a) => {
    const rows = [...Array(a.shape[0]).keys()];
    return fc.tuple(fc.constant(a), fc.shuffledSubarray(rows, { minLength: rows.length }));
  });
  const takeRows = ({ shape, data }: TensorValue, order: readonly number[]): TensorValue => {
    const width = data.length / shape[0]!;
    const rows = order.flatMap((i) => [...data.subarray(i * width, (i + 1) * width)]);
    return { shape, data: Float32Array.from(rows) };
  };
  const numRuns = 1000;
  const expectClose = (a: TensorValue, b: TensorValue): void => {
    expect(a.shape).toEqual(b.shape);
    for (const [i, x] of a.data.entries()) expect(Math.abs(x - b.data[i]!)).toBeLessThan(1e-3);
  };

  test.each(["gram", "agreement", "correlation"] as const)(
    "%s relates pairs: another order of samples is another order of rows and columns, and the matrix is symmetric",
    (name) => {
      fc.assert(
        fc.property(permuted, ([a, order]) => {
          const { shape, data } = value(name, a);
          const n = shape[0]!;
          const moved = value(name, takeRows(a, order));
          for (let i = 0; i < n; i++)
            for (let j = 0; j < n; j++) {
              expect(data[i * n + j]).toBe(data[j * n + i]);
              expect(moved.data[i * n + j]).toBeCloseTo(data[order[i]! * n + order[j]!]!, 4);
            }
        }),
        { numRuns },
      );
    },
  );

  test.each(["meanOverSamples", "deviationOverSamples"] as const)(
    "%s does not depend on the samples' order",
    (name) => {
      fc.assert(
        fc.property(permuted, ([a, order]) => expectClose(value(name, takeRows(a, order)), value(name, a))),
        { numRuns },
      );
    },
  );

  test("the agreement of a sample with itself is in every place, and with its opposite where both are 0", () => {
    fc.assert(
      fc.property(matrices, ({ shape: [rows, columns], data }) => {
        const opposite = data.map((x) => -x);
        const both = { shape: [2, rows! * columns!], data: Float32Array.from([...data, ...opposite]) };
        const zeros = data.filter((x) => x === 0).length;
        expect([...value("agreement", both).data]).toEqual([data.length, zeros, zeros, data.length]);
      }),
      { numRuns },
    );
  });

  test("the agreement is the Gram matrix of the codes and that of their complements", () => {
    fc.assert(
      fc.property(matrices, (a) => {
        const code = { ...a, data: a.data.map((x) => (x > 0 ? 1 : 0)) };
        const complement = { ...a, data: code.data.map((x) => 1 - x) };
        const second = value("gram", complement).data;
        expect(value("agreement", a).data).toEqual(value("gram", code).data.map((x, i) => x + second[i]!));
      }),
      { numRuns },
    );
  });

  test("a correlation does not see the scale and the offset of its rows", () => {
    fc.assert(
      fc.property(matrices, ({ shape, data }) => {
        const whole = data.map(Math.round);
        const moved = whole.map((x, i) => (i < shape[1]! ? 4 * x - 7 : x));
        expectClose(value("correlation", { shape, data: moved }), value("correlation", { shape, data: whole }));
      }),
      { numRuns },
    );
  });

  test("eigenvalues ascend, their sum is the trace, and the least is minEigenvalue", () => {
    const square = fc.integer({ min: 1, max: 6 }).chain((n) => matrix(n, n));
    fc.assert(
      fc.property(square, (a) => {
        const n = a.shape[0]!;
        const { data } = value("eigenvalues", a);
        for (let i = 1; i < n; i++) expect(data[i]).toBeGreaterThanOrEqual(data[i - 1]!);
        let trace = 0;
        for (let i = 0; i < n; i++) trace += a.data[i * n + i]!;
        expect(data.reduce((sum, x) => sum + x, 0)).toBeCloseTo(trace, 3);
        expect(value("minEigenvalue", a).data[0]).toBe(data[0]);
      }),
      { numRuns },
    );
  });

  test("jitter moves every eigenvalue by as much", () => {
    const square = fc.integer({ min: 1, max: 5 }).chain((n) => matrix(n, n));
    fc.assert(
      fc.property(square, (a) => {
        const before = value("eigenvalues", a).data;
        const after = value("eigenvalues", value("jitter", a)).data;
        for (const [i, x] of after.entries()) expect(x - before[i]!).toBeCloseTo(1e-5, 5);
      }),
      { numRuns: 300 },
    );
  });

  test("byChannel is its own inverse and the transpose of a matrix", () => {
    fc.assert(
      fc.property(tensors(), (a) => {
        if (!interSampleOps.byChannel.shape(a.shape)) return;
        expect(value("byChannel", value("byChannel", a))).toEqual(a);
      }),
      { numRuns },
    );
    const a = { shape: [1, 2, 2], data: Float32Array.of(1, 2, 3, 4) };
    expect(value("byChannel", a)).toEqual({ shape: [2, 1, 2], data: a.data });
  });

  test("a kernel refuses the shapes to which its rule says that it does not apply", () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...names), argumentLists(2), (name, pair) => {
        const args = pair.slice(0, table[name]!.arity);
        if (table[name]!.shape(...args.map(({ shape }) => shape))) return;
        refused++;
        expect(() => value(name, ...args)).toThrow();
      }),
      { numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});
