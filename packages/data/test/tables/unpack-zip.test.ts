import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { unpackJsonZip } from "../../src/tables/unpack-zip.ts";
import { temporaryFolder } from "../folder.ts";

interface Stored {
  readonly name: string;
  readonly content: string;
  readonly method?: number;
  readonly bytes?: number;
  readonly checksum?: number;
}

/** As PNG's specification has it, bit by bit. */
function crcOf(content: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(content)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** A ZIP archive, written here from the format's description (APPNOTE 4.3). */
function zip(files: readonly Stored[], comment = ""): Buffer {
  const [locals, records]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, content, method = 8, bytes = Buffer.byteLength(content), checksum = crcOf(content) } of files) {
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(bytes, 22);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(4, 28);
    locals.push(local, Buffer.from(name), Buffer.alloc(4), packed);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(method, 10);
    record.writeUInt32LE(checksum, 16);
    record.writeUInt32LE(packed.length, 20);
    record.writeUInt32LE(bytes, 24);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt16LE(6, 30);
    record.writeUInt32LE(offset, 42);
    records.push(record, Buffer.from(name), Buffer.alloc(6));
    offset += 34 + name.length + packed.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, directory, end, Buffer.from(comment)]);
}

function archiveOf(bytes: Buffer): { readonly archive: string; readonly folder: string } {
  const archive = join(temporaryFolder(), "data.zip");
  writeFileSync(archive, bytes);
  return { archive, folder: join(temporaryFolder(), "nds_data") };
}

const darts = JSON.stringify([{ net: { genotype: {} }, test_ep_top1: [9.1, 8.2] }]);

test("JSON files come out without their folders, stored or deflated, and nothing else", async () => {
  const { archive, folder } = archiveOf(
    zip(
      [
        { name: "nds_data/", content: "", method: 0 },
        { name: "nds_data/DARTS.json", content: darts },
        { name: "../../ENAS.json", content: "[]", method: 0 },
        { name: "nds_data/readme.txt", content: "hello" },
        { name: "__MACOSX/nds_data/._DARTS.json", content: "x" },
      ],
      "a comment",
    ),
  );
  await unpackJsonZip(archive, folder);
  expect(readdirSync(folder).sort()).toEqual(["DARTS.json", "ENAS.json"]);
  expect(readFileSync(join(folder, "DARTS.json"), "utf8")).toBe(darts);
  expect(readdirSync(dirname(folder))).toEqual(["nds_data"]);
});

test("a stored file with any byte changed is refused", async () => {
  const content = JSON.stringify([12, 345, 6789]);
  const bytes = zip([{ name: "a.json", content, method: 0 }]);
  const start = bytes.indexOf(content);
  for (let at = start; at < start + content.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = changed[at] === 0x31 ? 0x32 : 0x31;
    const { archive, folder } = archiveOf(changed);
    await expect(unpackJsonZip(archive, folder)).rejects.toThrow(/a\.json is damaged: it has another checksum/);
    expect(existsSync(folder)).toBe(false);
  }
});

const whole = zip([{ name: "a.json", content: darts }]);

test.each([
  ["a page", Buffer.from("<html></html>"), /is no ZIP archive, or cut short/],
  ["nothing", Buffer.alloc(0), /is no ZIP archive/],
  ["cut short", whole.subarray(0, whole.length - 5), /is no ZIP archive/],
  ["without its beginning", whole.subarray(40), /is no ZIP archive|is not where/],
  ["without JSON", zip([{ name: "a.txt", content: "x" }]), /has no \.json files/],
  ["with a file that is no JSON", zip([{ name: "a.json", content: "{" }]), /data\.zip: a\.json is no JSON/],
  ["with another length", zip([{ name: "a.json", content: "1", bytes: 2 }]), /a\.json has 1 bytes, expected 2/],
  [
    "with another checksum",
    zip([{ name: "a.json", content: "[1, 2]", method: 0, checksum: crcOf("[1, 3]") }]),
    /a\.json is damaged: it has another checksum/,
  ],
  [
    "with more bytes than it can hold",
    zip([{ name: "a.json", content: "1", bytes: 9999 }]),
    /9999 bytes, which 3 packed ones cannot hold/,
  ],
  [
    "with more bytes than a text has",
    zip([{ name: "a.json", content: "1", bytes: 2 ** 32 - 1 }]),
    /4294967295 bytes; 536870912 at most are read/,
  ],
  ["of another method", zip([{ name: "a.json", content: "1", method: 12 }]), /packed by method 12/],
  ["damaged", Buffer.from(whole).fill(255, 41, 60), /a\.json is damaged/],
  ["with a record damaged", Buffer.from(whole).fill(0, whole.length - 22 - 58, whole.length - 60), /is no ZIP/],
])("an archive that is %s is refused and leaves no folder", async (_, bytes, message) => {
  const { archive, folder } = archiveOf(bytes);
  const unpacked = unpackJsonZip(archive, folder);
  await expect(unpacked).rejects.toThrow(SyntaxError);
  await expect(unpacked).rejects.toThrow(message);
  expect(existsSync(folder)).toBe(false);
});
