/** A plan as a program: every step recorded forward and, where gradients are asked for, backward, with the results taken out. */
import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Slot, Step } from "../graph.ts";
import type { TapName } from "../needs.ts";
import type { Route, TapPlan } from "../tap-plan.ts";
import type { Recorded } from "./kind.ts";
import { kindOf } from "./kinds.ts";
import { layOut } from "./lay-out.ts";
import type { Machine } from "./machine.ts";
import { type Group, type Output, type Outputs, outputs, type ResultArray } from "./outputs.ts";
import { type Buffer, type Instruction, type Recording, recording, type Shape, type Value } from "./recording.ts";
import { sumOf } from "./sum.ts";

export interface Program {
  /** The memory that it runs over. */
  readonly memory: WebAssembly.Memory;
  readonly input: Buffer;
  readonly weights: ReadonlyMap<LayerVariable, Buffer>;
  readonly instructions: readonly Instruction[];
  /** How many of the instructions are the forward pass. */
  readonly forward: number;
  readonly bytes: number;
  readonly outputs: readonly Output[];
  readonly arrays: readonly ResultArray[];
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
export function compile(plan: TapPlan, { shape, machine, T3 }: CompileOptions): Program | Step {
  const record = recording(machine);
  const out = outputs(record);
  const places: Partial<Record<Group, Output>>[] = plan.routes.map(() => ({}));
  const input = record.value(shape);
  const values: Value[] = [];
  const seen = valueTaps(plan);
  const put = (slot: Slot, value: Value): void => {
    values[slot] = value;
    for (const { place, name } of seen.get(slot) ?? []) places[place]![name] = out.activation(name, value);
  };
  if (T3)
    for (const [i, { place }] of plan.routes.entries()) {
      const { variable, depthwise } = place.T3.weight!;
      places[i]!.T3 = out.kernel("T3", record.weight(variable), variable.shape as number[], depthwise);
    }
  put(plan.input, input);
  const recorded = new Map<Step, Recorded>();
  const alike = sharedWork(record);
  for (const { step } of plan.steps) {
    const made = alike(
      step,
      step.inputs.map((slot) => values[slot]!),
    );
    if (!made) return step;
    recorded.set(step, made);
    put(step.outputs[0]!, made.output);
  }
  const ahead = record.instructions.length;
  if (plan.backward) backward(plan, values, recorded, record, out, places);

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
function valueTaps({ names, routes }: TapPlan): ReadonlyMap<Slot, { place: number; name: TapName }[]> {
  const taps = new Map<Slot, { place: number; name: TapName }[]>();
  const add = (slot: Slot, place: number, name: TapName): void => {
    if (!names.has(name)) return;
    const known = taps.get(slot);
    if (known) known.push({ place, name });
    else taps.set(slot, [{ place, name }]);
  };
  for (const [i, { place, T2 }] of routes.entries()) {
    add(place.T1, i, "T1");
    add(T2, i, "T2");
    add(place.T4, i, "T4");
  }
  return taps;
}

/** Records steps; those without weights that make the same of the same values once. */
function sharedWork(record: Recording): (step: Step, inputs: readonly Value[]) => Recorded | undefined {
  const made = new Map<Buffer, Map<string, Recorded>>();
  return ({ native }, inputs) => {
    if (!native) return undefined;
    const kind = kindOf(native);
    const key = inputs.length === 1 ? kind.key?.(native) : undefined;
    if (key === undefined) return kind.record(native, inputs, record);
    const text = `${key} ${inputs[0]!.shape.join()}`;
    const ofInput = made.get(inputs[0]!.buffer) ?? new Map<string, Recorded>();
    made.set(inputs[0]!.buffer, ofInput);
    const result = ofInput.get(text) ?? kind.record(native, inputs, record);
    if (result) ofInput.set(text, result);
    return result;
  };
}

function backward(
  plan: TapPlan,
  values: readonly Value[],
  recorded: ReadonlyMap<Step, Recorded>,
  record: Recording,
  out: Outputs,
  places: readonly Partial<Record<Group, Output>>[],
): void {
  const parts = new Map<Slot, Value[]>();
  const flow = (slot: Slot, gradient: Value): void => {
    const known = parts.get(slot);
    if (known) known.push(gradient);
    else parts.set(slot, [gradient]);
  };
  const totals = new Map<Slot, Value | undefined>();
  /** The whole gradient at a value, once all its readers have been gone through; undefined where it is zeros. */
  const total = (slot: Slot): Value | undefined => {
    if (!totals.has(slot)) totals.set(slot, parts.has(slot) ? sumOf(parts.get(slot)!, record) : undefined);
    return totals.get(slot);
  };
  for (const slot of plan.loss) {
    const ones = record.value(values[slot]!.shape);
    const { buffer } = ones;
    record.emit([], [buffer], () => record.kernels.fill(buffer.at, 1, buffer.floats));
    flow(slot, ones);
  }
  const pull = (steps: readonly Step[], gradient: Value | undefined): Value | undefined =>
    steps.reduceRight((dy, step) => dy && recorded.get(step)!.gradient(dy).inputs[0], gradient);
  const take = (place: number, name: TapName, gradient: Value | undefined, slot: Slot): void => {
    places[place]![name] = gradient ? out.activation(name, gradient) : out.zeroActivation(name, values[slot]!.shape);
  };
  const taps = gradientTaps(plan);
  for (const { step } of plan.steps.toReversed()) {
    const dy = total(step.outputs[0]!);
    for (const i of taps.totals.get(step.outputs[0]!) ?? []) take(i, "T4G", dy, step.outputs[0]!);
    const gradients = dy && recorded.get(step)!.gradient(dy);
    gradients?.inputs.forEach((dx, i) => {
      if (dx) flow(step.inputs[i]!, dx);
    });
    for (const i of taps.kernels.get(step) ?? []) {
      const { variable, depthwise } = step.weight!;
      const shape = variable.shape as number[];
      places[i]!.T3G = gradients?.kernel
        ? out.kernel("T3G", gradients.kernel, shape, depthwise)
        : out.zeroKernel("T3G", shape, depthwise);
    }
    const dx = gradients?.inputs[0];
    for (const i of taps.edgesOfT1.get(step) ?? []) take(i, "T1G", dx, plan.routes[i]!.place.T1);
    for (const i of taps.edgesOfT2.get(step) ?? []) {
      const { place, T2, edgeOfT1, pulled } = plan.routes[i]!;
      const T2G = pulled ? pull(place.toSite, dx) : dx;
      if (plan.names.has("T2G")) take(i, "T2G", T2G, T2);
      if (plan.names.has("T1G") && !edgeOfT1) take(i, "T1G", pull(place.toT2, T2G), place.T1);
    }
  }
}

/** Of each step or value, the instances whose gradient is found there. */
function gradientTaps({ names, routes }: TapPlan) {
  const found = <K>(
    name: readonly TapName[],
    key: (route: Route) => K | undefined,
  ): ReadonlyMap<K, readonly number[]> => {
    const taps = new Map<K, number[]>();
    if (!name.some((each) => names.has(each))) return taps;
    for (const [i, route] of routes.entries()) {
      const at = key(route);
      if (at === undefined) continue;
      const known = taps.get(at);
      if (known) known.push(i);
      else taps.set(at, [i]);
    }
    return taps;
  };
  return {
    totals: found(["T4G"], ({ place }) => place.T4),
    kernels: found(["T3G"], ({ place }) => place.T3),
    edgesOfT1: found(["T1G"], ({ edgeOfT1 }) => edgeOfT1),
    edgesOfT2: found(["T1G", "T2G"], ({ edgeOfT2 }) => edgeOfT2),
  };
}
