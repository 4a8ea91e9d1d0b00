import { type CaptureEngine, checkMemory, type MemoryTaken } from "@eznas/engine";
import { readVariables, type Shape } from "@eznas/engine/recording";
import { OutOfMemory } from "@eznas/kernels";
import type { Statistic } from "../statistic.ts";
import { type CaptureProgram, compile } from "./compile.ts";
import type { InputName, TapName } from "./needs.ts";
import { readKernels, type Taken } from "./read.ts";
import type { Asked, TakenAll } from "./take.ts";
import { planTaps } from "./tap-plan.ts";

/** What an engine takes, or why it cannot. Rejects with an OutOfMemory for a batch that it has no room for. */
export async function takeByEngine(caller: string, asked: Asked, engine: CaptureEngine): Promise<TakenAll | string> {
  const { places, inputs, needs, T3 } = asked;
  if (needs.size === 0) return { kernels: T3 ? await readKernels(places) : [], taken: new Map() };
  const programs = compileAll(asked, engine);
  if (typeof programs === "string") return programs;
  const batch = Math.max(...[...needs.keys()].map((input) => inputs[input].shape[0]!));
  checkMemory({
    caller,
    batch,
    held: engine.bytes,
    takenBy: (count) => takenByRuns(count === batch ? programs : (compileAll(asked, engine, count) as typeof programs)),
  });
  const numbersOf = await readVariables([...programs.values()].flatMap(({ weights }) => [...weights.keys()]));

  // From here to the end nothing may wait: another capture could use the engine in the meantime.
  const runs = [...programs.values()];
  if (!engine.begin(runs)) {
    const bytes = Math.max(...runs.map((program) => program.bytes));
    throw new OutOfMemory(
      `${caller}: the system does not give the ${Math.ceil(bytes / 2 ** 20)} MiB that a batch of ${batch} takes; ` +
        "give a smaller one",
    );
  }
  let kernels: readonly Statistic[] = [];
  const taken = new Map<InputName, readonly Taken[]>();
  let loaded: CaptureProgram | undefined;
  for (const [input, program] of programs) {
    if (program !== loaded) engine.load(program, numbersOf);
    const minus = input === "P" ? differences(program, taken.get("D")!) : undefined;
    const results = engine.run(program, inputs[input].data, {
      without: T3 && loaded === undefined ? undefined : "T3",
      minus,
    });
    const statistics = program.outputs.map(({ shape }, i): Statistic => ({ shape, data: results[i]! }));
    if (!loaded && T3) kernels = program.places.map((place) => statistics[place.T3!.index]!);
    taken.set(
      input,
      program.places.map((place) => takenOf(place, statistics)),
    );
    loaded = program;
  }
  return { kernels, taken };
}

/** What runs of programs take: one after the other in the same memory, with the results of all beside it. */
function takenByRuns(programs: ReadonlyMap<InputName, CaptureProgram>): MemoryTaken {
  let [heap, besides] = [0, 0];
  for (const { bytes, arrays } of programs.values()) {
    heap = Math.max(heap, bytes);
    for (const { floats } of arrays) besides += floats * 4;
  }
  return { heap, besides };
}

/** A program for every input, at another batch if one is given; inputs of which the same is asked have one together. */
function compileAll(
  { graph, places, loss, inputs, needs, T3 }: Asked,
  engine: CaptureEngine,
  batch?: number,
): Map<InputName, CaptureProgram> | string {
  const programs = new Map<InputName, CaptureProgram>();
  const known = new Map<string, CaptureProgram>();
  for (const [input, names] of needs) {
    const [own, ...sizes] = inputs[input].shape as [number, ...number[]];
    const shape: Shape = [batch ?? own, ...sizes];
    const key = [...[...names].sort(), shape.join("x")].join();
    const program =
      known.get(key) ??
      compile(planTaps(graph, places, loss, names), { shape, machine: engine.machine, T3: T3 && known.size === 0 });
    if (!("instructions" in program)) return `has no kernels for layer "${program.name}" with these inputs`;
    known.set(key, program);
    programs.set(input, program);
  }
  return programs;
}

function takenOf(place: CaptureProgram["places"][number], statistics: readonly Statistic[]): Taken {
  const taken: Partial<Record<TapName, Statistic>> = {};
  for (const name in place) if (name !== "T3") taken[name as TapName] = statistics[place[name as TapName]!.index]!;
  return taken;
}

/** D's numbers for each of the outputs. */
function differences(
  { outputs, places }: CaptureProgram,
  ofD: readonly Taken[],
): readonly (Float32Array | undefined)[] {
  const minus: (Float32Array | undefined)[] = outputs.map(() => undefined);
  for (const [i, { T3, ...place }] of places.entries())
    for (const [name, { index }] of Object.entries(place)) minus[index] = ofD[i]![name as TapName]!.data;
  return minus;
}
