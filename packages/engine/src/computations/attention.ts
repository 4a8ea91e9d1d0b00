import type { Computation } from "../parts/part.ts";

/** It has no SIMD kernel: the dense layers around it take longer. */
export const attention = (heads: number): Computation => ({
  record([x], recording) {
    const { shape, buffer } = x!;
    const all = shape.at(-1)!;
    if (shape.length < 3 || all % (3 * heads) !== 0) return undefined;
    const batch = shape[0]!;
    const [tokens, dimensions] = [buffer.floats / batch / all, all / 3];
    const of = dimensions / heads;
    const scale = 1 / Math.sqrt(of);
    const output = recording.value([...shape.slice(0, -1), dimensions]);
    const y = output.buffer;
    /** Of every sample, head and token, what the others' values are weighted by. */
    const weights = recording.buffer(batch * heads * tokens * tokens);
    /** Calls `visit` for every sample and head with the places of its first query, first output and first weight. */
    const eachHead = (
      from: number,
      to: number,
      at: number,
      visit: (query: number, output: number, weight: number) => void,
    ): void => {
      for (let sample = 0; sample < batch; sample++)
        for (let head = 0; head < heads; head++)
          visit(
            from + sample * tokens * all + head * of,
            to + sample * tokens * dimensions + head * of,
            at + (sample * heads + head) * tokens * tokens,
          );
    };
    recording.emit([buffer], [y, weights], ({ heap }) =>
      eachHead(buffer.at / 4, y.at / 4, weights.at / 4, (query, to, weight) => {
        const [key, value] = [query + dimensions, query + 2 * dimensions];
        for (let i = 0; i < tokens; i++) {
          const row = weight + i * tokens;
          let largest = Number.NEGATIVE_INFINITY;
          for (let j = 0; j < tokens; j++) {
            let product = 0;
            for (let k = 0; k < of; k++) product += heap[query + i * all + k]! * heap[key + j * all + k]!;
            heap[row + j] = product * scale;
            largest = Math.max(largest, product * scale);
          }
          let total = 0;
          for (let j = 0; j < tokens; j++) total += heap[row + j] = Math.exp(heap[row + j]! - largest);
          for (let j = 0; j < tokens; j++) heap[row + j] = heap[row + j]! / total;
          for (let k = 0; k < of; k++) {
            let mean = 0;
            for (let j = 0; j < tokens; j++) mean += heap[row + j]! * heap[value + j * all + k]!;
            heap[to + i * dimensions + k] = mean;
          }
        }
      }),
    );
    return {
      output,
      gradient({ buffer: dy }, recording) {
        const input = recording.value(shape);
        const dx = input.buffer;
        recording.emit([buffer, weights, dy], [dx], ({ heap }) => {
          heap.fill(0, dx.at / 4, dx.at / 4 + dx.floats);
          const shift = dx.at / 4 - buffer.at / 4;
          const slopes = new Float64Array(tokens);
          eachHead(buffer.at / 4, dy.at / 4, weights.at / 4, (query, from, weight) => {
            const [key, value] = [query + dimensions, query + 2 * dimensions];
            for (let i = 0; i < tokens; i++) {
              const row = weight + i * tokens;
              let mean = 0;
              for (let j = 0; j < tokens; j++) {
                let slope = 0;
                for (let k = 0; k < of; k++) {
                  const gradient = heap[from + i * dimensions + k]!;
                  slope += gradient * heap[value + j * all + k]!;
                  heap[shift + value + j * all + k]! += heap[row + j]! * gradient;
                }
                slopes[j] = slope;
                mean += heap[row + j]! * slope;
              }
              for (let j = 0; j < tokens; j++) {
                const slope = scale * heap[row + j]! * (slopes[j]! - mean);
                for (let k = 0; k < of; k++) {
                  heap[shift + query + i * all + k]! += slope * heap[key + j * all + k]!;
                  heap[shift + key + j * all + k]! += slope * heap[query + i * all + k]!;
                }
              }
            }
          });
        });
        return { inputs: [input] };
      },
    };
  },
});
