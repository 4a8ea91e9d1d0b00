import { format } from "@eznas/gp";
import { programs } from "@eznas/program/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { combinations } from "../src/combinations.ts";
import { metricInfix, metricLatex } from "../src/formulas.ts";
import { metric } from "../src/metric.ts";

const names = Object.keys(combinations);
const part = fc.oneof(
  programs().map(({ tree }) => format(tree)),
  fc.constantFrom("params", "flops", "proxy:snip", "synflow", "az_expressivity"),
);
const text: fc.Arbitrary<string> = fc.letrec<{ metric: string; ensemble: string }>((tie) => ({
  metric: fc.oneof({ depthSize: "small" }, part, tie("ensemble")),
  ensemble: fc
    .tuple(fc.boolean(), fc.constantFrom(...names), fc.array(tie("metric"), { minLength: 1, maxLength: 3 }))
    .map(([minus, name, parts]) => `${minus ? "-" : ""}${name}(${parts.join(", ")})`),
})).ensemble;

test("two combinations read alike only where they are one, whatever their parts", () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [one, other] = [metric(a), metric(b)];
      expect(metricInfix(one) === metricInfix(other)).toBe(one.text === other.text);
      expect(metricInfix(metric(one.text))).toBe(metricInfix(one));
    }),
  );
});

test("braces and \\left … \\right are balanced, and every part is in the formula", () => {
  fc.assert(
    fc.property(text, (a) => {
      const one = metric(a);
      const formula = metricLatex(one);
      expect(formula.split("{").length).toBe(formula.split("}").length);
      expect(formula.split("\\left").length).toBe(formula.split("\\right").length);
      if (one.kind === "ensemble") for (const each of one.parts) expect(formula).toContain(metricLatex(each));
    }),
  );
});

test.each([
  ["meanRank(eznas-a, flops)", "mean rank(‖σ(logDet(sign(T1G_D)))‖, flops)"],
  ["logRanksLast(az_trainability, -params)", "log(rank∞(az_trainability)/N) + log(rank∞(−params)/N)"],
  ["-logs(params, flops)", "−(ln(params) + ln(flops))"],
])("%s reads %s", (written, formula) => expect(metricInfix(metric(written))).toBe(formula));

test.each([
  ["params", "\\mathrm{params}"],
  ["-az_trainability", "-\\mathrm{az\\_trainability}"],
  [
    "meanRank(params, flops)",
    "\\frac{1}{2}\\left(\\operatorname{rank} \\left(\\mathrm{params}\\right) + \\operatorname{rank} \\left(\\mathrm{flops}\\right)\\right)",
  ],
  ["logRanks(params)", "\\log \\frac{\\operatorname{rank} \\left(\\mathrm{params}\\right)}{N}"],
  ["logRanksLast(params)", "\\log \\frac{\\operatorname{rank}_{\\infty} \\left(\\mathrm{params}\\right)}{N}"],
])("%s is %s in LaTeX", (written, formula) => expect(metricLatex(metric(written))).toBe(formula));
