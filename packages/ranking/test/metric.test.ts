import { format } from "@eznas/gp";
import { formatProgram, l2, program, zoo } from "@eznas/program";
import { heads, programs } from "@eznas/program/testing";
import { proxies, proxy } from "@eznas/proxies";
import { mobile } from "@eznas/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { combinations } from "../src/combinations.ts";
import { costs } from "../src/costs/costs.ts";
import { measuredFor, metric, metrics } from "../src/metric.ts";
import { metricOptionsOf } from "../src/metric-setup.ts";

test("a list of programs reads back as the same programs, whatever commas they hold", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(programs(), { minLength: 1, maxLength: 4, selector: ({ tree }) => format(tree) }),
      (list) => {
        const texts = list.map(({ tree }) => format(tree));
        expect(metrics(texts.join(",")).map(({ name }) => name)).toEqual(texts);
        expect(metrics(texts.join(" , ")).map((m) => m.kind === "program" && format(m.program.tree))).toEqual(texts);
      },
    ),
  );
});

test("names of the zoo, costs and a statistic alone are metrics", () => {
  const names = [...Object.keys(zoo), "params", "flops", "T3"];
  expect(metrics(names.join()).map(({ name }) => name)).toEqual(names);
  expect(metric("eznas-b")).toMatchObject({ name: "eznas-b", kind: "program", program: { tree: zoo["eznas-b"].tree } });
  expect(metric("eznas-b").text).toBe(formatProgram(zoo["eznas-b"]));
  expect(metric("params")).toEqual({ name: "params", text: "params", kind: "cost", cost: "params", sign: 1 });
  const alone = metric(" T3 ");
  expect(alone.kind === "program" && format(alone.program.tree)).toBe("T3");
});

test("published proxies are metrics by name, and by proxy: where a program has the name", () => {
  for (const { name } of proxies) {
    const published = metric(`proxy:${name}`);
    expect([published.kind, published.name]).toEqual(["proxy", `proxy:${name}`]);
    expect(published.kind === "proxy" && published.proxy.name).toBe(name);
  }
  expect(metric("naswot").kind).toBe("proxy");
  expect(metric("snip").kind).toBe("program");
  expect(metric("params").kind).toBe("cost");
  expect(() => metric("proxy:eznas-a")).toThrow(/there is no "eznas-a"; there are params, flops/);
});

test("a program may be on other instances and become a number otherwise", () => {
  expect(metric("cbr:eznas-a")).toMatchObject({
    name: "cbr:eznas-a",
    text: "cbr: frobenius(sigmoid(logDet(sign(T1G_D))))",
    kind: "program",
    program: { tree: zoo["eznas-a"].tree, pattern: { name: "cbr" } },
  });
  const both = metric("cbr:l2: mean(T3)");
  expect(both.kind === "program" && [both.name, both.program.pattern.name, both.program.toScalar]).toEqual([
    "cbr:l2: mean(T3)",
    "cbr",
    l2,
  ]);
  expect(metric("l2: snip").text).toBe("sum of l2: abs(mul(T3G_D, T3))");
  expect(metric("sum of l2: T3").text).toBe("sum of l2: T3");
  expect(metrics("l2:add(T3, T3),add(T3, T3)").map(({ name }) => name)).toEqual(["l2:add(T3, T3)", "add(T3, T3)"]);
  for (const name of ["cbr:params", "l2:naswot"])
    expect(() => metric(name)).toThrow(
      new RangeError(`metric: "${name.replace(":", ':" is for programs; "')}" is none`),
    );
});

test("sizes of the network are metrics, and the number of instances is that of a pattern", () => {
  for (const cost of Object.keys(costs)) expect(metric(`-${cost}`)).toMatchObject({ kind: "cost", cost, sign: -1 });
  expect(metric("instances")).toMatchObject({ text: "instances", pattern: { name: "rcb" } });
  expect(metric("- cbr:instances")).toMatchObject({ text: "-cbr: instances", pattern: { name: "cbr" }, sign: -1 });
  expect(metric("rcb: instances").text).toBe("instances");
  expect(() => metric("l2: instances")).toThrow(/"instances" takes a pattern alone before it, as in "cbr: instances"/);
  expect(() => metric("cbrr: instances")).toThrow(/did you mean "cbr"\? \(at column 1\)/);
  expect(() => metric("cbr: depth")).toThrow(new RangeError('metric: "cbr:" is for programs; "depth" is none'));
});

test.each(["eznas", "", "toString", "T5_D"])(
  "an unknown name (%o) is refused with the names that there are",
  (name) => {
    expect(() => metric(name)).toThrow(RangeError);
    expect(() => metric(name)).toThrow(
      `metric: "${name}" is neither a program's text nor a name; the names are params, flops, instances, layers, depth, width, resolution, eznas-a, `,
    );
  },
);

