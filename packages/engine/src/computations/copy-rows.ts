/** Copies `rows` runs of `width` numbers, which are so many numbers apart where they come from and where they go. */
export function copyRows(
  heap: Float32Array,
  from: number,
  fromStride: number,
  to: number,
  toStride: number,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    const [source, target] = [from + row * fromStride, to + row * toStride];
    for (let i = 0; i < width; i++) heap[target + i] = heap[source + i]!;
  }
}
