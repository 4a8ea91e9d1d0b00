import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Runs the command line with this process's way of loading TypeScript; its progress goes to the
 * terminal, what it prints is returned.
 */
export function eznas(args: readonly string[]): Promise<string> {
  return printedBy("packages/cli/src/main.ts", args);
}

/** Runs a script of the repository likewise; what it says of its progress is told, too. */
export function printedBy(
  script: string,
  args: readonly string[] = [],
  onProgress?: (text: string) => void,
): Promise<string> {
  const path = fileURLToPath(new URL(`../../${script}`, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, path, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  child.stderr.on("data", (chunk: Buffer) => {
    process.stderr.write(chunk);
    onProgress?.(chunk.toString());
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("exit", (code) =>
      code === 0 ? resolve(printed) : reject(new Error(`${script} ended with code ${code}`)),
    );
  });
}
