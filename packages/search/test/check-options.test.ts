import { crossover } from "@eznas/gp";
import { inMemory } from "@eznas/stats";
import { expect, test } from "vitest";
import { type CheckedOptions, checkOptions } from "../src/check-options.ts";
import { paperDefaults, type SearchOptions, search } from "../src/index.ts";

const task = (name: string, accuracies: readonly number[]) =>
  inMemory(
    name,
    accuracies.map((accuracy, i) => ({ id: `net ${i}`, accuracy, instances: [] })),
  );
const good: CheckedOptions = {
  population: 4,
  generations: 1,
  hallOfFame: 2,
  tasks: [task("DARTS", [1, 2, 3, 4]), task("ENAS", [4, 5, 6])],
  tasksPerGeneration: 2,
  networksPerTask: 3,
};

test("good options pass", () => {
  expect(() => checkOptions(good)).not.toThrow();
  expect(() => checkOptions({ ...good, generations: 0, population: 2 })).not.toThrow();
});

const unknown = {
  ...task("DARTS", [1, 2]),
  networks: [1, Number.NaN, 3].map((accuracy, i) => ({ id: `net ${i}`, accuracy })),
};

test.each<[string, Partial<CheckedOptions>, string]>([
  ["a population of one", { population: 1 }, "search: population must be a whole number of at least 2, got 1"],
  ["half a program", { population: 2.5 }, "population must be a whole number"],
  ["a negative number of generations", { generations: -1 }, "search: generations must be a whole number of at least 0"],
  ["no hall of fame", { hallOfFame: 0 }, "search: hallOfFame must be"],
  ["no tasks", { tasks: [] }, "search: tasks is empty"],
  ["two tasks of one name", { tasks: [...good.tasks, task("ENAS", [1, 2, 3])] }, 'two tasks are named "ENAS"'],
  ["more tasks than there are", { tasksPerGeneration: 3 }, "search: tasksPerGeneration is 3, but there are 2 tasks"],
  ["no task per generation", { tasksPerGeneration: 0 }, "search: tasksPerGeneration must be"],
  [
    "two networks per task",
    { networksPerTask: 2 },
    "search: networksPerTask must be a whole number of at least 3, got 2",
  ],
  [
    "more networks than a task has",
    { networksPerTask: 4 },
    'search: task "ENAS" has 3 networks, networksPerTask asks for 4',
  ],
  [
    "an unknown accuracy",
    { tasks: [unknown], tasksPerGeneration: 1 },
    'network "net 1" of task "DARTS" has accuracy NaN',
  ],
  [
    "constant accuracies",
    { tasks: [task("DARTS", [7, 7, 7])], tasksPerGeneration: 1 },
    'all 3 networks of task "DARTS" have accuracy 7',
  ],
])("%s is refused", (_, change, message) => {
  expect(() => checkOptions({ ...good, ...change })).toThrow(RangeError);
  expect(() => checkOptions({ ...good, ...change })).toThrow(message);
});

test.each(Object.keys(paperDefaults))("%s that is undefined is refused at once", (name) => {
  const options = { ...good, seed: 1, [name]: undefined } as SearchOptions;
  expect(() => search(options)).toThrow(
    new RangeError(`search: ${name} is undefined; leave it out for its default, or give a value`),
  );
});

test("a variation alone is refused, with what to give", () => {
  const options = { ...good, seed: 1, vary: crossover() } as unknown as SearchOptions;
  expect(() => search(options)).toThrow("give varOr([1, variation]) for one variation alone");
});
