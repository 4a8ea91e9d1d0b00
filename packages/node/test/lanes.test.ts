import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Lanes, startLanes } from "../src/index.ts";
import type { Echo, EchoJob } from "./echo-worker.ts";

const module = new URL("./echo-worker.ts", import.meta.url);
const jobs = (count: number): EchoJob[] => Array.from({ length: count }, (_, value) => ({ value }));
const values = (results: readonly Echo[]): number[] => results.map(({ value }) => value);

let lanes: Lanes<EchoJob, Echo>;
afterEach(() => lanes?.close());

test.each([1, 2, 3])("with %d lanes the results come in the order of the jobs", async (count) => {
  lanes = startLanes({ module, count, data: "seed" });
  const done: number[] = [];
  const results = await lanes.run(
    jobs(7).map((job) => ({ ...job, milliseconds: 10 * (7 - job.value) })),
    { home: ({ value }) => value, onDone: (n) => done.push(n) },
  );
  expect(values(results)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(results[0]!.data).toBe("seed");
  expect(done).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("a lane that is done takes jobs of another", async () => {
  lanes = startLanes({ module, count: 2 });
  const busy = jobs(6).map((job) => ({ ...job, milliseconds: 50 }));
  const results = await lanes.run(busy, { home: () => 0 });
  expect(new Set(results.map(({ threadId }) => threadId)).size).toBe(2);
});

test("a worker that dies is replaced and its job done again", async () => {
  lanes = startLanes({ module, count: 2 });
  const mark = join(mkdtempSync(join(tmpdir(), "eznas-lanes-")), "died");
  const results = await lanes.run([{ value: 0 }, { value: 1, dies: mark }, { value: 2 }], {
    home: ({ value }) => value,
  });
  expect(values(results)).toEqual([0, 1, 2]);
});

test("a worker that is killed from outside is replaced and its job done again", async () => {
  lanes = startLanes({ module, count: 1 });
  const before = await lanes.run([{ value: 0 }]);
  const running = lanes.run([{ value: 1, milliseconds: 400 }]);
  setTimeout(() => void lanes.threads[0]!.terminate(), 100);
  const after = await running;
  expect(values(after)).toEqual([1]);
  expect(after[0]!.threadId).not.toBe(before[0]!.threadId);
});

test("a job that ends every worker is an error, and the lanes go on", async () => {
  lanes = startLanes({ module, count: 1 });
  await expect(lanes.run([{ value: 0, dies: true }])).rejects.toThrow(/ended 3 workers.*exited with code: 7/);
  expect(values(await lanes.run(jobs(2)))).toEqual([0, 1]);
});

test("a module that cannot be loaded is an error that says why", async () => {
  lanes = startLanes({ module: new URL("../../search/test/node/no-such-worker.ts", import.meta.url), count: 1 });
  for (let i = 0; i < 2; i++) await expect(lanes.run([{ value: 0 }])).rejects.toThrow(/no-such-worker/);
});

test("what a job throws is what the run rejects with, and the lanes go on", async () => {
  lanes = startLanes({ module, count: 2 });
  await expect(lanes.run([{ value: 0 }, { value: 1, fails: true }])).rejects.toThrow("job 1 cannot be done");
  expect(values(await lanes.run(jobs(3)))).toEqual([0, 1, 2]);
});

test("a signal ends a run between two jobs", async () => {
  lanes = startLanes({ module, count: 1 });
  const controller = new AbortController();
  const run = lanes.run(jobs(50), {
    signal: controller.signal,
    onDone: (done) => done === 2 && controller.abort(new Error("enough")),
  });
  await expect(run).rejects.toThrow("enough");
});

test("a signal ends the jobs under way at once, and the lanes can be used again", async () => {
  lanes = startLanes({ module, count: 2 });
  await lanes.run(jobs(2));
  const controller = new AbortController();
  const run = lanes.run([{ value: 0, milliseconds: 60_000 }, { value: 1 }], { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")), 100);
  const start = performance.now();
  await expect(run).rejects.toThrow("enough");
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(values(await lanes.run(jobs(2)))).toEqual([0, 1]);
});

test("no more workers are started than there are jobs", async () => {
  lanes = startLanes({ module, count: 5000 });
  expect(lanes.threads.length).toBe(0);
  expect(values(await lanes.run(jobs(2), { home: ({ value }) => 2500 * value }))).toEqual([0, 1]);
  expect(lanes.threads.length).toBeLessThanOrEqual(2);
});

test("each result is told when it is there, with its job, and a lane waits until it is dealt with", async () => {
  lanes = startLanes({ module, count: 1 });
  const events: string[] = [];
  const results = await lanes.run(jobs(3), {
    onResult: async ({ value }, job) => {
      expect(job.value).toBe(value);
      events.push(`begin ${value}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      events.push(`end ${value}`);
    },
    onDone: (done) => void events.push(`done ${done}`),
  });
  expect(values(results)).toEqual([0, 1, 2]);
  expect(events).toEqual([0, 1, 2].flatMap((i) => [`begin ${i}`, `end ${i}`, `done ${i + 1}`]));
});

test("results come in no order where lanes work side by side, each once", async () => {
  lanes = startLanes({ module, count: 2 });
  const told: number[] = [];
  await lanes.run([{ value: 0, milliseconds: 300 }, { value: 1 }, { value: 2 }], {
    home: ({ value }) => value,
    onResult: ({ value }) => void told.push(value),
  });
  expect(told.at(-1)).toBe(0);
  expect([...told].sort()).toEqual([0, 1, 2]);
});

test("what onResult throws is what the run rejects with, and the lanes go on", async () => {
  lanes = startLanes({ module, count: 1 });
  const told: number[] = [];
  const run = lanes.run(jobs(4), {
    onResult: async ({ value }) => {
      told.push(value);
      if (value === 1) throw new Error("the disk is full");
    },
  });
  await expect(run).rejects.toThrow("the disk is full");
  expect(told).toEqual([0, 1]);
  expect(values(await lanes.run(jobs(2)))).toEqual([0, 1]);
});

test("closing ends the jobs under way with an error and starts no worker anew", async () => {
  lanes = startLanes({ module, count: 2 });
  await lanes.run(jobs(2));
  const told: number[] = [];
  const run = lanes.run(
    jobs(6).map((job) => ({ ...job, milliseconds: job.value === 0 ? 0 : 600_000 })),
    { onResult: ({ value }) => void told.push(value) },
  );
  setTimeout(() => void lanes.close(), 200);
  await expect(run).rejects.toThrow("startLanes: the workers were closed while they had a job");
  expect(told).toEqual([0]);
  expect(lanes.threads.length).toBe(0);
});

test.each([0, 1.5, -1])("%s lanes are refused", (count) => {
  expect(() => startLanes({ module, count })).toThrow(/at least 1/);
});
