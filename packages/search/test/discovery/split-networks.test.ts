import { seeded } from "@eznas/gp";
import { inMemory } from "@eznas/stats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitNetworks, splitTogether } from "../../src/index.ts";

const dataset = (name: string, accuracies: readonly number[], prefix = "net") =>
  inMemory(
    name,
    accuracies.map((accuracy, i) => ({ id: `${prefix} ${i}`, accuracy, instances: [] })),
  );

const accuracies = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 70 });
const shares = fc
  .tuple(fc.double({ min: 0, max: 0.98, noNaN: true }), fc.double({ min: 0, max: 0.98, noNaN: true }))
  .filter(([validation, test]) => validation + test < 0.99)
  .map(([validation, test]) => ({ validation, test }));
const names = ["search", "validation", "test"] as const;

describe("splitNetworks", () => {
  test("parts share nothing and cover all", () => {
    fc.assert(
      fc.property(accuracies, shares, fc.integer(), (of, shares, seed) => {
        const whole = dataset("toy", of);
        const split = splitNetworks(whole, shares, seeded(seed));
        const ids = names.flatMap((name) => split[name].networks.map(({ id }) => id));
        expect(ids.toSorted()).toEqual(whole.networks.map(({ id }) => id).toSorted());
      }),
    );
  });

  test("each part is within one network of its share", () => {
    fc.assert(
      fc.property(accuracies, shares, fc.integer(), (of, shares, seed) => {
        const split = splitNetworks(dataset("toy", of), shares, seeded(seed));
        for (const name of ["validation", "test"] as const)
          expect(Math.abs(split[name].networks.length - shares[name] * of.length)).toBeLessThanOrEqual(1);
        const rest = (1 - shares.validation - shares.test) * of.length;
        expect(Math.abs(split.search.networks.length - rest)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test("every twelve neighbors in accuracy are dealt by the shares", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer(), (strata, seed) => {
        const sorted = Array.from({ length: 12 * strata }, (_, i) => i);
        const split = splitNetworks(dataset("toy", sorted), { validation: 0.25, test: 0.25 }, seeded(seed));
        for (let from = 0; from < sorted.length; from += 12) {
          const inside = names.map(
            (name) => split[name].networks.filter(({ accuracy }) => accuracy >= from && accuracy < from + 12).length,
          );
          expect(inside).toEqual([6, 3, 3]);
        }
      }),
    );
  });

  test.each([
    [0.9, 0.9],
    [-0.1, 0.2],
    [Number.NaN, 0.2],
    [0.5, 0.5],
  ])("refuses the shares %d and %d", (validation, test) => {
    expect(() => splitNetworks(dataset("toy", [1, 2, 3]), { validation, test }, seeded(1))).toThrow(
      /must not be negative and sum to less than 1/,
    );
  });
});

describe("splitTogether", () => {
  test("no network of one task's part is in another part of another task", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 40 }), {
          minLength: 1,
          maxLength: 3,
        }),
        shares,
        fc.integer(),
        (lists, shares, seed) => {
          const tasks = lists.map((of, i) => dataset(`task ${i}`, of));
          const splits = splitTogether(tasks, shares, seed);
          const partOf = new Map<string, string>();
          for (const [i, split] of splits.entries()) {
            const ids = names.flatMap((name) => split[name].networks.map(({ id }) => id));
            expect(ids.toSorted()).toEqual(tasks[i]!.networks.map(({ id }) => id).toSorted());
            for (const name of names)
              for (const { id } of split[name].networks) {
                expect(partOf.get(id) ?? name).toBe(name);
                partOf.set(id, name);
              }
          }
        },
      ),
    );
  });

  test("tasks that share nothing are parted as each alone", () => {
    const tasks = [dataset("a", [...Array(30).keys()], "a"), dataset("b", [...Array(20).keys()], "b")];
    const shares = { validation: 0.25, test: 0.2 };
    const ids = ({ networks }: (typeof tasks)[number]) => networks.map(({ id }) => id);
    for (const [i, split] of splitTogether(tasks, shares, 5).entries()) {
      const alone = splitNetworks(tasks[i]!, shares, seeded(5, "split", tasks[i]!.name));
      for (const name of names) expect(ids(split[name])).toEqual(ids(alone[name]));
    }
  });
});
