/** The laws of zero-cost proxies, to hold one of your own to. */
import { memory } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import type { Batch, ProxyScore, ZeroCostProxy } from "../contract/proxy.ts";

export interface ProxyLawOptions {
  /** Whether the score is the same, but for rounding, whatever the order of the images; yes by default. */
  readonly anyOrder?: boolean;
  /** The relative difference that rounding makes between two orders of the images; 1e-3 by default. */
  readonly tolerance?: number;
  /** Random cases; 3 by default, for each takes a few scores. */
  readonly numRuns?: number;
}

/**
 * Holds a proxy to its contract on a model and a batch, which has what the proxy needs: the same arguments give the
 * same score; the model's weights and moving statistics stay the same to the bit, and so does what is trainable; no
 * tensor stays behind; a score is finite and a failure says why; what is not needed does not count, and without what is
 * needed there is a RangeError; the order of the images does not matter.
 *
 * Rejects with an Error that names the law and, from fast-check, the smallest case that breaks it.
 * Needs a backend; use a small model.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { snip } from "@eznas/proxies";
 * import { proxyLaws } from "@eznas/proxies/testing";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [4, 8, 8, 3], data: Float32Array.from({ length: 768 }, (_, i) => Math.sin(i * i)) };
 * await proxyLaws(snip(), tinyModel(), { images, labels: [0, 1, 2, 0] }, { numRuns: 1 });
 * ```
 */
export async function proxyLaws(
  proxy: ZeroCostProxy,
  model: LayersModel,
  batch: Batch,
  { anyOrder = true, tolerance = 1e-3, numRuns = 3 }: ProxyLawOptions = {},
): Promise<void> {
  const { needs } = proxy;
  let broken = "";
  const law = async (name: string, holds: () => void | Promise<void>): Promise<void> => {
    try {
      await holds();
    } catch (error) {
      broken = name;
      throw error;
    }
  };
  const laws = async (seed: number): Promise<void> => {
    const score = (of: Batch = batch) => proxy.score(model, of, stream(seed));
    const before = readWeights(model);
    const { numTensors } = memory();
    const first = await score();
    await law("the model stays as it is, to the bit", () => sameWeights(before, readWeights(model)));
    await law("no tensor stays behind", () => {
      if (memory().numTensors !== numTensors) throw new Error(`${memory().numTensors - numTensors} tensors are left`);
    });
    await law("a score is finite and a failure says why", () => {
      const says = first.ok ? Number.isFinite(first.value) : first.reason && first.detail;
      if (!says) throw new Error(`got ${JSON.stringify(first)}`);
    });
    await law("the same arguments give the same score", async () => same(await score(), first));
    if (!needs.rng)
      await law("it draws no random numbers, for it says that it needs none", async () => {
        const drawing = proxy.score(model, batch, () => {
          throw new Error("a number was drawn");
        });
        same(await drawing, first);
      });
    if (needs.labels) await law("there is a RangeError without labels", () => refused(score({ images: batch.images })));
    else
      await law("labels do not count, for it says that it needs none", async () =>
        same(await score({ images: batch.images }), first),
      );
    if (needs.images > 0)
      await law("there is a RangeError for too few images", () => refused(score(firstImages(batch, needs.images - 1))));
    else
      await law("images do not count, for it says that it needs none", async () =>
        same(await score({ ...batch, images: { shape: [0], data: new Float32Array(0) } }), first),
      );
    if (anyOrder)
      await law("the order of the images does not matter", async () =>
        near(await score(shuffled(batch, stream(seed))), first, tolerance),
      );
  };
  try {
    await fc.assert(fc.asyncProperty(fc.integer(), laws), { numRuns, includeErrorInReport: true });
  } catch (cause) {
    throw new Error(`${proxy.name} breaks the law that ${broken}: ${(cause as Error).message}`, { cause });
  }
}

function same(a: ProxyScore, b: ProxyScore): void {
  if (JSON.stringify(a) !== JSON.stringify(b)) throw new Error(`${JSON.stringify(a)} is not ${JSON.stringify(b)}`);
}

function near(a: ProxyScore, b: ProxyScore, tolerance: number): void {
  if (!a.ok || !b.ok) {
    same(a, b);
    return;
  }
  const difference = Math.abs(a.value - b.value);
  if (difference > tolerance * Math.max(Math.abs(a.value), Math.abs(b.value)))
    throw new Error(`${a.value} is not ${b.value}`);
}

async function refused(scoring: Promise<ProxyScore>): Promise<void> {
  const error = await scoring.then(
    (score) => new Error(`got ${JSON.stringify(score)}`),
    (thrown: unknown) => (thrown instanceof RangeError ? undefined : new Error(`got ${thrown}`)),
  );
  if (error) throw error;
}

const readWeights = (model: LayersModel) =>
  model.weights.map((weight) => ({
    name: weight.name,
    trainable: model.trainableWeights.includes(weight),
    bits: new Int32Array(Float32Array.from(weight.read().dataSync()).buffer),
  }));

function sameWeights(a: ReturnType<typeof readWeights>, b: ReturnType<typeof readWeights>): void {
  for (const [i, { name, trainable, bits }] of a.entries()) {
    const now = b[i];
    if (now?.trainable !== trainable || bits.some((value, at) => value !== now.bits[at]))
      throw new Error(`${name} has changed`);
  }
}

function firstImages({ images, labels }: Batch, n: number): Batch {
  const [all, ...sizes] = images.shape as [number, ...number[]];
  const data = images.data.slice(0, (images.data.length / all) * n);
  return { images: { shape: [n, ...sizes], data }, ...(labels && { labels: Array.from(labels).slice(0, n) }) };
}

function shuffled({ images, labels }: Batch, rng: () => number): Batch {
  const n = images.shape[0]!;
  const size = images.data.length / n;
  const order = Array.from({ length: n }, (_, i) => ({ i, at: rng() })).sort((a, b) => a.at - b.at);
  const data = new Float32Array(images.data.length);
  for (const [to, { i }] of order.entries()) data.set(images.data.subarray(i * size, (i + 1) * size), to * size);
  return { images: { shape: images.shape, data }, ...(labels && { labels: order.map(({ i }) => labels[i]!) }) };
}

/** Uniform on [0, 1), by Weyl's sequence through a mixing function. */
function stream(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
  };
}
