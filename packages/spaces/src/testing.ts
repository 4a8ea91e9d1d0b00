/** The laws of a search space, to hold one of your own to. */
import { graphOf } from "@eznas/engine";
import { memory, type Tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import type { Rng, Space } from "./space.ts";

export interface SpaceLawOptions<A> {
  /**
   * In how many choices two architectures differ. Default: for lists the places where
   * they do, else 1 if their texts do.
   */
  readonly distance?: (a: A, b: A) => number;
  /** Random cases of the laws that build no network. Default: 1000. */
  readonly numRuns?: number;
  /** Networks that are built. Default: 5. */
  readonly networks?: number;
}

/**
 * Holds a space to its contract: a text reads back as its architecture and an architecture writes its text, draws and
 * mutations are valid and follow the seed, a network has the parameters that are told, takes the space's
 * images and leaves no tensor behind.
 *
 * Needs a backend (`useBackend` of `@eznas/kernels`), and is quick for a space of small networks only.
 *
 * @throws Error that names the law and, from fast-check, the smallest seed that breaks it.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { nasBench201 } from "@eznas/spaces";
 * import { spaceLaws } from "@eznas/spaces/testing";
 *
 * await useBackend("cpu");
 * const space = nasBench201({ channels: 2, cells: 1, resolution: 4 });
 * spaceLaws(space, { networks: 1 });
 * ```
 */
export function spaceLaws<A>(space: Space<A>, options: SpaceLawOptions<A> = {}): void {
  const { distance = differences(space), numRuns = 1000, networks = 5 } = options;
  const law = (name: string, runs: number, holds: (seed: number) => void): void => {
    try {
      fc.assert(fc.property(fc.integer(), holds), { numRuns: runs, includeErrorInReport: true });
    } catch (cause) {
      throw new Error(`${space.name} breaks the law that ${name}: ${(cause as Error).message}`, { cause });
    }
  };
  law("an architecture's text reads as the architecture", numRuns, (seed) => {
    const text = space.format(space.sample(stream(seed)));
    expectSame(space.format(space.parse(text)), text);
    expectSame(JSON.stringify(space.parse(text)), JSON.stringify(space.sample(stream(seed))));
  });
  law("the same seed draws the same architecture and mutates it alike", numRuns, (seed) => {
    const [a, b] = [stream(seed), stream(seed)];
    const [drawn, again] = [space.sample(a), space.sample(b)];
    expectSame(space.format(drawn), space.format(again));
    expectSame(space.format(space.mutate(drawn, a)), space.format(space.mutate(again, b)));
  });
  law("a mutation is valid, differs in one choice and leaves its parent", numRuns, (seed) => {
    const rng = stream(seed);
    const parent = space.sample(rng);
    const text = space.format(parent);
    const child = space.mutate(parent, rng);
    expectSame(space.format(parent), text);
    expectSame(distance(parent, child), 1);
    expectSame(space.format(space.parse(space.format(child))), space.format(child));
  });
  law("params and flops are whole numbers from 1 up", numRuns, (seed) => {
    const architecture = space.sample(stream(seed));
    for (const cost of [space.params(architecture), space.flops(architecture)])
      if (!(Number.isSafeInteger(cost) && cost >= 1)) throw new Error(`got ${cost}`);
  });
  law("params is what the model counts as trainable", networks, (seed) =>
    withNetwork(space, seed, (model, architecture) => {
      const trainable = model.trainableWeights.reduce(
        (sum, { shape }) => sum + shape.reduce<number>((n, s) => n * s!, 1),
        0,
      );
      expectSame(space.params(architecture), trainable);
    }),
  );
  if (space.layers)
    law("layers is how many convolutions and linear layers the model has", networks, (seed) =>
      withNetwork(space, seed, (model, architecture) => {
        expectSame(
          space.layers!(architecture),
          graphOf(model, "spaceLaws").steps.filter(({ weight }) => weight).length,
        );
      }),
    );
  law("a network takes the space's images and gives each a row of finite logits", networks, (seed) =>
    withNetwork(space, seed, (model) => {
      expectSame(model.inputs.map(({ shape }) => shape).join(";"), [null, ...space.inputShape].join());
      const [rows, ...rest] = model.outputs.map(({ shape }) => shape);
      if (!rows || rest.length > 0 || rows.length !== 2)
        throw new Error(`expected one output [null, classes], got ${rows}`);
      const logits = tidy(() => (model.predict(zeros([2, ...space.inputShape])) as Tensor).dataSync());
      expectSame(logits.length, 2 * rows[1]!);
      if (!logits.every(Number.isFinite)) throw new Error(`got ${logits}`);
    }),
  );
  law("the same seed gives the same weights and another seed others", networks, (seed) => {
    const [first, again, other] = [weightsOf(space, seed, 1), weightsOf(space, seed, 1), weightsOf(space, seed, 2)];
    if (first.some((value, i) => value !== again[i])) throw new Error("the weights differ");
    if (first.every((value, i) => value === other[i])) throw new Error("the weights are the same");
  });
  law("a disposed network leaves no tensor", networks, (seed) => {
    const { numTensors } = memory();
    withNetwork(space, seed, () => {
      if (memory().numTensors === numTensors) throw new Error("the network has no tensors");
    });
    expectSame(memory().numTensors, numTensors);
  });
}

function differences<A>(space: Space<A>): (a: A, b: A) => number {
  return (a, b) => {
    if (Array.isArray(a) && Array.isArray(b)) return a.filter((choice, i) => choice !== b[i]).length;
    return space.format(a) === space.format(b) ? 0 : 1;
  };
}

function withNetwork<A>(space: Space<A>, seed: number, use: (model: LayersModel, architecture: A) => void): void {
  const architecture = space.sample(stream(seed));
  const model = space.build(architecture, stream(seed + 1));
  try {
    use(model, architecture);
  } finally {
    model.dispose();
  }
}

function weightsOf<A>(space: Space<A>, seed: number, network: number): readonly number[] {
  const model = space.build(space.sample(stream(seed)), stream(seed + network));
  const weights = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  model.dispose();
  return weights;
}

/** Uniform deviates of a linear congruential generator, so that the laws need no other package. */
function stream(seed: number): Rng {
  let state = Math.imul(seed, 0x9e3779b1);
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) next();
  return next;
}

function expectSame<T>(actual: T, expected: T): void {
  if (actual !== expected) throw new Error(`expected ${expected}, got ${actual}`);
}
