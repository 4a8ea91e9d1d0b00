import { factorizedReduce } from "../blocks/factorized-reduce.ts";
import type { Layers } from "../blocks/layers.ts";
import { reluConvBn } from "../blocks/relu-conv-bn.ts";
import { reluSeparableBn, separableTwice } from "../blocks/separable.ts";

/** Where an operation stands: what it puts out and whether it halves. */
interface Place {
  readonly filters: number;
  readonly stride: 1 | 2;
  readonly at: string;
}

type Operation = <X>(layers: Layers<X>, x: X, place: Place) => X;

const averagePool =
  (size: number): Operation =>
  (layers, x, { stride, at }) =>
    layers.averagePool(x, { size, stride }, `${at}/pool`);

const maxPool =
  (size: number): Operation =>
  (layers, x, { stride, at }) =>
    layers.maxPool(x, { size, stride }, `${at}/pool`);

const convolution =
  (size: number): Operation =>
  (layers, x, { at, ...place }) =>
    reluConvBn(layers, x, { ...place, size }, at);

/** ReLU, a row of taps and a column of taps, each of which takes the stride along itself; batch norm. */
const crossed =
  (size: number): Operation =>
  (layers, x, { filters, stride, at }) => {
    const rectified = layers.relu(x, `${at}/relu`);
    const row = layers.convolution(rectified, { filters, size: [1, size], stride: [1, stride] }, `${at}/row`);
    const column = layers.convolution(row, { filters, size: [size, 1], stride: [stride, 1] }, `${at}/column`);
    return layers.batchNorm(column, `${at}/bn`);
  };

const separable =
  (size: number, dilation = 1): Operation =>
  (layers, x, { at, ...place }) =>
    separableTwice(layers, x, { ...place, size, dilation }, at);

const dilated =
  (size: number): Operation =>
  (layers, x, { at, ...place }) =>
    reluSeparableBn(layers, x, { ...place, size, dilation: 2 }, at);

/** An operation of a cell of one of the five spaces. */
export type NdsOperation =
  | "none"
  | "skip_connect"
  | "avg_pool_3x3"
  | "max_pool_3x3"
  | "max_pool_5x5"
  | "max_pool_7x7"
  | "conv_1x1"
  | "conv_3x3"
  | "conv_3x1_1x3"
  | "conv_7x1_1x7"
  | "sep_conv_3x3"
  | "sep_conv_5x5"
  | "sep_conv_7x7"
  | "dil_conv_3x3"
  | "dil_conv_5x5"
  | "dil_sep_conv_3x3";

export const operations: Readonly<Record<NdsOperation, Operation>> = {
  none(layers, x, { stride, at }) {
    const kept = stride === 1 ? x : layers.averagePool(x, { size: 1, stride }, `${at}/every-second`);
    return layers.zeros(kept, `${at}/none`);
  },
  skip_connect: (layers, x, { filters, stride, at }) => (stride === 1 ? x : factorizedReduce(layers, x, filters, at)),
  avg_pool_3x3: averagePool(3),
  max_pool_3x3: maxPool(3),
  max_pool_5x5: maxPool(5),
  max_pool_7x7: maxPool(7),
  conv_1x1: convolution(1),
  conv_3x3: convolution(3),
  conv_3x1_1x3: crossed(3),
  conv_7x1_1x7: crossed(7),
  sep_conv_3x3: separable(3),
  sep_conv_5x5: separable(5),
  sep_conv_7x7: separable(7),
  dil_conv_3x3: dilated(3),
  dil_conv_5x5: dilated(5),
  dil_sep_conv_3x3: separable(3, 2),
};
