/** Runs the fast kernels of a graph over one instance, in an arena's memory. */
import { sizeOf } from "@eznas/kernels";
import type { Arena, Block } from "@eznas/kernels/expression";
import type { Op, Shape } from "@eznas/ops";
import type { InstanceStatistics } from "@eznas/stats";
import { tensor, tidy } from "@tensorflow/tfjs-core";
import { runKernel } from "./evaluate-on-tensors.ts";
import type { Evaluator, RootValue } from "./evaluation.ts";
import { faultAt } from "./failure/operation-fault.ts";
import { statisticOf } from "./instance-shapes.ts";
import { type Schedule, type SharedGraph, scheduleOf } from "./shared-graph.ts";

/** Where a node's value is on the instance at hand. */
interface Slot extends Block {
  offset: number;
  shape: Shape;
  size: number;
  taken: boolean;
}

interface Step {
  readonly place: number;
  readonly slot: Slot;
  readonly fill: (instance: InstanceStatistics<string>) => void;
  /** What is handed out, if it is a root. */
  readonly value: RootValue | undefined;
  /** Whose last reader this is. */
  readonly done: readonly Slot[];
}

/**
 * Every node is computed once, a statistic is copied into the arena when it is first needed, and memory is given back
 * as soon as the last reader has run, or when a kernel throws. What is read by none but operations whose value depends
 * on shapes alone is not computed.
 */
export function arenaEvaluator(arena: Arena): Evaluator {
  return (graph, wanted) => {
    const slots = graph.nodes.map((): Slot => ({ offset: 0, shape: [], size: 0, taken: false }));
    const steps = stepsOf(arena, graph, scheduleOf(graph, wanted, readsValues), slots);
    let current: readonly (Shape | undefined)[] | undefined;
    return {
      run: (instance, shapes, visit) => {
        if (shapes !== current) {
          current = shapes;
          for (const [place, slot] of slots.entries()) setShape(slot, shapes[place] ?? []);
        }
        let at: number | undefined;
        try {
          for (const { place, slot, fill, value, done } of steps) {
            at = place;
            slot.offset = arena.take(4 * slot.size);
            slot.taken = true;
            fill(instance);
            at = undefined;
            if (value) visit(place, value);
            for (const finished of done) giveBack(arena, finished);
          }
        } catch (error) {
          for (const slot of slots) if (slot.taken) giveBack(arena, slot);
          const node = at === undefined ? undefined : graph.nodes[at]!;
          throw node?.kind === "call" ? faultAt(at!, node.op, error) : error;
        }
      },
    };
  };
}

function setShape(slot: Slot, shape: Shape): void {
  slot.shape = shape;
  slot.size = sizeOf(shape);
}

function giveBack(arena: Arena, slot: Slot): void {
  arena.give(slot.offset, 4 * slot.size);
  slot.taken = false;
}

function stepsOf(
  arena: Arena,
  { nodes }: SharedGraph<string>,
  { order, roots, uses }: Schedule,
  slots: readonly Slot[],
): readonly Step[] {
  const readersLeft = [...uses];
  return order.map((place) => {
    const node = nodes[place]!;
    const slot = slots[place]!;
    const read = node.kind === "call" && readsValues(node.op) ? [...node.args] : [];
    if (roots.has(place)) read.push(place);
    return {
      place,
      slot,
      fill:
        node.kind === "terminal"
          ? copyOf(arena, slot, node.name)
          : callOf(
              arena,
              slot,
              node.op,
              node.args.map((argument) => slots[argument]!),
            ),
      value: roots.has(place) ? rootValue(arena, slot) : undefined,
      done: read.filter((argument) => --readersLeft[argument]! === 0).map((argument) => slots[argument]!),
    };
  });
}

function readsValues({ fast, shapeOnly }: Op): boolean {
  return !(fast && shapeOnly);
}

function copyOf(arena: Arena, slot: Slot, name: string): Step["fill"] {
  return (instance) => arena.write(slot, statisticOf(instance, name).data);
}

function callOf(arena: Arena, slot: Slot, op: Op, args: readonly Slot[]): Step["fill"] {
  const { fast } = op;
  if (!fast) return () => runOnTensors(arena, op, slot, args);
  const [a, b] = args;
  // Spreading is what these calls would mostly cost.
  if (a && args.length === 1) return () => fast(arena, slot, a);
  if (a && b && args.length === 2) return () => fast(arena, slot, a, b);
  return () => fast(arena, slot, ...args);
}

function rootValue(arena: Arena, slot: Slot): RootValue {
  return {
    get shape() {
      return slot.shape;
    },
    toNumber: (toScalar) => toScalar.fast?.(arena, slot) ?? toScalar(arena.view(slot), slot.shape),
    data: () => arena.read(slot),
  };
}

/** Runs an operation's kernel on the current tfjs backend, on copies of its arguments. */
function runOnTensors(arena: Arena, op: Op, out: Block, args: readonly Block[]): void {
  tidy(() => {
    const tensors = args.map((arg) => tensor(arena.read(arg), [...arg.shape], "float32"));
    // Not returned: tidy would look for tensors in every element.
    arena.write(out, runKernel(op, tensors, out.shape).dataSync<"float32">());
  });
}
