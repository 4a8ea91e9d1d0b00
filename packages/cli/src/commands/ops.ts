import { type OpTable, ops } from "@eznas/ops";
import type { Command } from "commander";
import type { Io } from "../io.ts";
import { jsonOption } from "./options.ts";

export function opsCommand(parent: Command, io: Io): void {
  parent
    .command("ops")
    .description("list the operations that programs are made of")
    .addOption(jsonOption())
    .action((flags: { readonly json: boolean }) => {
      const table: OpTable = ops;
      const rows = Object.entries(table).map(([name, { arity, domain }]) => ({ name, arity, domain }));
      if (flags.json) return io.out(`${JSON.stringify({ ops: rows })}\n`);
      for (const { name, arity, domain } of rows) io.out(`${name}/${arity}  ${domain}\n`);
    });
}
