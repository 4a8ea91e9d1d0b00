import { call, crossover, format, grow, leaf, mutateSubtree, offspring, seeded, type Tree, varOr } from "@eznas/gp";
import { trees } from "@eznas/gp/testing";
import { extendScalarOps, formatProgram, program, scalarOp, scalarOps, zoo } from "@eznas/program";
import { heads, programs } from "@eznas/program/testing";
import { proxies } from "@eznas/proxies";
import fc from "fast-check";
import { expect, test } from "vitest";
import { costs } from "../src/costs/costs.ts";
import { metricInfix, metricLatex } from "../src/formulas.ts";
import { measuredFor, metric, metrics } from "../src/metric.ts";
import type { ExpressionMetric } from "../src/metric-kinds.ts";

function expression(text: string): ExpressionMetric {
  const read = metric(text);
  if (read.kind !== "expression") throw new Error(`"${text}" is a ${read.kind}`);
  return read;
}

const written = fc
  .tuple(programs({ maxDepth: 2 }), heads())
  .map(([{ tree }, head]) => `{${formatProgram(program(tree, head))}}`);
const leaves = fc.oneof(
  written,
  fc.constantFrom(
    ...Object.keys(costs),
    ...proxies.map(({ name }) => name),
    ...Object.keys(zoo).map((name) => `{${name}}`),
    ...["{-flops}", "{proxy:snip}", "{cbr:instances}", "{logs(params, flops)}", "{ network: neg( depth) }"],
    ...["2", "-0.50", "1e-7", "+3"],
  ),
);
const texts = fc
  .uniqueArray(leaves, { minLength: 1, maxLength: 4 })
  .chain((list) =>
    fc
      .tuple(
        trees({ ops: scalarOps, terminals: ["params"] }, { maxDepth: 4 }),
        fc.infiniteStream(fc.constantFrom(...list)),
      )
      .map(([tree, names]) => format(tree).replace(/params/g, () => names.next().value)),
  );

