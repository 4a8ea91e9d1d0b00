import { dirname } from "node:path";
import { DownloadError } from "./download-error.ts";

const notWritable = (file: string): string =>
  `${dirname(file)} may not be written; set EZNAS_DATA to a folder that may be`;

const problems: Readonly<Record<string, (file: string) => string>> = {
  ENOSPC: (file) => `the disk is full; what came is kept in ${file}.part, free some space and the same command goes on`,
  EDQUOT: (file) =>
    `your quota on this disk is used up; what came is kept in ${file}.part, ` +
    "free some space and the same command goes on",
  EACCES: notWritable,
  EPERM: notWritable,
  EROFS: notWritable,
  ENOTDIR: (file) => `${dirname(file)} is no folder; set EZNAS_DATA to one`,
  EEXIST: (file) => `${dirname(file)} is no folder; set EZNAS_DATA to one`,
};

/** An error of the file system as one that says what to do; any other as it is. */
export function explainDiskError(error: unknown, url: string, file: string): unknown {
  if (!(error instanceof Error) || !("syscall" in error)) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  const problem = problems[code]?.(file) ?? message;
  return new DownloadError("disk", `cannot write ${file}: ${problem} (${code})`, { url, file, cause: error });
}
