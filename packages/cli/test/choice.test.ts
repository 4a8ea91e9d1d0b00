import { ops } from "@eznas/ops";
import { wholeVocabulary } from "@eznas/program";
import { statisticNames, terminalNames } from "@eznas/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { choiceOf, chosen, standard } from "../src/choice.ts";

const operations = choiceOf("operation", [...Object.keys(wholeVocabulary.ops), "mine"]);
const terminals = choiceOf("statistic", terminalNames);

test("the standard ones are the 34 and the 22, and what is one's own", () => {
  expect(standard(operations)).toEqual([...Object.keys(ops), "mine"]);
  expect(standard(terminals)).toEqual(statisticNames);
});

test.each([
  [["all"], 45],
  [["standard"], 35],
  [["between-samples"], 45],
  [["-det"], 34],
  [["all", "-det", "-between-samples"], 34],
  [["between-samples", "-gram", "-mine"], 43],
  [["gram", "abs", "gram"], 2],
  [["abs", "between-samples"], 11],
])("%j leaves %d of them", (list, count) => {
  expect(chosen(list, operations).length).toBe(count);
});

test("names come in the table's order, whatever the list's, and what is taken away last is not there", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...terminalNames], { minLength: 1 }), (names) => {
      expect(chosen(names, terminals)).toEqual(terminalNames.filter((name) => names.includes(name)));
      const minus = names.map((name) => `-${name}`);
      if (names.length < 26)
        expect(chosen(["all", ...minus], terminals)).toEqual(terminalNames.filter((name) => !names.includes(name)));
      expect(chosen([...minus, ...names, "T3"], terminals)).toContain("T3");
    }),
  );
});

test("what is no name is refused with the nearest, and a list that leaves nothing", () => {
  expect(() => chosen(["-logdet"], operations)).toThrow('"logdet" is no operation; did you mean "logDet"?');
  expect(() => chosen(["T3", "-T3"], terminals)).toThrow("the list of statistics leaves none: T3,-T3");
});
