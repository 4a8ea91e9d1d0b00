import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { writeAtomically } from "@eznas/node";

const noteOf = (file: string): string => `${file}.sha256`;

/** The digest noted beside a file, in the form that `sha256sum -c` reads. */
export async function notedDigest(file: string): Promise<string | undefined> {
  const note = await readFile(noteOf(file), "utf8").catch(() => "");
  return /^([0-9a-f]{64}) /.exec(note)?.[1];
}

export async function noteDigest(file: string, sha256: string): Promise<void> {
  await writeAtomically(noteOf(file), `${sha256}  ${basename(file)}\n`);
}
