import * as tf from "@tensorflow/tfjs-core";
import { type LayerVariable, layers } from "@tensorflow/tfjs-layers";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Computation } from "../parts/part.ts";
import { whole } from "../parts/whole.ts";
import type { Jet } from "../recording/jet.ts";
import type { Recording, Region, Value } from "../recording/recording.ts";

/**
 * Normalization of every sample by itself; composed for tfjs, for without a scale or an
 * offset 4.22 has no gradient of it.
 */
export const layerNormalization: LayerEntry = {
  parts(view) {
    const { axis, epsilon } = view.config();
    const axes = [axis].flat();
    const [gamma, beta] = [view.weight("gamma"), view.weight("beta")];
    return [
      {
        ...whole(view, ofEach({ axes, epsilon, gamma, beta })),
        ...((!gamma || isEven(gamma)) && { centers: (rank: number) => axes.map((axis) => (axis + rank) % rank) }),
        run: ([input]) => {
          const x = input!;
          const along = x.shape.map((length, i) => (axes.includes(i) ? length : 1));
          const centered = tf.sub(x, tf.mean(x, axes, true));
          const variance = tf.mean(tf.square(centered), axes, true);
          let y = tf.mul(centered, tf.rsqrt(tf.add(variance, epsilon)));
          if (gamma) y = tf.mul(y, tf.reshape(gamma.read(), along));
          if (beta) y = tf.add(y, tf.reshape(beta.read(), along));
          return [y];
        },
      },
    ];
  },
  example: (draw) => ({
    layer: layers.layerNormalization({ scale: draw.boolean(), center: draw.boolean() }),
    // Of one or two numbers hardly anything but rounding errors comes back through it.
    inputs: [[...draw.image().slice(0, 2), draw.integer(3, 8)]],
  }),
};

/** As fresh ones are: a gradient is then the same along a sample behind its scale, too. */
function isEven(gamma: LayerVariable): boolean {
  const [first, ...others] = tf.tidy(() => gamma.read().dataSync());
  return others.every((each) => each === first);
}

interface Norm {
  readonly axes: readonly number[];
  readonly epsilon: number;
  readonly gamma: LayerVariable | undefined;
  readonly beta: LayerVariable | undefined;
}

/** Over the last axis alone. It has no SIMD kernel: the dense layer behind it takes longer. */
const ofEach = ({ axes, epsilon, gamma, beta }: Norm): Computation => ({
  jet: ([x], _, record) => jetOf({ epsilon, gamma }, x!, record),
  record([x], recording) {
    const { shape, buffer } = x!;
    if (axes.length !== 1 || (axes[0] !== -1 && axes[0] !== shape.length - 1)) return undefined;
    const width = shape.at(-1)!;
    const rows = buffer.floats / width;
    const scale = gamma && recording.weight(gamma);
    const offset = beta && recording.weight(beta);
    const output = recording.value(shape);
    const y = output.buffer;
    /** Before scale and offset, and what it was divided by: the gradient needs no more. */
    const standard = recording.buffer(buffer.floats);
    const inverse = recording.buffer(rows);
    const reads = [buffer];
    if (scale) reads.push(scale);
    if (offset) reads.push(offset);
    recording.emit(reads, [y, standard, inverse], ({ heap }) => {
      const [from, to, z] = [buffer.at / 4, y.at / 4, standard.at / 4];
      for (let row = 0; row < rows; row++) {
        const [start, end] = [row * width, (row + 1) * width];
        let mean = 0;
        for (let i = start; i < end; i++) mean += heap[from + i]! / width;
        let variance = 0;
        for (let i = start; i < end; i++) variance += (heap[from + i]! - mean) ** 2 / width;
        const over = 1 / Math.sqrt(variance + epsilon);
        heap[inverse.at / 4 + row] = over;
        for (let i = start; i < end; i++) {
          heap[z + i] = (heap[from + i]! - mean) * over;
          const scaled = scale ? heap[z + i]! * heap[scale.at / 4 + i - start]! : heap[z + i]!;
          heap[to + i] = offset ? scaled + heap[offset.at / 4 + i - start]! : scaled;
        }
      }
    });
    return {
      output,
      gradient({ buffer: dy }, recording) {
        const input = recording.value(shape);
        const dx = input.buffer;
        const reads = [dy, standard, inverse];
        if (scale) reads.push(scale);
        recording.emit(reads, [dx], ({ heap }) => {
          const [from, to, z] = [dy.at / 4, dx.at / 4, standard.at / 4];
          for (let row = 0; row < rows; row++) {
            const [start, end] = [row * width, (row + 1) * width];
            let [mean, along] = [0, 0];
            for (let i = start; i < end; i++) {
              const scaled = scale ? heap[from + i]! * heap[scale.at / 4 + i - start]! : heap[from + i]!;
              heap[to + i] = scaled;
              mean += scaled / width;
              along += (scaled * heap[z + i]!) / width;
            }
            const over = heap[inverse.at / 4 + row]!;
            for (let i = start; i < end; i++) heap[to + i] = over * (heap[to + i]! - mean - heap[z + i]! * along);
          }
        });
        const weights: [LayerVariable, Region][] = [];
        if (gamma) {
          const dgamma = recording.buffer(width);
          recording.emit([dy, standard], [dgamma], ({ heap }) => {
            const to = heap.subarray(dgamma.at / 4, dgamma.at / 4 + width).fill(0);
            for (let i = 0; i < dy.floats; i++) to[i % width]! += heap[dy.at / 4 + i]! * heap[standard.at / 4 + i]!;
          });
          weights.push([gamma, dgamma]);
        }
        if (beta) {
          const dbeta = recording.buffer(width);
          recording.emit([dy], [dbeta], () => recording.kernels.channelSums(dy.at, dbeta.at, rows, width, 1));
          weights.push([beta, dbeta]);
        }
        return { inputs: [input], weights };
      },
    };
  },
});

