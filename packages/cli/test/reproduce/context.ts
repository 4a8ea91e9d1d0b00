/** Studies of small networks and made-up accuracies. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nasBench201 } from "@eznas/spaces";
import type { StudyContext } from "../../src/reproduce/study.ts";
import { table, temporaryFolder } from "../command-line.ts";

export function context(options: Partial<StudyContext> = {}): StudyContext {
  const out = temporaryFolder();
  return {
    seed: 1,
    count: 6,
    repeats: 2,
    metrics: ["eznas-a"],
    data: out,
    out,
    images: "noise",
    workers: 1,
    backend: "wasm",
    quick: true,
    resamples: 20,
    signal: new AbortController().signal,
    progress: () => {},
    ...options,
  };
}

/** A folder with 32 networks of NAS-Bench-201. */
export function folderOf32(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "nasbench201.csv"), readFileSync(table));
  return folder;
}

/** A folder with all of NAS-Bench-201, in which every convolution is worth a point. */
export function folderOfAll(): string {
  const folder = temporaryFolder();
  const { all, format } = nasBench201();
  const rows = [...all()].map(format).map((arch) => `${arch},${88 + (arch.match(/nor_conv/g) ?? []).length}`);
  writeFileSync(join(folder, "nasbench201.csv"), `arch,cifar10_test\n${rows.join("\n")}\n`);
  return folder;
}
