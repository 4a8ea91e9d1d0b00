import { open } from "node:fs/promises";
import { DownloadError, Interruption, rootMessage } from "./download-error.ts";
import { beginPart, type Part, partOf, removePart, resumablePart } from "./part.ts";
import { byHand, type Fetch, request } from "./request.ts";

export interface Receive {
  readonly url: string;
  readonly file: string;
  readonly fetch: Fetch;
  readonly signal: AbortSignal | undefined;
  /** A connection that is silent for so many milliseconds is given up. */
  readonly silence: number;
  readonly onProgress: (bytes: number, total: number | undefined) => void;
}

/**
 * Asks once for what the part lacks. Returns when the part is the whole file; whether it was
 * put together from several answers.
 */
export async function receive({ url, file, fetch, signal, silence, onProgress }: Receive): Promise<boolean> {
  const part = await resumablePart(file, url);
  if (part !== undefined && part.bytes === part.total) return true; // killed between the last byte and the check
  const watchdog = watch(silence);
  const either = signal ? AbortSignal.any([signal, watchdog.signal]) : watchdog.signal;
  try {
    const response = await request({ url, file, headers: asking(part), fetch, signal: either });
    try {
      const answer = read(response, part, url, file);
      if (answer.kind === "anew") {
        await removePart(file);
        throw new Interruption(answer.why);
      }
      if (answer.kind === "whole") await beginPart(file, { url, ...answer });
      const start = answer.kind === "whole" ? 0 : part!.bytes;
      await append(response, file, start, answer.total, watchdog.touch, onProgress);
      return answer.kind === "rest";
    } finally {
      await response.body?.cancel().catch(() => {});
    }
  } finally {
    watchdog.stop();
  }
}

function asking(part: Part | undefined): Readonly<Record<string, string>> {
  // Compressed answers have lengths and ranges of their own, which say nothing of the file's.
  const always = { "accept-encoding": "identity", "user-agent": "eznas" };
  return part ? { ...always, range: `bytes=${part.bytes}-`, "if-range": part.validator } : always;
}

type Answer =
  | { readonly kind: "whole"; readonly total: number | undefined; readonly validator: string | undefined }
  | { readonly kind: "rest"; readonly total: number | undefined }
  | { readonly kind: "anew"; readonly why: string };

function read({ status, headers }: Response, part: Part | undefined, url: string, file: string): Answer {
  if (status === 416) return { kind: "anew", why: "the server has no such range" };
  if (/^text\/html\b/.test(headers.get("content-type") ?? "") && !/\.html?$/.test(file))
    throw new DownloadError("refused", `${url} is a web page (a login, a limit of downloads?); ${byHand(url, file)}`, {
      url,
      file,
    });
  const validator = validatorOf(headers);
  const encoded = (headers.get("content-encoding") ?? "identity") !== "identity";
  if (status === 200) {
    const length = headers.get("content-length");
    return encoded
      ? { kind: "whole", total: undefined, validator: undefined }
      : { kind: "whole", total: length === null ? undefined : Number(length), validator };
  }
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
  const total = range?.[2] === undefined || range[2] === "*" ? undefined : Number(range[2]);
  if (part === undefined || encoded || Number(range?.[1] ?? Number.NaN) !== part.bytes)
    return { kind: "anew", why: "the server sent another range than asked for" };
  const same =
    validator === part.validator && (part.total === undefined || total === undefined || total === part.total);
  return same ? { kind: "rest", total: total ?? part.total } : { kind: "anew", why: "the file has changed" };
}

/** A strong ETag, else the date of the last change; weak ones do not promise the same bytes. */
function validatorOf(headers: Headers): string | undefined {
  const etag = headers.get("etag");
  return etag?.startsWith('"') ? etag : (headers.get("last-modified") ?? undefined);
}

async function append(
  response: Response,
  file: string,
  start: number,
  total: number | undefined,
  touch: () => void,
  onProgress: Receive["onProgress"],
): Promise<void> {
  let bytes = start;
  onProgress(bytes, total);
  const part = await open(partOf(file), "a");
  const reader = response.body?.getReader();
  try {
    while (reader) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new Interruption(rootMessage(cause), { cause });
      });
      if (done) break;
      touch();
      await part.writeFile(value);
      bytes += value.length;
      onProgress(bytes, total);
    }
    await part.sync();
  } finally {
    await reader?.cancel().catch(() => {});
    await part.close();
  }
  if (total === undefined || bytes === total) return;
  if (bytes > total) await removePart(file);
  throw new Interruption(`the answer ended after ${bytes} of ${total} bytes`);
}

/** A signal that is aborted when nobody touched it for a time. */
function watch(ms: number): { readonly signal: AbortSignal; readonly touch: () => void; readonly stop: () => void } {
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(new Error(`nothing came for ${ms / 1000} s`)), ms);
  return { signal: silent.signal, touch: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}
