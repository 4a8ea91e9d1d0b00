/** A user's script, which fails in its own way after the backend has started. */
import { useBackend } from "../../src/index.ts";

await useBackend("wasm");
if (process.argv[2] === "rejection") void Promise.reject(new Error("the user's own mistake"));
else
  setTimeout(() => {
    throw new Error("the user's own mistake");
  });
