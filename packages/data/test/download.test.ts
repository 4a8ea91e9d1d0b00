import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { afterAll, describe, expect, test } from "vitest";
import { DownloadError, type DownloadOptions, download } from "../src/index.ts";
import { type Fault, faultyServer } from "./faulty-server.ts";
import { temporaryFolder } from "./folder.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const quick = { pause: async () => {}, attempts: 3, silence: 5_000 } satisfies DownloadOptions;
const enough = new Error("enough");
const bytesOf = (n: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length: n }, (_, i) => (i * 31 + seed * 17) % 251);

describe("whatever happens on the way", async () => {
  const closers: (() => void)[] = [];
  const server = await faultyServer((close) => closers.push(close));
  const folder = mkdtempSync(join(tmpdir(), "eznas-faults-"));
  afterAll(() => {
    for (const close of closers) close();
    rmSync(folder, { recursive: true, force: true });
  });
  let [runs, resumed] = [0, 0];
  const newFile = (): string => join(folder, `${runs++}`, "table.csv");

  const n = fc.nat({ max: 5_000 });
  const honest = [
    n.map((after): Fault => ({ kind: "drop", after })),
    fc.constantFrom<Fault>(
      { kind: "refuse" },
      { kind: "redirect" },
      { kind: "circle" },
      { kind: "ignore-range" },
      { kind: "other-range" },
      { kind: "no-range" },
      { kind: "change" },
      { kind: "page" },
    ),
    fc.constantFrom(404, 403, 500, 503, 429).map((status): Fault => ({ kind: "status", status })),
  ];
  const lying = [n.map((at): Fault => ({ kind: "wrong", at })), n.map((to): Fault => ({ kind: "truncate", to }))];
  const body = fc.uint8Array({ minLength: 1, maxLength: 4_000 });
  const faults = (kinds: readonly fc.Arbitrary<Fault>[]) => fc.array(fc.oneof(...kinds), { maxLength: 7 });

  property.prop([body, body, faults([...honest, ...lying])], { numRuns: 300 })(
    "with a digest there are the exact bytes, or an error and no file",
    async (wanted, other, script) => {
      const file = newFile();
      server.serve(wanted, script, other);
      for (let call = 0; call < 3; call++) {
        const outcome = await download(server.url, file, { ...quick, sha256: sha256(wanted) }).catch((e: unknown) => e);
        resumed += server.asked.filter(({ range }) => range !== undefined).length;
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(DownloadError);
          expect(outcome.message).toContain(server.url);
          expect(outcome.message).toContain(file);
          expect(existsSync(file)).toBe(false);
        } else {
          expect(Buffer.from(wanted).equals(readFileSync(file))).toBe(true);
          expect(readdirSync(join(file, ".."))).toEqual(["table.csv"]);
        }
      }
      server.serve(wanted);
      const { bytes } = await download(server.url, file, { ...quick, sha256: sha256(wanted) });
      expect(bytes).toBe(wanted.length);
      expect(Buffer.from(wanted).equals(readFileSync(file))).toBe(true);
    },
  );

  property.prop([body, body, faults(honest)], { numRuns: 300 })(
    "without a digest there is one version of the file, whole, or an error and no file",
    async (first, second, script) => {
      const file = newFile();
      server.serve(first, script, second);
      const outcome = await download(server.url, file, quick).catch((error: unknown) => error);
      resumed += server.asked.filter(({ range }) => range !== undefined).length;
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(DownloadError);
        expect(existsSync(file)).toBe(false);
      } else {
        const got = readFileSync(file);
        expect(got.equals(Buffer.from(first)) || got.equals(Buffer.from(second))).toBe(true);
      }
    },
  );

  test("much of this went on from a part", () => expect(resumed).toBeGreaterThan(100));
});

