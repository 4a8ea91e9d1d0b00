import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTrainingTable, type TrainingRow } from "../../src/index.ts";
import { TrainingTableError } from "../../src/node/index.ts";
import { openTableFile, type TableFile } from "../../src/node/table-file.ts";
import { formatHeader, formatRow } from "../../src/table/training-table.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const settings = { space: "toy", training: { epochs: 2 } };
const row = (number: number): TrainingRow =>
  number % 5 === 4
    ? { id: `net,${number}`, seed: number % 3, status: "diverged" }
    : { id: `net "${number}"`, seed: number % 3, status: "trained", valid: number / 8, test: number / 4 };
const newPath = () => join(temporaryFolder(), "table.csv");
const refusal = async (path: string, given: object = settings): Promise<TrainingTableError> => {
  const error = await openTableFile(path, { ...given }, []).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(TrainingTableError);
  return error as TrainingTableError;
};

type Event = { readonly kind: "append" | "reopen" } | { readonly kind: "cut"; readonly at: number };
const events: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Event>({ kind: "append" }) },
    fc.constant<Event>({ kind: "reopen" }),
    fc.record({ kind: fc.constant("cut" as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  ),
  { maxLength: 14 },
);

test("after any appends, reopenings and cuts, the table has the rows whose lines are whole", async () => {
  const path = newPath();
  const head = formatHeader({ ...settings, networks: 1, seeds: [3] });
  await fc.assert(
    fc.asyncProperty(events, async (events) => {
      writeFileSync(path, "");
      const open = () => openTableFile(path, settings, [{ id: "planned", seed: 3 }]);
      let model: TrainingRow[] = [];
      let next = 0;
      let file: TableFile = await open();
      try {
        for (const event of events) {
          if (event.kind === "append") {
            await file.append(row(next));
            model.push(row(next++));
            continue;
          }
          await file.close();
          if (event.kind === "cut") {
            const text = readFileSync(path, "utf8");
            const size = Math.round(head.length + event.at * (text.length - head.length));
            truncateSync(path, size);
            const whole = text.slice(0, size).split("\n").length - head.split("\n").length;
            model = model.slice(0, whole);
          }
          file = await open();
          expect(file.rows).toEqual(model);
        }
      } finally {
        await file.close();
      }
      expect(readFileSync(path, "utf8")).toBe(head + model.map(formatRow).join(""));
      expect(existsSync(`${path}.lock`)).toBe(false);
    }),
    { numRuns: 150 },
  );
});

test("a file that ends within its header is damaged, which the error says, and is left as it is", async () => {
  const path = newPath();
  const head = formatHeader(settings);
  for (let size = head.indexOf("\n") + 1; size < head.length; size += 7) {
    writeFileSync(path, head.slice(0, size));
    expect((await refusal(path)).message).toMatch(`${path} is a damaged training table: readTrainingTable: line`);
    expect(readFileSync(path, "utf8")).toBe(head.slice(0, size));
    expect(existsSync(`${path}.lock`)).toBe(false);
  }
});

test("a damaged row is no cut: the error names file and line", async () => {
  const path = newPath();
  writeFileSync(path, `${formatHeader(settings)}a,1,trained,1\nb,1,diverged,,\n`);
  expect((await refusal(path)).message).toBe(
    `${path} is a damaged training table: readTrainingTable: line 5 must have 5 fields (arch, seed, ` +
      "status, valid, test), got 4",
  );
});

test("appends that are not awaited come one after the other, and close waits for them", async () => {
  const path = newPath();
  const file = await openTableFile(path, settings, []);
  const appended = Array.from({ length: 20 }, (_, i) => file.append(row(i)));
  await file.close();
  await Promise.all(appended);
  expect(readTrainingTable(readFileSync(path, "utf8")).rows).toEqual(Array.from({ length: 20 }, (_, i) => row(i)));
});

test("finish orders the rows and says in the header what there is", async () => {
  const path = newPath();
  const file = await openTableFile(path, settings, [{ id: "planned", seed: 9 }]);
  expect(readTrainingTable(readFileSync(path, "utf8")).settings).toEqual({ ...settings, networks: 1, seeds: [9] });
  for (const number of [3, 1, 4, 0, 2]) await file.append(row(number));
  const rows = await file.finish((a, b) => (a.valid ?? 100) - (b.valid ?? 100));
  await file.close();
  expect(rows).toEqual([0, 1, 2, 3, 4].map(row));
  expect(readTrainingTable(readFileSync(path, "utf8"))).toEqual({
    settings: { ...settings, networks: 5, seeds: [0, 1, 2] },
    rows,
  });
});

async function withOneRow(): Promise<string> {
  const path = newPath();
  const file = await openTableFile(path, settings, []);
  await file.append(row(1));
  await file.close();
  return path;
}

test("a table without rows is begun anew with other settings", async () => {
  const path = newPath();
  await (await openTableFile(path, settings, [])).close();
  await (await openTableFile(path, { space: "other" }, [])).close();
  expect(readTrainingTable(readFileSync(path, "utf8")).settings).toEqual({ space: "other", networks: 0, seeds: [] });
});

describe("a table of other settings is refused with their names", () => {
  test.each([
    [{ space: "other", training: { epochs: 2 } }, 'space was "toy" and is now "other"'],
    [{ space: "toy", training: { epochs: 3 } }, 'training was {"epochs":2} and is now {"epochs":3}'],
    [{ ...settings, data: "x" }, 'data was undefined and is now "x"'],
    [{ space: "toy" }, 'training was {"epochs":2} and is now undefined'],
    [{ space: 1, training: 2 }, 'space was "toy" and is now 1; training was {"epochs":2} and is now 2'],
  ])("%o", async (other, said) => {
    const path = await withOneRow();
    const text = readFileSync(path, "utf8");
    expect((await refusal(path, other)).message).toBe(
      `${path} was made with other settings: ${said}. Give those, or another path for a new table`,
    );
    expect(readFileSync(path, "utf8")).toBe(text);
  });
});

test("the order of what is within a setting makes no other table", async () => {
  const path = newPath();
  const file = await openTableFile(path, { training: { epochs: 2, schedule: { rate: 1, batch: 2 } } }, []);
  await file.append(row(1));
  await file.close();
  const same = { training: { schedule: { batch: 2, rate: 1 }, epochs: 2, momentum: undefined } };
  const again = await openTableFile(path, same, []);
  expect(again.rows).toEqual([row(1)]);
  await again.close();
  expect((await refusal(path, { training: { epochs: 2 } })).message).toMatch(/training was .* and is now {"epochs":2}/);
});

test("the order of the settings, and those that are undefined, make no other table", async () => {
  const path = await withOneRow();
  const same = { training: settings.training, data: undefined, space: settings.space };
  await (await openTableFile(path, same, [{ id: "more", seed: 1 }])).close();
});

test("a file that is no training table is refused and left alone", async () => {
  const path = newPath();
  writeFileSync(path, "my thesis\n");
  expect((await refusal(path)).message).toBe(
    `${path} is there and is no training table; give another path, or move the file away`,
  );
  expect(readFileSync(path, "utf8")).toBe("my thesis\n");
});

describe("one at a time may write", () => {
  test("while another process lives, its table is refused; when it is gone, the lock is taken over", async () => {
    const path = newPath();
    const module = new URL("../../../node/src/index.ts", import.meta.url).href;
    const script = `const { takeLock } = await import(${JSON.stringify(module)});
      await takeLock(${JSON.stringify(`${path}.lock`)});
      console.log("held");
      setInterval(() => {}, 1000);`;
    const other = spawn(
      process.execPath,
      ["--conditions=@eznas/source", "--import", "@eznas/node/unbuilt", "--input-type=module", "-e", script],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    try {
      await once(other.stdout, "data");
      expect((await refusal(path)).message).toBe(
        `${path} is being written by process ${other.pid}; wait for it, ` +
          `or remove ${path}.lock if that is no run of this table`,
      );
      expect(existsSync(path)).toBe(false);
    } finally {
      other.kill("SIGKILL");
      await once(other, "exit");
    }
    await (await openTableFile(path, settings, [])).close();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  test("another container's lock, whose process number is free or ours here, is not taken away", async () => {
    const path = newPath();
    for (const number of [process.pid, 2 ** 30]) {
      const holder = { process: number, host: "box", machine: "a container", started: "17", token: "t" };
      writeFileSync(`${path}.lock`, JSON.stringify(holder));
      expect((await refusal(path)).message).toMatch(`${path} is being written by process ${number} on box`);
    }
    expect(existsSync(path)).toBe(false);
  });

  test("a second opener in the same process is refused until the first has closed", async () => {
    const path = newPath();
    const first = await openTableFile(path, settings, []);
    expect((await refusal(path)).message).toMatch(`is being written by process ${process.pid}`);
    await first.append(row(1));
    await first.close();
    const second = await openTableFile(path, settings, []);
    expect(second.rows).toEqual([row(1)]);
    await second.close();
  });

  test("one whose lock was taken over writes no more", async () => {
    const path = newPath();
    const first = await openTableFile(path, settings, []);
    await first.append(row(1));
    rmSync(`${path}.lock`);
    await expect(first.append(row(2))).rejects.toThrow("was taken over by another process");
    await first.close();
    const second = await openTableFile(path, settings, []);
    expect(second.rows).toEqual([row(1)]);
    await second.close();
  });

  test("of two that open at once one has the table", async () => {
    const path = newPath();
    const opened = await Promise.allSettled([1, 2].map(() => openTableFile(path, settings, [])));
    expect(opened.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    for (const each of opened) if (each.status === "fulfilled") await each.value.close();
  });
});

test("a folder that is not there is an error of the file system, and leaves nothing behind", async () => {
  const path = join(temporaryFolder(), "none", "table.csv");
  await expect(openTableFile(path, settings, [])).rejects.toThrow(/ENOENT/);
});
