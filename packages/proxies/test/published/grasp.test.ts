import { useBackend } from "@eznas/kernels";
import { beforeAll, describe, expect, test } from "vitest";
import { gradNorm, grasp } from "../../src/index.ts";
import { bn, chain, conv, headed, imagesOf, normalized, relu6 } from "../models.ts";
import { scored } from "../scored.ts";

const batch = { images: imagesOf(4), labels: [0, 1, 2, 0] };

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(["stem", "c1", "c2"])(
    "of %s, whose scale a batch norm takes out, it is the gradient's squared norm",
    async (name) => {
      // ∇L(c·w) = ∇L(w)/c, so Hw = −g: Euler's theorem for a function of degree 0.
      const model = normalized();
      const layers = (layer: string) => layer === name;
      const norm = await scored(gradNorm({ layers }), model, batch);
      for (const [engine, tolerance] of [
        ["simd", 1e-4],
        ["tfjs", 1e-3],
      ] as const) {
        const score = await grasp({ layers }).score(model, batch, Math.random, { engine });
        expect(score.ok && Math.abs(score.value / norm ** 2 - 1), engine).toBeLessThan(tolerance);
      }
      model.dispose();
    },
  );

  test("clipped ReLUs are held as they are", async () => {
    const model = headed((x) =>
      chain(x, conv("c", 4, 3, { kernelInitializer: "ones" }), relu6("r"), conv("d", 3), bn("n")),
    );
    const layers = (layer: string) => layer === "d";
    const norm = await scored(gradNorm({ layers }), model, batch);
    expect(Math.abs((await scored(grasp({ layers }), model, batch)) / norm ** 2 - 1)).toBeLessThan(1e-3);
    model.dispose();
  });
});
