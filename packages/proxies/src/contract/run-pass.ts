import { afterCapture, type CaptureEngine, type EngineChoice, engineFor } from "@eznas/engine";
import { type CompiledPass, layOut, readVariables, recording } from "@eznas/engine/recording";
import type { Pass } from "./pass.ts";

/** Runs a pass for all of its readers: by the engine where it has kernels for every layer, and else by tfjs's tape. */
export async function runPass<Reader>(
  pass: Pass<Reader>,
  readers: readonly Reader[],
  choice: EngineChoice,
): Promise<void> {
  const engine = engineFor(choice);
  if (engine) {
    const refused = await byEngine(pass, readers, engine);
    afterCapture(engine);
    if (refused === undefined) return;
    if (choice === "simd")
      throw new RangeError(
        `proxy: the engine "simd" ${refused}; leave \`engine\` out, and tfjs computes the whole model`,
      );
  }
  pass.byTape(readers);
}

/** Why the engine cannot, if it cannot. */
async function byEngine<Reader>(
  pass: Pass<Reader>,
  readers: readonly Reader[],
  engine: CaptureEngine,
): Promise<string | undefined> {
  const { machine } = engine;
  const record = recording(machine);
  const recorded = pass.record(record, readers);
  if ("name" in recorded) return `has no kernels for layer "${recorded.name}" with these inputs`;
  const { input, runs } = recorded;
  const { instructions, bytes } = layOut(record, [input.buffer]);
  const program: CompiledPass = {
    memory: machine.memory,
    input: input.buffer,
    weights: record.weights,
    instructions,
    forward: instructions.length,
    bytes,
    outputs: [],
    arrays: [],
  };
  const { weights } = pass;
  const numbersOf = await readVariables([...record.weights.keys()].filter((variable) => !weights?.has(variable)));

  // From here to the end nothing may wait: something else could use the engine in the meantime.
  if (!engine.begin([program])) return `does not get the ${Math.ceil(bytes / 2 ** 20)} MiB that this model takes`;
  engine.load(program, (variable) => weights?.get(variable) ?? numbersOf(variable));
  for (const { data, begin } of runs) {
    begin?.();
    engine.run(program, data, { without: undefined, minus: undefined });
  }
  return undefined;
}
