import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { program } from "@eznas/program";
import { statisticNames } from "@eznas/stats";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Behavior, behaviorOn, orderOf } from "../../src/discovery/behavior.ts";
import { discoveryDefaults, readProbes } from "../../src/index.ts";
import { toyTask } from "../toy-tasks.ts";

beforeAll(() => useBackend("wasm"));

const columns = fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 }), {
  minLength: 1,
  maxLength: 3,
});
const holes = fc.infiniteStream(fc.nat({ max: 5 }).map((n) => n === 0));

describe("orderOf", () => {
  const strictly: readonly ((x: number) => number)[] = [
    (x) => x,
    (x) => 3 * x + 7,
    (x) => x ** 3,
    (x) => Math.exp(x / 20),
    (x) => Math.atan(x),
  ];

  test("is the same for what a strictly monotone function makes of the scores, and for its negative", () => {
    fc.assert(
      fc.property(columns, holes, fc.constantFrom(...strictly), fc.constantFrom(1, -1), (lists, holes, grow, sign) => {
        const scores = lists.map((list) => list.map((score) => (holes.next().value ? Number.NaN : score)));
        const grown = scores.map((list) => list.map((score) => sign * grow(score)));
        expect(orderOf(grown)).toBe(orderOf(scores));
      }),
    );
  });

  test("differs where some pair of a task stands otherwise", () => {
    const signOf = (a: number, b: number): number => Math.sign(a - b) + 0;
    const pairs = (lists: readonly (readonly number[])[], sign: 1 | -1): string =>
      JSON.stringify(lists.map((list) => list.flatMap((a) => list.map((b) => sign * signOf(a, b) + 0))));
    fc.assert(
      fc.property(columns, fc.infiniteStream(fc.integer({ min: -50, max: 50 })), (lists, others) => {
        const changed = lists.map((list) =>
          list.map((score) => ((others.next().value as number) % 3 === 0 ? -score : score)),
        );
        const alike = pairs(changed, 1) === pairs(lists, 1) || pairs(changed, -1) === pairs(lists, 1);
        expect(orderOf(changed) === orderOf(lists)).toBe(alike);
      }),
    );
  });

  test("tasks are turned together, and a missing score is last in either direction", () => {
    expect(
      orderOf([
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ).not.toBe(
      orderOf([
        [1, 2, 3],
        [3, 2, 1],
      ]),
    );
    expect(orderOf([[Number.NaN, 2, 3]])).toBe(orderOf([[Number.NaN, 3, 2]]));
    expect(orderOf([[Number.NaN, 2, 3]])).not.toBe(orderOf([[1, 2, 3]]));
    expect(orderOf([[1, 1 + 1e-9, 3]])).toBe(orderOf([[1 + 1e-9, 1, 3]]));
  });
});

describe("behaviorOn", () => {
  const behaviors = async (...texts: readonly string[]): Promise<readonly Behavior[]> => {
    const probes = await readProbes([toyTask("toy", 6)], seeded(1), { statistics: statisticNames, probeNetworks: 2 });
    const behaviorOf = behaviorOn(probes, discoveryDefaults.toScalars);
    return texts.map((text) => behaviorOf(program(text)));
  };

  test.each([
    ["add(T3, T3G_D)", "add(T3G_D, T3)"],
    ["abs(T3)", "abs(abs(T3))"],
    ["mul(T3, T3)", "square(T3)"],
    ["sum of l2: T3", "mean of sum: T3"],
  ])("%s and %s mean the same", async (one, other) => {
    const [a, b] = await behaviors(one, other);
    expect(a!.kind).toBe("varies");
    expect(b).toEqual(a);
  });

  test.each([
    ["T3", "abs(T3)"],
    ["abs(T3)", "abs(T3G_D)"],
  ])("%s and %s do not", async (one, other) => {
    const [a, b] = await behaviors(one, other);
    expect(a!.kind).toBe("varies");
    expect(b).not.toEqual(a);
  });

  test("one number everywhere is constant, no number anywhere unknown", async () => {
    const [same, none] = await behaviors("mean(equal(T3, T3))", "mean: log(sub(T3, T3))");
    expect(same).toEqual({ kind: "constant" });
    expect(none!.kind).not.toBe("varies");
  });
});
