/** How a dataset's files hold numbers. */

/**
 * `float32`: as they were captured. `bfloat16`: half the space; the sign and the range of float32, and 8 of its 24 bits
 * of precision, so that even the smallest gradient keeps its sign.
 */
export type NumberFormat = "float32" | "bfloat16";

export interface NumberCodec {
  /** The name that safetensors has for it. */
  readonly dtype: string;
  readonly bytes: number;
  encode(data: Float32Array): Uint8Array;
  /** `bytes` must begin at a multiple of the number's size in their buffer; float32 numbers stay where they are. */
  decode(bytes: Uint8Array): Float32Array;
}

export const numberCodecs: Readonly<Record<NumberFormat, NumberCodec>> = {
  float32: {
    dtype: "F32",
    bytes: 4,
    encode: (data) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    decode: ({ buffer, byteOffset, byteLength }) => new Float32Array(buffer, byteOffset, byteLength / 4),
  },
  bfloat16: { dtype: "BF16", bytes: 2, encode: toBfloat16, decode: fromBfloat16 },
};

export function isNumberFormat(value: unknown): value is NumberFormat {
  return typeof value === "string" && Object.hasOwn(numberCodecs, value);
}

/** The upper halves of the float32 numbers, rounded to nearest, ties to even; NaN stays NaN. */
function toBfloat16(data: Float32Array): Uint8Array {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const halves = new Uint16Array(data.length);
  for (let i = 0; i < halves.length; i++) {
    const word = bits[i]!;
    // Rounding could carry the payload of a NaN over into an infinity's exponent.
    const undefinedNumber = (word & 0x7fffffff) > 0x7f800000;
    halves[i] = undefinedNumber ? (word >>> 16) | 0x40 : (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
  }
  return new Uint8Array(halves.buffer);
}

function fromBfloat16({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array {
  const halves = new Uint16Array(buffer, byteOffset, byteLength / 2);
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
  return new Float32Array(bits.buffer);
}
