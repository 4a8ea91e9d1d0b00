import { format } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { cbr, rcb } from "@eznas/stats";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { aggregates, formatProgram, infix, l2, latex, mean, program, score, sum, zoo } from "../src/index.ts";
import { heads, instances, programs } from "../src/testing.ts";

beforeAll(() => useBackend("cpu"));

const metrics = fc.tuple(programs({ maxDepth: 3 }), heads()).map(([{ tree }, head]) => program(tree, head));

test("a metric's text reads back as the same metric, which has the same text", () => {
  fc.assert(
    fc.property(metrics, (one) => {
      const text = formatProgram(one);
      const again = program(text);
      expect(formatProgram(again)).toBe(text);
      expect(format(again.tree)).toBe(format(one.tree));
      expect([again.sign, again.pattern, again.toScalar.text, again.aggregate.text]).toEqual([
        one.sign,
        one.pattern,
        one.toScalar.text,
        one.aggregate.text,
      ]);
    }),
    { numRuns: 1000 },
  );
});

test("and scores the same, to the bit", () => {
  fc.assert(
    fc.property(metrics, fc.array(instances(), { minLength: 1, maxLength: 3 }), (one, network) => {
      expect(score(program(formatProgram(one)), network)).toEqual(score(one, network));
    }),
    { numRuns: 300 },
  );
});

test("a tree's text alone means the defaults, and they are left out", () => {
  fc.assert(
    fc.property(programs(), ({ tree }) => {
      const one = program(format(tree));
      expect([one.toScalar, one.aggregate, one.pattern.name, one.sign]).toEqual([mean, mean, "rcb", 1]);
      expect(formatProgram(one)).toBe(format(tree));
    }),
  );
});

test("metrics that are written differently read differently as formulas", () => {
  const all = fc.uniqueArray(metrics, { selector: formatProgram, minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(all, (list) => {
      expect(new Set(list.map(infix)).size).toBe(list.length);
    }),
  );
});

test("spaces, the order before the tree and what is the default do not matter", () => {
  for (const text of ["- cbr:sum of l2:T3", "-sum  of l2 : cbr : T3", " -cbr: sum of l2: T3 "])
    expect(formatProgram(program(text))).toBe("-cbr: sum of l2: T3");
  expect(formatProgram(program("rcb: mean of mean: T3"))).toBe("T3");
  expect(formatProgram(program("mean: T3"))).toBe("T3");
  expect(formatProgram(program("depthWeighted(0,1e0) of quantile( 0.90 ): T3"))).toBe(
    "depthWeighted(0, 1) of quantile(0.9): T3",
  );
  expect(formatProgram(program("rcb (second conv, relu6): T3"))).toBe("rcb (second conv, relu6): T3");
});

test("the zoo's sums are told", () => {
  expect(formatProgram(zoo.snip)).toBe("sum of sum: abs(mul(T3G_D, T3))");
  expect(latex(zoo.snip)).toBe(`\\sum_{i \\in \\mathrm{rcb}} \\sum ${latex(zoo.snip.tree)}`);
  expect(infix(program("-cbr: l2: T3"))).toBe("−cbr: ‖·‖: T3");
});

test("what the text says counts before the options, and the options before the defaults", () => {
  const options = { toScalar: sum, aggregate: l2, pattern: cbr(), sign: -1 as const };
  expect(formatProgram(program("T3", options))).toBe("-cbr: l2 of sum: T3");
  expect(formatProgram(program("rcb: mean: T3", options))).toBe("-l2 of mean: T3");
  expect(program("T3", { pattern: rcb() }).pattern.name).toBe("rcb");
});

test("the sign turns scores around", () => {
  const T3 = { shape: [2], data: Float32Array.of(1, 3) };
  expect(score(program("-T3"), [{ name: "conv", statistics: { T3 } }])).toEqual({ ok: true, value: -2 });
});

test("a function in no table is written as a question mark, which no reader takes", () => {
  const own = program("T3", { aggregate: (values) => values.length, toScalar: l2 });
  expect(formatProgram(own)).toBe("? of l2: T3");
  expect(() => program("? of l2: T3")).toThrow(/"\?" stands for an unnamed aggregate/);
});

test.each([
  ["l3: T3", '"l3" is no pattern and no toScalar; did you mean "l2"? (at column 1)'],
  ["cbr: sun of l2: T3", '"sun" is no aggregate; did you mean "sum"? (at column 6)'],
  ["sum of meen: T3", '"meen" is no toScalar; did you mean "mean"?'],
  ["last: T3", '"last" is an aggregate and no toScalar; write "last of mean:" (at column 1)'],
  ["l2: sum: T3", '"sum" says the toScalar for a second time (at column 5)'],
  ["cbr: rcb: T3", '"rcb" says the pattern for a second time'],
  ["sum(2): T3", '"sum" takes no numbers, got "(2)"'],
  ["quantile: T3", '"quantile" takes numbers, as in quantile(q), got ""'],
  ["quantile(x): T3", '"quantile" takes numbers, as in quantile(q), got "(x)"'],
  ["--T3", 'unknown terminal "-T3"'],
  ["l2: abs(T9)", 'unknown terminal "T9"; did you mean'],
  ["l2: ", "the text is empty"],
])("%s is refused", (text, message) => {
  expect(() => program(text)).toThrow(SyntaxError);
  expect(() => program(text)).toThrow(message);
});

test("errors in the tree have the column of the whole text", () => {
  expect(() => program("cbr: l2: abs(T9)")).toThrow("(at column 14)");
});

test("numbers that a family does not take are its own error", () => {
  expect(() => program("quantile(2): T3")).toThrow(RangeError);
  expect(() => program("depthWeighted(-1) of mean: T3")).toThrow(/a weight must be finite and at least 0/);
  expect(aggregates.depthWeighted.with(1).text).toBe("depthWeighted(1)");
});
