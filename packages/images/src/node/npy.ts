/** NumPy's .npy format: images of uint8, float32 or float64 as NHWC, HWC or NCHW. */

import type { Images } from "../images.ts";
import { sizeOf } from "../size-of.ts";
import { ImagesError } from "./images-error.ts";

const magic = "\x93NUMPY";

/** One image's shape takes a hundred bytes; NumPy itself refuses headers above 10,000 characters. */
const mostHeaderBytes = 65_535;

interface Layout {
  readonly descr: string;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly start: number;
}

/** The images in the bytes of an .npy file, `limit` at most; `path` is named in errors. */
export function decodeNpy(path: string, bytes: Uint8Array, limit: number = Number.POSITIVE_INFINITY): Images {
  const { descr, shape, start } = readLayout(path, bytes);
  const axes = axesOf(path, shape);
  const itemBytes = Number(descr.slice(2));
  const expected = sizeOf(shape) * itemBytes;
  if (bytes.length - start !== expected)
    throw new ImagesError(
      path,
      `shape [${shape}] of ${descr} needs ${expected} bytes, the file has ${bytes.length - start}`,
    );
  const n = Math.min(limit, axes.n);
  // A Buffer's slice would alias it, a Uint8Array's copies.
  const body = new Uint8Array(bytes.buffer, bytes.byteOffset + start, (expected / axes.n) * n);
  const result: Images["shape"] = [n, axes.height, axes.width, 3];
  const toNhwc = axes.channelsFirst ? channelsLast : <T>(values: T): T => values;
  const pixels = itemBytes === 1 ? body : floats(path, body, descr);
  return { shape: result, pixels: toNhwc(pixels, result), source: path };
}

function readLayout(path: string, bytes: Uint8Array): Layout {
  const latin1 = new TextDecoder("latin1");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(0, 6)) !== magic)
    throw new ImagesError(path, "is no .npy file");
  const version = bytes[6]!;
  if (version < 1 || version > 3) throw new ImagesError(path, `has .npy version ${version}, expected 1, 2 or 3`);
  const [prefix, length] = version === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (length > mostHeaderBytes)
    throw new ImagesError(path, `says that its header has ${length} bytes; NumPy's have ${mostHeaderBytes} at most`);
  if (prefix + length > bytes.length) throw new ImagesError(path, "ends inside its header: it is truncated");
  const header = latin1.decode(bytes.subarray(prefix, prefix + length));
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  if (descr === undefined || order === undefined || shape === undefined)
    throw new ImagesError(path, "has a header without descr, fortran_order and shape");
  if (!/^(\|u1|[<>]f[48])$/.test(descr))
    throw new ImagesError(path, `holds ${descr}, expected uint8 (|u1), float32 (<f4) or float64 (<f8)`);
  if (order === "True")
    throw new ImagesError(path, "is in Fortran order: save numpy.ascontiguousarray(images) instead");
  const sizes = shape.split(",").filter((size) => size.trim() !== "");
  return { descr, shape: sizes.map(Number), start: prefix + length };
}

function axesOf(
  path: string,
  shape: readonly number[],
): { n: number; height: number; width: number; channelsFirst: boolean } {
  const [n, ...image] = shape.length === 3 ? [1, ...shape] : shape;
  const [a, b, c] = image;
  if (shape.includes(0)) throw new ImagesError(path, `has shape [${shape}]: there are no images in it`);
  if (n !== undefined && image.length === 3 && shape.every(Number.isSafeInteger)) {
    if (c === 3) return { n, height: a!, width: b!, channelsFirst: false };
    if (a === 3 && shape.length === 4) return { n, height: b!, width: c!, channelsFirst: true };
  }
  throw new ImagesError(path, `has shape [${shape}], expected [n, h, w, 3], [h, w, 3] or [n, 3, h, w]`);
}

function floats(path: string, bytes: Uint8Array, descr: string): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = descr[0] === "<";
  const double = descr.endsWith("8");
  const values = new Float32Array(bytes.length / (double ? 8 : 4));
  for (let i = 0; i < values.length; i++) {
    const value = double ? view.getFloat64(8 * i, little) : view.getFloat32(4 * i, little);
    if (!(value >= 0 && value <= 1))
      throw new ImagesError(path, `number ${i} is ${value}: images of floats must lie between 0 and 1`);
    values[i] = value;
  }
  return values;
}

function channelsLast<T extends Uint8Array | Float32Array>(values: T, [n, height, width]: Images["shape"]): T {
  const result = values.slice() as T;
  const pixels = height * width;
  for (let image = 0; image < n; image++)
    for (let channel = 0; channel < 3; channel++)
      for (let pixel = 0; pixel < pixels; pixel++)
        result[(image * pixels + pixel) * 3 + channel] = values[(image * 3 + channel) * pixels + pixel]!;
  return result;
}
