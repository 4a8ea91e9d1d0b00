import { mkdir, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { withLock } from "@eznas/node";
import { explainDiskError } from "./disk-error.ts";
import { DownloadError, Interruption } from "./download-error.ts";
import { partBytes, partOf, removeOrigin, removePart } from "./part.ts";
import { receive } from "./receive.ts";
import { byHand, type Fetch } from "./request.ts";
import { sha256Of } from "./sha256.ts";

export interface DownloadOptions {
  /** The file's digest, as 64 hexadecimal digits; without it only the length is checked. */
  readonly sha256?: string | undefined;
  /** Ends the download: the promise rejects with the signal's reason, and what came is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Bytes here so far, those of an earlier run included, and the file's length where the server tells it. */
  readonly onProgress?: ((bytes: number, total: number | undefined) => void) | undefined;
  /** Called once if another process is downloading the same file, which this one then waits for. */
  readonly onWait?: (() => void) | undefined;
  /** `globalThis.fetch` by default. */
  readonly fetch?: Fetch | undefined;
  /** How many requests in a row may bring nothing new; 5 by default. */
  readonly attempts?: number;
  /** The pause between two requests, in milliseconds; by default it doubles from half a second up to 30 s. */
  readonly pause?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** A connection that is silent for so many milliseconds is given up; a minute by default. */
  readonly silence?: number;
}

export interface Downloaded {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** False if the file was there already. */
  readonly fetched: boolean;
}

/**
 * Downloads a file whole or not at all: it is in `FILE.part` until its length and digest are right, then renamed.
 *
 * A broken connection is taken up where it broke, also by a later call, as long as the server says that the file is the
 * same. A file that is there already is checked and kept. Calls for the same file, also of
 * several processes, wait for one another.
 *
 * Rejects with a DownloadError whose message names the address, the file and what to do.
 *
 * @example
 * ```ts no-run
 * import { download } from "@eznas/data";
 *
 * const { sha256 } = await download("https://example.org/table.csv", "table.csv", {
 *   onProgress: (bytes, total) => console.error(`${bytes} of ${total ?? "?"}`),
 * });
 * ```
 */
export async function download(url: string, file: string, options: DownloadOptions = {}): Promise<Downloaded> {
  const { signal, onWait } = options;
  signal?.throwIfAborted();
  try {
    const there = await checkExisting(url, file, options);
    if (there) return there;
    await mkdir(dirname(file), { recursive: true });
    return await withLock(`${file}.lock`, { signal, onWait }, async () => {
      return (await checkExisting(url, file, options)) ?? (await fetchWhole(url, file, options));
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw explainDiskError(error, url, file);
  }
}

async function checkExisting(
  url: string,
  file: string,
  { sha256: expected, signal }: DownloadOptions,
): Promise<Downloaded | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isDirectory()) throw new DownloadError("disk", `${file} is a folder; move it away`, { url, file });
  const sha256 = await sha256Of(file, signal);
  if (expected !== undefined && !sameDigest(sha256, expected))
    throw new DownloadError(
      "wrong",
      `${file} is not the file that ${url} should give: its SHA-256 is ${sha256}, expected ${expected}; ` +
        "delete it and run the same command again",
      { url, file },
    );
  return { file, bytes: found.size, sha256, fetched: false };
}

async function fetchWhole(url: string, file: string, options: DownloadOptions): Promise<Downloaded> {
  const { sha256: expected, signal } = options;
  for (let second = false; ; second = true) {
    const resumed = await receiveAll(url, file, options);
    const sha256 = await sha256Of(partOf(file), signal);
    if (expected === undefined || sameDigest(sha256, expected)) {
      const bytes = await partBytes(file);
      await rename(partOf(file), file);
      await removeOrigin(file);
      return { file, bytes, sha256, fetched: true };
    }
    await removePart(file);
    if (resumed && !second) continue; // the pieces may have been of two files: once more, in one piece
    throw new DownloadError(
      "wrong",
      `what came from ${url} has the SHA-256 ${sha256}, expected ${expected}, and was deleted: ` +
        "it was changed there or on the way (a proxy, a login page?); try again later or from another network, " +
        `or ${byHand(url, file)}`,
      { url, file },
    );
  }
}

/** Asks until the part is whole; whether it was put together from several answers. */
async function receiveAll(url: string, file: string, options: DownloadOptions): Promise<boolean> {
  const { signal, onProgress = () => {}, fetch = globalThis.fetch, attempts = 5, silence = 60_000 } = options;
  const { pause = (ms) => setTimeout(ms, undefined, { signal }) } = options;
  let most = await partBytes(file);
  for (let idle = 0; ; ) {
    try {
      return await receive({ url, file, fetch, signal, silence, onProgress });
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Interruption)) throw error;
      const bytes = await partBytes(file);
      idle = bytes > most ? 1 : idle + 1;
      most = Math.max(most, bytes);
      if (idle >= attempts) throw unreachable(error, url, file, bytes);
      await pause(Math.min(30_000, Math.max(500 * 2 ** (idle - 1), error.retryAfter)), signal);
    }
  }
}

function unreachable(cause: Interruption, url: string, file: string, bytes: number): DownloadError {
  const kept = bytes > 0 ? `; the ${bytes} bytes that came are kept in ${partOf(file)}` : "";
  return new DownloadError(
    "unreachable",
    `${url} cannot be had: ${cause.message}${kept}. Run the same command again when you are online, ` +
      `or ${byHand(url, file)}`,
    { url, file, cause },
  );
}

const sameDigest = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
