import { useBackend } from "@eznas/kernels";
import { natsBenchSss } from "@eznas/spaces";
import { spaceLaws } from "@eznas/spaces/testing";
import { beforeAll, describe, expect, test } from "vitest";

beforeAll(() => useBackend("cpu"));

test.each(["logits", "features"] as const)("it keeps the laws of a space, its output the %s", (output) =>
  spaceLaws(natsBenchSss({ classes: 3, resolution: 4, output }), { networks: 3 }),
);

describe("the benchmark's own figures", () => {
  test("of the 12th architecture, printed by its API as 0.067378 M parameters and 7.991706 M FLOPs", () => {
    // D-X-Y/NATS-Bench, notebooks/create-query-sss.ipynb (get_cost_info) and issue-21.ipynb (the
    // same count from the printed model).
    const space = natsBenchSss();
    const twelfth = [...space.all()][12]!;
    expect(space.format(twelfth)).toBe("8:8:8:16:40");
    expect([space.params(twelfth), space.flops(twelfth)]).toEqual([67_378, 7_991_706]);
  });

  test.each([
    ["8:8:8:8:8", 11_714],
    ["8:8:16:40:40", 107_826],
    ["64:64:64:64:64", 713_674],
  ])(
    "of %s, as a public replica of its networks gives what the benchmark's files hold: %i parameters",
    (text, params) => {
      const space = natsBenchSss();
      expect(space.params(space.parse(text))).toBe(params);
    },
  );
});

test("the space says what it is", () => {
  expect(natsBenchSss()).toMatchObject({ name: "nats-bench-sss", size: 32_768, inputShape: [32, 32, 3] });
  expect(natsBenchSss({ resolution: 16 }).inputShape).toEqual([16, 16, 3]);
});

test.each([
  [{ classes: 0 }, "classes must be a whole number from 1 up, got 0"],
  [{ resolution: 2.5 }, "resolution must be a whole number from 1 up, got 2.5"],
  [{ resolution: 30 }, "resolution must be a multiple of 4, as it is halved twice, got 30"],
  [{ output: "pool" as "logits" }, 'output must be "logits" or "features", got "pool"'],
])("options %j are refused", (options, message) => {
  expect(() => natsBenchSss(options)).toThrow(new RangeError(`natsBenchSss: ${message}`));
});
