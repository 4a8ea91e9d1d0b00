import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { knownTables } from "@eznas/data";
import { fromNaslib, nasBench201, readAccuracyTable, readSuiteZero } from "@eznas/spaces";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { suiteZeroCsv } from "../../../data/src/tables/suite-zero-csv.ts";
import { eznas, lastLine, recordedIo, temporaryFolder } from "../command-line.ts";
import { terminal } from "../terminal.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

function cache(): string {
  const folder = temporaryFolder();
  vi.stubEnv("EZNAS_DATA", folder);
  return folder;
}

/** Every address leads to a server on this machine. */
async function network(listener: RequestListener): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { fetch } = globalThis;
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal("fetch", (url: string, init: RequestInit) =>
    fetch(`http://127.0.0.1:${port}${new URL(url).pathname}`, init),
  );
}

const operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"];
const cells = Array.from({ length: 5 ** 6 }, (_, i) => {
  const [a, b, c, d, e, f] = Array.from({ length: 6 }, (_, edge) => operations[Math.floor(i / 5 ** edge) % 5]);
  return `|${a}~0|+|${b}~0|${c}~1|+|${d}~0|${e}~1|${f}~2|`;
});
const accuracies = cells.map((_, i) => (i === 99 ? "94.373333,73.513333,47" : `${10 + (i % 80)},${i % 70},${i % 40}`));
const csv = `CIFAR10TestAccuracy200Epochs,CIFAR100TestAccuracy200Epochs,ImageNetTestAccuracy200Epochs,ArchitectureString
${cells.map((cell, i) => `${accuracies[i]},${cell}`).join("\n")}
`;

test("the known tables are listed, by name alone too", async () => {
  const folder = cache();
  const { code, out } = await eznas(["data"]);
  expect(code).toBe(0);
  for (const { name, title, license, page } of knownTables)
    for (const text of [name, title, license, page]) expect(out).toContain(text);
  expect(out).toMatch(/cifar-10 .*\n +170\.1 MB · license: .*kriz.*\n +not here yet: eznas data get cifar-10\n/);
  expect(out).toMatch(/size unknown/);
  expect((await eznas(["data", "list"])).out).toBe(out);
  const json = (await eznas(["data", "list", "--json"])).json<{ folder: string; tables: { here: boolean }[] }>();
  expect(json.folder).toBe(folder);
  expect(json.tables.map(({ here }) => here)).toEqual(knownTables.map(() => false));
});

test("a table is downloaded and converted to what the other commands read, and its path is the result", async () => {
  const folder = cache();
  await network((request, response) => {
    expect(request.url).toMatch(/nats_bench\.csv$/);
    response.writeHead(200, { "content-length": csv.length }).end(csv);
  });
  const got = await eznas(["data", "get", "nas-bench-201"]);
  const path = join(folder, "nas-bench-201", "nas-bench-201.csv");
  expect([got.code, got.out]).toEqual([0, `${path}\n`]);
  expect(got.err).toMatch(
    /^nas-bench-201: NAS-Bench-201.*\nlicense: .*\n(nats_bench\.csv, kB \d+\/\d+( · .* left)?\n)+$/,
  );
  expect((await eznas(["data", "path", "nas-bench-201"])).out).toBe(`${path}\n`);
  expect((await eznas(["data", "get", "nas-bench-201"])).err).toBe("");
  const { path: told } = (await eznas(["data", "get", "nas-bench-201", "--json"])).json<{ path: string }>();
  expect(told).toBe(path);
  expect((await eznas(["data"])).out).toContain(path);
  const small = ["--channels", "4", "--cells", "1", "--batch", "1", "--backend", "wasm", "--workers", "1"];
  const ranking = ["rank", "--table", path, "--column", "cifar10_test", "--count", "3", "--metric", "params", ...small];
  expect((await eznas([...ranking, "--json"])).json<{ count: number }>().count).toBe(3);
});

test("a terminal gets a bar", async () => {
  cache();
  await network((_, response) => response.writeHead(200, { "content-length": csv.length }).end(csv));
  const { stream, drawn } = terminal();
  expect((await eznas(["data", "get", "nas-bench-201"], recordedIo({ terminal: stream }))).code).toBe(0);
  expect(drawn()).toMatch(/nats_bench\.csv, kB .*\/\d+ · .*left/);
});

