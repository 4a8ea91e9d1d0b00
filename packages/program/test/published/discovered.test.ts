import { parse } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { instances } from "@eznas/program/testing";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  discovered,
  effectiveSize,
  formatProgram,
  namedPrograms,
  program,
  reach,
  score,
  wholeVocabulary,
  zoo,
} from "../../src/index.ts";

beforeAll(() => useBackend("wasm"));

test("reach is the root of how many elements have a gradient", () => {
  fc.assert(
    fc.property(fc.array(instances(), { minLength: 1, maxLength: 4 }), (network) => {
      const reached = network.flatMap(({ statistics }) => Array.from(statistics.T1G_P!.data)).filter((x) => x !== 0);
      const told = score(reach, network);
      expect(told.ok && told.value).toBeCloseTo(Math.sqrt(reached.length), 4);
    }),
  );
});

test("what is left of a gradient in effective-size is the root of the size of its kernel", () => {
  fc.assert(
    fc.property(instances(), (instance) => {
      const numerator = { ...effectiveSize, tree: parse("normalize(T3G_P)", wholeVocabulary) };
      const { data } = instance.statistics.T3G_P!;
      const told = score(numerator, [instance]);
      const varies = new Set(data).size > 1;
      expect(told.ok && told.value).toBeCloseTo(varies ? Math.sqrt(data.length - 1) : 0, 3);
    }),
  );
});

test("what was discovered has texts of its own, under names that nothing published has", () => {
  for (const [name, metric] of Object.entries(discovered)) {
    expect(Object.keys(zoo)).not.toContain(name);
    expect(formatProgram(program(formatProgram(metric), wholeVocabulary))).toBe(formatProgram(metric));
    expect(namedPrograms[name]).toBe(metric);
  }
});
