import { readFile } from "node:fs/promises";
import { writeAtomically } from "@eznas/node";
import { unpackCifar10 } from "./cifar-10.ts";
import { cifar100Npy } from "./cifar-100.ts";
import { natsBenchCsv } from "./nats-bench-csv.ts";
import { suiteZeroCsv } from "./suite-zero-csv.ts";
import type { Table } from "./table.ts";
import { unpackJsonZip } from "./unpack-zip.ts";

const textTo =
  (convert: (text: string) => string): Table["convert"] =>
  async (file, result) =>
    writeAtomically(result, convert(await readFile(file, "utf8")));

const landscape = "https://raw.githubusercontent.com/v-tao/nats-bench-landscape";

/**
 * The public tables and image sets that {@link getTable} knows.
 *
 * @example
 * ```ts
 * import { knownTables } from "@eznas/data";
 *
 * knownTables.map(({ name }) => name).join(); // → 'nas-bench-201,nas-bench-suite-zero,nds,cifar-10,cifar-100'
 * ```
 */
export const knownTables: readonly Table[] = [
  {
    name: "nas-bench-201",
    title: "NAS-Bench-201: test accuracies of 15,625 cells on CIFAR-10, CIFAR-100 and ImageNet16-120",
    license: "none stated; the benchmark itself is MIT",
    page: "https://github.com/v-tao/nats-bench-landscape",
    // The first is one commit's file, which cannot change; the second is there if that commit is not.
    urls: [`${landscape}/312680307c44fd111146b2be0d0148194fbb2ca8/nats_bench.csv`, `${landscape}/HEAD/nats_bench.csv`],
    file: "nats_bench.csv",
    bytes: 3_024_008,
    sha256: undefined,
    result: "nas-bench-201.csv",
    convert: textTo(natsBenchCsv),
  },
  {
    name: "nas-bench-suite-zero",
    title: "NAS-Bench-Suite-Zero: validation accuracies of the same cells on the same three",
    license: "Apache-2.0",
    page: "https://github.com/automl/NASLib/tree/zerocost",
    urls: [
      "https://drive.usercontent.google.com/download?id=1R7n7GpFHAjUZpPISzbhxH0QjubnvZM5H&export=download&confirm=t",
    ],
    file: "zc_nasbench201.json",
    bytes: undefined,
    sha256: undefined,
    result: "nas-bench-suite-zero.csv",
    convert: textTo(suiteZeroCsv),
  },
  {
    name: "nds",
    title: "NDS: DARTS, Amoeba, ENAS, PNAS and NASNet networks with errors, as JSON",
    license: "MIT (its repository)",
    page: "https://github.com/facebookresearch/nds",
    urls: ["https://dl.fbaipublicfiles.com/nds/data.zip"],
    file: "data.zip",
    bytes: undefined,
    sha256: undefined,
    result: "nds_data",
    convert: unpackJsonZip,
  },
  {
    name: "cifar-10",
    title: "CIFAR-10: 60,000 images of 10 classes, binary version",
    license: "none stated; its authors ask to cite Krizhevsky (2009)",
    page: "https://www.cs.toronto.edu/~kriz/cifar.html",
    urls: ["https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"],
    file: "cifar-10-binary.tar.gz",
    bytes: 170_052_171,
    // As TensorFlow Datasets publishes it (url_checksums/cifar10.txt).
    sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    result: "cifar-10-batches-bin",
    convert: unpackCifar10,
  },
  {
    name: "cifar-100",
    title: "CIFAR-100: 50,000 training images of 100 classes, as .npy",
    license: "none stated; its authors ask to cite Krizhevsky (2009)",
    page: "https://www.cs.toronto.edu/~kriz/cifar.html",
    urls: ["https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"],
    file: "cifar-100-binary.tar.gz",
    bytes: 168_513_733,
    // As TensorFlow Datasets publishes it (url_checksums/cifar100.txt).
    sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
    result: "cifar-100.npy",
    convert: cifar100Npy,
  },
];
