import { inMemory } from "@eznas/stats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdOutOfEach, unseen, withAccuracies } from "../src/dataset-views.ts";
import { toyTask } from "./toy-task.ts";

const dataset = (name: string, ids: readonly string[]) =>
  inMemory(
    name,
    ids.map((id, accuracy) => ({ id, accuracy, instances: [{ name: id, statistics: {} }] })),
  );
const ids = (networks: readonly { readonly id: string }[]) => networks.map(({ id }) => id);

/** Two or three datasets that may share networks, in orders of their own. */
const datasets = fc
  .array(fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 8, maxLength: 16 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((lists) =>
    lists.map((list, i) =>
      dataset(
        `d${i}`,
        list.map((n) => `net ${n}`),
      ),
    ),
  );

describe("holdOutOfEach", () => {
  test("every network is either in the tasks or held out, in its dataset's order", () => {
    fc.assert(
      fc.property(datasets, fc.integer({ min: 1, max: 2 }), fc.nat(), (all, count, seed) => {
        const { tasks, heldOut } = holdOutOfEach(all, count, seed);
        const evolving = new Set(tasks.flatMap(({ networks }) => ids(networks)));
        all.forEach(({ name, networks }, i) => {
          expect(tasks[i]!.name).toBe(name);
          expect(networks.filter((one) => tasks[i]!.networks.includes(one))).toEqual(tasks[i]!.networks);
          expect(ids([...tasks[i]!.networks, ...heldOut[i]!.networks]).toSorted()).toEqual(ids(networks).toSorted());
          expect(heldOut[i]!.networks.length).toBeGreaterThanOrEqual(count);
          for (const { id } of heldOut[i]!.networks) expect(evolving.has(id)).toBe(false);
        });
      }),
      { numRuns: 1000 },
    );
  });

  test("the same seed holds out the same networks, another seed others", () => {
    const all = [toyTask("toy", 20)];
    const chosen = (seed: number) => ids(holdOutOfEach(all, 5, seed).heldOut[0]!.networks);
    expect(chosen(1)).toEqual(chosen(1));
    expect(chosen(1)).not.toEqual(chosen(2));
  });

  test("both parts read the dataset they came from", async () => {
    const { tasks, heldOut } = holdOutOfEach([dataset("d", ["a", "b"])], 1, 1);
    for (const part of [tasks[0]!, heldOut[0]!]) {
      const { id } = part.networks[0]!;
      expect(await part.read(id)).toEqual([{ name: id, statistics: {} }]);
    }
  });

  test("what a dataset has besides stays, so that workers find one on disk", () => {
    const { tasks, heldOut } = holdOutOfEach([{ ...toyTask("toy", 4), path: "tasks/toy" }], 1, 1);
    expect([...tasks, ...heldOut]).toEqual(tasks.concat(heldOut).map((part) => ({ ...part, path: "tasks/toy" })));
  });

  test("a task that would keep nothing is refused", () => {
    expect(() => holdOutOfEach([dataset("d", ["a", "b"])], 2, 1)).toThrow(
      new RangeError('holdOutOfEach: holding out 2 networks leaves none of the 2 of "d"'),
    );
  });
});

test("unseen leaves out what is in a task", () => {
  const [left] = unseen([dataset("d", ["a", "b", "c"])], [dataset("t", ["b"]), dataset("u", ["c", "z"])]);
  expect(ids(left!.networks)).toEqual(["a"]);
});

describe("withAccuracies", () => {
  test("has the other table's accuracies and the dataset's statistics", async () => {
    const view = withAccuracies(dataset("d", ["a", "b"]), "other", [
      { id: "b", accuracy: 7 },
      { id: "a", accuracy: 5 },
    ]);
    expect(view.name).toBe("other");
    expect(view.networks).toEqual([
      { id: "a", accuracy: 5 },
      { id: "b", accuracy: 7 },
    ]);
    expect(await view.read("b")).toEqual([{ name: "b", statistics: {} }]);
  });

  test("refuses a table without one of the networks", () => {
    expect(() => withAccuracies(dataset("d", ["a"]), "other", [])).toThrow(
      new RangeError('withAccuracies: network "a" of "d" is not in the table of "other"'),
    );
  });
});
