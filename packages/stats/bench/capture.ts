/**
 * How long a capture of one pass with all statistics takes on two NAS-Bench-201 networks, and where the time goes.
 *
 *     node --conditions=@eznas/source --import tsx packages/stats/bench/capture.ts [--repeat 15]
 *     [--batch 1,16] [--torch torch_capture.py]
 *
 * Prints milliseconds, the least and the median, with arrays that are the caller's and with an engine that reuses them.
 * With `--torch` the script's figures for the same networks come beside ours: it prints a line of JSON {arch, batch,
 * median_ms, min_ms} for `--arch ARCH --batch N`. The parts are those of a program run step by step, so they add up to
 * a little more than the whole.
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { CaptureEngine, graphOf } from "@eznas/engine";
import { readVariables } from "@eznas/engine/recording";
import { useBackend } from "@eznas/kernels";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { nasBench201 } from "../../spaces/src/index.ts";
import type { Program } from "../src/capture/compile.ts";
import { needsOf } from "../src/capture/needs.ts";
import { planTaps } from "../src/capture/tap-plan.ts";
import {
  capture,
  captureEngine,
  type EngineChoice,
  type Inputs,
  randomInputs,
  rcb,
  type StatisticName,
} from "../src/index.ts";
import { placesOf } from "../src/patterns/instances.ts";

const architectures = {
  heavy: "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|",
  light: "|nor_conv_1x1~0|+|skip_connect~0|nor_conv_1x1~1|+|skip_connect~0|skip_connect~1|nor_conv_1x1~2|",
};
const statistics = [
  "T3",
  "T1_D",
  "T2_D",
  "T4_D",
  "T1G_D",
  "T2G_D",
  "T3G_D",
  "T4G_D",
] as const satisfies StatisticName[];

const { values } = parseArgs({
  options: {
    repeat: { type: "string", default: "15" },
    batch: { type: "string", default: "1,16" },
    torch: { type: "string" },
  },
});

const repeat = Number(values.repeat);

type Parts = Record<string, number>;

/** One capture, part by part. */
async function parts(build: () => LayersModel, inputs: Inputs, engine: CaptureEngine): Promise<Parts> {
  const found: Parts = {};
  const timed = <T>(part: string, body: () => T): T => {
    const start = performance.now();
    const result = body();
    found[part] = (found[part] ?? 0) + performance.now() - start;
    return result;
  };
  const model = timed("build", build);
  const graph = timed("graph", () => graphOf(model));
  const program = timed("compile", () => {
    const plan = planTaps(graph, placesOf(graph, rcb()), graph.outputs, needsOf(statistics).get("D")!);
    return engine.compile(plan, inputs.D.shape, true) as Program;
  });
  const numbersOf = await readVariables([...program.weights.keys()]);
  timed("weights", () => {
    engine.begin([program]);
    engine.load(program, numbersOf);
  });
  const instructions = program.instructions.map(({ run, reads, writes }, i) => {
    const part = writes.length === 0 ? "output" : i < program.forward ? "forward" : "backward";
    return { reads, writes, run: (at: Parameters<typeof run>[0]) => timed(part, () => run(at)) };
  });
  engine.run({ ...program, instructions }, inputs.D.data, { T3: true, minus: undefined });
  model.dispose();
  return found;
}

/** What captures of one model take, one after the other. */
async function wholes(build: () => LayersModel, inputs: Inputs, engine: EngineChoice): Promise<readonly number[]> {
  const model = build();
  const times: number[] = [];
  for (let i = -3; i < repeat; i++) {
    const start = performance.now();
    await capture(model, inputs, { statistics, engine });
    if (i >= 0) times.push(performance.now() - start);
  }
  model.dispose();
  return times;
}

const least = (numbers: readonly number[]): number => Math.min(...numbers);
const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
const ms = (value: number): string => value.toFixed(2).padStart(8);

const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
};

await useBackend("wasm");
const space = nasBench201();
for (const batch of values.batch.split(",").map(Number))
  for (const [name, text] of Object.entries(architectures)) {
    const build = () => space.build(space.parse(text), seeded(3));
    const inputs = randomInputs([batch, ...space.inputShape], seeded(4));
    const whole = await wholes(build, inputs, "simd");
    const reusing = await wholes(build, inputs, captureEngine({ reuse: true }));
    const engine = new CaptureEngine();
    const runs: Parts[] = [];
    for (let i = -1; i < repeat; i++) {
      const run = await parts(build, inputs, engine);
      if (i >= 0) runs.push(run);
    }
    const split = Object.keys(runs[0]!).map((part) => `${part}${ms(least(runs.map((run) => run[part]!)))}`);
    const show = (label: string, times: readonly number[]): string =>
      `${label} ${ms(least(times))} least ${ms(median(times))} median`;
    console.log(`${name}, batch ${batch}`);
    console.log(`  ${show("new arrays   ", whole)}`);
    console.log(`  ${show("reused arrays", reusing)}`);
    console.log(`  ${split.join(" | ")} | ${(engine.bytes / 2 ** 20).toFixed(0)} MiB`);
    if (values.torch) {
      const args = [values.torch, "--arch", text, "--batch", `${batch}`, "--repeat", values.repeat];
      const { median_ms, min_ms } = JSON.parse(execFileSync("/usr/bin/python3", args, { encoding: "utf8" }));
      const ratio = (times: readonly number[]): string =>
        `${(min_ms / least(times)).toFixed(2)} least ${(median_ms / median(times)).toFixed(2)} median`;
      console.log(`  ${show("PyTorch      ", [min_ms, median_ms, median_ms])}`);
      console.log(`  PyTorch / ours: new arrays ${ratio(whole)}, reused ${ratio(reusing)}`);
    }
  }
