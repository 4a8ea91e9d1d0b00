import { relaxedByDefault } from "../backend/kernels-in-use.ts";
import { training } from "../wasm/training.ts";
import { trainingRelaxed } from "../wasm/training-relaxed.ts";

/** Where a tensor begins: a byte offset into the memory, a multiple of 4. */
export type Pointer = number;

/**
 * The functions of the SIMD module, as they are: float32, row-major, NHWC images and HWIO filters, sizes in elements.
 *
 * They check nothing and allocate nothing. Outputs may not overlap inputs unless it is said that they may.
 */
export interface TrainingKernels {
  /**
   * c[r, i, n] (+)= Σ over (u, v, k) of a[r, i, u, v, k] · b[u, v, k, n]: matrix products and convolutions are this sum
   * with other strides, all in bytes. n is contiguous in b and c; with `accumulate` = 1 the sums are added to c.
   */
  contract(
    a: Pointer,
    aRow: number,
    aItem: number,
    aOuter: number,
    aMiddle: number,
    aInner: number,
    b: Pointer,
    bOuter: number,
    bMiddle: number,
    bInner: number,
    c: Pointer,
    cRow: number,
    cItem: number,
    rows: number,
    items: number,
    outer: number,
    middle: number,
    inner: number,
    columns: number,
    accumulate: number,
  ): void;
  /** c[m, n] = Σk a[m, k] · b[k, n]. */
  gemm(a: Pointer, b: Pointer, c: Pointer, m: number, k: number, n: number): void;
  /** c[m, n] = Σk a[k, m] · b[k, n]. */
  gemmTransposedA(a: Pointer, b: Pointer, c: Pointer, m: number, k: number, n: number): void;
  /** c[m, n] = Σk a[m, k] · b[n, k]; `scratch` holds n · k floats. */
  gemmTransposedB(a: Pointer, b: Pointer, c: Pointer, m: number, k: number, n: number, scratch: Pointer): void;

  /** y[c, r] = x[r, c]. */
  transpose(x: Pointer, y: Pointer, rows: number, columns: number): void;
  /** Each of `batch` matrices transposed: NHWC → NCHW with rows = h · w, NCHW → NHWC with rows = channels. */
  transposeBatch(x: Pointer, y: Pointer, batch: number, rows: number, columns: number): void;
  /** HWIO → OIHW, taps = h · w. */
  filterToOihw(x: Pointer, y: Pointer, taps: number, inputs: number, outputs: number): void;
  /** HWIO turned by 180°, channels exchanged: y[taps − 1 − t, o, i] = x[t, i, o]. */
  rotateFilter(x: Pointer, y: Pointer, taps: number, inputs: number, outputs: number): void;
  /** y[i, j] = x[i − top, j − left] inside x, else 0; pixels of `pixel` bytes. */
  pad(
    x: Pointer,
    y: Pointer,
    height: number,
    width: number,
    rows: number,
    columns: number,
    top: number,
    left: number,
    pixel: number,
  ): void;

  /**
   * u = G g Gᵀ: a filter [3, 3, n] to 16 planes of n, `uPlane` bytes apart; n = inputs · outputs is a multiple of 4.
   */
  winogradFilter(w: Pointer, u: Pointer, uPlane: number, n: number): void;
  /** dw = Gᵀ du G. */
  winogradFilterGradient(du: Pointer, uPlane: number, dw: Pointer, n: number): void;
  /** v = Bᵀ d B for rows of tiles of one image; `patch` holds 16 · channels floats. */
  winogradInput(
    x: Pointer,
    v: Pointer,
    vPlane: number,
    height: number,
    width: number,
    channels: number,
    top: number,
    left: number,
    firstRow: number,
    tileRows: number,
    tileColumns: number,
    patch: Pointer,
  ): void;
  /** m = v · u in each of the 16 planes: [tiles, k] · [k, n]. */
  winogradProduct(
    v: Pointer,
    vPlane: number,
    u: Pointer,
    uPlane: number,
    m: Pointer,
    mPlane: number,
    tiles: number,
    k: number,
    n: number,
  ): void;
  /** u (+)= vᵀ · m in each of the 16 planes. */
  winogradCorrelation(
    v: Pointer,
    vPlane: number,
    m: Pointer,
    mPlane: number,
    u: Pointer,
    uPlane: number,
    tiles: number,
    k: number,
    n: number,
    accumulate: number,
  ): void;
  /** y = Aᵀ m A for rows of tiles of one image. */
  winogradOutput(
    m: Pointer,
    mPlane: number,
    y: Pointer,
    height: number,
    width: number,
    channels: number,
    firstRow: number,
    tileRows: number,
    tileColumns: number,
  ): void;
  /** dm = A dy Aᵀ; `patch` holds 4 · channels floats. */
  winogradOutputGradient(
    dy: Pointer,
    dm: Pointer,
    mPlane: number,
    height: number,
    width: number,
    channels: number,
    firstRow: number,
    tileRows: number,
    tileColumns: number,
    patch: Pointer,
  ): void;

