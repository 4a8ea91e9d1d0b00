import { format } from "@eznas/gp";
import { fromRelease } from "@eznas/program";
import { type Metric, metric } from "@eznas/ranking";
import type { Command } from "commander";
import {
  type EnsembleExplanation,
  type Explanation,
  type ExpressionExplanation,
  explain,
  explainEnsemble,
  explainExpression,
  type PartExplanation,
} from "../explain.ts";
import type { Io } from "../io.ts";
import { jsonOption, metricOptions, type SetupFlags, setupOption } from "./options.ts";

const kinds = { cost: "a cost of the network", proxy: "a published proxy" } as const;

interface Flags extends SetupFlags {
  readonly json: boolean;
  readonly latex: boolean;
  readonly release: boolean;
}

export function explainCommand(parent: Command, io: Io): void {
  parent
    .command("explain")
    .description("show a metric's canonical text, formula and LaTeX, with what it reads")
    .argument(
      "<metric>",
      "a program's text, its name in the zoo, a combination: meanRank(eznas-a, flops), or an expression: network: …",
    )
    .option("--release", "the text is one that the authors' released code printed: OP18(OP29(OP20(OP14(ARG8))))", false)
    .option("--latex", "print the formula in LaTeX alone", false)
    .addOption(setupOption())
    .addOption(jsonOption())
    .action(async (text: string, flags: Flags) => {
      const options = await metricOptions(flags);
      const told = explained(metric(flags.release ? format(fromRelease(text)) : text, options));
      if (flags.json) return io.out(`${JSON.stringify(told)}\n`);
      if (flags.latex) return io.out(`${told.latex}\n`);
      const simplest = "simplest" in told ? `the same to the bit: ${told.simplest}\n\n` : "";
      io.out(`${told.text}\n\n${simplest}  ${told.infix}\n\n  ${told.latex}\n\n`);
      for (const line of linesOf(told)) io.out(`${line}\n`);
    });
}

type Told = Exclude<PartExplanation, { readonly kind: "cost" | "proxy" }>;

function explained(chosen: Metric): Told {
  if (chosen.kind === "program") return explain(chosen.program);
  if (chosen.kind === "ensemble") return explainEnsemble(chosen);
  if (chosen.kind === "expression") return explainExpression(chosen);
  throw new TypeError(`explain: ${chosen.name} is ${kinds[chosen.kind]}, no program`);
}

function linesOf(told: Told): readonly string[] {
  if ("statistics" in told) return programLines(told);
  return "combination" in told ? ensembleLines(told) : expressionLines(told);
}

const programLines = ({ size, depth, statistics, operations }: Explanation): readonly string[] => [
  `size ${size}, depth ${depth}; reads ${statistics.join(", ")}`,
  ...operations.map(({ name, domain }) => `${name}: ${domain}`),
];

const ensembleLines = ({ combination, parts }: EnsembleExplanation): readonly string[] => [
  combination,
  ...parts.map(partLine),
];

const expressionLines = ({ size, depth, operations, parts }: ExpressionExplanation): readonly string[] => [
  `size ${size}, depth ${depth}; reads ${parts.map(({ text }) => text).join(", ")}`,
  ...operations.map(({ name, domain }) => `${name}: ${domain}`),
  ...parts.map(partLine),
];

function partLine(part: PartExplanation): string {
  if ("kind" in part) return `${part.text}: ${kinds[part.kind]}`;
  if ("parts" in part) return `${part.text}: ${linesOf(part).join("; ")}`;
  return `${part.text}: reads ${part.statistics.join(", ")}`;
}
