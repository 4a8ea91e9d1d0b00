/** Reads the named statistics of one network's file and no more of it than that. */
import { type FileHandle, open } from "node:fs/promises";
import type { InstanceStatistics } from "../statistic.ts";
import { crc32 } from "./crc32.ts";
import { DatasetError } from "./dataset-error.ts";
import { assembleInstances, decodeDirectory, type InstanceDirectory, narrow, placesOf } from "./decode-instances.ts";
import { headerLength, prefixBytes, type TensorPlace } from "./safetensors.ts";

/** Places this close are fetched in one read: skipping the bytes between would cost more than reading them. */
const nearBytes = 1 << 16;
/** A stretch ends at this size, so that a statistic that is kept does not keep much else in memory. */
const stretchBytes = 1 << 26;

interface Stretch {
  readonly begin: number;
  readonly end: number;
  readonly places: readonly TensorPlace[];
}

/** Places in file order, joined into stretches that one read fetches. */
export function stretchesOf(places: readonly TensorPlace[]): readonly Stretch[] {
  const stretches: { begin: number; end: number; places: TensorPlace[] }[] = [];
  for (const place of places) {
    const last = stretches.at(-1);
    if (last && place.begin - last.end <= nearBytes && place.end - last.begin <= stretchBytes) {
      last.end = place.end;
      last.places.push(place);
    } else {
      stretches.push({ begin: place.begin, end: place.end, places: [place] });
    }
  }
  return stretches;
}

async function readAt(file: FileHandle, path: string, begin: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(end - begin);
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, Math.min(bytes.length - done, 1 << 30), begin + done);
    if (bytesRead === 0) throw new DatasetError(path, `ended at byte ${begin + done} while it was read`);
    done += bytesRead;
  }
  return bytes;
}

/** What the manifest says of a network's file. */
export interface ExpectedFile {
  readonly bytes: number;
  readonly headerChecksum: number;
}

export async function readNetwork(
  path: string,
  expected: ExpectedFile,
  statistics?: readonly string[],
): Promise<readonly InstanceStatistics<string>[]> {
  const file = await openFile(path);
  try {
    const wanted = narrow(path, await readDirectory(file, path, expected), statistics);
    const fetched = new Map<TensorPlace, Uint8Array>();
    for (const { begin, end, places } of stretchesOf(placesOf(wanted))) {
      const bytes = await readAt(file, path, begin, end);
      for (const place of places) fetched.set(place, bytes.subarray(place.begin - begin, place.end - begin));
    }
    return assembleInstances(path, wanted, fetched);
  } finally {
    await file.close();
  }
}

/** Rejects with a DatasetError unless the file is there with the length and the header that it was written with. */
export async function checkHeader(path: string, expected: ExpectedFile): Promise<void> {
  const file = await openFile(path);
  try {
    await readDirectory(file, path, expected);
  } finally {
    await file.close();
  }
}

async function readDirectory(file: FileHandle, path: string, expected: ExpectedFile): Promise<InstanceDirectory> {
  const { size } = await file.stat();
  if (size !== expected.bytes)
    throw new DatasetError(path, `has ${size} bytes, the manifest says ${expected.bytes}: ${again}`);
  const prefix = await readAt(file, path, 0, Math.min(prefixBytes, size));
  const json = await readAt(file, path, prefixBytes, prefixBytes + headerLength(path, prefix, size));
  const directory = decodeDirectory(path, json, size);
  if (crc32([prefix, json]) !== expected.headerChecksum)
    throw new DatasetError(
      path,
      `its header is damaged or another file's: the manifest has another checksum; ${again}`,
    );
  return directory;
}

const again = "collect it again";

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new DatasetError(path, `is missing, but the manifest lists it: ${again}`, { cause });
  }
}
