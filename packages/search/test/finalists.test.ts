import { leaf } from "@eznas/gp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { finalists, type Ranked } from "../src/index.ts";

const ranked: fc.Arbitrary<Ranked> = fc
  .tuple(fc.constantFrom("T1_D", "T2_D", "T3", "T4_D"), fc.double({ min: -1, max: 1, noNaN: true }))
  .map(([name, fitness]) => ({ ok: true, tree: leaf(name), fitness, tasks: [] }));

test("finalists are the best of the last population and the first two of the hall of fame, none twice", () => {
  fc.assert(
    fc.property(ranked, fc.uniqueArray(ranked, { selector: ({ tree }) => tree }), (best, hallOfFame) => {
      const chosen = finalists({ best, hallOfFame });
      const name = ({ tree }: Ranked) => (tree.kind === "leaf" ? tree.name : "");
      expect(chosen[0]).toBe(best);
      expect(chosen.length).toBeLessThanOrEqual(3);
      expect(new Set(chosen.map(name)).size).toBe(chosen.length);
      for (const one of hallOfFame.slice(0, 2)) expect(chosen.map(name)).toContain(name(one));
      for (const one of chosen) expect([best, ...hallOfFame.slice(0, 2)]).toContain(one);
    }),
  );
});
