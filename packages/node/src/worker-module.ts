import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

export interface WorkerModule {
  /** The address of the file that starts the workers, `import.meta.url`. */
  readonly startedBy: string;
  /** Where the module is beside that file, in the sources. */
  readonly source: URL;
  /** The name of the package that has it. */
  readonly package: string;
  /** The module's place in the package, once that is built. */
  readonly built: string;
}

/**
 * The address of a worker's module: beside the file that starts it while that is TypeScript; once built, where the
 * package says, for a bundle may lie elsewhere.
 *
 * Throws Node's own error for a package that is not installed.
 *
 * @example
 * ```ts
 * import { workerModule } from "@eznas/node";
 *
 * const address = new URL("file:///work/src/start.ts");
 * const source = new URL("worker.ts", address);
 * workerModule({ startedBy: address.href, source, package: "mine", built: "dist/worker.js" }) === source; // → true
 * ```
 */
export function workerModule({ startedBy, source, package: name, built }: WorkerModule): URL {
  if (startedBy.endsWith(".ts")) return source;
  const manifest = createRequire(startedBy).resolve(`${name}/package.json`);
  return new URL(built, pathToFileURL(manifest));
}
