import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { getTable, hasTable, knownTables, type Table, tableNamed, tablePath } from "../src/index.ts";
import { natsBench } from "./cells.ts";
import { faultyServer } from "./faulty-server.ts";
import { temporaryFolder } from "./folder.ts";

const csv = Buffer.from(natsBench());
const sha256 = createHash("sha256").update(csv).digest("hex");
const quick = { pause: async () => {}, attempts: 2 };

async function atServer(): Promise<{ server: Awaited<ReturnType<typeof faultyServer>>; table: Table; folder: string }> {
  const server = await faultyServer();
  server.serve(csv);
  return { server, table: { ...tableNamed("nas-bench-201"), urls: [server.url] }, folder: temporaryFolder() };
}

test("a table is downloaded, converted and noted, and the second time it is just there", async () => {
  const { server, table, folder } = await atServer();
  expect(await hasTable(table, folder)).toBe(false);
  const path = await getTable(table, { folder, ...quick });
  expect(path).toBe(join(folder, "nas-bench-201", "nas-bench-201.csv"));
  expect(readFileSync(path, "utf8")).toMatch(/^arch,cifar10_test,cifar100_test,imagenet16_120_test\n\|avg_pool_3x3~0/);
  expect(readdirSync(join(folder, table.name)).sort()).toEqual([
    "nas-bench-201.csv",
    "nats_bench.csv",
    "nats_bench.csv.sha256",
  ]);
  expect(readFileSync(join(folder, table.name, "nats_bench.csv.sha256"), "utf8")).toBe(`${sha256}  nats_bench.csv\n`);
  expect(await hasTable(table, folder)).toBe(true);
  expect(await getTable(table, { folder, ...quick })).toBe(path);
  expect(server.asked.length).toBe(1);
});

test("a file that was put there by hand is converted without asking anybody", async () => {
  const { server, table, folder } = await atServer();
  mkdirSync(join(folder, table.name));
  writeFileSync(join(folder, table.name, table.file), csv);
  await getTable(table, { folder, ...quick });
  expect(server.asked).toEqual([]);
});

test("a wrong file that was put there by hand stays, and the error says what it lacks", async () => {
  const { table, folder } = await atServer();
  const file = join(folder, table.name, table.file);
  mkdirSync(join(folder, table.name));
  writeFileSync(file, "arch,accuracy\n");
  await expect(getTable(table, { folder, ...quick })).rejects.toMatchObject({
    reason: "wrong",
    message: expect.stringMatching(
      /\.csv is not the table "nas-bench-201": .*has no column ArchitectureString.*page is https.*put .* at .*\.csv/,
    ),
  });
  expect(existsSync(file)).toBe(true);
  expect(await hasTable(table, folder)).toBe(false);
});

test("a download that is not the table is deleted, so that the next call asks again", async () => {
  const { server, table, folder } = await atServer();
  server.serve(csv.subarray(0, csv.length - 100));
  await expect(getTable(table, { folder, ...quick })).rejects.toThrow(/what came from http.*, and was deleted, is not/);
  expect(readdirSync(join(folder, table.name))).toEqual([]);
  server.serve(csv);
  await getTable(table, { folder, ...quick });
});

test("what was noted of the first download is held against the next", async () => {
  const { server, table, folder } = await atServer();
  const path = await getTable(table, { folder, ...quick });
  for (const file of [path, join(folder, table.name, table.file)]) rmSync(file);
  server.serve(
    Buffer.from(
      natsBench()
        .replace(/,#.*\n/, "\n")
        .replace("10.0", "10.1"),
    ),
  );
  server.serve(Buffer.concat([csv, Buffer.from("\n")]));
  await expect(getTable(table, { folder, ...quick })).rejects.toThrow(`expected ${sha256}`);
});

test("a published digest goes before all else", async () => {
  const { table, folder } = await atServer();
  const other = "0".repeat(64);
  await expect(getTable({ ...table, sha256: other }, { folder, ...quick })).rejects.toThrow(`expected ${other}`);
});

test("an address that has the file no more gives way to the next", async () => {
  const { server, table, folder } = await atServer();
  server.serve(csv, [{ kind: "status", status: 404 }]);
  await getTable({ ...table, urls: [`${server.url}?old`, server.url] }, { folder, ...quick });
  expect(server.asked.map(({ path }) => path)).toEqual(["/table.csv?old", "/table.csv"]);
});

test("a server that is away is not the next address's turn", async () => {
  const { server, table, folder } = await atServer();
  server.serve(csv, [{ kind: "refuse" }, { kind: "refuse" }]);
  const urls = [server.url, `${server.url}?next`];
  await expect(getTable({ ...table, urls }, { folder, ...quick })).rejects.toMatchObject({ reason: "unreachable" });
  expect(server.asked.some(({ path }) => path.includes("next"))).toBe(false);
});

test("an error that is not the content's fault comes through", async () => {
  const { table, folder } = await atServer();
  const broken: Table = { ...table, convert: () => Promise.reject(new RangeError("a mistake")) };
  await expect(getTable(broken, { folder, ...quick })).rejects.toThrow(RangeError);
});

test("every known table has what a person needs to decide, and an address with https", () => {
  expect(new Set(knownTables.map(({ name }) => name)).size).toBe(knownTables.length);
  for (const { name, title, license, page, urls, sha256: digest, bytes, result } of knownTables) {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    for (const text of [title, license, result]) expect(text).toMatch(/./);
    for (const url of [page, ...urls]) expect(new URL(url).protocol).toBe("https:");
    expect(urls.length).toBeGreaterThan(0);
    if (digest !== undefined) expect([digest.length, typeof bytes]).toEqual([64, "number"]);
  }
});

test("a name that is not known is refused with those that are", () => {
  expect(() => tableNamed("imagenet")).toThrow(
    'data: there is no table "imagenet"; the tables are nas-bench-201, nas-bench-suite-zero, nds, cifar-10, cifar-100',
  );
  expect(tablePath(tableNamed("nds"), "/data")).toBe("/data/nds/nds_data");
});