  /** c[r, i, n] = Σ over (u, v) of a[r, i, u, v, n] · w[u, v, n]; strides in bytes, n contiguous. */
  depthwise(
    a: Pointer,
    aRow: number,
    aItem: number,
    aOuter: number,
    aMiddle: number,
    w: Pointer,
    wOuter: number,
    wMiddle: number,
    c: Pointer,
    cRow: number,
    cItem: number,
    rows: number,
    items: number,
    outer: number,
    middle: number,
    channels: number,
  ): void;
  /** c[u, v, n] (+)= Σ over (r, i) of a[r, i, u, v, n] · b[r, i, n]. */
  depthwiseFilterGradient(
    a: Pointer,
    aRow: number,
    aItem: number,
    aOuter: number,
    aMiddle: number,
    b: Pointer,
    bRow: number,
    bItem: number,
    c: Pointer,
    rows: number,
    items: number,
    outer: number,
    middle: number,
    channels: number,
    accumulate: number,
  ): void;
  /** y[pixel, c · times + m] = x[pixel, c]. */
  repeatChannels(x: Pointer, y: Pointer, pixels: number, channels: number, times: number): void;
  /** y[pixel, c] = Σm x[pixel, c · times + m]. */
  sumRepeated(x: Pointer, y: Pointer, pixels: number, channels: number, times: number): void;

  /**
   * y = (x − mean) · inverse · gamma + beta with the batch's own mean and inverse = 1 / √(biased variance + epsilon),
   * which come out, for each channel over its pixels. Gamma and beta may be 0: then they are 1 and 0. y may be x.
   */
  batchNorm(
    x: Pointer,
    gamma: Pointer,
    beta: Pointer,
    y: Pointer,
    mean: Pointer,
    inverse: Pointer,
    pixels: number,
    channels: number,
    epsilon: number,
  ): void;
  /** dx through the batch's statistics, dgamma and dbeta where they are not 0. Gamma may be 0; dx may be dy. */
  batchNormGradient(
    x: Pointer,
    dy: Pointer,
    gamma: Pointer,
    mean: Pointer,
    inverse: Pointer,
    dx: Pointer,
    dgamma: Pointer,
    dbeta: Pointer,
    pixels: number,
    channels: number,
  ): void;

  /** y[pixel, c] = x[pixel, c] + bias[c]; y may be x. Its gradient is {@link channelSums} with factor 1. */
  addBias(x: Pointer, bias: Pointer, y: Pointer, pixels: number, channels: number): void;
  /** sums[c] = factor · Σ over the pixels of x[pixel, c]. */
  channelSums(x: Pointer, sums: Pointer, pixels: number, channels: number, factor: number): void;
  /** y[pixel, c] = factor · values[c]. */
  spreadChannels(values: Pointer, y: Pointer, pixels: number, channels: number, factor: number): void;
  /** y[pixel, c] += u[c] · a[pixel, c] + v[c] · b[pixel, c] + w[c] · (x[pixel, c] − mean[c]). */
  combineChannels(
    a: Pointer,
    u: Pointer,
    b: Pointer,
    v: Pointer,
    x: Pointer,
    mean: Pointer,
    w: Pointer,
    y: Pointer,
    pixels: number,
    channels: number,
  ): void;
  /** y[batch, c] = the mean of x[batch, pixel, c]. */
  globalAveragePool(x: Pointer, y: Pointer, batch: number, pixels: number, channels: number): void;
  /** dx[batch, pixel, c] = dy[batch, c] / pixels. */
  globalAveragePoolGradient(dy: Pointer, dx: Pointer, batch: number, pixels: number, channels: number): void;