test("any expression's canonical text is read as the same expression, in lists and combinations too", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom("", "-", " - "), (written, minus) => {
      // Numbers alone say nothing of a network.
      const read = expression(`${minus}network:add( params,${written})`);
      const { text } = read;
      const again = expression(text);
      expect([again.text, again.sign, again.tree]).toEqual([text, read.sign, read.tree]);
      expect([...again.parts.values()].map((part) => part.text)).toEqual(
        [...read.parts.values()].map((part) => part.text),
      );
      expect(metrics(`flops, ${text}`).map((one) => one.text)).toEqual(["flops", text]);
      expect(metric(`logRanks( ${text},flops)`).text).toBe(`logRanks(${text}, flops)`);
      expect(metricLatex(read).length * metricInfix(read).length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test("a leaf's name is its metric's text, so that one metric is one leaf however it was written", () => {
  const read = expression("network: add(snip, add({sum of sum: abs(mul(T3G_D,T3))}, {proxy:snip}))");
  expect(read.text).toBe(
    "network: add({sum of sum: abs(mul(T3G_D, T3))}, add({sum of sum: abs(mul(T3G_D, T3))}, {proxy:snip}))",
  );
  expect([...read.parts.keys()]).toEqual(["{sum of sum: abs(mul(T3G_D, T3))}", "{proxy:snip}"]);
  expect(expression("network: mul({params}, {cbr: instances})").text).toBe("network: mul(params, {cbr: instances})");
});

test("an expression within is a part of the whole", () => {
  const read = expression("network: mul({network: add(params, 1)}, {-network: depth})");
  expect(read.text).toBe("network: mul(add(params, 1), neg(depth))");
  expect([...read.parts.keys()]).toEqual(["params", "depth"]);
});

test("what it is made of is measured once, whatever else is asked", () => {
  const asked = metrics(
    "eznas-a, network: add({eznas-a}, log(params)), params, logRanks(network: sqrt(params), naswot)",
  );
  expect(measuredFor(asked).map(({ name }) => name)).toEqual(["eznas-a", "params", "naswot"]);
});

test.each([
  ["network: add(log(parms), 2)", RangeError, /"parms" is neither .*did you mean "params"\? \(at column 18\)$/],
  [
    "network: add(params, {meen(T3)})",
    SyntaxError,
    /unknown operation "meen"; did you mean "mean"\? \(at column 23\)$/,
  ],
  ["network: add(params, { l3: T3})", SyntaxError, /did you mean "l2"\? \(at column 24\)$/],
  ["-network: ad(params, 2)", SyntaxError, /unknown operation "ad"; did you mean "add"\? \(at column 11\)$/],
  ["network: add(params)", SyntaxError, /"add" takes 2 arguments, got 1 \(at column 10\)$/],
  ["network: add(params, {T3)", SyntaxError, /"\{" is never closed; add a "\}" \(at column 22\)$/],
  ["network: add(eznas-a, 2)", SyntaxError, /"eznas-a" cannot stand alone; write \{eznas-a\} \(at column 14\)$/],
  ["network: log(T3)", SyntaxError, /"T3" is a program, which stands in braces; write \{T3\} \(at column 14\)$/],
  ["network: add(2, mul(3, 4))", SyntaxError, /reads nothing of the network; .* \(at column 10\)$/],
  ["network:", SyntaxError, /the text is empty/],
  ["network: cbr: T3", SyntaxError, /write \{cbr: T3\} after "network:" \(at column 10\)$/],
  ["cbr: network: depth", SyntaxError, /"cbr:" is for programs; put it into the braces .* \(at column 1\)$/],
  ["logRanks(flops, network: log(dept))", RangeError, /did you mean "depth"\? \(at column 30\)$/],
  ["network: add({logRanks(flops, dept)}, 1)", RangeError, /did you mean "depth"\? \(at column 31\)$/],
  ["network: add({proxy:snap}, 1)", RangeError, /there is no "snap"; .* \(at column 15\)$/],
])("%s is refused, with the place in the whole text", (text, kind, message) => {
  expect(() => metric(text)).toThrow(kind);
  expect(() => metric(text)).toThrow(message);
});

test("a mistake in a list is told by its column there", () => {
  expect(() => metrics("params, logdet(T3)")).toThrow(/did you mean "logDet"\? \(at column 9\)$/);
  expect(() => metrics("params, network: log(flop)")).toThrow(/did you mean "flops"\? \(at column 22\)$/);
});

test("operations of one's own", () => {
  const half = scalarOp({
    arity: 1,
    of: (a) => a / 2,
    latex: (a) => `\\frac{${a}}{2}`,
    domain: "total",
    examples: [{ of: [3], is: 1.5 }],
  });
  const options = { scalarOps: extendScalarOps(scalarOps, { half }) };
  expect(metric("network: half( depth)", options).text).toBe("network: half(depth)");
});

test("children of expressions are expressions: the operations and the leaves are a primitive set", () => {
  const set = { ops: scalarOps, terminals: ["params", "depth", "{sum of l2: mul(T3, T3G_D)}", "2"] };
  const rng = seeded(1, "vary");
  const generate = grow({ minDepth: 1, maxDepth: 3 });
  const vary = varOr([0.5, crossover()], [0.5, mutateSubtree(generate)]);
  let parents: readonly Tree[] = Array.from({ length: 20 }, () => generate(set, rng));
  for (let generation = 0; generation < 5; generation++)
    parents = parents.map(() => offspring(vary, parents, set, rng));
  for (const tree of parents) {
    const text = format(call("add", [leaf("params"), tree]));
    expect(expression(`network: ${text}`).text).toBe(`network: ${text}`);
  }
});

test("formulas show programs with what makes numbers of them", () => {
  const read = expression("-network: sub({mean(T3)}, div({cbr: instances}, {-flops}))");
  expect(metricInfix(read)).toBe("−({mean(T3)} − ({cbr: instances} / {-flops}))");
  expect(metricLatex(read)).toMatch(
    /^-\\left\(\\operatorname\{mean\}_\{i \\in \\mathrm\{rcb\}\}.* - \\frac\{\\mathrm\{instances\}_\{\\mathrm\{cbr\}\}\}\{-\\mathrm\{flops\}\}\\right\)$/,
  );
});
