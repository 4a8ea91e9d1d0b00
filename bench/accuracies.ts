/** The true accuracies of NAS-Bench-201, which this repository does not have. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const beside = fileURLToPath(new URL("../../shared/data/nasbench201.csv", import.meta.url));

/** The path of the accuracy table; throws an Error that says how to give one where there is none. */
export function accuracyTable(): string {
  const path = process.env["EZNAS_DATA"] ?? beside;
  if (existsSync(path)) return path;
  throw new Error(
    "there is no accuracy table: give one in EZNAS_DATA, a CSV whose first column has architectures of " +
      "NAS-Bench-201 and whose columns cifar10_test and cifar100_test their accuracies in percent",
  );
}
