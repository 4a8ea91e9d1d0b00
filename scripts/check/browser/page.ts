import { scoreOfACell } from "./score.ts";

document.title = await scoreOfACell("/wasm/").then(String, (error: unknown) => `failed: ${error}`);
