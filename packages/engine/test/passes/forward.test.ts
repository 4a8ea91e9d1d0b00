import fc from "fast-check";
import { expect, test } from "vitest";
import { lastReads, type Placed, runForward } from "../../src/passes/forward.ts";

/** Steps of one output each, which read values before theirs. */
const chains = fc
  .array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 })
  .map((drawn) =>
    drawn.map((reads, at): Placed => ({ inputs: reads.map((read) => read % (at + 1)), outputs: [at + 1] })),
  );

test("every value is made once, in order, and released once, after its last reader", () => {
  fc.assert(
    fc.property(chains, (steps) => {
      const last = steps.length;
      const [live, made] = [new Set<number>([0]), [] as number[]];
      const stopped = runForward<Placed, number>(steps, [0], {
        run(step, inputs) {
          expect(inputs).toEqual(step.inputs);
          for (const value of inputs) expect(live.has(value)).toBe(true);
          live.add(step.outputs[0]!);
          return step.outputs;
        },
        made: (slot, value) => made.push(slot, value),
        releases: lastReads(steps, [last]),
        release: (value) => expect(live.delete(value)).toBe(true),
      });
      expect(stopped).toBeUndefined();
      expect(made).toEqual(steps.flatMap(({ outputs: [slot] }) => [slot, slot]));
      expect(live).toEqual(new Set(steps.some(({ inputs }) => inputs.includes(0)) ? [last] : [0, last]));
    }),
  );
});

test("the step that gives nothing ends the pass, and is said", () => {
  const steps: readonly Placed[] = [
    { inputs: [0], outputs: [1] },
    { inputs: [1], outputs: [2] },
    { inputs: [2], outputs: [3] },
  ];
  const values = ["x"];
  expect(runForward(steps, values, { run: ({ outputs: [slot] }) => (slot === 2 ? undefined : ["y"]) })).toBe(steps[1]);
  expect(values).toEqual(["x", "y"]);
});
