import { useBackend } from "@eznas/kernels";
import { patternTable, program } from "@eznas/program";
import { type Dataset, isConvolution, mobile, pattern, rcb } from "@eznas/stats";
import { beforeAll, expect, test } from "vitest";
import { patternOf, search, testFinalists } from "../../src/index.ts";
import { toyTask } from "../toy-tasks.ts";

const task = (name: string, of?: string): Dataset => ({
  ...toyTask(name, 10, 2),
  ...(of !== undefined && { pattern: of }),
});
const convolutions = pattern("convolutions", [
  { layer: isConvolution, input: "T1" },
  { layer: isConvolution, input: "T2", weight: "T3", output: "T4" },
]);

beforeAll(() => useBackend("cpu"));

test("the pattern is that of the tasks, by its name", () => {
  expect(patternOf("search", [task("a")])).toBeUndefined();
  expect(patternOf("search", [task("a")], { pattern: mobile() })?.name).toBe("mobile");
  expect(patternOf("search", [task("a", "rcb")])?.name).toBe("rcb");
  expect(patternOf("search", [task("a"), task("b", "mobile")])?.name).toBe("mobile");
  const patterns = patternTable([convolutions]);
  expect(patternOf("search", [task("a", "convolutions")], { patterns })).toBe(convolutions);
  expect(patternOf("search", [task("a", "rcb")], { patterns })?.name).toBe("rcb");
});

test.each<readonly [readonly Dataset[], object, RegExp]>([
  [[task("a", "rcb"), task("b", "mobile")], {}, /"a" has instances of the pattern "rcb", "b" of "mobile"/],
  [[task("a", "mobile")], { pattern: rcb() }, /asked for .* "rcb", but "a" was collected with "mobile"/],
  [[task("a", "own")], {}, /collected with the pattern "own", which is none of @eznas\/stats; .* by --setup/],
])("datasets of another pattern are refused", (tasks, options, message) => {
  const small = { seed: 1, networksPerTask: 5, ...options };
  expect(() => search({ ...small, tasks })).toThrow(message);
  expect(() => search({ ...small, tasks })).toThrow(RangeError);
});

test("a search of tasks of a pattern has programs of that pattern, and so has its test", async () => {
  const [tasks, datasets] = [[task("a", "mobile")], [task("b", "mobile")]];
  for await (const { head, best } of search({ seed: 1, networksPerTask: 9, population: 30, generations: 0, tasks })) {
    expect(head).toBe("mobile: ");
    const baselines = { norm: program("mean(T3)"), own: program("mobile: mean(abs(T3))") };
    const tests = await testFinalists({ finalists: [best], baselines, datasets });
    expect(tests.map(({ program }) => program.split(":")[0])).toEqual(["mobile", "mobile", "mobile"]);
  }
  await expect(testFinalists({ finalists: [], baselines: { other: program("cbr: T3") }, datasets })).rejects.toThrow(
    'testFinalists: "other" is about instances of the pattern "cbr", the datasets have those of "mobile"',
  );
});
