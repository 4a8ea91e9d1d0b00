/** Where the generations of a search are, so that nothing that was computed is lost. */
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Generation } from "@eznas/search";
import { saveCheckpoint, textOf } from "./checkpoint-file.ts";
import type { Io } from "./io.ts";

export interface KeptGenerations {
  /** Writes a generation to the checkpoint's file, if there is to be one. */
  add(generation: Generation): Promise<void>;
  /**
   * Says where the work of a run that ends early is, and puts what is in no file into one, wherever one can be written.
   */
  tell(io: Io): Promise<void>;
}

/** A generation that is on disk. */
export interface Kept {
  readonly index: number;
  readonly path: string;
}

export function keptIn(
  file: string | undefined,
  resumed: Kept | undefined,
  elsewhere: readonly string[] = [".", tmpdir(), homedir()],
): KeptGenerations {
  let last: Generation | undefined;
  let saved = resumed;
  return {
    async add(generation) {
      last = generation;
      if (file === undefined) return;
      await saveCheckpoint(file, generation);
      saved = { index: generation.index, path: file };
    },
    async tell(io) {
      if (last && last.index !== saved?.index) saved = (await rescue(last, elsewhere, io)) ?? saved;
      if (saved) io.err(`generation ${saved.index} is in ${saved.path}; go on with --resume ${saved.path}\n`);
    },
  };
}

/** Into the first folder that takes it; where none does, onto the terminal. */
async function rescue(generation: Generation, folders: readonly string[], io: Io): Promise<Kept | undefined> {
  const { seed, index } = generation;
  for (const folder of folders) {
    const path = join(folder, `eznas-search-${seed}-${index}-${Date.now()}.json`);
    try {
      await saveCheckpoint(path, generation);
      return { index, path };
    } catch (error) {
      io.err(`${error instanceof Error ? error.message : error}\n`);
    }
  }
  io.err(`no folder takes generation ${index}; put what follows into a file and go on with --resume\n`);
  io.err(textOf(generation));
  return undefined;
}
