import { readNumbers } from "../read-numbers.ts";
import type { Rng } from "../space.ts";
import { doubles, halves, modules, type TransNasBench101Module } from "./module.ts";
import { departure } from "./notation.ts";

/**
 * A skeleton of TransNAS-Bench-101's macro space: what each of its 4 to 6 modules does, 1 nothing, 2 double the
 * channels, 3 halve height and width, 4 both. From 1 to 3 of them double the channels, from 1 to 4 halve the size.
 *
 * @example
 * ```ts
 * import { type TransNasBench101MacroArchitecture, transNasBench101Macro } from "@eznas/spaces";
 *
 * const skeleton: TransNasBench101MacroArchitecture = [1, 2, 3, 4];
 * transNasBench101Macro().format(skeleton); // → '64-1234-basic'
 * ```
 */
export type TransNasBench101MacroArchitecture = readonly TransNasBench101Module[];

const notation = "64-MODULES-basic with 4 to 6 digits for the modules";
const [before, after] = ["64-", "-basic"];
const fewest = 4;
const most = 6;

/** The benchmark's notation: `64-1234-basic`, a digit for each module. */
export const formatMacro = (skeleton: TransNasBench101MacroArchitecture): string =>
  `${before}${skeleton.join("")}${after}`;

/**
 * Reads {@link formatMacro}'s notation, or the digits as a tuple or list, which NASLib fills up to six with zeros; a
 * SyntaxError says what was expected where.
 */
export function parseMacro(text: string): TransNasBench101MacroArchitecture {
  const numbers = readNumbers(text);
  return numbers ? parseMacro(`${before}${numbers.join("").replace(/0+$/, "")}${after}`) : parseDigits(text);
}

function parseDigits(text: string): TransNasBench101MacroArchitecture {
  const fail = (at: number, expected: string, got?: string): never => {
    throw departure({ space: "trans-nas-bench-101-macro", notation }, text, at, expected, got);
  };
  const expect = (literal: string, at: number, where: string): void => {
    const differs = [...literal].findIndex((sign, i) => text.charAt(at + i) !== sign);
    if (differs >= 0) fail(at + differs, `"${literal}" ${where}`);
  };
  expect(before, 0, "at the start");
  const { length } = /^[1-4]{0,6}/.exec(text.slice(before.length))![0];
  const end = before.length + length;
  if (length < fewest) fail(end, `a digit from 1 to 4 for module ${length + 1}`);
  expect(after, end, `after module ${length}`);
  if (text.length > end + after.length) fail(end + after.length, "the end", text.slice(end + after.length));
  const skeleton = [...text.slice(before.length, end)].map(Number) as TransNasBench101Module[];
  const fault = faultOf(skeleton);
  if (fault) fail(before.length, fault, skeleton.join(""));
  return skeleton;
}

/** One module changed, put in or taken out; drawn uniformly from the skeletons that this can give. */
export function mutateMacro(skeleton: TransNasBench101MacroArchitecture, rng: Rng): TransNasBench101MacroArchitecture {
  return pick(neighbors(skeleton), rng);
}

function neighbors(skeleton: TransNasBench101MacroArchitecture): readonly TransNasBench101MacroArchitecture[] {
  const places = [...skeleton.keys(), skeleton.length];
  const changed = places.flatMap((at) => [
    ...modules.map((module) => skeleton.toSpliced(at, 1, module)),
    ...modules.map((module) => skeleton.toSpliced(at, 0, module)),
    skeleton.toSpliced(at, 1),
  ]);
  const distinct = new Map(changed.map((other) => [formatMacro(other), other]));
  distinct.delete(formatMacro(skeleton));
  return [...distinct.values()].filter(isMember);
}

/** All 3,256 skeletons, the shortest first and then by their text. */
export function* allMacro(): Generator<TransNasBench101MacroArchitecture> {
  const count = modules.length;
  for (let length = fewest; length <= most; length++)
    for (let index = 0; index < count ** length; index++) {
      const skeleton = Array.from(
        { length },
        (_, i) => modules[Math.floor(index / count ** (length - 1 - i)) % count]!,
      );
      if (isMember(skeleton)) yield skeleton;
    }
}

const isMember = (skeleton: TransNasBench101MacroArchitecture): boolean =>
  skeleton.length >= fewest && skeleton.length <= most && faultOf(skeleton) === undefined;

function faultOf(skeleton: TransNasBench101MacroArchitecture): string | undefined {
  const doubled = skeleton.filter(doubles).length;
  if (doubled < 1 || doubled > 3) return `from 1 to 3 modules that double the channels (2 or 4), not ${doubled}`;
  const halved = skeleton.filter(halves).length;
  if (halved < 1 || halved > 4) return `from 1 to 4 modules that halve the size (3 or 4), not ${halved}`;
  return undefined;
}

const pick = <T>(from: readonly T[], rng: Rng): T => from[Math.floor(rng() * from.length)]!;
