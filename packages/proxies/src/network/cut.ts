import type { Batch } from "../contract/proxy.ts";

/** A batch's images, each a batch of its own. */
export const oneByOne = (batch: Batch): readonly Batch[] => cut(batch, batch.images.shape[0]!);

/** A batch in parts of as many images each, in their order. */
export function cut({ images, labels }: Batch, parts: number): readonly Batch[] {
  const [n, ...sizes] = images.shape as [number, ...number[]];
  const [count, size] = [n / parts, images.data.length / parts];
  return Array.from({ length: parts }, (_, part) => ({
    images: { shape: [count, ...sizes], data: images.data.subarray(part * size, (part + 1) * size) },
    ...(labels && { labels: Array.from(labels).slice(part * count, (part + 1) * count) }),
  }));
}
