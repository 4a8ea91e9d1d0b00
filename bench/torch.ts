/** PyTorch's side, where Python has PyTorch. */
import { type Peer, printedByPython, python, startPython } from "./python.ts";

/** The version of the PyTorch that Python has, if any. */
export const torchVersion = (): string | undefined => printedByPython("import torch; print(torch.__version__)");

export const noTorch = `no PyTorch at ${python}`;

/** Starts a script of bench/torch; nothing where there is no PyTorch. */
export function startTorch<Request, Reply>(script: string): Peer<Request, Reply> | undefined {
  return torchVersion() === undefined ? undefined : startPython(`torch/${script}`);
}
