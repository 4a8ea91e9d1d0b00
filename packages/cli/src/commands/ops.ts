import { type Op, ops } from "@eznas/ops";
import type { Command } from "commander";
import type { Io } from "../io.ts";
import { textTable } from "../text-table.ts";
import { jsonOption } from "./options.ts";

export function opsCommand(parent: Command, io: Io): void {
  parent
    .command("ops")
    .description("list the operations that programs are made of")
    .addOption(jsonOption())
    .action((flags: { readonly json: boolean }) => {
      const rows = Object.values(ops as Readonly<Record<string, Op>>).map(({ name, arity, domain }) => ({
        name,
        arity,
        domain,
      }));
      if (flags.json) io.out(`${JSON.stringify({ ops: rows })}\n`);
      else for (const { name, arity, domain } of rows) io.out(`${name}/${arity}  ${domain}\n`);
    });
}
