/** NAS-Bench-201's networks in plain tf.layers, to count and to time. */
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";

type Value = SymbolicTensor;

export function nasBench201(text: string, { channels = 16, cells = 5 } = {}): LayersModel {
  const on = (layer: { apply(x: Value | Value[]): unknown }, x: Value | Value[]): Value => layer.apply(x) as Value;
  const conv = (x: Value, filters: number, kernelSize: number, strides = 1): Value => {
    const padded = strides > 1 ? on(layers.zeroPadding2d({ padding: 1 }), x) : x;
    const padding = strides > 1 ? "valid" : "same";
    return on(layers.conv2d({ filters, kernelSize, strides, padding, useBias: false }), padded);
  };
  const bn = (x: Value): Value => on(layers.batchNormalization({ epsilon: 1e-5 }), x);
  const rcb = (x: Value, filters: number, size: number, stride = 1): Value =>
    bn(conv(on(layers.reLU(), x), filters, size, stride));
  const edge = (operation: string, x: Value, filters: number): Value => {
    if (operation === "skip_connect") return x;
    if (operation === "none") return on(layers.rescaling({ scale: 0 }), x);
    if (operation === "avg_pool_3x3")
      return on(layers.averagePooling2d({ poolSize: 3, strides: 1, padding: "same" }), x);
    return rcb(x, filters, Number(operation.at(-1)));
  };
  const cell = (x: Value, filters: number): Value => {
    const nodes = [x];
    for (const node of text.split("+")) {
      const terms = node
        .split("|")
        .filter((each) => each)
        .map((each) => edge(each.split("~")[0]!, nodes[Number(each.split("~")[1])]!, filters));
      nodes.push(terms.length > 1 ? on(layers.add(), terms) : terms[0]!);
    }
    return nodes[3]!;
  };

  const images = input({ shape: [32, 32, 3] });
  let x = bn(conv(images, channels, 3));
  for (let stage = 0; stage < 3; stage++) {
    const filters = channels * 2 ** stage;
    if (stage > 0) {
      const shortcut = conv(on(layers.averagePooling2d({ poolSize: 2 }), x), filters, 1);
      x = on(layers.add(), [shortcut, rcb(rcb(x, filters, 3, 2), filters, 3)]);
    }
    for (let i = 0; i < cells; i++) x = cell(x, filters);
  }
  const pooled = on(layers.globalAveragePooling2d({}), on(layers.reLU(), bn(x)));
  return model({ inputs: images, outputs: on(layers.dense({ units: 10 }), pooled) });
}
