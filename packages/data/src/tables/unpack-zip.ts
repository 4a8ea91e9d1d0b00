import { type FileHandle, open, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { jsonProblem, parseJson } from "@eznas/gp";
import { fillWhole } from "@eznas/node";
import { crc32 } from "./crc32.ts";

const inflate = promisify(inflateRaw);
const [endMark, entryMark, localMark] = [0x06054b50, 0x02014b50, 0x04034b50];

/**
 * Unpacks the .json files of a ZIP archive into a folder, by their names without folders. Each is checked to be of the
 * length and the checksum that the archive says and to be JSON; memory is taken for no more
 * than so many packed bytes can hold.
 *
 * Throws a SyntaxError for an archive that is damaged, has no such file, or is of a kind beyond
 * stored and deflated files under 4 GB.
 */
export async function unpackJsonZip(archive: string, folder: string): Promise<void> {
  const file = await open(archive);
  try {
    await fillWhole(folder, async (temporary) => {
      const entries = (await directory(file, archive)).filter(({ name }) => wanted(name));
      if (entries.length === 0) throw new SyntaxError(`${archive}: has no .json files`);
      for (const entry of entries) {
        const json = await contentOf(file, entry, archive);
        checkJson(json, `${archive}: ${entry.name}`);
        await writeFile(join(temporary, basename(entry.name)), json);
      }
    });
  } finally {
    await file.close();
  }
}

/** macOS adds a hidden twin of every file. */
const wanted = (name: string): boolean => name.endsWith(".json") && !basename(name).startsWith(".");

/** More than a text can have. */
const mostBytes = 2 ** 29;
const mostDirectoryBytes = 2 ** 26;
/** DEFLATE packs no more than 258 bytes into 2 bits. */
const mostPerByte = 1032;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly bytes: number;
  readonly offset: number;
}

async function directory(file: FileHandle, archive: string): Promise<readonly Entry[]> {
  const damaged = () => new SyntaxError(`${archive}: is no ZIP archive, or cut short`);
  const { size } = await file.stat();
  const tail = await bytesOf(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== endMark) end--;
  if (end < 0) throw damaged();
  const [count, length, start] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (start + length > size) throw damaged();
  if (length > mostDirectoryBytes)
    throw new SyntaxError(`${archive}: has a directory of ${length} bytes; ${mostDirectoryBytes} at most are read`);
  const records = await bytesOf(file, start, length);
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > length || records.readUInt32LE(at) !== entryMark) throw damaged();
    const nameLength = records.readUInt16LE(at + 28);
    entries.push({
      name: records.toString("utf8", at + 46, at + 46 + nameLength),
      method: records.readUInt16LE(at + 10),
      checksum: records.readUInt32LE(at + 16),
      packed: records.readUInt32LE(at + 20),
      bytes: records.readUInt32LE(at + 24),
      offset: records.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + records.readUInt16LE(at + 30) + records.readUInt16LE(at + 32);
  }
  return entries;
}

async function contentOf(file: FileHandle, entry: Entry, archive: string): Promise<Buffer> {
  const fail = (problem: string, cause?: unknown) => new SyntaxError(`${archive}: ${entry.name} ${problem}`, { cause });
  const local = await bytesOf(file, entry.offset, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== localMark) throw fail("is not where the archive says");
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const { size } = await file.stat();
  if (start + entry.packed > size) throw fail("is cut short");
  if (entry.bytes > mostBytes) throw fail(`has ${entry.bytes} bytes; ${mostBytes} at most are read`);
  if (entry.bytes > entry.packed * mostPerByte)
    throw fail(`has ${entry.bytes} bytes, which ${entry.packed} packed ones cannot hold`);
  const packed = await bytesOf(file, start, entry.packed);
  if (entry.method !== 0 && entry.method !== 8) throw fail(`is packed by method ${entry.method}, which is not read`);
  const content =
    entry.method === 0
      ? packed
      : await inflate(packed, { maxOutputLength: entry.bytes + 1 }).catch((cause: unknown) => {
          throw fail("is damaged", cause);
        });
  if (content.length !== entry.bytes) throw fail(`has ${content.length} bytes, expected ${entry.bytes}`);
  if (crc32(content) !== entry.checksum) throw fail("is damaged: it has another checksum than the archive says");
  return content;
}

function checkJson(content: Buffer, where: string): void {
  try {
    parseJson(content.toString("utf8"));
  } catch (cause) {
    throw new SyntaxError(`${where} ${jsonProblem(cause)}`, { cause });
  }
}

async function bytesOf(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}
