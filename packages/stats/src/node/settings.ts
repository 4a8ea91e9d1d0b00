/** The settings of a collection as a manifest holds them, so that a collection goes on only with its own. */
import type { Inputs } from "../inputs.ts";
import { statisticNames } from "../names.ts";
import type { Statistic } from "../statistic.ts";
import { inFileOrder, isOwnTerminal } from "../terminal-names.ts";
import { checkTerminals } from "../terminals/capture-terminals.ts";
import { terminals as builtIn } from "../terminals/table.ts";
import type { TerminalTable } from "../terminals/terminal.ts";
import { crc32 } from "./crc32.ts";
import type { Description, Settings } from "./manifest.ts";
import { isNumberFormat, type NumberFormat, numberCodecs } from "./number-format.ts";

export interface SettingsSource {
  readonly inputs: Inputs;
  readonly pattern?: { readonly name: string };
  readonly statistics?: readonly string[];
  readonly terminals?: TerminalTable;
  readonly output?: string;
  readonly numbers?: NumberFormat;
  readonly describe?: Description;
}

const checksum = ({ data }: Statistic): number => crc32([numberCodecs.float32.encode(data)]);

export function settingsOf({
  inputs,
  pattern,
  statistics = statisticNames,
  terminals = builtIn,
  output,
  numbers = "float32",
  describe = {},
}: SettingsSource): Settings {
  checkTerminals("collect", statistics, terminals);
  const own = statistics.filter(isOwnTerminal);
  if (!isNumberFormat(numbers))
    throw new RangeError(
      `collect: numbers must be one of ${Object.keys(numberCodecs).join(", ")}, got ${JSON.stringify(numbers)}`,
    );
  return {
    statistics: inFileOrder(statistics),
    ...(own.length > 0 && { own: Object.fromEntries(own.map((name) => [name, terminals[name]!.domain])) }),
    pattern: pattern?.name ?? "rcb",
    output: output ?? null,
    numbers,
    inputs: { shape: inputs.D.shape, D: checksum(inputs.D), N: checksum(inputs.N), P: checksum(inputs.P) },
    description: Object.fromEntries(Object.entries(describe).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** How two settings differ, one line a field. */
export function settingsDifferences(before: Settings, now: Settings): readonly string[] {
  const fields = ["statistics", "own", "pattern", "output", "numbers", "inputs", "description"] as const;
  return fields
    .map((field) => [field, JSON.stringify(before[field]), JSON.stringify(now[field])] as const)
    .filter(([, old, fresh]) => old !== fresh)
    .map(([field, old, fresh]) => `${field} was ${old}, now ${fresh}`);
}
