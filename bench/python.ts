/**
 * The other side of a measure: a Python process that answers requests, a JSON object on
 * a line each, and sleeps in between.
 */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const python: string = process.env["EZNAS_PYTHON"] ?? "/usr/bin/python3";

/** What Python prints; nothing where it cannot run the line. */
export function printedByPython(line: string): string | undefined {
  const { status, stdout } = spawnSync(python, ["-c", line], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

export interface Peer<Request, Reply> {
  ask(request: Request): Promise<Reply>;
  close(): void;
}

/** Starts a script, whose path is from this folder on, on one thread. */
export function startPython<Request, Reply>(script: string): Peer<Request, Reply> {
  const child = spawn(python, [fileURLToPath(new URL(script, import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
  });
  const replies = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await replies.next();
      if (done) throw new Error(`${script} ended without an answer`);
      return JSON.parse(value) as Reply;
    },
    close: () => child.stdin.end(),
  };
}
