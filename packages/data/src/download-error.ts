/** Why a download ended: each calls for something else from the user. */
export type DownloadFailure =
  /** No answer, or a connection that kept breaking. */
  | "unreachable"
  /** An answer that is none of the file: a status such as 404, a web page, redirects that lead nowhere. */
  | "refused"
  /** All came, and it is not what was expected. */
  | "wrong"
  /** The disk is full, or may not be written. */
  | "disk";

/**
 * A file could not be had: `reason` says why, `url` from where, `file` where it was to be; the
 * message says all of it and what to do.
 *
 * @example
 * ```ts
 * import { DownloadError, download } from "@eznas/data";
 *
 * const refusal = await download("ftp://localhost/table.csv", "table.csv").catch((error: unknown) => error);
 * refusal instanceof DownloadError && refusal.reason; // → 'refused'
 * ```
 */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
  readonly reason: DownloadFailure;
  readonly url: string;
  readonly file: string;

  constructor(reason: DownloadFailure, problem: string, { url, file, cause }: DownloadPlace) {
    super(`download: ${problem}`, { cause });
    this.reason = reason;
    this.url = url;
    this.file = file;
  }
}

export interface DownloadPlace {
  readonly url: string;
  readonly file: string;
  readonly cause?: unknown;
}

/** A request that ended before its time; asking again may help. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfter: number;

  constructor(
    problem: string,
    { cause, retryAfter = 0 }: { readonly cause?: unknown; readonly retryAfter?: number } = {},
  ) {
    super(problem, { cause });
    this.retryAfter = retryAfter;
  }
}

/** What went wrong underneath: `fetch` hides the system's error in the cause of "fetch failed". */
export function rootMessage(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (inner instanceof AggregateError && inner.errors.length > 0) return rootMessage(inner.errors[0]);
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}
