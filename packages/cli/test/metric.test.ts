import { format } from "@eznas/gp";
import { zoo } from "@eznas/program";
import { programs } from "@eznas/program/testing";
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
