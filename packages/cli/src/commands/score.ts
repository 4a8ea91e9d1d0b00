import { inputsFor, type Metric, metrics, type ScoredBy, scoreArchitecture, scoreModel } from "@eznas/ranking";
import type { TerminalTable } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Command } from "commander";
import type { Io } from "../io.ts";
import { loadModel } from "../load-model.ts";
import { reasonOf } from "../no-score.ts";
import { textTable } from "../text-table.ts";
import { lossOf, metricOptions, type NetworkFlags, spaceOf, startBackend, withNetworkOptions } from "./options.ts";

interface Flags extends NetworkFlags {
  readonly arch?: string;
  readonly model?: string;
  readonly metric: string;
}

export function scoreCommand(parent: Command, io: Io): void {
  const command = parent
    .command("score")
    .description("score one network: an architecture of a space, or a saved tf.LayersModel")
    .option("--arch <text>", "an architecture of the space")
    .option("--model <file>", "a model.json saved by tf.layers")
    .option("--metric <list>", "names and programs, separated by commas", "eznas-a");
  withNetworkOptions(command, 16).action(async (flags: Flags) => {
    const { arch, model, batch, images, seed } = flags;
    const options = await metricOptions(flags);
    const asked = metrics(flags.metric, options);
    let backend: string;
    let scored: ScoredBy;
    if (arch !== undefined && model === undefined) {
      const space = await spaceOf(flags);
      const architecture = space.parse(arch);
      backend = await startBackend(flags, io);
      const inputs = await inputsFor({ ...flags, shape: space.inputShape });
      scored = await scoreArchitecture(space, architecture, {
        metrics: asked,
        terminals: options.table,
        inputs,
        seed,
        loss: lossOf(flags, space),
      });
    } else if (model !== undefined && arch === undefined) {
      backend = await startBackend(flags, io);
      scored = await scoreSaved(model, flags, asked, options.table);
    } else throw new TypeError("score: give either --arch or --model");
    const { instances, scores } = scored;
    const settings = { batch, images, seed, backend, ...(flags.pattern !== undefined && { pattern: flags.pattern }) };
    if (flags.json) return io.out(`${JSON.stringify({ instances, ...settings, scores })}\n`);
    io.out(
      textTable(
        ["metric", "score"],
        scores.map((s) => [s.name, s.ok ? String(s.value) : `no score: ${reasonOf(s)}`]),
      ),
    );
  });
}

async function scoreSaved(
  path: string,
  flags: Flags,
  asked: readonly Metric[],
  terminals: TerminalTable | undefined,
): Promise<ScoredBy> {
  const model = await loadModel(path);
  try {
    const inputs = await inputsFor({ ...flags, shape: inputShape(model) });
    return await scoreModel(model, {
      ...{ metrics: asked, terminals, inputs, seed: flags.seed },
      loss: flags.loss ?? "logits",
    });
  } finally {
    model.dispose();
  }
}

/** Height, width and channels that a model takes. */
function inputShape(model: LayersModel): readonly number[] {
  const shape = model.inputs[0]!.shape.slice(1);
  if (shape.some((size) => size === null))
    throw new RangeError(`score: the model's input shape ${JSON.stringify(shape)} is open; save it with a fixed one`);
  return shape as number[];
}
