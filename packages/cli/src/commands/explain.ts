import { format } from "@eznas/gp";
import { fromRelease } from "@eznas/program";
import { metric } from "@eznas/ranking";
import type { Command } from "commander";
import { explain } from "../explain.ts";
import type { Io } from "../io.ts";
import { jsonOption } from "./options.ts";

const kinds = {
  cost: "a cost of the network",
  proxy: "a published proxy",
  ensemble: "a combination of metrics; explain each of them",
} as const;

export function explainCommand(parent: Command, io: Io): void {
  parent
    .command("explain")
    .description("show a metric's canonical text, formula and LaTeX, with what it reads")
    .argument("<program>", "a program's text or its name in the zoo")
    .option("--release", "the text is one that the authors' released code printed: OP18(OP29(OP20(OP14(ARG8))))", false)
    .addOption(jsonOption())
    .action((text: string, flags: { readonly json: boolean; readonly release: boolean }) => {
      const chosen = metric(flags.release ? format(fromRelease(text)) : text);
      if (chosen.kind !== "program")
        throw new TypeError(`explain: ${chosen.name} is ${kinds[chosen.kind]}, no program`);
      const told = explain(chosen.program);
      if (flags.json) return io.out(`${JSON.stringify(told)}\n`);
      io.out(`${told.text}\n\n  ${told.infix}\n\n  ${told.latex}\n\n`);
      io.out(`size ${told.size}, depth ${told.depth}; reads ${told.statistics.join(", ")}\n`);
      for (const { name, domain } of told.operations) io.out(`${name}: ${domain}\n`);
    });
}
