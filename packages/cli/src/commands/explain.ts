import { fold, format } from "@eznas/gp";
import { infix, latex, terminalsOf } from "@eznas/program";
import type { Command } from "commander";
import type { Io } from "../io.ts";
import { metric } from "../metric.ts";
import { jsonOption } from "./options.ts";

export function explainCommand(parent: Command, io: Io): void {
  parent
    .command("explain")
    .description("show a program as text, formula and LaTeX, with what it reads")
    .argument("<program>", "a program's text or its name in the zoo")
    .addOption(jsonOption())
    .action((text: string, flags: { readonly json: boolean }) => {
      const chosen = metric(text);
      if (chosen.kind === "cost") throw new TypeError(`explain: ${chosen.name} is a cost of the network, no program`);
      const { tree, ops } = chosen.program;
      const used = fold<readonly string[]>(tree, { leaf: () => [], call: (op, args) => [op, ...args.flat()] });
      const told = {
        text: format(tree),
        infix: infix(chosen.program),
        latex: latex(chosen.program),
        size: tree.size,
        depth: tree.depth,
        statistics: terminalsOf(chosen.program),
        operations: [...new Set(used)].map((name) => ({ name, domain: ops[name]!.domain })),
      };
      if (flags.json) io.out(`${JSON.stringify(told)}\n`);
      else {
        io.out(`${told.text}\n\n  ${told.infix}\n\n  ${told.latex}\n\n`);
        io.out(`size ${told.size}, depth ${told.depth}; reads ${told.statistics.join(", ")}\n`);
        for (const { name, domain } of told.operations) io.out(`${name}: ${domain}\n`);
      }
    });
}
