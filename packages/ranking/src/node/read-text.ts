import { readFile } from "node:fs/promises";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder, no file",
  EACCES: "it may not be read",
};

/** A file's text; rejects with an `Error` that says what the file was to be, its path and why it cannot be read. */
export async function readText(what: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code = "", message } = cause as NodeJS.ErrnoException;
    throw new Error(`${what} ${path}: ${reasons[code] ?? message}`, { cause });
  }
}