test("a program with a mistake is refused by its parser", () => {
  expect(() => metrics("params,logdet(T3)")).toThrow(SyntaxError);
  expect(() => metrics("mean(T3, T3)")).toThrow(SyntaxError);
  expect(() => metrics("params,mean(T3")).toThrow(SyntaxError);
});

test("a metric that comes twice is refused, since results are told by name", () => {
  expect(() => metrics("params,flops,params")).toThrow(new RangeError('metrics: "params" comes twice'));
});

const named = fc.constantFrom(
  ...Object.keys(zoo),
  ...proxies.map(({ name }) => `proxy:${name}`),
  ...Object.keys(costs),
  "cbr: instances",
  "az_nas",
  "te_nas",
  "vkdnw_agg",
);
const written = fc
  .tuple(programs({ maxDepth: 2 }), heads())
  .map(([{ tree }, head]) => formatProgram(program(tree, head)));
const alone = fc.oneof(
  written,
  fc.tuple(fc.constantFrom("", "-"), named).map(([minus, name]) => minus + name),
);
const any = fc.oneof(
  alone,
  fc
    .tuple(
      fc.constantFrom("", "-"),
      fc.constantFrom(...Object.keys(combinations)),
      fc.array(alone, { minLength: 1, maxLength: 3 }),
    )
    .map(([minus, name, parts]) => `${minus}${name}(${parts.join(",")})`),
);

test("any metric's canonical text is read as the same metric, in a list too", () => {
  fc.assert(
    fc.property(any, any, (a, b) => {
      const { text } = metric(a);
      expect(metric(text).text).toBe(text);
      expect(metric(text).kind).toBe(metric(a).kind);
      fc.pre(text !== metric(b).text);
      expect(metrics(`${text},${metric(b).text}`).map((one) => one.text)).toEqual([text, metric(b).text]);
    }),
    { numRuns: 500 },
  );
});

test("az_nas is an entry like others: a combination of its four measures", () => {
  const azNas = metric("az_nas");
  expect(azNas.text).toBe("logRanksLast(az_expressivity, az_progressivity, az_trainability, flops)");
  expect(measuredFor([azNas, metric("flops")]).map(({ name }) => name)).toEqual([
    "az_expressivity",
    "az_progressivity",
    "az_trainability",
    "flops",
  ]);
});

test("te_nas and vkdnw_agg are combinations of published proxies, and SWAP is regularized by an expression", () => {
  expect(metric("te_nas").text).toBe("meanRank(ntk_condition, linear_regions)");
  const parts = measuredFor(metrics("vkdnw_agg, vkdnw")).map(({ name }) => name);
  expect(parts).toEqual(["vkdnw_single", "jacob_cov", "az_expressivity", "az_trainability", "flops", "vkdnw"]);
  const regularized = metric("network: mul(swap, exp(neg(div(square(sub(div(params, 1000), 300)), 100000))))");
  expect(measuredFor([regularized]).map(({ name }) => name)).toEqual(["swap", "params"]);
});

test("a misspelt name is told the nearest one", () => {
  expect(() => metric("naswat")).toThrow(/did you mean "naswot"\?/);
  expect(() => metric("l3: T3")).toThrow(/did you mean "l2"\?/);
});

test("every combination has its examples", () => {
  for (const { of, examples } of Object.values(combinations))
    for (const example of examples) expect(of(example.of)).toEqual(example.is);
});

test("a pattern that is asked for is that of all programs that do not say theirs, those of the zoo among them", () => {
  const texts = metrics("eznas-a,T3,cbr: T3,meanRank(T3, snip),params", { pattern: mobile() }).map(({ text }) => text);
  expect(texts).toEqual([
    "mobile: frobenius(sigmoid(logDet(sign(T1G_D))))",
    "mobile: T3",
    "cbr: T3",
    "meanRank(mobile: T3, mobile: sum of sum: abs(mul(T3G_D, T3)))",
    "params",
  ]);
});

test("proxies of one's own are metrics by name, and are suggested", () => {
  const depth = proxy({ name: "depth", measure: ({ layers }) => layers.length });
  const options = metricOptionsOf({ proxies: [depth] });
  for (const text of ["depth", "proxy:depth", "-depth"])
    expect(metric(text, options)).toMatchObject({ kind: "proxy", proxy: depth });
  expect(() => metric("dept", options)).toThrow(/did you mean "depth"\?$/);
  expect(metric("depth").kind).toBe("cost");
});

test.each<readonly [object, RegExp]>([
  [{ proxies: [{ name: "depth" }] }, /"depth" is no proxy; make it with proxy of @eznas\/proxies/],
  [{ proxies: [proxy({ name: "snip", measure: () => 1 })] }, /there is a published proxy "snip"; rename yours/],
])("a setup of %o is refused", (setup, message) => {
  expect(() => metricOptionsOf(setup)).toThrow(message);
});
