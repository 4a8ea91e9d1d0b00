/**
 * One forward pass, and a backward pass where gradients are asked for, with the tensors of every instance taken out.
 */

import type { Slot, Step } from "@eznas/engine";
import { runForward } from "@eznas/engine/passes";
import { type GradientAt, gradientsOf, pullBack } from "@eznas/engine/tape";
import * as tf from "@tensorflow/tfjs-core";
import type { Statistic } from "../statistic.ts";
import type { TapName } from "./needs.ts";
import { type Route, releases, type TapPlan } from "./tap-plan.ts";

/** The tensors of one instance. What is one and the same tensor in several instances is one object. */
export type Tapped = Readonly<Partial<Record<TapName, tf.Tensor>>>;

/** What a forward pass leaves: values that outlive it, and the tensors at which a gradient is wanted. */
interface Traces {
  readonly values: Map<Slot, tf.Tensor>;
  readonly totals: Map<Slot, tf.Tensor>;
  readonly edges: Map<Step, tf.Tensor>;
  readonly kernels: Map<Step, tf.Tensor>;
}

/** Runs a plan on an input. The tensors are the caller's to dispose of; when this throws, none is left. */
export function tap(plan: TapPlan, { shape, data }: Statistic): readonly Tapped[] {
  const traces: Traces = { values: new Map(), totals: new Map(), edges: new Map(), kernels: new Map() };
  const taken = new Set<tf.Tensor>();
  const take = (tapped: Tapped): Tapped => {
    for (const tensor of Object.values(tapped)) taken.add(tensor);
    return tapped;
  };
  try {
    return tf.tidy(() => {
      const input = tf.tensor(data, [...shape], "float32");
      if (!plan.backward) {
        forward(plan, input, traces, () => {});
        return plan.routes.map((route) => take(valuesOf(plan, route, traces)));
      }
      const gradientAt = gradientsOf((watch) => lossOf(plan, forward(plan, input, traces, watch)));
      return plan.routes.map((route) =>
        take({ ...valuesOf(plan, route, traces), ...gradientsAt(plan, route, traces, gradientAt) }),
      );
    });
  } catch (error) {
    taken.clear();
    throw error;
  } finally {
    for (const value of traces.values.values()) if (!taken.has(value)) value.dispose();
  }
}

/** All values, of which those that nobody needs any more are disposed of. */
function forward(plan: TapPlan, input: tf.Tensor, traces: Traces, watch: (x: tf.Tensor) => void): readonly tf.Tensor[] {
  const values: tf.Tensor[] = [];
  const made = (slot: Slot, value: tf.Tensor): void => {
    if (plan.kept.has(slot)) traces.values.set(slot, tf.keep(value));
    if (plan.totals.has(slot)) note(traces.totals, slot, value);
  };
  const note = <K>(trace: Map<K, tf.Tensor>, key: K, value: tf.Tensor): tf.Tensor => {
    trace.set(key, value);
    watch(value);
    return value;
  };
  values[plan.input] = input;
  made(plan.input, input);
  runForward(plan.steps, values, {
    run(step, inputs) {
      // A handle of its own on the same numbers gets the gradient through this step only.
      if (plan.edges.has(step))
        inputs[0] = note(traces.edges, step, plan.isShared(step.inputs[0]!) ? tf.clone(inputs[0]!) : inputs[0]!);
      let kernel: tf.Tensor | undefined;
      if (plan.kernels.has(step)) {
        const { variable, given } = step.weight!;
        kernel = note(traces.kernels, step, given ? tf.clone(variable.read()) : variable.read());
      }
      return step.run(inputs, kernel);
    },
    made,
    releases: releases(plan),
    release: (value) => value.dispose(),
  });
  return values;
}

/** The sum of the network's output, or what has the same gradients. */
function lossOf({ loss }: TapPlan, values: readonly tf.Tensor[]): tf.Tensor {
  if (loss.length === 1) return values[loss[0]!]!;
  return tf.addN(loss.map((slot) => tf.sum(values[slot]!)));
}

function valuesOf({ names }: TapPlan, { place, T2 }: Route, { values }: Traces): Tapped {
  return {
    ...(names.has("T1") && { T1: values.get(place.T1)! }),
    ...(names.has("T2") && { T2: values.get(T2)! }),
    ...(names.has("T4") && { T4: values.get(place.T4)! }),
  };
}

function gradientsAt({ names }: TapPlan, route: Route, traces: Traces, at: GradientAt): Tapped {
  const { place, edgeOfT1, edgeOfT2, pulled } = route;
  const value = (slot: Slot): tf.Tensor => traces.values.get(slot)!;
  let T2G: tf.Tensor | undefined;
  if (names.has("T2G") || (names.has("T1G") && !edgeOfT1)) {
    T2G = at(traces.edges.get(edgeOfT2)!);
    if (pulled) T2G = pullBack(place.toSite, value(route.T2), T2G);
  }
  const T1G = (): tf.Tensor =>
    edgeOfT1 ? at(traces.edges.get(edgeOfT1)!) : pullBack(place.toT2, value(place.T1), T2G!);
  return {
    ...(names.has("T1G") && { T1G: T1G() }),
    ...(names.has("T2G") && { T2G: T2G! }),
    ...(names.has("T3G") && { T3G: at(traces.kernels.get(place.T3)!) }),
    ...(names.has("T4G") && { T4G: at(traces.totals.get(place.T4)!) }),
  };
}
