import { statSync } from "node:fs";
import { homedir } from "node:os";
import { posix, resolve, win32 } from "node:path";

export interface CacheFolderOptions {
  /** `process.env` by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `process.platform` by default. */
  readonly platform?: NodeJS.Platform;
  /** The user's home folder; `os.homedir()` by default. */
  readonly home?: string;
}

/**
 * The folder that downloads are kept in: what the environment variable `EZNAS_DATA` names, else the user's cache folder
 * (`$XDG_CACHE_HOME/eznas` or `~/.cache/eznas`; `~/Library/Caches/eznas` on macOS; `%LOCALAPPDATA%\eznas` on Windows).
 *
 * The folder need not exist. Throws a RangeError when `EZNAS_DATA` names a file.
 *
 * @example
 * ```ts
 * import { cacheFolder } from "@eznas/data";
 *
 * cacheFolder({ env: {}, platform: "linux", home: "/home/ada" }); // → '/home/ada/.cache/eznas'
 * ```
 */
export function cacheFolder({
  env = process.env,
  platform = process.platform,
  home = homedir(),
}: CacheFolderOptions = {}): string {
  const named = env["EZNAS_DATA"];
  if (named) {
    if (statSync(named, { throwIfNoEntry: false })?.isFile())
      throw new RangeError(
        `cacheFolder: EZNAS_DATA must name a folder, which is made where it is missing, but ${named} is a file; ` +
          "a table of your own goes to the command as --table",
      );
    return resolve(named);
  }
  if (platform === "win32") return win32.join(env["LOCALAPPDATA"] || win32.join(home, "AppData", "Local"), "eznas");
  if (platform === "darwin") return posix.join(home, "Library", "Caches", "eznas");
  return posix.join(env["XDG_CACHE_HOME"] || posix.join(home, ".cache"), "eznas");
}
