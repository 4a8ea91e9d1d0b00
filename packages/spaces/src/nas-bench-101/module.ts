import type { Layers } from "../blocks/layers.ts";
import type { NasBench101Architecture, NasBench101Operation } from "./architecture.ts";

/**
 * A module on a feature map. A vertex computes its operation on the sum of what it takes: the input by a projection of
 * 1×1, other vertices' first channels, as many as it has itself. The output is the concatenation of the vertices that
 * it takes, plus a projection of the input where it takes that.
 */
export function module<X>(
  layers: Layers<X>,
  x: X,
  { vertices, output }: NasBench101Architecture,
  { inputs, filters }: { readonly inputs: number; readonly filters: number },
  at: string,
): X {
  const channels = channelsOf({ vertices, output }, inputs, filters);
  const projected = (count: number, to: string): X => convBnRelu(layers, x, count, 1, `${at}/${to}/projection`);
  const values = [x];
  for (const [i, { operation, inputs: taken }] of vertices.entries()) {
    const vertex = `vertex${i + 1}`;
    const own = channels[i + 1]!;
    const terms = taken.map((from) => {
      if (from === 0) return projected(own, vertex);
      const value = values[from]!;
      return channels[from]! > own ? layers.firstChannels(value, own, `${at}/${vertex}/first${from}`) : value;
    });
    const sum = terms.length > 1 ? layers.add(terms, `${at}/${vertex}/add`) : terms[0]!;
    values.push(operations[operation](layers, sum, own, `${at}/${vertex}`));
  }
  const parts = output.filter((from) => from > 0).map((from) => values[from]!);
  const joined = parts.length > 1 ? layers.concatenate(parts, `${at}/output/concat`) : parts[0];
  if (output[0] !== 0) return joined!;
  const shortcut = projected(filters, "output");
  return joined === undefined ? shortcut : layers.add([shortcut, joined], `${at}/output/add`);
}

type Operation = <X>(layers: Layers<X>, x: X, filters: number, at: string) => X;

const operations: Readonly<Record<NasBench101Operation, Operation>> = {
  "conv1x1-bn-relu": (layers, x, filters, at) => convBnRelu(layers, x, filters, 1, at),
  "conv3x3-bn-relu": (layers, x, filters, at) => convBnRelu(layers, x, filters, 3, at),
  maxpool3x3: (layers, x, _, at) => layers.maxPool(x, { size: 3 }, `${at}/pool`),
};

export function convBnRelu<X>(layers: Layers<X>, x: X, filters: number, size: number, at: string): X {
  return layers.relu(
    layers.batchNorm(layers.convolution(x, { filters, size }, `${at}/conv`), `${at}/bn`),
    `${at}/relu`,
  );
}

/**
 * The channels of the input and of the vertices: those that are put out share the output's, the first of them one more
 * each where that does not divide, and every other has the most of those that take it.
 */
function channelsOf({ vertices, output }: NasBench101Architecture, inputs: number, filters: number): readonly number[] {
  const sharing = output.filter((from) => from > 0);
  const share = Math.floor(filters / sharing.length);
  const left = filters % sharing.length;
  const channels = [inputs, ...vertices.map(() => 0)];
  for (const [i, vertex] of sharing.entries()) channels[vertex] = share + (i < left ? 1 : 0);
  for (let vertex = vertices.length; vertex > 0; vertex--)
    if (!sharing.includes(vertex))
      channels[vertex] = Math.max(
        ...vertices.map(({ inputs: taken }, i) => (taken.includes(vertex) ? channels[i + 1]! : 0)),
      );
  return channels;
}