test("a broken connection is taken up where it broke: only the missing bytes are sent again", async () => {
  const server = await faultyServer();
  const file = join(temporaryFolder(), "table.csv");
  const body = bytesOf(1_000_000);
  server.serve(body, [
    { kind: "drop", after: 400_000 },
    { kind: "drop", after: 250_000 },
  ]);
  const parts: number[] = [];
  const pause = async (): Promise<void> => void parts.push(statSync(`${file}.part`).size);
  const seen: [number, number | undefined][] = [];
  await download(server.url, file, { ...quick, pause, onProgress: (...progress) => seen.push(progress) });
  expect(readFileSync(file).equals(body)).toBe(true);
  expect(parts.length).toBe(2);
  expect(parts[0]).toBeGreaterThan(0);
  expect(parts[1]).toBeGreaterThan(parts[0]!);
  expect(server.asked.map(({ range }) => range)).toEqual([undefined, ...parts.map((size) => `bytes=${size}-`)]);
  expect(server.asked[2]!.sent).toBe(body.length - parts[1]!);
  expect(seen.at(-1)).toEqual([body.length, body.length]);
  expect(seen.every(([bytes], i) => i === 0 || bytes >= seen[i - 1]![0])).toBe(true);
});

test("Ctrl-C keeps what came, and a later call goes on from it", async () => {
  const server = await faultyServer();
  const file = join(temporaryFolder(), "table.csv");
  const body = bytesOf(3_000_000);
  server.serve(body);
  const ending = new AbortController();
  const stopped = download(server.url, file, {
    ...quick,
    signal: ending.signal,
    onProgress: (bytes) => bytes > 0 && ending.abort(enough),
  });
  await expect(stopped).rejects.toBe(enough);
  const kept = statSync(`${file}.part`).size;
  expect(kept).toBeGreaterThan(0);
  expect(existsSync(file) || existsSync(`${file}.lock`)).toBe(false);
  await download(server.url, file, { ...quick, sha256: sha256(body) });
  expect(server.asked.at(-1)).toMatchObject({ range: `bytes=${kept}-`, sent: body.length - kept });
});

test("a call with an aborted signal asks nobody", async () => {
  const server = await faultyServer();
  const signal = AbortSignal.abort(enough);
  await expect(download(server.url, join(temporaryFolder(), "f"), { signal })).rejects.toThrow("enough");
  expect(server.asked).toEqual([]);
});

test("a pause is ended by the signal", async () => {
  const server = await faultyServer();
  server.serve(bytesOf(10), [{ kind: "status", status: 503 }]);
  const ending = new AbortController();
  setTimeout(() => ending.abort(enough), 50);
  const stopped = download(server.url, join(temporaryFolder(), "f"), { signal: ending.signal });
  await expect(stopped).rejects.toBe(enough);
});

test("a file that changes on the server midway is begun anew", async () => {
  const server = await faultyServer();
  const file = join(temporaryFolder(), "table.csv");
  const [first, second] = [bytesOf(1_000_000, 1), bytesOf(900_000, 2)];
  server.serve(first, [{ kind: "drop", after: 500_000 }, { kind: "change" }], second);
  await download(server.url, file, quick);
  expect(readFileSync(file).equals(second)).toBe(true);
  expect(server.asked[1]!.range).toBeDefined();
});

test("pieces that do not make the file are asked for once more, in one piece", async () => {
  const server = await faultyServer();
  const file = join(temporaryFolder(), "table.csv");
  const body = bytesOf(1_000_000);
  server.serve(body, [
    { kind: "drop", after: 500_000 },
    { kind: "wrong", at: 3 },
  ]);
  await download(server.url, file, { ...quick, sha256: sha256(body) });
  expect(readFileSync(file).equals(body)).toBe(true);
  expect(server.asked.map(({ range }) => range !== undefined)).toEqual([false, true, false]);
});

test("wrong bytes leave nothing but an error that says what was expected, what came and what to do", async () => {
  const server = await faultyServer();
  const folder = temporaryFolder();
  const file = join(folder, "table.csv");
  const [body, wrong] = [bytesOf(1000), bytesOf(1000)];
  wrong[5]! ^= 1;
  server.serve(body, [{ kind: "wrong", at: 5 }]);
  const error = await download(server.url, file, { ...quick, sha256: sha256(body) }).catch((e: unknown) => e);
  expect(error).toMatchObject({ name: "DownloadError", reason: "wrong", url: server.url, file });
  for (const part of [sha256(body), sha256(wrong), server.url, "was deleted", `put it at ${file}`])
    expect((error as Error).message).toContain(part);
  expect(readdirSync(folder)).toEqual([]);
});

