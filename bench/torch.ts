/** PyTorch's side: a Python process that answers requests, a JSON object on a line each, and sleeps in between. */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const python = process.env["EZNAS_PYTHON"] ?? "/usr/bin/python3";

/** The version of the PyTorch that Python has, if any. */
export function torchVersion(): string | undefined {
  const { status, stdout } = spawnSync(python, ["-c", "import torch; print(torch.__version__)"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

export const noTorch = `no PyTorch at ${python}`;

export interface Torch<Request, Reply> {
  ask(request: Request): Promise<Reply>;
  close(): void;
}

/** Starts a script of bench/torch on one thread; nothing where there is no PyTorch. */
export function startTorch<Request, Reply>(script: string): Torch<Request, Reply> | undefined {
  if (torchVersion() === undefined) return undefined;
  const path = fileURLToPath(new URL(`torch/${script}`, import.meta.url));
  const child = spawn(python, [path], {
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
