/**
 * A plan as a program: every step recorded forward and, where gradients are asked for,
 * backward, with the results taken out.
 */
import type { Slot, Step } from "@eznas/engine";
import { onesOf, type RecordedPass, recordBackward, recordForward } from "@eznas/engine/passes";
import {
  type CompiledPass,
  layOut,
  type Machine,
  type Output,
  type Outputs,
  outputs,
  recording,
  type Shape,
  type Value,
} from "@eznas/engine/recording";
import type { TapName } from "./needs.ts";
import type { TapPlan } from "./tap-plan.ts";

/** Results of one group share arrays. */
type Group = TapName | "T3";

export interface CaptureProgram extends CompiledPass {
  /** Which output is which statistic of each instance. */
  readonly places: readonly Readonly<Partial<Record<Group, Output>>>[];
}

export interface CompileOptions {
  readonly shape: Shape;
  readonly machine: Machine;
  /** Whether the instances' kernels are put out too. */
  readonly T3: boolean;
}

/** The program, or the step that has no native form for these shapes. */
export function compile(plan: TapPlan, { shape, machine, T3 }: CompileOptions): CaptureProgram | Step {
  const record = recording(machine);
  const out = outputs(record);
  const places: Partial<Record<Group, Output>>[] = plan.routes.map(() => ({}));
  const input = record.value(shape);
  const seen = valueTaps(plan);
  if (T3)
    for (const [i, { place }] of plan.routes.entries()) {
      const { variable, depthwise } = place.T3.weight!;
      places[i]!.T3 = out.kernel("T3", record.weight(variable), variable.shape as number[], depthwise);
    }
  const pass = recordForward(record, input, {
    steps: plan.steps,
    input: plan.input,
    made(slot, value) {
      const taps = seen[slot];
      if (taps) for (const { place, name } of taps) places[place]![name] = out.activation(name, value);
    },
  });
  if ("name" in pass) return pass;
  const ahead = record.instructions.length;
  if (plan.backward) backward(plan, pass, out, places);

  const layout = layOut(record, [input.buffer], ahead);
  return {
    memory: machine.memory,
    input: input.buffer,
    weights: record.weights,
    instructions: layout.instructions,
    forward: layout.ahead,
    bytes: layout.bytes,
    outputs: out.all,
    arrays: out.arrays,
    places,
  };
}

/** Of each slot, which instances have it as T1, T2 or T4. */
function valueTaps({ names, routes }: TapPlan): readonly (readonly { place: number; name: TapName }[] | undefined)[] {
  const taps: { place: number; name: TapName }[][] = [];
  const [T1, T2, T4] = [names.has("T1"), names.has("T2"), names.has("T4")];
  for (let i = 0; i < routes.length; i++) {
    const route = routes[i]!;
    if (T1) add(taps, route.place.T1, { place: i, name: "T1" });
    if (T2) add(taps, route.T2, { place: i, name: "T2" });
    if (T4) add(taps, route.place.T4, { place: i, name: "T4" });
  }
  return taps;
}

function add<T>(lists: T[][], slot: Slot, item: T): void {
  const list = lists[slot];
  if (list) list.push(item);
  else lists[slot] = [item];
}

function backward(
  plan: TapPlan,
  pass: RecordedPass,
  out: Outputs,
  places: readonly Partial<Record<Group, Output>>[],
): void {
  const { names, routes } = plan;
  const { values, recorded, record } = pass;
  const pull = (chain: readonly Step[], gradient: Value | undefined): Value | undefined =>
    chain.reduceRight((dy, step) => dy && recorded[step.outputs[0]!]!.gradient(dy, record).inputs[0], gradient);
  const take = (place: number, name: TapName, gradient: Value | undefined, slot: Slot): void => {
    places[place]![name] = gradient ? out.activation(name, gradient) : out.zeroActivation(name, values[slot]!.shape);
  };
  const taps = gradientTaps(plan);
  const [T1G, T2G] = [names.has("T1G"), names.has("T2G")];
  const ones = plan.loss.map((slot) => [slot, onesOf(values[slot]!.shape, record)] as const);
  const gradients = recordBackward(pass, ones, {
    before(step, dy) {
      const slot = step.outputs[0]!;
      for (const i of taps.totals[slot] ?? none) take(i, "T4G", dy, slot);
    },
    after(step, found) {
      const slot = step.outputs[0]!;
      for (const i of taps.kernels[slot] ?? none) {
        const { variable, depthwise } = step.weight!;
        const shape = variable.shape as number[];
        places[i]!.T3G = found?.kernel
          ? out.kernel("T3G", found.kernel, shape, depthwise)
          : out.zeroKernel("T3G", shape, depthwise);
      }
      const dx = found?.inputs[0];
      for (const i of taps.edgesOfT1[slot] ?? none) take(i, "T1G", dx, routes[i]!.place.T1);
      for (const i of taps.edgesOfT2[slot] ?? none) {
        const { place, T2, edgeOfT1, pulled } = routes[i]!;
        const atT2 = pulled ? pull(place.toSite, dx) : dx;
        if (T2G) take(i, "T2G", atT2, T2);
        if (T1G && !edgeOfT1) take(i, "T1G", pull(place.toT2, atT2), place.T1);
      }
    },
  });
  // No step makes the model's input.
  for (const i of taps.totals[plan.input] ?? none) take(i, "T4G", gradients.at(plan.input), plan.input);
}

const none: readonly number[] = [];

/** Of each step, by the value that it puts out, the instances whose gradient is found there. */
function gradientTaps({ names, routes }: TapPlan) {
  const totals: number[][] = [];
  const kernels: number[][] = [];
  const edgesOfT1: number[][] = [];
  const edgesOfT2: number[][] = [];
  const [T1G, T2G, T3G, T4G] = [names.has("T1G"), names.has("T2G"), names.has("T3G"), names.has("T4G")];
  for (let i = 0; i < routes.length; i++) {
    const { place, edgeOfT1, edgeOfT2 } = routes[i]!;
    if (T4G) add(totals, place.T4, i);
    if (T3G) add(kernels, place.T3.outputs[0]!, i);
    if (T1G && edgeOfT1) add(edgesOfT1, edgeOfT1.outputs[0]!, i);
    if (T1G || T2G) add(edgesOfT2, edgeOfT2.outputs[0]!, i);
  }
  return { totals, kernels, edgesOfT1, edgesOfT2 };
}
