import { format } from "@eznas/gp";
import { l2, zoo } from "@eznas/program";
import { programs } from "@eznas/program/testing";
import { proxies } from "@eznas/proxies";
import fc from "fast-check";
import { expect, test } from "vitest";
import { metric, metrics } from "../src/metric.ts";

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
  expect(metric("eznas-b")).toEqual({ name: "eznas-b", kind: "program", program: zoo["eznas-b"] });
  expect(metric("params")).toEqual({ name: "params", kind: "cost", cost: "params" });
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
  expect(metric("cbr:eznas-a")).toEqual({
    name: "cbr:eznas-a",
    kind: "program",
    program: zoo["eznas-a"],
    pattern: "cbr",
  });
  const both = metric("cbr:l2: mean(T3)");
  expect(both.kind === "program" && [both.name, both.pattern, both.program.toScalar]).toEqual([
    "cbr:l2: mean(T3)",
    "cbr",
    l2,
  ]);
  expect(metrics("l2:add(T3, T3),add(T3, T3)").map(({ name }) => name)).toEqual(["l2:add(T3, T3)", "add(T3, T3)"]);
  for (const name of ["cbr:params", "l2:naswot"])
    expect(() => metric(name)).toThrow(
      new RangeError(`metric: "${name.replace(":", ':" is for programs; "')}" is none`),
    );
});

test.each(["eznas", "", "toString", "T5_D"])(
  "an unknown name (%o) is refused with the names that there are",
  (name) => {
    expect(() => metric(name)).toThrow(RangeError);
    expect(() => metric(name)).toThrow(
      `metric: "${name}" is neither a program's text nor a name; the names are params, flops, eznas-a, `,
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