  /** Take their sizes from {@link pooling}. */
  averagePool: (x: Pointer, y: Pointer, ...sizes: PoolSizes) => void;
  averagePoolGradient: (dy: Pointer, dx: Pointer, ...sizes: PoolSizes) => void;
  maxPool: (x: Pointer, y: Pointer, ...sizes: PoolSizes) => void;
  maxPoolGradient: (x: Pointer, dy: Pointer, dx: Pointer, ...sizes: PoolSizes) => void;

  /** y = max(x, 0), NaN where x is; y may be x. */
  relu(x: Pointer, y: Pointer, n: number): void;
  /** dx = dy where x > 0, NaN where x is, else 0 whatever dy; dx may be dy or x. */
  reluGradient(x: Pointer, dy: Pointer, dx: Pointer, n: number): void;
  /** y = a + b; y may be either. */
  add(a: Pointer, b: Pointer, y: Pointer, n: number): void;
  /** y += x. */
  accumulate(x: Pointer, y: Pointer, n: number): void;
  /** y = a · b; y may be either. */
  multiply(a: Pointer, b: Pointer, y: Pointer, n: number): void;
  /** y = factor · x; y may be x. */
  scale(x: Pointer, factor: number, y: Pointer, n: number): void;
  /** y = value everywhere. */
  fill(y: Pointer, value: number, n: number): void;

  /**
   * One bit for each of n numbers, on where it is above 0, in ⌈n / 32⌉ words from the lowest bit on; 1 where all
   * numbers are finite,
   * else 0.
   */
  activationCodes(x: Pointer, codes: Pointer, n: number): number;
  /** 1 where all of n numbers are finite, else 0. */
  allFinite(x: Pointer, n: number): number;
  /** In how many bits two runs of words differ. */
  differingBits(a: Pointer, b: Pointer, words: number): number;
  /** The largest of n magnitudes, 0 of none; NaN is passed over. */
  largest(x: Pointer, n: number): number;
}

/** What the pooling functions take after their pointers. */
export type PoolSizes = readonly [
  batch: number,
  channels: number,
  height: number,
  width: number,
  outHeight: number,
  outWidth: number,
  filterHeight: number,
  filterWidth: number,
  strideHeight: number,
  strideWidth: number,
  dilationHeight: number,
  dilationWidth: number,
  top: number,
  left: number,
];

/** Which build of the kernels runs. */
export interface TrainingKernelOptions {
  /**
   * Fused multiply-adds: rounded once, so that results depend on the engine. Default: where the engine
   * can, unless `EZNAS_SIMD` is `plain`.
   */
  readonly relaxedSimd?: boolean;
}

/**
 * The kernels over a memory: pointers in, pointers out. The module imports the memory and has no data of its own, so it
 * runs over any, such as the heap of another WebAssembly module; the memory may grow.
 *
 * Throws an Error where the engine lacks SIMD, or relaxed SIMD when that is asked for.
 *
 * @example
 * ```ts
 * import { trainingKernels } from "@eznas/kernels/training";
 *
 * const memory = new WebAssembly.Memory({ initial: 1 });
 * const { transpose } = trainingKernels(memory);
 * new Float32Array(memory.buffer).set([1, 2, 3, 4, 5, 6]);
 * transpose(0, 64, 2, 3);
 * new Float32Array(memory.buffer, 64, 6); // → Float32Array(6) [ 1, 4, 2, 5, 3, 6 ]
 * ```
 */
export function trainingKernels(memory: WebAssembly.Memory, options: TrainingKernelOptions = {}): TrainingKernels {
  const { relaxedSimd = relaxedByDefault() } = options;
  const bytes = Uint8Array.from(atob(relaxedSimd ? trainingRelaxed : training), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes))
    throw new Error(`trainingKernels: this engine has no WebAssembly ${relaxedSimd ? "relaxed " : ""}SIMD`);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return instance.exports as unknown as TrainingKernels;
}
