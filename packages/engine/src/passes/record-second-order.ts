/** Second derivatives of a recorded pass, forward: along one direction of the weights, another, and both. */
import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Slot, Step } from "../graph/graph.ts";
import type { Computation } from "../parts/part.ts";
import type { Directions, Jet } from "../recording/jet.ts";
import type { Recorded } from "../recording/recorded.ts";
import type { Recording, Region, Value } from "../recording/recording.ts";
import { sumOf } from "../recording/sum.ts";
import { runForward } from "./forward.ts";

export interface RecordSecondOrderOptions {
  readonly steps: readonly Step[];
  readonly input: Slot;
  readonly directions: Directions;
}

/** The values of steps on an input with their derivatives, by place; the step that there is no rule for. */
export function recordSecondOrder(
  record: Recording,
  value: Value,
  { steps, input, directions }: RecordSecondOrderOptions,
): readonly Jet[] | Step {
  const values: Jet[] = [];
  values[input] = { value };
  const known = new Map<Region, { readonly key: string; readonly from: Jet; readonly jet: Jet }[]>();
  const stopped = runForward<Step, Jet>(steps, values, {
    run(step, inputs) {
      const key = inputs.length === 1 ? step.computation?.key : undefined;
      const [from] = inputs as [Jet];
      const same = known.get(from.value.buffer)?.find((each) => each.key === key && each.from === from);
      if (same) return [same.jet];
      const jet = jetOf(step, inputs, directions, record);
      if (!jet) return undefined;
      if (key !== undefined) {
        const list = known.get(from.value.buffer) ?? [];
        known.set(from.value.buffer, list);
        list.push({ key, from, jet });
      }
      return [jet];
    },
  });
  return stopped ?? values;
}

function jetOf(step: Step, inputs: readonly Jet[], directions: Directions, record: Recording): Jet | undefined {
  const { computation } = step;
  const rule = computation?.jet;
  if (!computation || !rule) return undefined;
  if (rule === "product") return productOf(computation, inputs, record);
  const made = computation.record(
    inputs.map(({ value }) => value),
    record,
  );
  if (!made) return undefined;
  if (rule === "bilinear") return bilinear(step, made, inputs[0]!, directions, record);
  if (rule === "linear") return { value: made.output, ...linear(computation, inputs, record) };
  return { ...rule(inputs, made, record), value: made.output };
}

const parts = ["a", "b", "ab"] as const;

/** The computation of each derivative. */
function linear(computation: Computation, inputs: readonly Jet[], record: Recording): Omit<Jet, "value"> {
  const made: { -readonly [Part in (typeof parts)[number]]?: Value | undefined } = {};
  for (const part of parts) {
    if (inputs.every((jet) => !jet[part])) continue;
    const values = inputs.map((jet) => jet[part] ?? zerosLike(jet.value, record));
    made[part] = computation.record(values, record)?.output;
  }
  return made;
}

function zerosLike({ shape }: Value, record: Recording): Value {
  const zeros = { ...record.value(shape), zero: true as const };
  const { buffer } = zeros;
  const { kernels } = record;
  record.emit([], [buffer], () => kernels.fill(buffer.at, 0, buffer.floats));
  return zeros;
}

/** Of what there is. */
function total(terms: readonly (Value | undefined)[], record: Recording): Value | undefined {
  const there = terms.filter((term) => term !== undefined);
  return there.length > 0 ? sumOf(there, record) : undefined;
}

function bilinear(
  { computation, weight, bias }: Step,
  { output }: Recorded,
  { value, a, b, ab }: Jet,
  directions: Directions,
  record: Recording,
): Jet {
  const kernel = weight!.variable;
  const own = record.weight(kernel);
  const along = directions.of(kernel);
  const made: { readonly x: Value; readonly w: Region; readonly y: Value }[] = bias
    ? []
    : [{ x: value, w: own, y: output }];
  /** The product without a bias, once for the same factors. */
  const times = (x: Value | undefined, w: Region | undefined): Value | undefined => {
    if (!x || !w) return undefined;
    const known = made.find((each) => each.x === x && each.w === w);
    if (known) return known.y;
    const y = computation!.record([x], withKernel(record, kernel, w))!.output;
    made.push({ x, w, y });
    return y;
  };
  return {
    value: output,
    a: total([times(a, own), times(value, along.a)], record),
    b: total([times(b, own), times(value, along.b)], record),
    ab: total([times(ab, own), times(a, along.b), times(b, along.a)], record),
  };
}

/** The recording with another kernel and no other weights. */
function withKernel(record: Recording, kernel: LayerVariable, numbers: Region): Recording {
  return {
    ...record,
    weight: (variable) =>
      variable === kernel ? numbers : zerosLike({ shape: variable.shape as number[], buffer: numbers }, record).buffer,
  };
}

/** One factor after the other; the second may be spread over the first. */
function productOf(computation: Computation, factors: readonly Jet[], record: Recording): Jet | undefined {
  const times = (x: Value | undefined, y: Value | undefined): Value | undefined =>
    x && y && computation.record([x, y], record)?.output;
  const [first, ...others] = factors;
  return others.reduce<Jet | undefined>((x, y) => {
    const value = x && times(x.value, y.value);
    if (!value) return undefined;
    return {
      value,
      a: total([times(x.a, y.value), times(x.value, y.a)], record),
      b: total([times(x.b, y.value), times(x.value, y.b)], record),
      ab: total([times(x.ab, y.value), times(x.a, y.b), times(x.b, y.a), times(x.value, y.ab)], record),
    };
  }, first);
}
