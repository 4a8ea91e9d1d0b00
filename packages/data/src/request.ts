import { DownloadError, Interruption, rootMessage } from "./download-error.ts";

/** `globalThis.fetch`, or one that goes through a proxy. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const mostRedirects = 10;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Statuses that may be another at the next try. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

export interface Request {
  readonly url: string;
  readonly file: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
}

/**
 * The answer to a GET, redirects followed: 200, 206 or 416. Throws an Interruption where another try may help, and a
 * DownloadError where none will.
 */
export async function request({ url, file, headers, fetch, signal }: Request): Promise<Response> {
  const seen = [httpUrl(url, url, file).href];
  for (;;) {
    const at = seen.at(-1)!;
    const response = await fetch(at, { headers, redirect: "manual", signal }).catch((cause: unknown) => {
      throw new Interruption(rootMessage(cause), { cause });
    });
    const { status } = response;
    if (status === 200 || status === 206 || status === 416) return response;
    await response.body?.cancel().catch(() => {});
    if (passing.has(status))
      throw new Interruption(`the server answers ${status}`, { retryAfter: retryAfter(response.headers) });
    if (!redirects.has(status)) throw new DownloadError("refused", answered(status, at, file), { url, file });
    const next = redirectTarget(response.headers.get("location"), at, url, file);
    if (seen.includes(next) || seen.length > mostRedirects)
      throw new DownloadError("refused", `${url} is redirected in ${circle(seen, next)}; ${byHand(url, file)}`, {
        url,
        file,
      });
    seen.push(next);
  }
}

function redirectTarget(location: string | null, from: string, url: string, file: string): string {
  if (location === null || !URL.canParse(location, from))
    throw new DownloadError("refused", `${from} is redirected to no address; ${byHand(url, file)}`, { url, file });
  const target = httpUrl(new URL(location, from).href, url, file);
  if (new URL(from).protocol === "https:" && target.protocol === "http:")
    throw new DownloadError(
      "refused",
      `${from} is redirected to ${target.href}, which anybody on the way could change; ${byHand(url, file)}`,
      { url, file },
    );
  return target.href;
}

function httpUrl(text: string, url: string, file: string): URL {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed?.protocol === "https:" || parsed?.protocol === "http:") return parsed;
  throw new DownloadError("refused", `expected an address with https or http, got ${text}`, { url, file });
}

const circle = (seen: readonly string[], next: string): string =>
  seen.includes(next) ? `a circle (${[...seen, next].join(" → ")})` : `more than ${mostRedirects} steps`;

const answered = (status: number, at: string, file: string): string =>
  `${at} answers ${status}${status === 404 || status === 410 ? ", it is not there any more" : ""}; ${byHand(at, file)}`;

/** What always helps. */
export const byHand = (url: string, file: string): string =>
  `get ${url} in another way and put it at ${file}, the same command then checks it and goes on`;

/** In milliseconds; seconds or a date in the header. */
function retryAfter(headers: Headers): number {
  const asked = headers.get("retry-after");
  if (asked === null) return 0;
  const seconds = Number(asked);
  const ms = Number.isFinite(seconds) ? 1000 * seconds : Date.parse(asked) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : 0;
}
