import { readFile } from "node:fs/promises";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder, no file",
  EACCES: "it may not be read",
  ERR_STRING_TOO_LONG: "it is larger than a text can be",
  ERR_FS_FILE_TOO_LARGE: "it is larger than a text can be",
};

/** What files begin with that are no text in UTF-8, and what to do about it. */
const others: readonly (readonly [first: readonly number[], what: string])[] = [
  [[0xff, 0xfe], "it is in UTF-16; save it as UTF-8"],
  [[0xfe, 0xff], "it is in UTF-16; save it as UTF-8"],
  [[0x1f, 0x8b], "it is packed by gzip; unpack it"],
  [[0x50, 0x4b, 0x03, 0x04], "it is a ZIP archive or a workbook; unpack it, or save the sheet as CSV in UTF-8"],
];

/** A file's text; rejects with an `Error` that says what the file was to be, its path and why it cannot be read. */
export async function readText(what: string, path: string): Promise<string> {
  let text: string;
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
    text = bytes.toString("utf8");
  } catch (cause) {
    const { code = "", message } = cause as NodeJS.ErrnoException;
    throw new Error(`${what} ${path}: ${reasons[code] ?? message}`, { cause });
  }
  const other = others.find(([first]) => first.every((byte, i) => bytes[i] === byte));
  if (other) throw new Error(`${what} ${path}: ${other[1]}`);
  if (bytes.subarray(0, 4096).includes(0))
    throw new Error(`${what} ${path}: it has zero bytes, as UTF-16 has; save it as text in UTF-8`);
  return text;
}
