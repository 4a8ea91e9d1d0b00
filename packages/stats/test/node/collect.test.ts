import { mkdir, open, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import {
  capture,
  captureInterSample,
  cbr,
  extendTerminals,
  randomInputs,
  statisticNames,
  terminal,
  terminals,
} from "../../src/index.ts";
import {
  type BuildableNetwork,
  type CaptureNetworks,
  type CollectProgress,
  captureToFile,
  collect,
  DatasetError,
  openDataset,
} from "../../src/node/index.ts";
import { tinyModel } from "../../src/testing.ts";
import { seededRng } from "../seeded-rng.ts";
import { temporaryFolders } from "./temporary-folder.ts";

const temporaryFolder = temporaryFolders();
const inputs = randomInputs([1, 8, 8, 3], seededRng(1));
const base = { name: "tiny", inputs };

beforeAll(async () => {
  await useBackend("cpu");
});

/** Networks that count how often they are built. */
function networks(count: number): { list: BuildableNetwork[]; built: string[] } {
  const built: string[] = [];
  const list = Array.from({ length: count }, (_, i) => ({
    id: `net ${i}`,
    accuracy: 80 + i,
    build: () => {
      built.push(`net ${i}`);
      return tinyModel({ seed: i + 1 });
    },
  }));
  return { list, built };
}

async function files(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).sort();
}

