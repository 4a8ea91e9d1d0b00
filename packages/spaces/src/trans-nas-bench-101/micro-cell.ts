import { factorizedReduce } from "../blocks/factorized-reduce.ts";
import type { Layers } from "../blocks/layers.ts";
import { reluConvBn } from "../blocks/relu-conv-bn.ts";
import { edges, type TransNasBench101MicroArchitecture, type TransNasBench101Operation } from "./micro-architecture.ts";
import type { Cell, Change } from "./network.ts";

/** A cell whose nodes are the sums of their edges; the edges from its input change the shape, all others keep it. */
export function microCell(architecture: TransNasBench101MicroArchitecture): Cell {
  return (layers, x, change, at) => {
    const kept = { inputs: change.filters, filters: change.filters, stride: 1 };
    const nodes = [x];
    for (let to = 1; to <= 3; to++) {
      const incoming = architecture.flatMap((operation, i) => {
        const [end, from] = edges[i]!;
        if (end !== to) return [];
        return [operations[operation](layers, nodes[from]!, from === 0 ? change : kept, `${at}/edge${to}-${from}`)];
      });
      nodes.push(incoming.length > 1 ? layers.add(incoming, `${at}/node${to}`) : incoming[0]!);
    }
    return nodes[3]!;
  };
}

const operations: Readonly<Record<TransNasBench101Operation, Cell>> = {
  none,
  skip_connect: (layers, x, change, at) => (keeps(change) ? x : factorizedReduce(layers, x, change.filters, at)),
  nor_conv_1x1: (layers, x, { filters, stride }, at) => reluConvBn(layers, x, { filters, size: 1, stride }, at),
  nor_conv_3x3: (layers, x, { filters, stride }, at) => reluConvBn(layers, x, { filters, size: 3, stride }, at),
};

/** Zeros of the shape that the other operations give; they depend on the source, so that no layer before drops out. */
function none<X>(layers: Layers<X>, x: X, { inputs, filters, stride }: Change, at: string): X {
  const strided = stride === 1 ? x : layers.averagePool(x, { size: 1, stride }, `${at}/pool`);
  const zeros = layers.zeros(strided, `${at}/none`);
  return filters === inputs ? zeros : layers.concatenate([zeros, zeros], `${at}/concat`);
}

const keeps = ({ inputs, filters, stride }: Change): boolean => inputs === filters && stride === 1;
