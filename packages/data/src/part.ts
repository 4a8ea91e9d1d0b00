import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { parseJson } from "@eznas/gp";

/** What a server said of the file that a part is the beginning of. */
export interface PartOrigin {
  readonly url: string;
  /** An ETag or a date for If-Range: with it the server tells whether the file is still the same. */
  readonly validator: string | undefined;
  /** The whole file's length in bytes, where the server told it. */
  readonly total: number | undefined;
}

/** The beginning of a file, from an earlier request. */
export interface Part {
  readonly bytes: number;
  readonly validator: string;
  readonly total: number | undefined;
}

export const partOf = (file: string): string => `${file}.part`;
const originOf = (file: string): string => `${file}.part.json`;

/** The part that a request for `url` may go on from, if there is one. */
export async function resumablePart(file: string, url: string): Promise<Part | undefined> {
  const bytes = await partBytes(file);
  if (bytes === 0) return undefined;
  const origin = await readOrigin(file);
  if (origin?.url !== url || origin.validator === undefined) return undefined;
  if (origin.total !== undefined && bytes > origin.total) return undefined;
  return { bytes, validator: origin.validator, total: origin.total };
}

/** Begins an empty part. */
export async function beginPart(file: string, origin: PartOrigin): Promise<void> {
  // In this order, so that a process killed in between never leaves bytes beside another file's origin.
  await rm(originOf(file), { force: true });
  await writeFile(partOf(file), "");
  await writeFile(originOf(file), JSON.stringify(origin));
}

export async function removePart(file: string): Promise<void> {
  await rm(originOf(file), { force: true });
  await rm(partOf(file), { force: true });
}

export async function removeOrigin(file: string): Promise<void> {
  await rm(originOf(file), { force: true });
}

/** How many bytes of the file are here. */
export async function partBytes(file: string): Promise<number> {
  return stat(partOf(file)).then(
    ({ size }) => size,
    () => 0,
  );
}

async function readOrigin(file: string): Promise<PartOrigin | undefined> {
  try {
    const { url, validator, total } = parseJson(await readFile(originOf(file), "utf8")) as Partial<PartOrigin>;
    return typeof url === "string"
      ? {
          url,
          validator: typeof validator === "string" ? validator : undefined,
          total: typeof total === "number" ? total : undefined,
        }
      : undefined;
  } catch {
    return undefined; // missing, or cut short by a crash: the part is begun anew
  }
}
