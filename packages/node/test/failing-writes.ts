/** A disk that refuses every write, as a full one does. */
import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Runs an action while every write through a file handle fails with a code of the system. */
export async function failingWrites<T>(code: string, action: () => Promise<T>): Promise<T> {
  const handle = await open(fileURLToPath(import.meta.url), "r");
  // Every write of every file goes through this method.
  const prototype = Object.getPrototypeOf(handle) as { writeFile: unknown };
  await handle.close();
  const { writeFile } = prototype;
  prototype.writeFile = () =>
    Promise.reject(Object.assign(new Error(`${code}: as the system says, write`), { code, syscall: "write" }));
  try {
    return await action();
  } finally {
    prototype.writeFile = writeFile;
  }
}