describe("collect", () => {
  test("writes what capture gives, and openDataset reads it, whole or in parts", async () => {
    const folder = await temporaryFolder();
    const { list } = networks(3);
    const { numTensors } = tf.memory();
    const collected = await collect(folder, list, { ...base, describe: { seed: 1 } });
    expect(tf.memory().numTensors).toBe(numTensors);
    const opened = await openDataset(folder);
    expect(opened.networks).toEqual(list.map(({ id, accuracy }) => ({ id, accuracy })));
    expect([opened.name, opened.path, opened.settings.description]).toEqual(["tiny", folder, { seed: 1 }]);
    for (const [i, { id }] of list.entries()) {
      const model = tinyModel({ seed: i + 1 });
      const expected = await capture(model, inputs);
      model.dispose();
      expect(await opened.read(id)).toEqual(expected);
      expect(await collected.read(id, ["T3", "T1G_P"])).toEqual(
        expected.map(({ name, statistics: { T3, T1G_P } }) => ({ name, statistics: { T3, T1G_P } })),
      );
    }
    await opened.verify();
    expect(await files(folder)).toEqual([
      "000000.safetensors",
      "000001.safetensors",
      "000002.safetensors",
      "manifest.json",
    ]);
  });

  test("a network's checksum changes with what is read of it, and with nothing else", async () => {
    const [one, same, other] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
    const { list } = networks(2);
    const first = await collect(one, list, base);
    const second = await collect(same, [...list].reverse(), { ...base, name: "again", describe: { seed: 2 } });
    const third = await collect(other, list, { ...base, inputs: randomInputs([1, 8, 8, 3], seededRng(2)) });
    expect(second.checksum!("net 0")).toBe(first.checksum!("net 0"));
    expect(first.checksum!("net 1")).not.toBe(first.checksum!("net 0"));
    expect(third.checksum!("net 0")).not.toBe(first.checksum!("net 0"));
    expect(first.checksum!("none")).toBeUndefined();
  });

  test("goes on where an earlier call stopped, and says how far it is", async () => {
    const folder = await temporaryFolder();
    const { list, built } = networks(4);
    await collect(folder, list.slice(0, 2), { ...base, statistics: ["T3"] });
    const progress: CollectProgress[] = [];
    const task = await collect(folder, list, {
      ...base,
      statistics: ["T3"],
      onProgress: (each) => progress.push(each),
    });
    expect(built).toEqual(["net 0", "net 1", "net 2", "net 3"]);
    expect(progress.map(({ done, total, id }) => [done, total, id])).toEqual(list.map(({ id }, i) => [i + 1, 4, id]));
    expect(progress.map(({ seconds }) => seconds > 0)).toEqual([false, false, true, true]);
    expect(task.networks).toHaveLength(4);
    await task.verify();
  });

  test("keeps terminals of every kind, of one's own too, and reads them; a change of one's own is another setting", async () => {
    const folder = await temporaryFolder();
    const { list } = networks(2);
    const mine = (domain: string) =>
      extendTerminals(terminals, {
        mine: terminal({ domain, take: ({ instances }) => instances.map((_, i) => one(i)) }),
      });
    const one = (x: number) => ({ shape: [1], data: Float32Array.of(x) });
    const options = { ...base, statistics: ["mine", "JX_D", "T3G_S", "T3"], terminals: mine("a number") };
    const task = await collect(folder, list, options);
    expect((await openDataset(folder)).settings).toMatchObject({
      statistics: ["T3", "T3G_S", "JX_D", "mine"],
      own: { mine: "a number" },
    });
    const model = tinyModel({ seed: 1 });
    const expected = await captureInterSample(model, inputs, { statistics: ["T3", "T3G_S", "JX_D"] });
    model.dispose();
    const read = await task.read("net 0");
    expect(read).toEqual(
      expected.map(({ name, statistics }, i) => ({ name, statistics: { ...statistics, mine: one(i) } })),
    );
    expect(read[0]!.statistics.JX_D!.data).toBe(read[1]!.statistics.JX_D!.data); // stored once
    expect(await task.read("net 1", ["mine"])).toEqual(
      expected.map(({ name }, i) => ({ name, statistics: { mine: one(i) } })),
    );
    await task.verify();
    await expect(collect(folder, list, { ...options, terminals: mine("another") })).rejects.toThrow(
      /own was \{"mine":"a number"\}, now \{"mine":"another"\}/,
    );
    const text = await readFile(join(folder, "manifest.json"), "utf8");
    expect(JSON.parse(text).version).toBe(3);
  });

  test("captured elsewhere, in any order and broken off, gives the same files to the byte", async () => {
    const [here, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
    const { list } = networks(5);
    await collect(here, list, base);
    const capture = captureToFile(base);
    let left = 3;
    const backwards: CaptureNetworks = async (jobs, onWritten) => {
      for (const { id, file } of jobs.toReversed()) {
        if (left-- === 0) throw new Error("enough for today");
        await onWritten(id, { ...(await capture(list.find((network) => network.id === id)!, file)), seconds: 1 });
      }
    };
    const options = { ...base, captureNetworks: backwards };
    await expect(collect(elsewhere, list, options)).rejects.toThrow("enough for today");
    expect((await openDataset(elsewhere)).networks.map(({ id }) => id)).toEqual(["net 2", "net 3", "net 4"]);
    left = 5;
    const progress: string[] = [];
    await collect(elsewhere, list, { ...options, onProgress: ({ done, id }) => progress.push(`${done} ${id}`) });
    expect(progress).toEqual(["1 net 2", "2 net 3", "3 net 4", "4 net 1", "5 net 0"]);
    const bytes = async (folder: string) =>
      Promise.all((await files(folder)).map(async (name) => [name, await readFile(join(folder, name))]));
    expect(await bytes(elsewhere)).toEqual(await bytes(here));
  });

  describe("called again", () => {
    const paths = (folder: string) => [0, 1, 2].map((i) => join(folder, `00000${i}.safetensors`));
    const repaired = async (folder: string, verify: boolean): Promise<readonly string[]> => {
      const { list, built } = networks(3);
      const again: string[] = [];
      const task = await collect(folder, list, {
        ...base,
        verify,
        onProgress: ({ id, again: why }) => void (why !== undefined && again.push(`${id}: ${why}`)),
      });
      await task.verify();
      expect(built).toEqual(again.map((each) => each.slice(0, 5)));
      return again;
    };

    test("collects again what is missing, cut short, another's or damaged in its header, and that alone", async () => {
      const folder = await temporaryFolder();
      await collect(folder, networks(3).list, base);
      const whole = await Promise.all(paths(folder).map((path) => readFile(path)));
      const [first, second, third] = paths(folder) as [string, string, string];
      expect(await repaired(folder, false)).toEqual([]);
      await rm(first);
      await truncate(second, 100);
      expect(await repaired(folder, false)).toEqual([
        expect.stringMatching(/^net 0: .*000000.safetensors: is missing/),
        expect.stringMatching(/^net 1: .*000001.safetensors: has 100 bytes/),
      ]);
      await writeFile(first, whole[1]!);
      const damaged = Buffer.from(whole[2]!);
      damaged[40]! ^= 1;
      await writeFile(third, damaged);
      expect((await repaired(folder, false)).map((each) => each.slice(0, 5))).toEqual(["net 0", "net 2"]);
      expect(await Promise.all(paths(folder).map((path) => readFile(path)))).toEqual(whole);
    });

    test("with verify finds a flipped bit of the numbers too", async () => {
      const folder = await temporaryFolder();
      await collect(folder, networks(3).list, base);
      const path = paths(folder)[1]!;
      const damaged = await readFile(path);
      damaged[damaged.length - 1]! ^= 1;
      await writeFile(path, damaged);
      expect(await repaired(folder, true)).toEqual([
        expect.stringMatching(/^net 1: .* is damaged: its checksum differs/),
      ]);
    });

    test("while another call writes is refused, and neither harms the other", async () => {
      const folder = await temporaryFolder();
      const { list } = networks(3);
      let second: Promise<unknown> | undefined;
      const first = await collect(folder, list, {
        ...base,
        onProgress: () => {
          second ??= collect(folder, list, base).catch((error: unknown) => error);
        },
      });
      const refusal = await second;
      expect(refusal).toBeInstanceOf(DatasetError);
      expect(String(refusal)).toContain(`${folder}: is being written by process ${process.pid}; wait for it`);
      await first.verify();
      expect(await files(folder)).toEqual([...paths(""), "manifest.json"].map((path) => path.replace("/", "")));
    });

    test("removes what a killed process had half written", async () => {
      const folder = await temporaryFolder();
      await collect(folder, networks(1).list, base);
      await writeFile(join(folder, "000001.safetensors.0123456789ab.tmp"), "half");
      await collect(folder, networks(1).list, base);
      expect(await files(folder)).toEqual(["000000.safetensors", "manifest.json"]);
    });
  });

  test("a refusal of the system is said with the file and what to do; what was collected is kept", async () => {
    const folder = await temporaryFolder();
    const { list } = networks(2);
    await collect(folder, list.slice(0, 1), base);
    const file = join(folder, "000001.safetensors");
    const full = list.map((network) => ({ ...network, build: () => tinyModel({ seed: 3 }) }));
    await mkdir(file); // the rename onto it fails, as a system's refusal does anywhere
    await expect(collect(folder, full, base)).rejects.toThrow(`cannot write ${file}: it is a folder; move it away`);
    const task = await openDataset(folder);
    expect(task.networks.length).toBe(1);
    await task.verify();
  });

  test("keeps what it has when a network fails, names it, and can go on", async () => {
    const folder = await temporaryFolder();
    const { list } = networks(2);
    const broken = { id: "broken", accuracy: 1, build: () => Promise.reject(new Error("out of parts")) };
    await expect(collect(folder, [list[0]!, broken, list[1]!], base)).rejects.toThrow(
      'collect: network "broken" failed: out of parts',
    );
    expect((await openDataset(folder)).networks).toHaveLength(1);
    const { numTensors } = tf.memory();
    const plain = () => sequential({ layers: [layers.dense({ inputShape: [8, 8, 3], units: 1 })] });
    await expect(collect(folder, [{ id: "plain", accuracy: 1, build: plain }], base)).rejects.toThrow(
      /collect: network "plain" failed: found no ReLU/,
    );
    expect(tf.memory().numTensors).toBe(numTensors);
    expect((await collect(folder, list, base)).networks).toHaveLength(2);
  });

  test("takes networks as they are made, and passes pattern and output on", async () => {
    const folder = await temporaryFolder();
    async function* stream(): AsyncGenerator<BuildableNetwork> {
      yield* networks(2).list;
    }
    const totals: (number | undefined)[] = [];
    const options = {
      ...base,
      pattern: cbr(),
      output: "pool",
      statistics: ["T4G_D"] as const,
      onProgress: (each: CollectProgress) => totals.push(each.total),
    };
    const task = await collect(folder, stream(), options);
    expect(totals).toEqual([undefined, undefined]);
    expect(task.settings).toMatchObject({ pattern: "cbr", output: "pool", statistics: ["T4G_D"] });
    const model = tinyModel({ seed: 1 });
    expect(await task.read("net 0")).toEqual(
      await capture(model, inputs, { pattern: cbr(), output: "pool", statistics: ["T4G_D"] }),
    );
    model.dispose();
  });

  test("refuses other settings than the folder's, and says which", async () => {
    const folder = await temporaryFolder();
    await collect(folder, networks(1).list, { ...base, statistics: ["T3"], describe: { seed: 1 } });
    const refusal = collect(folder, [], { name: "other", inputs, statistics: ["T3", "T1_D"], describe: { seed: 2 } });
    await expect(refusal).rejects.toThrow(DatasetError);
    await expect(
      collect(folder, [], { name: "other", inputs, statistics: ["T3"], describe: { seed: 2 } }),
    ).rejects.toThrow(
      'was collected with other settings (name was "tiny", now "other"; ' +
        'description was {"seed":1}, now {"seed":2}): use them again or another folder',
    );
  });

  test("refuses an accuracy that is no number, a network that comes twice, and a changed accuracy", async () => {
    const folder = await temporaryFolder();
    const { list } = networks(1);
    await expect(collect(folder, [{ ...list[0]!, accuracy: Number.NaN }], base)).rejects.toThrow(
      'network "net 0" has accuracy NaN',
    );
    await expect(collect(folder, [list[0]!, list[0]!], base)).rejects.toThrow('network "net 0" comes twice');
    await expect(collect(folder, [{ ...list[0]!, accuracy: 1 }], base)).rejects.toThrow(
      /network "net 0" has accuracy 1, but 80 in .*manifest.json/,
    );
  });
});

describe("a dataset's folder", () => {
  const collected = async (): Promise<{ folder: string; path: string }> => {
    const folder = await temporaryFolder();
    await collect(folder, networks(1).list, base);
    return { folder, path: join(folder, "000000.safetensors") };
  };

  test("gives only networks and statistics that it has", async () => {
    const folder = await temporaryFolder();
    const task = await collect(folder, networks(1).list, { ...base, statistics: ["T3"] });
    await expect(task.read("net 7")).rejects.toThrow('read: dataset "tiny" has no network "net 7"');
    await expect(task.read("net 0", ["T1_D"])).rejects.toThrow('dataset "tiny" has no T1_D; it was collected with T3');
    await expect(task.read("net 0", ["T9"])).rejects.toThrow(/dataset "tiny" has no T9/);
  });

  test("is refused without a manifest, or with a damaged one", async () => {
    const { folder } = await collected();
    await rm(join(folder, "manifest.json"));
    await expect(openDataset(folder)).rejects.toThrow(/manifest.json: is missing: the folder is no dataset/);
    await writeFile(join(folder, "manifest.json"), "{");
    await expect(openDataset(folder)).rejects.toThrow(DatasetError);
  });

  test("is refused where a network's file is missing, cut short or another's", async () => {
    const { folder, path } = await collected();
    const task = await openDataset(folder);
    const bytes = await readFile(path);
    await truncate(path, bytes.length - 1);
    await expect(task.read("net 0")).rejects.toThrow(
      new RegExp(`has ${bytes.length - 1} bytes, the manifest says ${bytes.length}`),
    );
    await writeFile(path, Buffer.alloc(bytes.length));
    await expect(task.read("net 0")).rejects.toThrow(DatasetError);
    await rm(path);
    await expect(task.read("net 0")).rejects.toThrow(/000000.safetensors: is missing, but the manifest lists it/);
  });

  test("tells every flipped bit, in the header or in the numbers", async () => {
    const { folder, path } = await collected();
    const task = await openDataset(folder);
    const bytes = await readFile(path);
    const rng = seededRng(5);
    for (let i = 0; i < 60; i++) {
      const bit = Math.floor(rng() * (i % 2 ? bytes.length : 2000) * 8);
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      await writeFile(path, damaged);
      await expect(task.verify(), `bit ${bit}`).rejects.toThrow(DatasetError);
    }
    await writeFile(path, bytes);
    await task.verify();
  });

  test("is refused where the file of another network lies in the place", async () => {
    const folder = await temporaryFolder();
    const task = await collect(folder, networks(2).list, base);
    const [first, second] = ["000000.safetensors", "000001.safetensors"].map((name) => join(folder, name));
    await writeFile(first!, await readFile(second!));
    await expect(task.read("net 0")).rejects.toThrow(/its header is damaged or another file's/);
  });

  test("is read only where the statistics asked for lie", async () => {
    const { folder, path } = await collected();
    const task = await openDataset(folder);
    const whole = (await readFile(path)).length;
    const handle = await open(path, "r");
    // Every read of every file goes through this method.
    const prototype = Object.getPrototypeOf(handle) as { read: (...args: unknown[]) => Promise<{ bytesRead: number }> };
    await handle.close();
    const { read } = prototype;
    let bytes = 0;
    prototype.read = async function (...args) {
      const result = await read.apply(this, args);
      bytes += result.bytesRead;
      return result;
    };
    try {
      await task.read("net 0", ["T3"]);
      expect(bytes).toBeLessThan(whole / 3);
      bytes = 0;
      await task.read("net 0", statisticNames);
      expect(bytes).toBe(whole);
    } finally {
      prototype.read = read;
    }
  });
});