test("a file that is there is checked and not asked for", async () => {
  const server = await faultyServer();
  const file = join(temporaryFolder(), "table.csv");
  const body = bytesOf(100);
  writeFileSync(file, body);
  const expected = { file, bytes: 100, sha256: sha256(body), fetched: false };
  expect(await download(server.url, file, { sha256: sha256(body).toUpperCase() })).toEqual(expected);
  expect(await download(server.url, file)).toEqual(expected);
  await expect(download(server.url, file, { sha256: sha256(bytesOf(9)) })).rejects.toThrow(
    /SHA-256 is [0-9a-f]{64}, expected [0-9a-f]{64}; delete it and run the same command again/,
  );
  expect(readFileSync(file).equals(body)).toBe(true);
  expect(server.asked).toEqual([]);
});

test("two calls for one file ask once, and both have it", async () => {
  const server = await faultyServer();
  const file = join(temporaryFolder(), "table.csv");
  const body = bytesOf(500_000);
  server.serve(body);
  let waits = 0;
  const both = [1, 2].map(() => download(server.url, file, { ...quick, onWait: () => void waits++ }));
  const ended = await Promise.all(both);
  expect(ended.map(({ fetched }) => fetched).sort()).toEqual([false, true]);
  expect([waits, server.asked.length]).toEqual([1, 1]);
  expect(readFileSync(file).equals(body)).toBe(true);
});

test("a part that was whole when the process was killed is not asked for again", async () => {
  const server = await faultyServer();
  const file = join(temporaryFolder(), "table.csv");
  const body = bytesOf(1000);
  server.serve(body);
  writeFileSync(`${file}.part`, body);
  writeFileSync(`${file}.part.json`, JSON.stringify({ url: server.url, validator: '"v1"', total: 1000 }));
  await download(server.url, file, { ...quick, sha256: sha256(body) });
  expect(server.asked).toEqual([]);
});

test.each([
  ["without its origin", undefined],
  ["with an origin cut short", "{"],
  ["of another address", JSON.stringify({ url: "http://127.0.0.1/other", validator: '"v1"' })],
  ["of a file without a validator", JSON.stringify({ url: "URL" })],
  ["that is too long", JSON.stringify({ url: "URL", validator: '"v1"', total: 5 })],
])("a part %s is begun anew", async (_, origin) => {
  const server = await faultyServer();
  const file = join(temporaryFolder(), "table.csv");
  server.serve(bytesOf(1000));
  writeFileSync(`${file}.part`, bytesOf(10, 9));
  if (origin !== undefined) writeFileSync(`${file}.part.json`, origin.replace("URL", server.url));
  await download(server.url, file, quick);
  expect(readFileSync(file).equals(bytesOf(1000))).toBe(true);
  expect(server.asked.map(({ range }) => range)).toEqual([undefined]);
});

test("redirects are followed, and one in a circle is an error", async () => {
  const server = await faultyServer();
  const folder = temporaryFolder();
  server.serve(bytesOf(10), [{ kind: "redirect" }, { kind: "redirect" }]);
  await download(server.url, join(folder, "a"), quick);
  expect(server.asked.map(({ path }) => path)).toEqual(["/table.csv", "/table.csv+", "/table.csv++"]);
  server.serve(bytesOf(10), [{ kind: "redirect" }, { kind: "circle" }]);
  await expect(download(server.url, join(folder, "b"), quick)).rejects.toThrow(
    /is redirected in a circle \(.*\+ → .*\+\)/,
  );
  server.serve(
    bytesOf(10),
    Array.from({ length: 50 }, () => ({ kind: "redirect" as const })),
  );
  await expect(download(server.url, join(folder, "c"), quick)).rejects.toThrow("in more than 10 steps");
});

test("a server that recovers is waited for, longer each time", async () => {
  const server = await faultyServer();
  server.serve(bytesOf(10), [
    { kind: "status", status: 500 },
    { kind: "refuse" },
    { kind: "status", status: 503 },
    { kind: "status", status: 429 },
  ]);
  const pauses: number[] = [];
  await download(server.url, join(temporaryFolder(), "f"), { pause: async (ms) => void pauses.push(ms) });
  expect(pauses).toEqual([500, 1000, 2000, 4000]);
});

