/** The safetensors format: 8 bytes of header length, a JSON header, then tensors end to end, little-endian. */
import { sizeOf } from "@eznas/kernels";
import { DatasetError } from "./dataset-error.ts";
import { isRecord, parseObject, utf8 } from "./json.ts";
import { type NumberFormat, numberCodecs } from "./number-format.ts";

/** Where a tensor lies in its file, in bytes from the file's start. */
export interface TensorPlace {
  readonly shape: readonly number[];
  readonly numbers: NumberFormat;
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of the header. */
  readonly tensors: ReadonlyMap<string, TensorPlace>;
}

/** Bytes before the JSON header. */
export const prefixBytes = 8;

/** A tensor's numbers, already as bytes of some format. */
export interface EncodedTensor {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** The header of a file with these tensors; the file is the header and then every tensor's bytes, in the same order. */
export function encodeHeader(
  tensors: ReadonlyMap<string, EncodedTensor>,
  numbers: NumberFormat,
  metadata: Header["metadata"],
): Uint8Array {
  const { dtype } = numberCodecs[numbers];
  let offset = 0;
  const entries = [...tensors].map(([name, { shape, bytes }]) => {
    const begin = offset;
    offset += bytes.length;
    return [name, { dtype, shape, data_offsets: [begin, offset] }] as const;
  });
  const json = new TextEncoder().encode(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }));
  const length = Math.ceil(json.length / 8) * 8; // so that the tensors begin 8-byte aligned
  const header = new Uint8Array(prefixBytes + length).fill(" ".charCodeAt(0));
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(json, prefixBytes);
  return header;
}

/** The length of the JSON header, from the file's first eight bytes. */
export function headerLength(path: string, prefix: Uint8Array, fileBytes: number): number {
  if (fileBytes < prefixBytes || prefix.length < prefixBytes)
    throw new DatasetError(path, `is no safetensors file: ${fileBytes} bytes are too few`);
  const length = new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true);
  if (length > BigInt(fileBytes - prefixBytes))
    throw new DatasetError(
      path,
      `announces a header of ${length} bytes, but has ${fileBytes} in all: it is truncated or no safetensors file`,
    );
  return Number(length);
}

/**
 * The header from its JSON bytes. Refuses tensors that are of another format, overlap,
 * leave gaps or reach beyond the file.
 */
export function decodeHeader(path: string, json: Uint8Array, fileBytes: number): Header {
  const { __metadata__: metadata = {}, ...entries } = parseObject(path, "the header", utf8(path, json));
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === "string"))
    throw new DatasetError(path, "the header's __metadata__ must map strings to strings");

  const dataStart = prefixBytes + json.length;
  const tensors = new Map<string, TensorPlace>();
  for (const [name, entry] of Object.entries(entries)) {
    if (!isRecord(entry)) throw new DatasetError(path, `the header's entry "${name}" is no tensor`);
    const { dtype, shape, data_offsets: offsets } = entry;
    const numbers = formatOf(dtype);
    if (!numbers) throw new DatasetError(path, `tensor "${name}" has dtype ${String(dtype)}, expected F32 or BF16`);
    if (!isCounts(shape)) throw new DatasetError(path, `tensor "${name}" has no proper shape`);
    // Whatever the other lengths are, the bytes would fit.
    if (shape.includes(0)) throw new DatasetError(path, `tensor "${name}" of shape [${shape}] has no numbers`);
    if (!isCounts(offsets) || offsets.length !== 2)
      throw new DatasetError(path, `tensor "${name}" has no proper data_offsets`);
    const [begin, end] = [dataStart + offsets[0]!, dataStart + offsets[1]!];
    if (end - begin !== sizeOf(shape) * numberCodecs[numbers].bytes)
      throw new DatasetError(path, `tensor "${name}" of shape [${shape}] cannot have ${end - begin} bytes`);
    if (end > fileBytes)
      throw new DatasetError(path, `tensor "${name}" ends at byte ${end} of a file of ${fileBytes}: it is truncated`);
    tensors.set(name, { shape, numbers, begin, end });
  }

  let covered = dataStart;
  for (const { begin, end } of [...tensors.values()].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered) throw new DatasetError(path, `its tensors leave a gap or overlap at byte ${covered}`);
    covered = end;
  }
  if (covered !== fileBytes) throw new DatasetError(path, `has ${fileBytes} bytes, its tensors end at byte ${covered}`);
  return { metadata: metadata as Record<string, string>, tensors };
}

function formatOf(dtype: unknown): NumberFormat | undefined {
  return (Object.keys(numberCodecs) as NumberFormat[]).find((format) => numberCodecs[format].dtype === dtype);
}

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry) && entry >= 0);
