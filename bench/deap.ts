/** DEAP's side, where Python has DEAP. */
import { type Peer, printedByPython, python, startPython } from "./python.ts";

const versions =
  "import deap.gp, importlib.metadata, platform; print(importlib.metadata.version('deap'), platform.python_version())";

/** The version of the DEAP that Python has, if any, and Python's. */
export const deapVersion = (): string | undefined => printedByPython(versions)?.replace(" ", " on Python ");

export const noDeap = `no DEAP at ${python}`;

/** Starts a script of bench/deap; nothing where there is no DEAP. */
export function startDeap<Request, Reply>(script: string): Peer<Request, Reply> | undefined {
  return deapVersion() === undefined ? undefined : startPython(`deap/${script}`);
}