test("a server that stays away is an error that says how to go on", async () => {
  const server = await faultyServer();
  const file = join(temporaryFolder(), "table.csv");
  server.serve(
    bytesOf(10),
    Array.from({ length: 9 }, () => ({ kind: "status" as const, status: 503 })),
  );
  await expect(download(server.url, file, quick)).rejects.toMatchObject({
    reason: "unreachable",
    message:
      `download: ${server.url} cannot be had: the server answers 503. Run the same command again when you are ` +
      `online, or get ${server.url} in another way and put it at ${file}, the same command then checks it and goes on`,
  });
  expect(server.asked.length).toBe(quick.attempts);
});

test("an address that nobody answers at says so", async () => {
  const file = join(temporaryFolder(), "table.csv");
  await expect(download("http://127.0.0.1:1/table.csv", file, { ...quick, attempts: 2 })).rejects.toMatchObject({
    reason: "unreachable",
    message: expect.stringMatching(/cannot be had: (.*ECONNREFUSED|bad port).*put it at .*table\.csv/),
  });
});

test("a connection that falls silent is given up", async () => {
  const file = join(temporaryFolder(), "table.csv");
  const silent = (_: string, { signal }: RequestInit): Promise<Response> =>
    new Promise((_, reject) => signal!.addEventListener("abort", () => reject(signal!.reason)));
  await expect(download("http://x/", file, { ...quick, silence: 20, attempts: 2, fetch: silent })).rejects.toThrow(
    "nothing came for 0.02 s",
  );
});

const answering =
  (status: number, headers: Record<string, string>, body: Uint8Array<ArrayBuffer> | null = null) =>
  async (): Promise<Response> =>
    new Response(body, { status, headers });

test.each([
  ["a 404", "http://x/", answering(404, {}), /http:\/\/x\/ answers 404, it is not there any more; get/],
  ["another scheme", "file:///etc/passwd", answering(200, {}), /expected an address with https or http, got file:/],
  ["no address at all", "table", answering(200, {}), /expected an address with https or http, got table/],
  ["a redirect to nowhere", "http://x/", answering(302, {}), /http:\/\/x\/ is redirected to no address/],
  ["a redirect to a file", "http://x/", answering(302, { location: "file:///f" }), /expected an address .* got file/],
  ["a redirect out of TLS", "https://x/", answering(302, { location: "http://y/" }), /which anybody on the way could/],
  ["a web page", "http://x/", answering(200, { "content-type": "text/html" }), /http:\/\/x\/ is a web page/],
])("%s is refused", async (_, url, fetch, message) => {
  const file = join(temporaryFolder(), "table.csv");
  const error = await download(url, file, { ...quick, fetch }).catch((e: unknown) => e);
  expect(error).toMatchObject({ reason: "refused", message: expect.stringMatching(message) });
  expect(existsSync(file)).toBe(false);
});

test("Retry-After is heeded, up to half a minute", async () => {
  const pauses: number[] = [];
  const answers = [
    answering(503, { "retry-after": "7" }),
    answering(503, { "retry-after": "7000" }),
    answering(503, { "retry-after": "soon" }),
    answering(503, { "retry-after": new Date(Date.now() + 20_000).toUTCString() }),
    answering(200, {}, Uint8Array.of(1)),
  ];
  const fetch = (): Promise<Response> => answers.shift()!();
  await download("http://x/", join(temporaryFolder(), "f"), { fetch, pause: async (ms) => void pauses.push(ms) });
  expect(pauses.slice(0, 3)).toEqual([7000, 30_000, 2000]);
  expect(pauses[3]).toBeGreaterThan(15_000);
});

test("a compressed answer, whose length is not the file's, is taken whole", async () => {
  const file = join(temporaryFolder(), "f");
  const headers = { "content-encoding": "gzip", "content-length": "3", etag: '"a"' };
  const fetch = async () => new Response(Uint8Array.of(1, 2, 3, 4, 5), { headers });
  expect((await download("http://x/", file, { ...quick, fetch })).bytes).toBe(5);
});

