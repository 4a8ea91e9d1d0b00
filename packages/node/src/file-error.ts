import { dirname } from "node:path";

const full = "free some space and run the same again";
const problems: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: () => `the disk is full; ${full}`,
  EDQUOT: () => `your quota on this disk is used up; ${full}`,
  EACCES: (path) => `${dirname(path)} may not be written; make it writable, or name another place`,
  EPERM: (path) => `${dirname(path)} may not be written; make it writable, or name another place`,
  EROFS: (path) => `${dirname(path)} may be read only; name another place`,
  ENOENT: (path) => `there is no folder ${dirname(path)}; make it, or name another place`,
  ENOTDIR: (path) => `${dirname(path)} is no folder; name another place`,
  EEXIST: () => "it is there already; move it away, or name another place",
  EISDIR: () => "it is a folder; move it away, or name another place",
  ENOTEMPTY: () => "it is a folder; move it away, or name another place",
};

/** A file could not be written: the message says which, why and what to do; `code` is the system's. */
export class FileError extends Error {
  override readonly name = "FileError";
  readonly path: string;
  readonly code: string;
  readonly syscall: string;

  constructor(path: string, cause: NodeJS.ErrnoException, kept?: string) {
    const { code = "", syscall = "", message } = cause;
    const problem = problems[code]?.(path) ?? message;
    super(`cannot write ${path}: ${problem} (${code})${kept === undefined ? "" : `; ${kept}`}`, { cause });
    this.path = path;
    this.code = code;
    this.syscall = syscall;
  }
}

/**
 * An error of the file system as a {@link FileError} about a path, with what is kept
 * nevertheless; any other error as it is.
 *
 * @example
 * ```ts
 * import { writeFile } from "node:fs/promises";
 * import { explainFileError } from "@eznas/node";
 *
 * const refusal = await writeFile("/none/a.csv", "").catch((error: unknown) => explainFileError(error, "/none/a.csv"));
 * String(refusal);
 * // → 'FileError: cannot write /none/a.csv: there is no folder /none; make it, or name another place (ENOENT)'
 * ```
 */
export function explainFileError(error: unknown, path: string, kept?: string): unknown {
  if (!(error instanceof Error) || error instanceof FileError || !("syscall" in error)) return error;
  return new FileError(path, error as NodeJS.ErrnoException, kept);
}