test("a length that the server does not tell is said in lines of 10 MB", async () => {
  cache();
  await network((_, response) => {
    response.write(Buffer.alloc(25_000_000)); // in chunks
    response.end();
  });
  const { code, err } = await eznas(["data", "get", "cifar-10"]);
  expect(code).toBe(1);
  expect(err).toMatch(
    /cifar-10-binary\.tar\.gz, 1\d\.\d MB\n.*, 2\d\.\d MB\neznas: download: what came from .* expected c4a3/,
  );
});

test("offline, the one line says the address, the file and where to put it; put there, it is accepted", async () => {
  const folder = cache();
  await network((_, response) => response.writeHead(404).end());
  const file = join(folder, "nas-bench-201", "nats_bench.csv");
  const refused = await eznas(["data", "get", "nas-bench-201"]);
  expect([refused.code, refused.out]).toEqual([1, ""]);
  expect(lastLine(refused)).toMatch(
    /^eznas: download: https:\/\/raw\.githubusercontent\.com\/.*\/nats_bench\.csv answers 404.*put it at /,
  );
  expect(lastLine(refused)).toContain(file);
  mkdirSync(join(folder, "nas-bench-201"), { recursive: true });
  writeFileSync(file, csv);
  expect((await eznas(["data", "get", "nas-bench-201"])).code).toBe(0);
});

test("Ctrl-C ends it with 130, keeps what came and says where", async () => {
  const folder = cache();
  const ending = new AbortController();
  await network((_, response) => {
    response.writeHead(200, { "content-length": 5_000_000, etag: '"a"' });
    response.write(Buffer.alloc(2_000_000));
  });
  const io = recordedIo({ signal: ending.signal });
  const ended = await eznas(["data", "get", "cifar-10"], {
    ...io,
    err: (text) => {
      io.err(text);
      if (text.includes("kB")) ending.abort();
    },
  });
  expect(ended.code).toBe(130);
  const part = join(folder, "cifar-10", "cifar-10-binary.tar.gz.part");
  expect(statSync(part).size).toBeGreaterThan(0);
  expect(io.written.err).toMatch(/\n\d\.\d MB are kept in .*\.part; the same command goes on\neznas: interrupted\n$/);
  expect(existsSync(part.replace(/\.part$/, ".lock"))).toBe(false);
});

test("the path of a table that is not here ends with 1 and says how to get it", async () => {
  const folder = cache();
  const ended = await eznas(["data", "path", "nds"]);
  expect([ended.code, ended.out]).toEqual([1, ""]);
  expect(lastLine(ended)).toBe(`eznas: nds is not in ${folder}; eznas data get nds downloads it`);
  expect(readdirSync(folder)).toEqual([]);
});

test("an unknown name ends with 1 and the known ones; EZNAS_DATA that names a file is told so", async () => {
  const folder = cache();
  expect(lastLine(await eznas(["data", "get", "imagenet"]))).toMatch(
    /no table "imagenet"; the tables are nas-bench-201, /,
  );
  writeFileSync(join(folder, "table.csv"), "");
  vi.stubEnv("EZNAS_DATA", join(folder, "table.csv"));
  expect(lastLine(await eznas(["data"]))).toMatch(/EZNAS_DATA must name a folder/);
});

test("NAS-Bench-Suite-Zero's cells are those that @eznas/spaces reads", () => {
  const { format } = nasBench201();
  const keys = cells.map(
    (_, i) => `(${Array.from({ length: 6 }, (_, edge) => Math.floor(i / 5 ** edge) % 5).join(", ")})`,
  );
  const entries = Object.fromEntries(keys.map((key, id) => [key, { id, val_accuracy: (id % 9000) / 100 }]));
  const text = JSON.stringify({ cifar10: entries, cifar100: entries, "ImageNet16-120": entries });
  const converted = readAccuracyTable(suiteZeroCsv(text), { column: "cifar100_valid" });
  const read = readSuiteZero(text, { dataset: "cifar100", id: (key) => format(fromNaslib(key)) });
  expect(new Map(converted.map(({ id, accuracy }) => [id, accuracy]))).toEqual(
    new Map(read.map(({ id, accuracy }) => [id, accuracy])),
  );
});
