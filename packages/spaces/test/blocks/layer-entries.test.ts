import { layerLaws } from "@eznas/engine/testing";
import { useBackend } from "@eznas/kernels";
import { beforeAll, test } from "vitest";
import { Attention } from "../../src/blocks/attention.ts";
import { DilatedDepthwiseConv2D } from "../../src/blocks/dilated-depthwise-conv-2d.ts";
import { FirstChannels } from "../../src/blocks/first-channels.ts";
import { GroupedConv2D } from "../../src/blocks/grouped-conv-2d.ts";
import { Positions } from "../../src/blocks/positions.ts";
import { SameAveragePooling2D } from "../../src/blocks/same-average-pooling-2d.ts";
import { ZerosLike } from "../../src/blocks/zeros-like.ts";

beforeAll(() => useBackend("cpu"));

test.each([
  Attention,
  DilatedDepthwiseConv2D,
  FirstChannels,
  GroupedConv2D,
  Positions,
  SameAveragePooling2D,
  ZerosLike,
])("%o keeps the laws of layers", (of) => layerLaws(of));
