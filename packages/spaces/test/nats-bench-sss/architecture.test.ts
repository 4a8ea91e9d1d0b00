import { type NatsBenchSssArchitecture, natsBenchSss, natsBenchSssChannels } from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

const { parse, format, sample, mutate, all, size } = natsBenchSss();
const channels = fc.constantFrom(...natsBenchSssChannels);
const sizes: fc.Arbitrary<NatsBenchSssArchitecture> = fc.tuple(channels, channels, channels, channels, channels);

property.prop([sizes], { numRuns: 1000 })("an architecture is what its text reads as", (architecture) => {
  expect(parse(format(architecture))).toEqual(architecture);
});

property.prop([sizes, fc.nat(), fc.constantFrom("", ":", " ", "0", "6", "8", "16", "a")], { numRuns: 2000 })(
  "a text with one sign changed or taken out is refused, or is another architecture's text",
  (architecture, at, sign) => {
    const text = format(architecture);
    const place = at % text.length;
    const changed = text.slice(0, place) + sign + text.slice(place + 1);
    try {
      expect(format(parse(changed))).toBe(changed);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  },
);

describe("an error says what was expected where", () => {
  const widths = "one of 8, 16, 24, 32, 40, 48, 56, 64";
  test.each([
    ["", `expected ${widths} as the channels of stage 1, got the end (at column 1 of "")`],
    ["8:16:24:32", 'expected ":" before the channels of stage 5, got the end (at column 11 of'],
    ["8:16:24:32:", `expected ${widths} as the channels of stage 5, got the end (at column 12 of`],
    ["8:16:20:32:40", `expected ${widths} as the channels of stage 3, got "20" (at column 6 of`],
    ["8::24:32:40", `expected ${widths} as the channels of stage 2, got ":" (at column 3 of`],
    [" 8:16:24:32:40", `expected ${widths} as the channels of stage 1, got " 8" (at column 1 of`],
    ["08:16:24:32:40", `expected ${widths} as the channels of stage 1, got "08" (at column 1 of`],
    ["8:16:24:32:40:", 'expected the end after the channels of stage 5, got ":" (at column 14 of'],
    ["8:16:24:32:40:48", 'expected the end after the channels of stage 5, got ":48" (at column 14 of'],
  ])("%j", (text, message) => {
    expect(() => parse(text)).toThrow(SyntaxError);
    expect(() => parse(text)).toThrow(`nats-bench-sss: ${message}`);
    expect(() => parse(text)).toThrow("an architecture is c1:c2:c3:c4:c5");
  });
});

test("all 32,768 architectures are there once", () => {
  const texts = new Set([...all()].map(format));
  expect(texts.size).toBe(size);
  expect(size).toBe(32_768);
});

test("draws reach every width in every stage, equally", () => {
  let place = 0;
  const rng = () => (++place * 0.6180339887498949) % 1;
  const counts = Array.from({ length: 5 }, () => new Map<number, number>());
  for (let i = 0; i < 8000; i++)
    for (const [stage, width] of sample(rng).entries()) counts[stage]!.set(width, (counts[stage]!.get(width) ?? 0) + 1);
  for (const count of counts) for (const width of natsBenchSssChannels) expect(count.get(width)).toBeCloseTo(1000, -2);
});

property.prop([sizes, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })], { numRuns: 1000 })(
  "a mutation changes one stage, whatever the deviates",
  (architecture, deviate) => {
    const child = mutate(architecture, () => deviate);
    expect(child.filter((width, i) => width !== architecture[i]).length).toBe(1);
    expect(parse(format(child))).toEqual(child);
  },
);
