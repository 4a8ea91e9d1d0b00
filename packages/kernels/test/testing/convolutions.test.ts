import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { useBackend } from "../../src/index.ts";
import { type Convolution, convolutions } from "../../src/testing.ts";

beforeAll(() => useBackend("cpu"));

test.each([
  ["convolutions", false],
  ["depthwise convolutions", true],
])("%s have the output that tfjs computes", (_, depthwise) => {
  fc.assert(
    fc.property(convolutions({ depthwise, maxDilation: 3 }), ({ input, filter, output, strides, dilations, pad }) => {
      const { outShape } = tf.backend_util.computeConv2DInfo(
        input,
        filter,
        strides,
        dilations,
        pad,
        undefined,
        depthwise,
      );
      expect(outShape).toEqual(output);
    }),
    { numRuns: 1000 },
  );
});

test("convolutions are of every kind", () => {
  const kinds: Record<string, (convolution: Convolution) => boolean> = {
    "even size": ({ input }) => input[1] % 2 === 0,
    "odd size": ({ input }) => input[1] % 2 === 1,
    "channel tail": ({ input }) => input[3] % 4 !== 0 && input[3] > 4,
    "whole vectors": ({ filter }) => filter[3] % 8 === 0,
    "stride 3": ({ strides }) => strides.includes(3),
    dilation: ({ dilations }) => dilations.includes(2),
    valid: ({ pad }) => pad === "valid",
    same: ({ pad }) => pad === "same",
    explicit: ({ pad }) => Array.isArray(pad),
    "filter beyond the image": ({ input, filter }) => filter[0] > input[1],
    "uneven filter": ({ filter }) => filter[0] !== filter[1],
  };
  const sample = fc.sample(convolutions({ maxDilation: 2 }), 500);
  for (const [kind, is] of Object.entries(kinds)) expect([kind, sample.some(is)]).toEqual([kind, true]);
});
