import { type BackendName, kernelsInUse } from "@eznas/kernels";
import { type ScoreStore, scoreStore } from "@eznas/search/node";
import { type Command, Option } from "commander";

export const storeOption = (): Option =>
  new Option("--store <folder>", "scores that runs share: what one has computed, no other computes again");

/** The store of a folder, for what this release computes on this backend; undefined where none is asked for. */
export function openStore(folder: string | undefined, command: Command, backend: BackendName): ScoreStore | undefined {
  if (folder === undefined) return undefined;
  return scoreStore(folder, { conditions: { release: command.version() ?? "", backend, kernels: kernelsInUse() } });
}
