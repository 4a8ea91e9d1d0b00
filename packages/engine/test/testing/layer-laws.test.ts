import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { partsOf } from "../../src/graph/parts-of.ts";
import { type Computation, identity, type LayerEntry, whole } from "../../src/layers/index.ts";
import { layerLaws } from "../../src/testing.ts";

beforeAll(() => useBackend("cpu"));

/** A layer of a user's own, which brings what the engine shall know of it. */
function doubling(computation: Computation) {
  return class Doubled extends layers.Layer {
    static readonly className: string = "Doubled";
    static readonly layerEntry: LayerEntry = {
      parts: (view) => [whole(view, computation)],
      example: (draw) => ({ layer: new Doubled({}), inputs: [draw.image()] }),
    };
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.mul(Array.isArray(inputs) ? inputs[0]! : inputs, 2);
    }
    override computeOutputShape(shape: (number | null)[]): (number | null)[] {
      return shape;
    }
  };
}

const scaled = (forward: number, back: number): Computation => ({
  record([x], { kernels, value, emit }) {
    const output = value(x!.shape);
    const [from, to] = [x!.buffer, output.buffer];
    emit([from], [to], () => kernels.scale(from.at, forward, to.at, to.floats));
    return {
      output,
      gradient({ buffer: dy }, { value, emit }) {
        const input = value(x!.shape);
        const dx = input.buffer;
        emit([dy], [dx], () => kernels.scale(dy.at, back, dx.at, dx.floats));
        return { inputs: [input] };
      },
    };
  },
});

test("a layer of one's own that computes what it says keeps them", async () => {
  await layerLaws(doubling(scaled(2, 2)));
});

test.each([
  ["forward", identity, /the engine gives the logits that tf.layers does: layer Doubled/],
  ["backward", scaled(2, 1), /the gradient by ".*" is the tape's: layer Doubled/],
  ["for no input", { record: () => undefined }, /the kernels take the examples of its entry: layer Doubled/],
])("one that is wrong %s does not", async (_, computation, message) => {
  const error = (await layerLaws(doubling(computation)).catch((thrown: Error) => thrown)) as Error & { cause: Error };
  expect(`${error.message} ${error.cause?.message}`).toMatch(message);
});

test("a class that is derived from another is not run by its entry", () => {
  class Derived extends doubling(identity) {}
  expect(partsOf(new (doubling(identity))({}))[0]!.computation).toBe(identity);
  expect(partsOf(new Derived({}))[0]!.computation).toBeUndefined();
});
