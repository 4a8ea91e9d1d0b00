import type { Layers } from "../blocks/layers.ts";
import { reluConvBn } from "../blocks/relu-conv-bn.ts";
import { edges, type NasBench201Architecture, type NasBench201Operation } from "./architecture.ts";

/**
 * A cell on a feature map: each node is the sum of its edges.
 *
 * An edge `none` adds zeros that depend on its source, so that no layer before it drops out of the network.
 */
export function cell<X>(
  layers: Layers<X>,
  x: X,
  architecture: NasBench201Architecture,
  filters: number,
  at: string,
): X {
  const nodes = [x];
  for (let to = 1; to <= 3; to++) {
    const incoming = architecture.flatMap((operation, i) => {
      const [end, from] = edges[i]!;
      return end === to ? [operations[operation](layers, nodes[from]!, filters, `${at}/edge${to}-${from}`)] : [];
    });
    nodes.push(incoming.length > 1 ? layers.add(incoming, `${at}/node${to}`) : incoming[0]!);
  }
  return nodes[3]!;
}

type Edge = <X>(layers: Layers<X>, x: X, filters: number, at: string) => X;

const operations: Readonly<Record<NasBench201Operation, Edge>> = {
  none: (layers, x, _, at) => layers.zeros(x, `${at}/none`),
  skip_connect: (_, x) => x,
  nor_conv_1x1: (layers, x, filters, at) => reluConvBn(layers, x, { filters, size: 1 }, at),
  nor_conv_3x3: (layers, x, filters, at) => reluConvBn(layers, x, { filters, size: 3 }, at),
  avg_pool_3x3: (layers, x, _, at) => layers.averagePool(x, { size: 3 }, `${at}/pool`),
};
