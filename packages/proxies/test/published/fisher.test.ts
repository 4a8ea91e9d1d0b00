import { useBackend } from "@eznas/kernels";
import { zoo } from "@eznas/program";
import { findInstances, rcb } from "@eznas/stats";
import { layers } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { fisher, fromProgram } from "../../src/index.ts";
import { add, bn, chain, conv, headed, imagesOf, layer, relu, residual } from "../models.ts";
import { scored } from "../scored.ts";

/** Residual, all of it on maps of one pixel. */
const onePixel = () =>
  headed((x) => {
    const a = chain(x, layer(layers.averagePooling2d({ poolSize: 6 })), conv("stem", 4, 1), bn("stem_bn"));
    const b = chain(a, relu("r1"), conv("c1", 4, 1), bn("b1"), relu("r2"), conv("c2", 4, 1), bn("b2"));
    return chain(add("sum", a, b), relu("r3"));
  });

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("on maps of one pixel the program of Fig. 2 is 2n times Fisher at the norms, with the sum as loss", async () => {
    const model = onePixel();
    const batch = { images: imagesOf(5) };
    const instances = findInstances(model, rcb()).map((instance) => instance.layers.at(-1));
    const atNorms = fisher({ at: "norms", loss: "sum", layers: (name) => instances.includes(name) });
    expect(instances).toEqual(["b1", "b2"]);
    const value = await scored(atNorms, model, batch);
    const ofProgram = await scored(fromProgram(zoo.fisher), model, batch);
    expect(ofProgram / (2 * 5 * value)).toBeCloseTo(1, 4);
    model.dispose();
  });

  test("on larger maps the program is 2n/pixels times that at least", async () => {
    const model = residual();
    const batch = { images: imagesOf(5) };
    const instances = ["b1", "b2"];
    const value = await scored(
      fisher({ at: "norms", loss: "sum", layers: (name) => instances.includes(name) }),
      model,
      batch,
    );
    expect(await scored(fromProgram(zoo.fisher), model, batch)).toBeGreaterThan((2 * 5 * value) / 36);
    model.dispose();
  });

  test("an activation inside a layer comes after what is looked at", async () => {
    const inside = headed((x) => chain(x, conv("c", 4, 3, { activation: "relu", useBias: true })));
    const apart = headed((x) => chain(x, conv("c", 4, 3, { useBias: true }), relu("r")));
    const batch = { images: imagesOf(4), labels: [0, 1, 2, 0] };
    expect(await scored(fisher(), inside, batch)).toBeCloseTo(await scored(fisher(), apart, batch), 6);
  });
});