test("an answer shorter than it says is gone on from", async () => {
  const file = join(temporaryFolder(), "f");
  const etag = { etag: '"a"' };
  const answers = [
    answering(200, { ...etag, "content-length": "3" }, Uint8Array.of(1, 2)),
    answering(206, { ...etag, "content-range": "bytes 2-2/3" }, Uint8Array.of(3)),
  ];
  await download("http://x/", file, { ...quick, fetch: () => answers.shift()!() });
  expect([...readFileSync(file)]).toEqual([1, 2, 3]);
});

test.each([
  ["of another place", { etag: '"a"', "content-range": "bytes 1-1/3" }],
  ["of another version", { etag: '"b"', "content-range": "bytes 2-2/3" }],
  ["of another length", { etag: '"a"', "content-range": "bytes 2-2/4" }],
  ["of no version", { "content-range": "bytes 2-2/3" }],
  ["of no place", { etag: '"a"' }],
])("a rest %s is not appended: the file is begun anew", async (_, headers) => {
  const file = join(temporaryFolder(), "f");
  const answers = [
    answering(200, { etag: '"a"', "content-length": "3" }, Uint8Array.of(1, 2)),
    answering(206, headers as Record<string, string>, Uint8Array.of(9)),
    answering(200, { etag: '"a"', "content-length": "3" }, Uint8Array.of(1, 2, 3)),
  ];
  await download("http://x/", file, { ...quick, fetch: () => answers.shift()!() });
  expect([...readFileSync(file)]).toEqual([1, 2, 3]);
});

test("a file without a strong ETag is resumed by its date, with neither not at all", async () => {
  const date = new Date(0).toUTCString();
  const asked: (string | undefined)[] = [];
  for (const headers of [{ etag: 'W/"a"', "last-modified": date }, { etag: 'W/"a"' }] as Record<string, string>[]) {
    const answers = [
      answering(200, { ...headers, "content-length": "3" }, Uint8Array.of(1, 2)),
      answering(200, { ...headers, "content-length": "3" }, Uint8Array.of(1, 2, 3)),
    ];
    const fetch = (_: string, { headers: sent }: RequestInit): Promise<Response> => {
      asked.push((sent as Record<string, string>)["if-range"]);
      return answers.shift()!();
    };
    await download("http://x/", join(temporaryFolder(), "f"), { ...quick, fetch });
  }
  expect(asked).toEqual([undefined, date, undefined, undefined]);
});

test("wrong pieces are not asked for without end", async () => {
  let asked = 0;
  const fetch = async (): Promise<Response> =>
    asked++ % 2 === 0
      ? answering(200, { etag: '"a"', "content-length": "3" }, Uint8Array.of(1, 2))()
      : answering(206, { etag: '"a"', "content-range": "bytes 2-2/3" }, Uint8Array.of(3))();
  const wrong = download("http://x/", join(temporaryFolder(), "f"), { ...quick, fetch, sha256: "0".repeat(64) });
  await expect(wrong).rejects.toMatchObject({ reason: "wrong" });
  expect(asked).toBe(4);
});

test("an answer longer than it says is begun anew", async () => {
  const file = join(temporaryFolder(), "f");
  const answers = [
    answering(200, { "content-length": "1" }, Uint8Array.of(1, 2)),
    answering(200, { "content-length": "2" }, Uint8Array.of(1, 2)),
  ];
  expect((await download("http://x/", file, { ...quick, fetch: () => answers.shift()!() })).bytes).toBe(2);
});

test("a place that cannot be written says so", async () => {
  const server = await faultyServer();
  const folder = temporaryFolder();
  server.serve(bytesOf(10));
  writeFileSync(join(folder, "file"), "");
  await expect(download(server.url, join(folder, "file", "table.csv"), quick)).rejects.toMatchObject({
    reason: "disk",
    message: expect.stringMatching(/file is no folder; set EZNAS_DATA to one/),
  });
  await expect(download(server.url, folder, quick)).rejects.toThrow("is a folder; move it away");
});
