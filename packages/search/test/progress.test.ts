import { expect, test } from "vitest";
import { pauses } from "../src/progress.ts";

function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test("a timer has its turn while the work goes on", async () => {
  const pause = pauses({});
  let turns = 0;
  setTimeout(() => turns++, 0);
  for (let i = 0; i < 4 && turns === 0; i++) {
    work(30);
    await pause();
  }
  expect(turns).toBe(1);
});

test("an abort that comes while the work goes on ends it with the abort's reason", async () => {
  const controller = new AbortController();
  const pause = pauses({ signal: controller.signal });
  await pause();
  setTimeout(() => controller.abort(new Error("stopped by hand")), 0);
  const working = async () => {
    for (let i = 0; i < 100; i++) {
      work(30);
      await pause();
    }
  };
  await expect(working()).rejects.toThrow("stopped by hand");
});
