import { describeBackend, useBackend, type BackendName } from "@eznas/kernels";
import { seeded } from "@eznas/gp";
import { type Score, scoreAll } from "@eznas/program";
import { capture } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Command } from "commander";
import { inputsFor } from "../inputs.ts";
import type { Io } from "../io.ts";
import { loadModel } from "../load-model.ts";
import { costOf, metrics } from "../metric.ts";
import { statisticsOf } from "../rank.ts";
import { spaceNamed } from "../space.ts";
import { textTable } from "../text-table.ts";
import { withNetworkOptions } from "./options.ts";

interface Flags {
  readonly arch?: string;
  readonly model?: string;
  readonly space: string;
  readonly classes: number;
  readonly metric: string;
  readonly batch: number;
  readonly images: string;
  readonly seed: number;
  readonly backend: BackendName | "auto";
  readonly json: boolean;
}

/** Height, width and channels that a model takes. */
function inputShape(model: LayersModel): readonly number[] {
  const shape = model.inputs[0]?.shape.slice(1) ?? [];
  if (shape.some((size) => size === null))
    throw new RangeError(`score: the model's input shape ${JSON.stringify(shape)} is open; save it with a fixed one`);
  return shape as number[];
}

export function scoreCommand(parent: Command, io: Io): void {
  const command = parent
    .command("score")
    .description("score one network: an architecture of a space, or a saved tf.LayersModel")
    .option("--arch <text>", "an architecture of the space")
    .option("--model <file>", "a model.json saved by tf.layers")
    .option("--metric <list>", "names and programs, separated by commas", "eznas-a");
  withNetworkOptions(command, 16).action(async (flags: Flags) => {
    if ((flags.arch === undefined) === (flags.model === undefined))
      throw new TypeError("score: give either --arch or --model");
    const asked = metrics(flags.metric);
    const cost = asked.find((m) => m.kind === "cost");
    if (flags.model !== undefined && cost)
      throw new TypeError(`score: ${cost.name} is known for an architecture of a space (--arch), not for --model`);
    const space = spaceNamed(flags.space, { classes: flags.classes });
    const architecture = flags.arch === undefined ? undefined : space.parse(flags.arch);
    const backend = await useBackend(flags.backend);
    io.err(`${describeBackend(backend)}\n`);
    const model =
      architecture === undefined
        ? await loadModel(flags.model!)
        : space.build(architecture, seeded(flags.seed, "weights", flags.arch!));
    try {
      const inputs = await inputsFor({ ...flags, shape: inputShape(model) });
      const programs = asked.flatMap((m) => (m.kind === "program" ? [m.program] : []));
      const instances = await capture(model, inputs, { statistics: statisticsOf(asked) });
      const scored = programs.length > 0 ? [...scoreAll(programs, instances)] : [];
      const scores = asked.map((m): { name: string } & Score => ({
        name: m.name,
        ...(m.kind === "program"
          ? scored.shift()!
          : { ok: true as const, value: costOf(space, architecture!, m.cost) }),
      }));
      const { batch, images, seed } = flags;
      const settings = { instances: instances.length, batch, images, seed, backend: backend.name };
      if (flags.json) io.out(`${JSON.stringify({ ...settings, scores })}\n`);
      else
        io.out(
          textTable(
            ["metric", "score"],
            scores.map((s) => [s.name, s.ok ? String(s.value) : `no score: ${s.reason} at ${s.instance}`]),
          ),
        );
    } finally {
      model.dispose();
    }
  });
}
