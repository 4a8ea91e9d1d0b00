import { expect, test } from "vitest";
import { explainDiskError } from "../src/disk-error.ts";

const failure = (code: string): Error =>
  Object.assign(new Error(`${code}: as the system says`), { code, syscall: "write" });

test.each([
  [
    "ENOSPC",
    "cannot write /d/f: the disk is full; what came is kept in /d/f.part, " +
      "free some space and the same command goes on (ENOSPC)",
  ],
  [
    "EDQUOT",
    "cannot write /d/f: your quota on this disk is used up; what came is kept in /d/f.part, " +
      "free some space and the same command goes on (EDQUOT)",
  ],
  ["EACCES", "cannot write /d/f: /d may not be written; set EZNAS_DATA to a folder that may be (EACCES)"],
  ["EROFS", "cannot write /d/f: /d may not be written; set EZNAS_DATA to a folder that may be (EROFS)"],
  ["ENOTDIR", "cannot write /d/f: /d is no folder; set EZNAS_DATA to one (ENOTDIR)"],
  ["EIO", "cannot write /d/f: EIO: as the system says (EIO)"],
])("%s says what to do", (code, message) => {
  const cause = failure(code);
  expect(explainDiskError(cause, "http://x/f", "/d/f")).toMatchObject({
    name: "DownloadError",
    reason: "disk",
    message: `download: ${message}`,
    cause,
  });
});

test("what is no error of the file system stays as it is", () => {
  const other = new Error("other");
  expect(explainDiskError(other, "u", "f")).toBe(other);
  expect(explainDiskError("text", "u", "f")).toBe("text");
});