/** As of a batch norm, of every sample by itself and over its channels. */
function jetOf(
  { epsilon, gamma }: Pick<Norm, "epsilon" | "gamma">,
  { value, a, b, ab }: Jet,
  record: Recording,
): Omit<Jet, "value"> {
  const { shape, buffer } = value;
  const width = shape.at(-1)!;
  const scale = gamma && record.weight(gamma);
  const reads = [buffer, ...[a, b, ab].flatMap((of) => of?.buffer ?? []), ...(scale ? [scale] : [])];
  const make = (there: boolean): Value | undefined => (there ? record.value(shape) : undefined);
  const made = {
    a: make(a !== undefined),
    b: make(b !== undefined),
    ab: make((a && b) !== undefined || ab !== undefined),
  };
  const writes = [made.a, made.b, made.ab].flatMap((of) => of?.buffer ?? []);
  if (writes.length === 0) return {};
  record.emit(reads, writes, ({ heap }) => {
    const row = (of: Value | undefined, at: number): Float32Array | undefined =>
      of && heap.subarray(of.buffer.at / 4 + at, of.buffer.at / 4 + at + width);
    const factors = scale && heap.subarray(scale.at / 4, scale.at / 4 + width);
    for (let at = 0; at < buffer.floats; at += width) {
      const { standard, inverse } = standardized(row(value, at)!, epsilon);
      const [ofA, ofB, ofBoth] = [a, b, ab].map((of) => projected(standard, inverse, row(of, at)));
      put(row(made.a, at), ofA?.along, factors);
      put(row(made.b, at), ofB?.along, factors);
      const both = new Float64Array(width);
      for (let i = 0; i < width; i++) both[i] = ofBoth?.along[i] ?? 0;
      if (ofA && ofB) {
        const moved = row(b, at)!;
        const common = ofA.along.reduce((sum, x, i) => sum + (x * moved[i]!) / width, 0);
        for (let i = 0; i < width; i++)
          both[i]! -= inverse * (ofA.share * ofB.along[i]! + ofB.share * ofA.along[i]! + standard[i]! * common);
      }
      put(row(made.ab, at), both, factors);
    }
  });
  return made;
}

function standardized(x: Float32Array, epsilon: number): { readonly standard: Float64Array; readonly inverse: number } {
  const mean = x.reduce((sum, each) => sum + each / x.length, 0);
  const variance = x.reduce((sum, each) => sum + (each - mean) ** 2 / x.length, 0);
  const inverse = 1 / Math.sqrt(variance + epsilon);
  return { standard: Float64Array.from(x, (each) => (each - mean) * inverse), inverse };
}

/** What the standardized values do where x moves so, and the mean of their product with that. */
function projected(standard: Float64Array, inverse: number, moved: Float32Array | undefined) {
  if (!moved) return undefined;
  const width = moved.length;
  const mean = moved.reduce((sum, each) => sum + each / width, 0);
  const share = moved.reduce((sum, each, i) => sum + (each * standard[i]!) / width, 0);
  const along = Float64Array.from(moved, (each, i) => inverse * (each - mean - standard[i]! * share));
  return { share, along };
}

function put(to: Float32Array | undefined, values: Float64Array | undefined, factors: Float32Array | undefined): void {
  if (to && values) for (let i = 0; i < to.length; i++) to[i] = values[i]! * (factors ? factors[i]! : 1);
}
