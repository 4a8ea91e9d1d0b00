/** The true accuracies of NAS-Bench-201, which this repository does not have. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { tableNamed, tablePath } from "@eznas/data";

const beside = fileURLToPath(new URL("../../shared/data/nasbench201.csv", import.meta.url));

/** The path of the accuracy table; throws an Error that says how to get one where there is none. */
export function accuracyTable(): string {
  const given = process.env["EZNAS_TABLE"];
  const path = given ?? [tablePath(tableNamed("nas-bench-201")), beside].find(existsSync);
  if (path !== undefined && existsSync(path)) return path;
  throw new Error(
    "there is no accuracy table of NAS-Bench-201: run `npm run eznas -- data get nas-bench-201`, " +
      "or name in EZNAS_TABLE a CSV whose first column has its architectures and whose columns cifar10_test and " +
      "cifar100_test their accuracies in percent",
  );
}
