import { afterAll, beforeAll, expect } from "vitest";

interface Engine {
  backendName: string | undefined;
  backendInstance: unknown;
  readonly state: {
    readonly numTensors: number;
    readonly registeredVariables: Readonly<Record<string, { dispose(): void }>>;
  };
  startScope(): void;
  endScope(): void;
}

/** TensorFlow.js keeps it for the whole process. To import it here would cost the files that do without. */
const engine = (): Engine | undefined => (globalThis as { readonly _tfengine?: Engine })._tfengine;

const surroundings = (): unknown => ({ environment: { ...process.env }, folder: process.cwd() });

let before: {
  readonly tensors: number;
  readonly variables: ReadonlySet<string>;
  readonly surroundings: unknown;
  readonly scope: Engine | undefined;
};

beforeAll(() => {
  const state = engine()?.state;
  before = {
    tensors: state?.numTensors ?? 0,
    variables: new Set(Object.keys(state?.registeredVariables ?? {})),
    surroundings: surroundings(),
    scope: engine(),
  };
  before.scope?.startScope();
});

/**
 * Test files share a process. Models and tensors that a file's tests still hold go with the file, and the next one
 * begins with no backend chosen. What was kept for good, or changed in the process, is an error.
 */
afterAll(() => {
  const used = engine();
  before.scope?.endScope();
  if (used) {
    for (const [name, variable] of Object.entries(used.state.registeredVariables))
      if (!before.variables.has(name)) variable.dispose();
    used.backendName = undefined;
    used.backendInstance = null;
  }
  expect(surroundings()).toEqual(before.surroundings);
  if (before.scope) expect(before.scope.state.numTensors, "tensors in memory").toBe(before.tensors);
});
