/** What a capture takes from a model, by whatever computes it. */
import { bytesOfPass, checkMemory, type Graph, onBackend, type Slot } from "@eznas/engine";
import type { Inputs } from "../inputs.ts";
import type { Place } from "../patterns/instances.ts";
import type { Statistic } from "../statistic.ts";
import type { InputName, TapName } from "./needs.ts";
import { readKernels, readTapped, subtractShared, type Taken } from "./read.ts";
import { tap } from "./tap.ts";
import { planTaps, releases } from "./tap-plan.ts";

export interface Asked {
  readonly graph: Graph;
  readonly places: readonly Place[];
  readonly loss: readonly Slot[];
  readonly inputs: Inputs;
  /** What is asked of each input, D before P. */
  readonly needs: ReadonlyMap<InputName, ReadonlySet<TapName>>;
  /** Whether the kernels themselves are asked for. */
  readonly T3: boolean;
}

/** One for every place. P's are differences to D's. */
export interface TakenAll {
  readonly kernels: readonly Statistic[];
  readonly taken: ReadonlyMap<InputName, readonly Taken[]>;
}

/** By tfjs's own tape, on any backend. Rejects with an OutOfMemory for a batch whose values alone have no room. */
export async function takeByTape(caller: string, { graph, places, loss, inputs, needs, T3 }: Asked): Promise<TakenAll> {
  const kernels = T3 ? await readKernels(places) : [];
  const taken = new Map<InputName, readonly Taken[]>();
  for (const [input, names] of needs) {
    const plan = planTaps(graph, places, loss, names);
    checkMemory({
      caller,
      batch: inputs[input].shape[0]!,
      takenBy: (count) => onBackend(bytesOfPass(plan.steps, count, plan.backward ? undefined : releases(plan))),
    });
    taken.set(input, await readTapped(places, tap(plan, inputs[input])));
  }
  const minus = subtractShared();
  for (const [i, ofP] of taken.get("P")?.entries() ?? [])
    for (const [name, statistic] of Object.entries(ofP)) minus(statistic, taken.get("D")![i]![name as TapName]!);
  return { kernels, taken };
}
