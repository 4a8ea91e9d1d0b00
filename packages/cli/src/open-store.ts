import { type BackendName, kernelsInUse } from "@eznas/kernels";
import { moduleDigest } from "@eznas/node";
import { type ScoreStore, scoreStore } from "@eznas/search/node";
import { type Command, Option } from "commander";

export const storeOption = (): Option =>
  new Option("--store <folder>", "scores that runs share: what one has computed, no other computes again");

interface StoreFlags {
  readonly store?: string;
  /** A module's address. */
  readonly setup?: string;
}

/** The store of a folder, for what this release computes on this backend with what the module of --setup says; undefined where none is asked for. */
export async function openStore(
  { store: folder, setup }: StoreFlags,
  command: Command,
  backend: BackendName,
): Promise<ScoreStore | undefined> {
  if (folder === undefined) return undefined;
  const own = setup === undefined ? {} : { setup: await moduleDigest(setup) };
  const conditions = { release: command.version() ?? "", backend, kernels: kernelsInUse(), ...own };
  return scoreStore(folder, { conditions });
}
