import type { Computation } from "../parts/part.ts";
import type { Jet } from "../recording/jet.ts";
import type { Recording, Value } from "../recording/recording.ts";
import { softmaxAlong } from "./softmax.ts";

/** It has no SIMD kernel: the dense layers around it take longer. */
export const attention = (heads: number): Computation => ({
  jet: ([x], { output }, record) => jetOf(heads, x!, output, record),
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

/** Products of queries and keys, their softmax, and its products with the values, each with its derivatives. */
function jetOf(heads: number, jet: Jet, output: Value, record: Recording): Omit<Jet, "value"> {
  const { value, a, b, ab } = jet;
  const { shape } = value;
  const all = shape.at(-1)!;
  const batch = shape[0]!;
  const [tokens, dimensions] = [value.buffer.floats / batch / all, all / 3];
  const of = dimensions / heads;
  const scale = 1 / Math.sqrt(of);
  const make = (there: boolean): Value | undefined => (there ? record.value(output.shape) : undefined);
  const made = {
    a: make(a !== undefined),
    b: make(b !== undefined),
    ab: make((a && b) !== undefined || ab !== undefined),
  };
  const writes = [made.a, made.b, made.ab].flatMap((each) => each?.buffer ?? []);
  if (writes.length === 0) return {};
  const reads = [value, a, b, ab].flatMap((each) => each?.buffer ?? []);
  record.emit(reads, writes, ({ heap }) => {
    /** Of a query's row: where its numbers, its keys and its values begin in each derivative. */
    const start = (each: Value | undefined, sample: number, head: number): number =>
      each ? each.buffer.at / 4 + sample * tokens * all + head * of : -1;
    const dot = (x: number, y: number): number => {
      let sum = 0;
      if (x >= 0 && y >= 0) for (let k = 0; k < of; k++) sum += heap[x + k]! * heap[y + k]!;
      return sum;
    };
    const rows = { p: new Float32Array(tokens), sA: new Float32Array(tokens), sB: new Float32Array(tokens) };
    const [sBoth, pA, pB, pBoth] = Array.from({ length: 4 }, () => new Float32Array(tokens)) as Four;
    for (let sample = 0; sample < batch; sample++)
      for (let head = 0; head < heads; head++) {
        const [from, fromA, fromB, fromBoth] = [value, a, b, ab].map((each) => start(each, sample, head)) as Places;
        const place = (first: number, token: number, part: number): number =>
          first < 0 ? -1 : first + token * all + part * dimensions;
        for (let i = 0; i < tokens; i++) {
          const { p, sA, sB } = rows;
          const [q, qA, qB, qBoth] = [from, fromA, fromB, fromBoth].map((first) => place(first, i, 0)) as Places;
          for (let j = 0; j < tokens; j++) {
            const [k, kA, kB, kBoth] = [from, fromA, fromB, fromBoth].map((first) => place(first, j, 1)) as Places;
            p[j] = scale * dot(q, k);
            sA[j] = scale * (dot(qA, k) + dot(q, kA));
            sB[j] = scale * (dot(qB, k) + dot(q, kB));
            sBoth[j] = scale * (dot(qBoth, k) + dot(qA, kB) + dot(qB, kA) + dot(q, kBoth));
          }
          const largest = p.reduce((x, y) => Math.max(x, y), Number.NEGATIVE_INFINITY);
          const sum = p.reduce((total, x) => total + Math.exp(x - largest), 0);
          for (let j = 0; j < tokens; j++) p[j] = Math.exp(p[j]! - largest) / sum;
          softmaxAlong(p, sA, undefined, pA);
          softmaxAlong(p, sB, undefined, pB);
          softmaxAlong(p, sBoth, { x: sA, y: pB }, pBoth);
          const weighted = (weights: Float32Array, first: number, k: number): number => {
            let mean = 0;
            if (first >= 0) for (let j = 0; j < tokens; j++) mean += weights[j]! * heap[place(first, j, 2) + k]!;
            return mean;
          };
          const to = (sample * tokens + i) * dimensions + head * of;
          for (let k = 0; k < of; k++) {
            if (made.a) heap[made.a.buffer.at / 4 + to + k] = weighted(pA, from, k) + weighted(p, fromA, k);
            if (made.b) heap[made.b.buffer.at / 4 + to + k] = weighted(pB, from, k) + weighted(p, fromB, k);
            if (made.ab)
              heap[made.ab.buffer.at / 4 + to + k] =
                weighted(pBoth, from, k) + weighted(pA, fromB, k) + weighted(pB, fromA, k) + weighted(p, fromBoth, k);
          }
        }
      }
  });
  return made;
}

type Places = [number, number, number, number];
type Four = [Float32Array, Float32Array, Float32Array, Float32Array];
